"""Simple tables: borders as long as the text, and single cells moved below their column's start."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_BORDER = re.compile("=+(?: +=+)*")
_SPANS = re.compile("-+(?: +-+)*")
_FEWEST_AT_START = 2


def aligned_simple_table(lines: Sequence[str]) -> list[str]:
    """The lines of a simple table, without line ends, with the last column's borders as long as its text.

    A cell of one line that starts behind its column's start is moved there, if most cells of the column start
    there.  A table that is not regular stays as it is.
    """
    top = lines[0]
    borders = [index for index, line in enumerate(lines) if _BORDER.fullmatch(line)]
    if len(borders) < 2 or not all(map(str.isascii, lines)) or any("\t" in line for line in lines):
        return list(lines)
    if any(lines[index] != top for index in borders):
        return list(lines)
    columns = [(match.start(), match.end()) for match in re.finditer("=+", top)]
    rows = [index for index, line in enumerate(lines) if index not in borders]
    if len(columns) < 2 or any(not _fits(lines[index], columns) for index in rows):
        return list(lines)
    return _with_borders(_moved(list(lines), rows, columns), borders, columns)


def _fits(line: str, columns: Sequence[tuple[int, int]]) -> bool:
    """True if no text of a row stands between two columns, and the row is no line of spans."""
    if _SPANS.fullmatch(line):
        return False
    between = (line[end:start] for (_, end), (start, _) in pairwise(columns))
    return all(not margin.strip() for margin in between)


def _moved(lines: list[str], rows: list[int], columns: Sequence[tuple[int, int]]) -> list[str]:
    """The lines with cells at their column's start.  The first column is blank where a row goes on."""
    single = [index for index in rows if lines[index] and not _goes_on(lines, index, columns)]
    for number, (start, end) in enumerate(columns):
        stop = end if number + 1 < len(columns) else None
        cells = {index: lines[index][start:stop] for index in single if lines[index][start:stop].strip()}
        at_start = [index for index, cell in cells.items() if cell[0] != " "]
        if len(at_start) < _FEWEST_AT_START or 2 * len(at_start) <= len(cells):
            continue
        for index, cell in cells.items():
            text = cell.lstrip(" ")
            width = len(cell) if stop is not None else 0
            lines[index] = (
                lines[index][:start] + text.ljust(width) + lines[index][start + len(cell) :]
            ).rstrip()
    return lines


def _goes_on(lines: list[str], index: int, columns: Sequence[tuple[int, int]]) -> bool:
    """True if a line is one of several of its row."""
    width = columns[0][1]
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return not lines[index][:width].strip() or (bool(following) and not following[:width].strip())


def _with_borders(lines: list[str], borders: list[int], columns: Sequence[tuple[int, int]]) -> list[str]:
    start = columns[-1][0]
    needed = max((len(line) - start for index, line in enumerate(lines) if index not in borders), default=0)
    width = max(needed, columns[-1][1] - start)
    for index in borders:
        lines[index] = lines[index][:start] + "=" * width
    return lines
