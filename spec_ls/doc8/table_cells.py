"""The cells of grid, simple and list tables, to know which lines a cell holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_ls.rst.blocks import Kind
from spec_ls.rst.cells import grid_cells
from spec_ls.rst.nested import bodies, nested_blocks
from spec_ls.rst.source import NumberedLines

_BORDER = re.compile("=[ =]*$|-[ -]*$")


def cells(kind: Kind, table: NumberedLines) -> Iterator[NumberedLines]:
    """The cells of a table, row by row; none of a table that is malformed."""
    return _grid_cells(table) if kind is Kind.GRID_TABLE else _simple_cells(table)


def list_table_cells(content: NumberedLines) -> Iterator[NumberedLines]:
    """The cells of a list table, row by row: the bodies of the items of the lists in its list's items."""
    for row in _inner_texts(content):
        yield from _inner_texts(row)


def _inner_texts(text: NumberedLines) -> Iterator[NumberedLines]:
    for kind, block in nested_blocks(text):
        yield from bodies(kind, block)


def _grid_cells(table: NumberedLines) -> Iterator[NumberedLines]:
    lines = [line.strip() for line in table.lines]
    for cell in grid_cells(lines):
        inner = NumberedLines(lines, table.start).slice(cell.top, cell.bottom)
        yield inner.columns(cell.left, cell.right)


def _simple_cells(table: NumberedLines) -> Iterator[NumberedLines]:
    columns = [match.span() for match in re.finditer("=+", table.lines[0])]
    bounds = [
        (start, columns[i + 1][0] if i + 1 < len(columns) else None) for i, (start, _) in enumerate(columns)
    ]
    rows: list[tuple[int, int]] = []
    for index, line in enumerate(table.lines):
        if _BORDER.match(line):
            rows.append((index + 1, index + 1))
        elif line[: columns[0][1]].strip() or rows[-1][0] == rows[-1][1]:
            rows.append((index, index + 1))
        else:
            rows[-1] = (rows[-1][0], index + 1)
    for start, end in rows:
        for left, right in bounds:
            cell = table.slice(start, end).columns(left, right)
            if any(cell.lines):
                yield cell
