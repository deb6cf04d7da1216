"""The result of a spec as text, to be kept on disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from spec_ls.findings import Cause, Fixable, Severity, TemplatePlace
from spec_ls.report.results import FindingFix, FindingResult, ShownFinding, SpecResult
from spec_ls.text import Edit, Position, Range


def written(result: SpecResult) -> str:
    """A result without its path, which depends on how the user names it."""
    findings = [_finding(finding) for finding in result.findings]
    shown = [(_finding(shown.finding), shown.members) for shown in result.shown]
    return json.dumps((findings, shown, result.fixable, result.is_complete, result.lines, result.known))


def read_result(text: str, path: str) -> SpecResult:
    """A result as it was written, under the path as the user writes it now.

    Raises ``ValueError``, ``TypeError`` or ``KeyError`` for anything else.
    """
    findings, shown, fixable, is_complete, lines, known = json.loads(text)
    return SpecResult(
        path,
        tuple(map(_read_finding, findings)),
        tuple(ShownFinding(_read_finding(finding), tuple(members)) for finding, members in shown),
        Fixable(*fixable),
        bool(is_complete),
        tuple((number, line) for number, line in lines),
        int(known),
    )


def _finding(finding: FindingResult) -> list[Any]:
    place, cause, fix = finding.template, finding.cause, finding.fix
    return [
        finding.code,
        int(finding.severity),
        finding.message,
        finding.range,
        finding.section,
        place and (isinstance(place.origin, Path), str(place.origin), place.line),
        cause and (cause.code, cause.line, cause.reported),
        fix and (fix.title, fix.is_safe, [(edit.range, edit.text) for edit in fix.edits]),
        finding.words,
        finding.template_line,
    ]


def _read_finding(values: list[Any]) -> FindingResult:
    code, severity, message, range_, section, place, cause, fix, words, template_line = values
    return FindingResult(
        code,
        Severity(severity),
        message,
        _range(range_),
        None if section is None else tuple(section),
        place and TemplatePlace(Path(place[1]) if place[0] else place[1], place[2]),
        cause and Cause(*cause),
        fix and FindingFix(fix[0], fix[1], tuple(Edit(_range(of), new) for of, new in fix[2])),
        words,
        template_line,
    )


def _range(values: Any) -> Range:
    start, end = values
    return Range(Position(*start), Position(*end))
