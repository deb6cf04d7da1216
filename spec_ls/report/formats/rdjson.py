"""``rdjson``: the Reviewdog Diagnostic Format, with suggestions.

Source: https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto: lines and columns are
1-based, columns count bytes of UTF-8, the end of a range is not part of it.  What reviewdog makes of it is in
its ``filter/filter.go`` and ``service/github/github.go``:

- A relative path counts from the folder in which reviewdog runs.
- A finding is shown beside the code if all lines of its range are in the diff.
- Each suggestion is applied alone, and a second one with other lines than the first is an error.  So a fix is
  one suggestion, from its first edit to its last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from spec_ls.findings import Severity
from spec_ls.report.findings_json import json_text
from spec_ls.report.formats.source_lines import Lines, merged, shown_range, within_lines
from spec_ls.report.formats.surroundings import Surroundings, printable
from spec_ls.report.results import FindingFix, SpecResult
from spec_ls.text import Position, Range

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING"}


def write(results: Sequence[SpecResult], around: Surroundings) -> str:
    """One object with a diagnostic for each finding that people are shown."""
    diagnostics = [diagnostic for result in results for diagnostic in _diagnostics(result, around)]
    return json_text({"source": {"name": "spec-ls"}, "diagnostics": diagnostics})


def _diagnostics(result: SpecResult, around: Surroundings) -> Iterator[dict[str, Any]]:
    path, lines = printable(around.path_from_folder(result.path)), dict(result.lines)
    for shown in result.shown:
        finding = shown.finding
        yield {
            "message": finding.message,
            "location": {"path": path, "range": _range(shown_range(finding.range, lines), lines)},
            "severity": _SEVERITIES.get(finding.severity, "INFO"),
            "code": {"value": finding.code},
            "suggestions": list(_suggestions(finding.fix, lines)),
        }


def _suggestions(fix: FindingFix | None, lines: Lines) -> Iterator[dict[str, Any]]:
    """The fix as one suggestion."""
    edit = merged(fix.edits, lines) if fix is not None and fix.edits else None
    if edit is not None:
        edit = within_lines(edit, lines)
        yield {"range": _range(edit.range, lines), "text": edit.text}


def _range(range_: Range, lines: Lines) -> dict[str, Any]:
    return {"start": _position(range_.start, lines), "end": _position(range_.end, lines)}


def _position(position: Position, lines: Lines) -> dict[str, int]:
    before = lines.get(position.line, "")[: position.column]
    return {"line": position.line + 1, "column": len(before.encode("utf-8")) + 1}
