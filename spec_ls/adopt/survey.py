"""A look at a repository: what serves which specs, with how many findings, and what could serve others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from spec_ls.adopt.settings import rules_for
from spec_ls.checks import CODES
from spec_ls.checks.run import check
from spec_ls.findings import Severity
from spec_ls.layer import Layer
from spec_ls.model.document import parse
from spec_ls.report.make_result import result_of
from spec_ls.report.progress import with_progress
from spec_ls.report.results import FixesWanted
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
    read_failures,
    template_name,
)
from spec_ls.workspace.discovery import NO_SETTINGS
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
    stand beside the reason.  ``is_doubtful`` is true if broken settings, or a failure of the file system, may
    hide what serves a spec: nothing is to be written then.
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
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class _File:
    """A file that may be a spec, with what serves it."""

    path: Path
    resolution: Resolution


_Unreadable = list[tuple[Path, Exception]]
"""Files that cannot be read, with the reasons; the functions below add to it."""


def survey(top: Path) -> Survey:
    """Look at all files below a folder that may be specs."""
    workspace, unreadable = Workspace(top), _Unreadable()
    project = workspace.project_info(top)
    files = list(_files(workspace, workspace.walk(top), unreadable))
    served = [file for file in files if _is_spec(file, workspace)]
    unserved = [] if project.profile else _paths(files, Rule.NOTHING)  # a profile leaves out some on purpose
    templates = _paths(files, *_RULES_OF_TEMPLATES) if unserved else []
    likely = likely_templates(unserved, templates, [file.path for file in served])
    rules = tuple(rules_for(likely.found, top))
    layer, wrong = parse_settings({"paths": list(rules)}, CODES)
    added = []
    if rules and not wrong:
        resolved = _files(workspace, unserved, unreadable, layer)
        added = [file for file in resolved if _is_spec(file, workspace)]
    specs = (*served, *added)
    looks = with_progress((_severities(file, unreadable) for file in specs), len(specs))
    problems = (*project.problems, *(problem for file in files for problem in file.resolution.problems))
    return Survey(
        top,
        project,
        Counter((_name(file, top), file.resolution.reason.rule) for file in served),
        Counter(_name(file, top) for file in added),
        len(files) - len(served) - len(added),
        Counter(chain.from_iterable(looks)),
        likely,
        rules if added else (),
        frozenset(file.path.suffix for file in specs if not file.resolution.by_name),
        tuple(dict.fromkeys(problems)),
        tuple(dict(unreadable).items()),
        bool(project.problems) or any(file.resolution.is_doubtful for file in files),
    )


def _files(
    workspace: Workspace, paths: Iterable[Path], unreadable: _Unreadable, settings: Layer = NO_SETTINGS
) -> Iterator[_File]:
    for path in paths:
        try:
            text = Text.of("") if workspace.is_misnamed(path) else _text(path)
        except Unreadable as error:
            unreadable.append((path, error))
            continue
        yield _File(path, workspace.resolve(path, text, settings=settings))


def _is_spec(file: _File, workspace: Workspace) -> bool:
    return file.resolution.template is not None and not workspace.chosen.has(file.path)


def _paths(files: Iterable[_File], *rules: Rule) -> list[Path]:
    """The files about which one of some rules decides."""
    return [file.path for file in files if file.resolution.reason.rule in rules]


def _severities(file: _File, unreadable: _Unreadable) -> list[Severity]:
    """The severities of the findings in a spec that people are shown."""
    resolution = file.resolution
    assert resolution.template is not None
    try:
        text = Text.of("") if resolution.by_name else _text(file.path)
    except Unreadable as error:
        unreadable.append((file.path, error))
        return []
    document, config = parse(text), resolution.config
    spec = compare(document, resolution.template, config, file.path, None, resolution.headers)
    result = result_of(str(file.path), check(spec), _NO_FIXES)
    return [shown.finding.severity for shown in result.shown]


def _text(path: Path) -> Text:
    """The text of a file.  Raises ``Unreadable``, and leaves it to the caller to report that."""
    with read_failures.collecting(pass_on=False):
        return Text.of(read(path))


def _name(file: _File, top: Path) -> str:
    template = file.resolution.template
    assert template is not None
    return template_name(template.origin, top)
