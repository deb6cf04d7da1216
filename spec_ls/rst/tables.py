"""Grid and simple tables: where docutils takes them to end, and the cells of regular grids."""

from __future__ import annotations

import re
from itertools import pairwise

from spec_ls.rst.blocks import Kind
from spec_ls.rst.recognize import BlockSpan
from spec_ls.rst.source import Lines, NumberedLines

_GRID_BORDER = re.compile(r"\+-[-+]+-\+ *$")
_REGULAR_BORDER = re.compile(r"\+-[-+]+-\+")
_SIMPLE_TOP = re.compile("=+(?: +=+)+ *$")
SIMPLE_BORDER = re.compile("=[ =]*$")


def grid_table(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """A table drawn with ``+---+`` borders; docutils drops a malformed one."""
    if not _GRID_BORDER.match(lines[index] or ""):
        return None
    end = index + 1
    while (line := lines[end]) and _is_in_grid_table(line):
        end += 1
    lookahead_end = end + 1
    if not _GRID_BORDER.match(lines[end - 1] or ""):
        for border in range(end - 2, index + 1, -1):
            if _GRID_BORDER.match(lines[border] or ""):
                # docutils goes back two lines too far here, and reads the table's last two lines again.
                end = border - 1
                break
    return (BlockSpan(Kind.GRID_TABLE, end, lookahead_end=lookahead_end),)


def _is_in_grid_table(line: str) -> bool:
    """True if docutils takes a line for one of a table, by its left edge."""
    stripped = line.lstrip()
    indent = line[: len(line) - len(stripped)]
    # docutils puts a character behind each wide one, which ends the white space to be stripped.
    return line[0] != " " and stripped[0] in "+|" and "\u3000" not in indent


def simple_table(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """A table between ``===  ===`` borders; one without a bottom border reaches to the end of the text."""
    top = lines[index] or ""
    if not _SIMPLE_TOP.match(top):
        return None
    borders = 0
    end = position = index + 1
    while (line := lines[position]) is not None:
        position += 1
        if not SIMPLE_BORDER.match(line):
            continue
        borders, end = borders + 1, position
        if len(line) != len(top) or borders == 2 or not lines[position]:
            return (BlockSpan(Kind.SIMPLE_TABLE, end, lookahead_end=position + 1),)
    return (BlockSpan(Kind.SIMPLE_TABLE, end if borders else position, lookahead_end=position + 1),)


def regular_grid_cells(table: NumberedLines) -> list[NumberedLines] | None:
    """The cells of a grid table, in docutils' order, dedented.

    ``None`` where the lines are no table of rows and columns alone, each border like the first.  Source:
    ``docutils.parsers.rst.tableparser.GridTableParser``.
    """
    lines = table.lines
    top = lines[0]
    if (
        len(lines) < 3
        or not _REGULAR_BORDER.fullmatch(top)
        or lines[-1] != top
        or not all(map(str.isascii, lines))
    ):
        return None
    head = top.replace("-", "=")
    borders = [number for number, line in enumerate(lines) if line in (top, head)]
    if sum(lines[number] == head for number in borders) > 1 or lines[1] == top:
        return None
    edges = [column for column, character in enumerate(top) if character == "+"]
    row = re.compile(r"\|".join(["", *(f".{{{right - left - 1}}}" for left, right in pairwise(edges)), ""]))
    cells: list[NumberedLines] = []
    for above, below in pairwise(borders):
        inner = table.slice(above + 1, below)
        if not inner.lines or not all(map(row.fullmatch, inner.lines)):
            return None
        cells += (inner.columns(left + 1, right) for left, right in pairwise(edges))
    return cells
