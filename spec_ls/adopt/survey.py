"""A look at a repository: what serves which specs, with how many findings, and what could serve others."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spec_ls.adopt.settings import rules_for
from spec_ls.checks import CODES
from spec_ls.checks.run import check
from spec_ls.findings import Severity
from spec_ls.layer import Layer
from spec_ls.model.document import parse
from spec_ls.report.make_result import FixesWanted, result_of
from spec_ls.schema import parse as parse_settings
from spec_ls.spec import compare
from spec_ls.text import Text
from spec_ls.workspace import (
    FileProblem,
    ProjectInfo,
    Resolution,
    Rule,
    Unreadable,
    Workspace,
    read,
    template_name,
)
from spec_ls.workspace.likely_templates import LikelyTemplates, likely_templates

_RULES_OF_TEMPLATES = (Rule.TEMPLATE, Rule.NAME)
_NO_FIXES = FixesWanted(count=False)


@dataclass(frozen=True, slots=True)
class Survey:
    """A repository as it is, and as settings with ``rules`` for paths would make it.

    ``served`` counts the specs by the name of their template and the rule that found it, ``added`` those by
    template that ``rules`` add; ``others`` counts the files that could be specs and are none.  ``findings``
    counts what people are shown of all specs.  ``likely`` says what ``rules`` follow from.
    ``suffixes`` are those of the specs.  ``problems`` are in settings and templates; ``unreadable`` files
    stand beside the reason.
    """

    top: Path
    project: ProjectInfo
    served: Mapping[tuple[str, Rule], int]
    added: Mapping[str, int]
    others: int
    findings: Mapping[Severity, int]
    likely: LikelyTemplates
    rules: tuple[dict[str, str], ...]
    suffixes: frozenset[str]
    problems: tuple[FileProblem, ...]
    unreadable: tuple[tuple[Path, Exception], ...]


@dataclass(frozen=True, slots=True)
class _File:
    """A file that may be a spec, with what serves it."""

    path: Path
    resolution: Resolution


def survey(top: Path) -> Survey:
    """Look at all files below a folder that may be specs."""
    workspace = Workspace(top)
    files, unreadable = _files(workspace, top)
    served = [file for file in files if _is_spec(file, workspace)]
    project = workspace.project_info(top)
    unserved = [file.path for file in files if file.resolution.reason.rule is Rule.NOTHING]
    templates = [file.path for file in files if file.resolution.reason.rule in _RULES_OF_TEMPLATES]
    likely = LikelyTemplates()
    if project.profile is None:  # a profile leaves out what it leaves out on purpose
        likely = likely_templates(unserved, templates, [file.path for file in served])
    rules = tuple(rules_for(likely.found, top))
    added = _served_under(workspace, unserved, rules) if rules else []
    resolutions = (file.resolution.problems for file in files)
    problems = (*project.problems, *(problem for found in resolutions for problem in found))
    findings = Counter(severity for file in (*served, *added) for severity in _severities(file))
    return Survey(
        top,
        project,
        Counter((_name(file, top), file.resolution.reason.rule) for file in served),
        Counter(_name(file, top) for file in added),
        len(files) - len(served) - len(added),
        findings,
        likely,
        rules if added else (),
        frozenset(file.path.suffix for file in (*served, *added) if not file.resolution.by_name),
        tuple(dict.fromkeys(problems)),
        unreadable,
    )


def _files(workspace: Workspace, top: Path) -> tuple[list[_File], tuple[tuple[Path, Exception], ...]]:
    found, unreadable = list[_File](), list[tuple[Path, Exception]]()
    for path in workspace.walk(top):
        try:
            text = Text.of("") if workspace.is_misnamed(path) else Text.of(read(path))
        except Unreadable as error:
            unreadable.append((path, error))
            continue
        found.append(_File(path, workspace.resolve(path, text)))
    return found, tuple(unreadable)


def _is_spec(file: _File, workspace: Workspace) -> bool:
    return file.resolution.template is not None and not workspace.is_chosen(file.path)


def _served_under(
    workspace: Workspace, unserved: Sequence[Path], rules: Sequence[dict[str, str]]
) -> list[_File]:
    """The files that settings with some rules would make specs."""
    layer, problems = parse_settings({"paths": list(rules)}, CODES)
    if problems:
        return []
    resolved = (_File(path, _resolved(workspace, path, layer)) for path in unserved)
    return [file for file in resolved if _is_spec(file, workspace)]


def _resolved(workspace: Workspace, path: Path, layer: Layer) -> Resolution:
    try:
        return workspace.resolve(path, Text.of(read(path)), settings=layer)
    except Unreadable:  # it is gone
        return workspace.resolve(path, Text.of(""))


def _severities(file: _File) -> Iterator[Severity]:
    """The severities of the findings that people are shown."""
    resolution = file.resolution
    assert resolution.template is not None
    try:
        text = Text.of("") if resolution.by_name else Text.of(read(file.path))
    except Unreadable:  # it is gone
        return
    spec = compare(parse(text), resolution.template, resolution.config, file.path, None, resolution.headers)
    result = result_of(os.fspath(file.path), check(spec), _NO_FIXES)
    yield from (shown.finding.severity for shown in result.shown)


def _name(file: _File, top: Path) -> str:
    template = file.resolution.template
    assert template is not None
    return template_name(template.origin, top)
