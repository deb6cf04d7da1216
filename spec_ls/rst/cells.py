"""The cells of grid and simple tables, as far as tells which lines stand in one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_ls.rst.blocks import Kind
from spec_ls.rst.nested import Part, dedented

_MOST_STEPS = 300_000
"""A table that takes more to look through has no cells: nobody draws it."""

_RULE = re.compile(r"[-=]+$")
_BORDER = re.compile("=[ =]*$|-[ -]*$")


def cells(kind: Kind, part: Part) -> Iterator[Part]:
    """The cells of a table, row by row; none of a table that is malformed."""
    return _grid_cells(part) if kind is Kind.GRID_TABLE else _simple_cells(part)


def _grid_cells(part: Part) -> Iterator[Part]:
    lines = [line.strip() for line in part.lines]
    width = len(lines[0])
    if any(len(line) != width for line in lines):
        return
    steps = iter(range(_MOST_STEPS))
    for top, line in enumerate(lines[:-1]):
        for left, char in enumerate(line[:-1]):
            if char == "+" and (corner := _opposite(lines, top, left, steps)):
                bottom, right = corner
                inner = [row[left + 1 : right].rstrip() for row in lines[top + 1 : bottom]]
                yield dedented(Part(inner, part.numbers[top + 1 : bottom]))


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


def _simple_cells(part: Part) -> Iterator[Part]:
    columns = [match.span() for match in re.finditer("=+", part.lines[0])]
    bounds = [
        (start, columns[i + 1][0] if i + 1 < len(columns) else None) for i, (start, _) in enumerate(columns)
    ]
    rows: list[tuple[int, int]] = []
    for index, line in enumerate(part.lines):
        if _BORDER.match(line):
            rows.append((index + 1, index + 1))
        elif line[: columns[0][1]].strip() or rows[-1][0] == rows[-1][1]:
            rows.append((index, index + 1))
        else:
            rows[-1] = (rows[-1][0], index + 1)
    for start, end in rows:
        for left, right in bounds:
            lines = [line[left:right].rstrip() for line in part.lines[start:end]]
            if any(lines):
                yield dedented(Part(lines, part.numbers[start:end]))
