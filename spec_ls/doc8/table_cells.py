"""The cells of grid, simple and list tables, to know which lines a cell holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import heappop, heappush

from spec_ls.rst.blocks import Kind
from spec_ls.rst.nested import bodies, nested_blocks
from spec_ls.rst.source import NumberedLines

_MOST_STEPS = 300_000
"""A table that takes more to look through has no cells: nobody draws it."""

_RULE = re.compile(r"[-=]+$")
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
    width = len(lines[0])
    if any(len(line) != width for line in lines):
        return
    steps = iter(range(_MOST_STEPS))
    corners, done = [(0, 0)], [-1] * width  # of each column, down to which line its cells are known
    while corners:
        top, left = heappop(corners)
        if top >= len(lines) - 1 or left >= width - 1 or top <= done[left]:
            continue
        if corner := _opposite(lines, top, left, steps):
            bottom, right = corner
            done[left:right] = [bottom - 1] * (right - left)
            heappush(corners, (top, right))
            heappush(corners, (bottom, left))
            yield NumberedLines(lines, table.start).slice(top + 1, bottom).columns(left + 1, right)


def _opposite(lines: list[str], top: int, left: int, steps: Iterator[int]) -> tuple[int, int] | None:
    """The bottom right corner of the cell whose top left corner is given, if ``steps`` last."""
    for right, _ in zip(range(left + 1, len(lines[top])), steps, strict=False):
        if lines[top][right] not in "+-=":
            return None
        if lines[top][right] != "+":
            continue
        for bottom, _ in zip(range(top + 1, len(lines)), steps, strict=False):
            if lines[bottom][left] not in "+|" or lines[bottom][right] not in "+|":
                break
            rule = lines[bottom][left + 1 : right].replace("+", "-")
            if lines[bottom][left] == lines[bottom][right] == "+" and _RULE.match(rule):
                return bottom, right
    return None


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
