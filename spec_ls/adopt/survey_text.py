"""Says what a repository has, in plain words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from spec_ls.adopt.survey import Survey
from spec_ls.doctor.report import profile_sentence
from spec_ls.report.findings_text import counted
from spec_ls.workspace import Rule

_LABEL_WIDTH = 12
_TEXT_WIDTH = 108
_MOST_TEMPLATES = 5
_WORDS = {
    Rule.COMMENT: "a comment in each chooses it",
    Rule.SETTINGS: "the settings say so",
    Rule.PROFILE: "the profile says so",
    Rule.LAYOUT: "spec and template are where repositories usually have them",
    Rule.EVIDENCE: "documents around them are written after it",
    Rule.EXTENSION: "only their names are checked",
    Rule.OUTSIDE: "only the comment in each is checked, which names a file elsewhere",
}
_LOOKED_FOR = (
    "nothing tells which documents are specs of a template. Looked for, in this order:",
    '- a comment ".. spec-ls: template=FILE" in a document;',
    "- settings;",
    "- a known project, by .gitreview, git's remote, the folder's name, or the files in it;",
    "- specs/template.rst, specs/RELEASE-template.rst, doc/specs/template.rst;",
    "- a file named like a template, with documents around it that have its sections;",
    "- such a file anywhere that two documents, and half of those in a folder, are written after",
)
_OWN_RULE = (
    "if there is a template, name it in a file spec-ls.toml:",
    "[[paths]]",
    'path = "FOLDER/**"',
    'template = "FILE"',
)


def survey_lines(survey: Survey) -> Iterator[str]:
    """The lines about a repository, without ends."""
    project = survey.project
    in_git = "" if project.top is not None else " (a folder outside of a repository)"
    yield from _row("repository", f"{survey.top}{in_git}")
    if project.profile is not None:
        reason = profile_sentence(project, partial(_show, survey.top))
        yield from _row("profile", f"{project.profile.path.stem}: {reason}")
    if project.effective is not None:
        yield from _row("settings", _show(survey.top, project.effective.path))
    yield from _specs(survey)
    if survey.served or survey.added:
        counts = sorted(survey.findings.items())
        found = ", ".join(counted(count, str(severity)) for severity, count in counts)
        yield from _row("findings", found or "none")


def verdict_lines(survey: Survey) -> Iterator[str]:
    """The lines on the settings that a repository needs, where it needs none or none are known."""
    if survey.rules:
        return
    if survey.served:
        if survey.project.effective is None:
            yield from _row("settings", "none are needed: spec-ls check serves these specs as it is")
        if any(rule is Rule.EVIDENCE for _, rule in survey.served):
            yield from _row(
                "",
                "a missing section is no error while only the documents around a template lead to it; "
                "it becomes one when settings name the template",
            )
        return
    yield from _rows("no template", _LOOKED_FOR)
    unused = ", ".join(_show(survey.top, file) for file in survey.likely.unused[:_MOST_TEMPLATES])
    if unused:
        yield from _row("", f"like a template, but too few documents are written after it: {unused}")
    yield from _rows("to do", _OWN_RULE)


def _specs(survey: Survey) -> Iterator[str]:
    total = sum(survey.served.values()) + sum(survey.added.values())
    others = f", and {counted(survey.others, 'other file')}" if survey.others else ""
    yield from _row("specs", f"{total}{others}")
    groups = sorted(survey.served.items(), key=lambda item: (-item[1], item[0]))
    for (name, rule), count in groups[:_MOST_TEMPLATES]:
        yield from _row("", f"{count} of {name}: {_WORDS.get(rule, str(rule))}")
    if len(groups) > _MOST_TEMPLATES:
        yield from _row("", f"and those of {counted(len(groups) - _MOST_TEMPLATES, 'other template')}")
    for name, count in sorted(survey.added.items()):
        found = [likely for likely in survey.likely.found if _show(survey.top, likely.file) == name]
        following = sum(likely.following for likely in found)
        yield from _row("", f"{count} of {name}, once settings name it: {following} are written after it")


def _show(top: Path, path: Path) -> str:
    """A path as it stands below the repository's top."""
    return (path.relative_to(top) if path.is_relative_to(top) else path).as_posix()


def _rows(label: str, texts: Iterable[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield from _row("" if number else label, text)


def _row(label: str, text: str) -> Iterator[str]:
    wrapped = textwrap.wrap(text, _TEXT_WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
    for number, line in enumerate(wrapped):
        yield f"{'' if number else label:<{_LABEL_WIDTH}}{line}".rstrip()
