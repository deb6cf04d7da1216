"""Grid tables that are typed: a bar that ends a cell puts all rows and borders in step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spec_ls.features.formatting.minimal import line_edits
from spec_ls.model.document import Document
from spec_ls.rst.blocks import LITERAL_KINDS, Kind
from spec_ls.rst.nested import literal_lines
from spec_ls.rst.prose import column_width
from spec_ls.text import Edit, Position, Text, line_content

_BORDER = re.compile(r" *\+(?:[-=]+\+)+")
_VERBATIM = frozenset({*LITERAL_KINDS, Kind.COMMENT, Kind.REST})
_MOST_LINES = 1_000
_MOST_WIDTH = 2_000


def after_bar(document: Document, position: Position) -> tuple[Edit, ...]:
    """The edits after a bar was typed that ends a cell of a grid table; the cursor stands behind it.

    A cell that is too wide widens its column in all rows and borders; the bar of one that is too narrow moves
    to the column's end.  No text is changed but the spaces, hyphens and equals signs that fill a line.
    """
    text = document.text
    if position.line >= len(text.lines) or _is_verbatim(document, position.line):
        return ()
    first, lines = _table(text, position.line)
    borders = [line for line in lines if _BORDER.fullmatch(line)]
    if not borders or len(lines) > _MOST_LINES or any(column_width(line) != len(line) for line in lines):
        return ()
    changed = _in_step(lines, position.line - first, position.column - 1, _edges(borders))
    return tuple(_edits(text, first, lines, changed)) if changed is not None else ()


def _is_verbatim(document: Document, line: int) -> bool:
    index = document.blocks.at(line)
    block = document.blocks.items[index]
    return block.kind in _VERBATIM or line - document.blocks.starts[index] in literal_lines(block)


def _table(text: Text, line: int) -> tuple[int, list[str]]:
    """The lines around one that begin with a bar or a plus in the same column, and the first one's number."""
    content = line_content(text.lines[line])
    indent = len(content) - len(content.lstrip(" "))

    def belongs(number: int) -> bool:
        row = line_content(text.lines[number])
        return row[:indent].strip(" ") == "" and row[indent : indent + 1] in ("|", "+")

    if not belongs(line):
        return line, []
    start, end = line, line + 1
    while start and belongs(start - 1) and line - start < _MOST_LINES:
        start -= 1
    while end < len(text.lines) and belongs(end) and end - line < _MOST_LINES:
        end += 1
    return start, [line_content(text.lines[number]).rstrip() for number in range(start, end)]


def _edges(borders: Sequence[str]) -> list[int]:
    """The columns at which some border has a corner."""
    return sorted(
        {column for border in borders for column, character in enumerate(border) if character == "+"}
    )


def _in_step(lines: Sequence[str], row: int, bar: int, edges: list[int]) -> list[str] | None:
    """The lines with the bar at ``bar`` of a row at the end of its column; None if it is no such bar.

    The bar before it must stand at a corner; behind it may be the cell's old bar, or nothing.
    """
    line = lines[row]
    starts = [column for column, character in enumerate(line[:bar]) if character == "|"]
    later = [edge for edge in edges if starts and edge > starts[-1]]
    if bar >= len(line) or line[bar] != "|" or bar in edges or not later or starts[-1] not in edges:
        return None
    start, end, behind = starts[-1], later[0], line[bar + 1 :].lstrip()
    if (behind and behind[0] != "|") or (end == edges[-1] and behind[1:].strip()):
        return None
    cell = line[start + 1 : bar].rstrip()
    grow = max(0, len(cell) + 1 - (end - start - 1))
    if edges[-1] + grow > _MOST_WIDTH:
        return None
    now = [_wider(other, edges, end, grow) for other in lines]
    now[row] = line[: start + 1] + cell.ljust(end + grow - start - 1) + "|" + behind[1:]
    return now


def _wider(line: str, edges: Sequence[int], edge: int, by: int) -> str:
    """A line of a table with its column that ends at ``edge`` wider by some characters.

    Where a cell spans several columns, it is wider at its end.
    """
    at = next((column for column in edges if edge <= column < len(line) and line[column] in "|+"), None)
    if not by or at is None:
        return line
    fill = line[at - 1] if line[at - 1] in "-=" and line[at] == "+" else " "
    return line[:at] + fill * by + line[at:]


def _edits(text: Text, first: int, lines: Sequence[str], changed: Sequence[str]) -> Iterator[Edit]:
    for number, (before, after) in enumerate(zip(lines, changed, strict=True), first):
        if before != after:
            yield from line_edits(text, number, number + 1, [after])
