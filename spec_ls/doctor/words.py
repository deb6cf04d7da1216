"""Why things are as they are, in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spec_ls.workspace import FileProblem, Mark, Reason, Rule, Surroundings

Shown = Callable[[Path], str]
"""How a path is written."""


def of_reason(reason: Reason, shown: Shown) -> str:
    """Why a path is a spec of its template, or none."""
    at = reason.problem("")
    file = shown(at.path) if at.path else "the editor's settings"
    written = f'"{at.key}" in {file}, line {at.line + 1}'
    rule = reason.rule
    if rule is Rule.COMMENT:
        return f"the comment in line {at.line + 1} chooses it"
    if rule in (Rule.SETTINGS, Rule.PROFILE):
        return written if rule is Rule.SETTINGS else f"the profile says so: {written}"
    return {
        Rule.COMMAND: "the command line says so",
        Rule.EDITOR: "the editor's settings say so",
        Rule.LAYOUT: "both stand where repositories have specs and their templates",
        Rule.EXTENSION: "it stands among the specs and is not called .rst: only its name is checked",
        Rule.NAME: "a README or an index is never one",
        Rule.EXCLUDED: f"left out by {written}",
        Rule.SUFFIX: "its name does not end in .rst",
        Rule.TEMPLATE: "it is a template itself",
        Rule.LINK: "it holds nothing but the name of another file",
        Rule.NOTHING: "no comment, settings, profile or layout of a repository names a template for it",
    }[rule]


def of_profile(around: Surroundings, shown: Shown) -> str:
    """Why a profile serves, or none."""
    reason, project = around.profile_by, around.project
    if reason is not None and reason.rule is Rule.SETTINGS:
        at = reason.problem("")
        return f'"profile" in {shown(at.path) if at.path else "the settings"}, line {at.line + 1}'
    if around.top is None:
        return "outside of a repository"
    by = {
        Mark.REVIEW: f'.gitreview says "{project}"',
        Mark.REMOTE: f'the address of git\'s remote ends with "{project}"',
        Mark.FOLDER: f'the folder is called "{project}"',
        None: "nothing tells whose repository it is",
    }[around.project_by]
    return by if around.profile is not None else f"{by}, and no profile has that name"


def of_problem(problem: FileProblem, shown: Shown) -> str:
    """What is wrong in a file, with its place."""
    file = shown(problem.path) if problem.path else "settings"
    key = f"{problem.key}: " if problem.key else ""
    return f"{file}:{problem.line + 1}: {key}{problem.message}"
