"""Ranges and edits as SARIF 2.1.0 has them: regions, and replacements of regions.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, sections 3.30 and 3.57.  A byte
order mark does not count as a character (3.30.2), so one that is removed is a region of bytes.  A text with a
line end behind its last line has no further line: its end is a place in the last one (3.30.2, example 8).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spec_ls.report.formats.source_lines import Lines
from spec_ls.text import BYTE_ORDER_MARK, Edit, Position, Range

_MARK_BYTES = len(BYTE_ORDER_MARK.encode())


def text_region(range_: Range, lines: Lines) -> dict[str, int]:
    """A range as a region of lines and columns, 1-based."""
    (line, column), (end_line, end_column) = (_place(position, lines) for position in range_)
    return {
        "startLine": line + 1,
        "startColumn": column + 1,
        "endLine": end_line + 1,
        "endColumn": end_column + 1,
    }


def sarif_replacements(edit: Edit, lines: Lines) -> Iterator[dict[str, Any]]:
    """An edit as one replacement, or two where it removes a byte order mark and more."""
    (start, end), text = edit
    if start == (0, 0) and _has_mark(lines) and end > start:
        if text.startswith(BYTE_ORDER_MARK):
            text = text.removeprefix(BYTE_ORDER_MARK)
        else:
            yield {"deletedRegion": {"byteOffset": 0, "byteLength": _MARK_BYTES}}
        start = Position(0, 1)
        if start == end and not text:
            return
    yield {"deletedRegion": text_region(Range(start, end), lines), "insertedContent": {"text": text}}


def _place(position: Position, lines: Lines) -> Position:
    line, column = position
    if line and not column and lines.get(line) == "" and line - 1 in lines:
        line, column = line - 1, len(lines[line - 1])
    return Position(line, max(0, column - 1) if not line and _has_mark(lines) else column)


def _has_mark(lines: Lines) -> bool:
    return lines.get(0, "").startswith(BYTE_ORDER_MARK)
