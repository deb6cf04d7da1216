"""The whole report of ``spec-ls doctor``, and the sentences that explain it."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from spec_ls.doctor.installation import Installation, installation
from spec_ls.doctor.path_report import PathReport, examine_path
from spec_ls.doctor.self_test import SelfTest, self_test
from spec_ls.doctor.surroundings import Surroundings, surroundings
from spec_ls.report.findings_text import counted
from spec_ls.workspace import FileProblem, ProjectInfo, ProjectNameSource, Reason, Resolution, Rule
from spec_ls.workspace.template_candidates import rank_by_name

ShowPath = Callable[[Path], str]
"""Writes a path for a reader."""


@dataclass(frozen=True, slots=True)
class Report:
    """The report.  ``examined`` is None if the program failed on the path; ``failure`` is the error then."""

    path: Path
    installation: Installation
    surroundings: Surroundings
    examined: PathReport | None
    failure: str | None
    self_test: SelfTest

    @property
    def setup_problems(self) -> tuple[str, ...]:
        """The problems with the program as it is installed."""
        packages = [
            f"{package.name}: {package.problem}"
            for package in self.installation.dependencies
            if package.problem
        ]
        failed = [f"self-test: {step.name}: {step.message}" for step in self.self_test.steps if not step.ok]
        return (*packages, *failed, *([self.failure] if self.failure else []))

    @property
    def path_problems(self) -> tuple[str, ...]:
        """The problems with the path, or in the settings and the template that serve it."""
        if self.examined is None:
            return ()
        problems = [problem_sentence(problem, str) for problem in self.examined.problems]
        if self.examined.unreadable:
            problems.insert(0, f"{self.examined.path}: {self.examined.unreadable}")
        return tuple(problems)


def examine(path: Path) -> Report:
    """Examine the set-up and a path.  Never raises: problems are part of the report."""
    examined, failure = None, None
    try:
        examined = examine_path(path)
    except Exception as error:  # such as a missing package: the rest of the report is still useful
        failure = f"{path}: {failure_sentence(error)}"
    return Report(path, installation(), surroundings(), examined, failure, self_test())


def resolution_sentence(resolution: Resolution, show: ShowPath) -> str:
    """Tells why a path is a spec of its template, or none."""
    evidence = resolution.evidence
    if evidence is None:
        return reason_sentence(resolution.reason, show)
    count = f"{evidence.following} of {counted(evidence.witnesses, 'document')} around"
    is_named = rank_by_name(evidence.file.stem) is not None
    like = "it is named like a template" if is_named else "by its title or number it is a template"
    sentence = f"{like}, and {count} are written after it"
    if evidence.others:
        others = ", ".join(map(show, evidence.others))
        sentence += f"; other candidates, none of them nearer or likelier: {others}"
    return sentence


def reason_sentence(reason: Reason, show: ShowPath) -> str:
    """Tells which rule decides, and where it is written."""
    place = reason.problem("")
    file = show(place.path) if place.path else "the editor's settings"
    setting = f'"{place.key}" in {file}, line {place.line + 1}'
    rule = reason.rule
    if rule is Rule.COMMENT:
        return f"the comment in line {place.line + 1} chooses it"
    if rule in (Rule.SETTINGS, Rule.PROFILE):
        return setting if rule is Rule.SETTINGS else f"the profile says so: {setting}"
    return {
        Rule.COMMAND: "the command line says so",
        Rule.EDITOR: "the editor's settings say so",
        Rule.LAYOUT: "spec and template are where repositories usually have them",
        Rule.EVIDENCE: "documents around it are written after the template",
        Rule.EXTENSION: "it is among the specs and is not called .rst: only its name is checked",
        Rule.NAME: "a file of this name introduces specs, or is to be copied or removed",
        Rule.PAGE: "it only lists other documents, or leads to one",
        Rule.EXCLUDED: f"it is excluded by {setting}",
        Rule.SUFFIX: "its name does not end in .rst",
        Rule.TEMPLATE: "it is a template itself",
        Rule.LINK: "it holds nothing but the name of another file",
        Rule.OUTSIDE: f"the comment in line {place.line + 1} alone names one, and it is not read",
        Rule.NOTHING: "no comment, settings, profile, layout or documents around it tell of a template",
    }[rule]


def profile_sentence(project: ProjectInfo, show: ShowPath) -> str:
    """Tells why a profile is in effect, or none."""
    reason = project.profile_reason
    if reason is not None and reason.rule is Rule.SETTINGS:
        place = reason.problem("")
        return f'"profile" in {show(place.path) if place.path else "the settings"}, line {place.line + 1}'
    if project.top is None:
        return "outside of a repository"
    if project.marks is not None:
        return f"recognised by what lies in it: {project.marks}"
    named_by = {
        ProjectNameSource.REVIEW: f'.gitreview says "{project.project}"',
        ProjectNameSource.REMOTE: f'the address of git\'s remote ends with "{project.project}"',
        ProjectNameSource.FOLDER: f'the folder is called "{project.project}"',
        None: "nothing names the repository's project",
    }[project.named_by]
    return named_by if project.profile is not None else f"{named_by}, and no profile has that name"


def failure_sentence(error: Exception) -> str:
    """The error and where it was raised: its message, unless a package is missing, may quote a document."""
    if isinstance(error, ImportError):
        return f"{type(error).__name__}: {' '.join(str(error).split())}"
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.filename}, line {frame.lineno}"


def problem_sentence(problem: FileProblem, show: ShowPath) -> str:
    """Tells what is wrong in a file, and where."""
    return problem.located(show(problem.path) if problem.path else "settings")
