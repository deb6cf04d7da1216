"""The cells of grid and simple tables, as rectangles of characters (``docutils.parsers.rst.tableparser``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from spec_ls.rst.tables import SIMPLE_BORDER

_MOST_STEPS = 300_000
"""A table that takes more to look through has no cells: nobody draws it."""

_RULE = re.compile(r"[-=]+$")
_COLUMN = re.compile("=+|-+")
_SPAN_RULE = re.compile("-[ -]*$")


PAD = "\0"
"""The character behind a wide one, where it takes a second column."""


class Cell(NamedTuple):
    """The lines ``[top, bottom)`` of a table from column ``left`` to ``right`` (None: the line's end)."""

    top: int
    bottom: int
    left: int
    right: int | None


def padded(line: str) -> str:
    """A line with a character of no meaning behind each wide one (``StringList.pad_double_width``)."""
    if line.isascii():
        return line
    return "".join(char + PAD * (unicodedata.east_asian_width(char) in "WF") for char in line)


def grid_cells(lines: Sequence[str]) -> Iterator[Cell]:
    """The cells of a grid table, row by row, without their borders; none of a table that is malformed."""
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
            yield Cell(top + 1, bottom, left + 1, right)


def simple_cells(lines: Sequence[str]) -> Iterator[Cell]:
    """The cells of a simple table, row by row; none of a table without a bottom border, or with text between
    its columns.  A rule of dashes below a row joins columns in that row.
    """
    if not SIMPLE_BORDER.match(lines[-1]) or len(lines[-1]) != len(lines[0]):
        return
    rows = list(_rows(lines))
    if not any(_has_text_between(lines, row) for row in rows):
        for start, end, columns in rows:
            yield from (Cell(start, end, left, right) for left, right in columns[:-1])
            yield Cell(start, end, columns[-1][0], None)


class _Row(NamedTuple):
    """The lines ``[start, end)`` of a row, and its columns."""

    start: int
    end: int
    columns: list[tuple[int, int]]


def _rows(lines: Sequence[str]) -> Iterator[_Row]:
    columns = _columns(lines[0])
    start, has_text = 1, False
    for index in range(1, len(lines)):
        line = lines[index]
        is_border = bool(SIMPLE_BORDER.match(line))
        if is_border or _SPAN_RULE.match(line):
            if start < index:
                yield _Row(start, index, columns if is_border else _columns(line))
            start, has_text = index + 1, False
        elif line[: columns[0][1]].strip():
            if has_text and index != start:
                yield _Row(start, index, columns)
            start, has_text = index, True
        elif not has_text:
            start = index + 1


def _has_text_between(lines: Sequence[str], row: _Row) -> bool:
    gaps = [(end, start) for (_, end), (start, _) in pairwise(row.columns)]
    return any(line[end:start].strip() for line in lines[row.start : row.end] for end, start in gaps)


def _columns(rule: str) -> list[tuple[int, int]]:
    return [match.span() for match in _COLUMN.finditer(rule)]


def _opposite(lines: Sequence[str], top: int, left: int, steps: Iterator[int]) -> tuple[int, int] | None:
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
