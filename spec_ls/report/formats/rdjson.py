"""``rdjson``: the Reviewdog Diagnostic Format, with suggestions.

Source: ``reviewdog.proto`` in reviewdog's repository: lines and columns are 1-based, columns count bytes of
UTF-8, the end of a range is not part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spec_ls.findings import Severity
from spec_ls.report.findings_json import json_text
from spec_ls.report.formats.source_lines import merged
from spec_ls.report.formats.surroundings import Surroundings, printable
from spec_ls.report.results import FindingFix, SpecResult
from spec_ls.text import Position, Range

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING"}


def write(results: Sequence[SpecResult], around: Surroundings) -> str:
    """One object with a diagnostic for each finding that people are shown."""
    diagnostics = [diagnostic for result in results for diagnostic in _diagnostics(result, around)]
    return json_text({"source": {"name": "spec-ls"}, "diagnostics": diagnostics})


def _diagnostics(result: SpecResult, around: Surroundings) -> Iterator[dict[str, Any]]:
    path, lines = printable(around.path(result.path)), dict(result.lines)
    for shown in result.shown:
        finding = shown.finding
        yield {
            "message": finding.message,
            "location": {"path": path, "range": _range(finding.range, lines)},
            "severity": _SEVERITIES.get(finding.severity, "INFO"),
            "code": {"value": finding.code},
            "suggestions": list(_suggestions(finding.fix, lines)),
        }


def _suggestions(fix: FindingFix | None, lines: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    """The fix as one suggestion, since each is applied alone; none if its edits lie far apart."""
    edit = merged(fix.edits, lines) if fix is not None and fix.edits else None
    if edit is not None:
        yield {"range": _range(edit.range, lines), "text": edit.text}


def _range(range_: Range, lines: Mapping[int, str]) -> dict[str, Any]:
    return {"start": _position(range_.start, lines), "end": _position(range_.end, lines)}


def _position(position: Position, lines: Mapping[int, str]) -> dict[str, int]:
    before = lines.get(position.line, "")[: position.column]
    return {"line": position.line + 1, "column": len(before.encode("utf-8")) + 1}
