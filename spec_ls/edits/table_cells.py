"""Keeps the borders of tables in their places when text in a cell gets longer or shorter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spec_ls.model.document import Document
from spec_ls.rst.blocks import TABLE_KINDS, Kind
from spec_ls.rst.cells import grid_cells, padded, simple_cells
from spec_ls.rst.inline_texts import PlacedLines, placed_blocks
from spec_ls.rst.prose import column_width
from spec_ls.rst.source import raw_column
from spec_ls.text import Edit, Position, Range, line_content


class CellTooNarrow(Exception):
    """Raised for a cell that is too narrow for its new text; ``line`` is the buffer's, 0-based."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _CellLine(NamedTuple):
    """A line of a cell: the buffer's line, and the raw columns from its start to the cell's right edge."""

    line: int
    start: int
    end: int


def with_borders_kept(document: Document, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits, each in one line, and those of the white space behind, up to the borders of cells.

    Raises ``CellTooNarrow``.
    """
    growth: dict[_CellLine, int] = {}
    for edit in edits:
        cell = _cell_at(document, edit.range)
        if cell is not None:
            more = column_width(edit.text) - column_width(document.text.slice(edit.range))
            growth[cell] = growth.get(cell, 0) + more
    return (*edits, *(_spaces(document, cell, more) for cell, more in growth.items() if more))


def _spaces(document: Document, cell: _CellLine, more: int) -> Edit:
    """The edit of the white space at the end of a cell's line that makes up for ``more`` columns of text."""
    content = line_content(document.text.lines[cell.line])
    end = min(cell.end, len(content))
    behind = cell.end - end  # white space that nobody wrote, at the end of a line
    free = len(content[cell.start : end]) - len(content[cell.start : end].rstrip(" "))
    if more > free + behind:
        raise CellTooNarrow(cell.line)
    start = Position(cell.line, end - max(more - behind, 0))
    return Edit(Range(start, Position(cell.line, end)), "" if behind else " " * max(-more, 0))


def _cell_at(document: Document, range_: Range) -> _CellLine | None:
    """The innermost cell with a right edge in which a range of one line lies; None outside of tables."""
    blocks = document.blocks
    index = blocks.at(range_.start.line)
    if index < 0:
        return None
    block, start = blocks.items[index], blocks.starts[index]
    found = None
    for kind, placed in placed_blocks(block):
        row = range_.start.line - start - placed.text.start
        if kind in TABLE_KINDS and 0 <= row < len(placed.text.lines) and blocks.starts_line(index):
            raw = document.text.lines[range_.start.line]
            cells = _cell_lines(kind, placed, row, raw, range_.start.line)
            inside = (cell for cell in cells if cell.start <= range_.start.column <= cell.end)
            found = next(inside, found)
    return found


def _cell_lines(kind: Kind, table: PlacedLines, row: int, raw: str, line: int) -> Iterator[_CellLine]:
    """The lines of the cells that a line of a table goes through."""
    lines = [padded(text) for text in table.text.lines]
    first = table.column(row)
    for cell in grid_cells(lines) if kind is Kind.GRID_TABLE else simple_cells(lines):
        if cell.top <= row < cell.bottom and cell.right is not None:
            left, right = (_unpadded(lines[row], column) for column in (cell.left, cell.right))
            yield _CellLine(line, raw_column(raw, first + left), raw_column(raw, first + right))


def _unpadded(line: str, column: int) -> int:
    """The index in a line as it is written of a column in its padded form."""
    return min(column, len(line)) - line.count("\0", 0, column) + max(column - len(line), 0)
