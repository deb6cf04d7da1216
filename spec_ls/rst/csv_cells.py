"""The cells of a ``csv-table``, as pieces of its lines.

Source: ``docutils.parsers.rst.directives.tables.CSVTable``, and Python's ``csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_DELIMITER, _QUOTE = ",", '"'
_ODD_OPTION = re.compile(r" *:(?:delim|quote|escape|keepspace|file|url|encoding)")
"""Options that change how the text is divided, or where it is."""


class Piece(NamedTuple):
    """A part of a line: the line's index, and its columns ``[start, end)``."""

    line: int
    start: int
    end: int


def csv_cells(lines: Sequence[str], options: range) -> Iterator[tuple[Piece, ...]]:
    """The cells of a table whose options are the lines ``options``; those in the option ``header``, too.

    A cell is left out if it has doubled quotes; all are if an option changes what divides them.
    """
    if any(_ODD_OPTION.match(lines[index]) for index in options):
        return
    for index in options:
        if header := re.match(r" *:header: *", lines[index]):
            yield from _cells(lines, index, header.end(), index + 1)
    yield from _cells(lines, options.stop, 0, len(lines))


def _cells(lines: Sequence[str], first: int, column: int, end: int) -> Iterator[tuple[Piece, ...]]:
    index = first
    while index < end:
        line = lines[index]
        column = len(line) - len(line[column:].lstrip()) if line[column:].strip() else len(line)
        if column < len(line) and line[column] == _QUOTE:
            pieces, index, column = _quoted(lines, index, column + 1, end)
        else:
            stop = line.find(_DELIMITER, column)
            stop = len(line) if stop < 0 else stop
            pieces, column = (Piece(index, column, stop),), stop
        if any(piece.end > piece.start for piece in pieces):
            yield pieces
        stop = lines[index].find(_DELIMITER, column) if index < end else -1
        if stop < 0:
            index, column = index + 1, 0
        else:
            column = stop + 1


def _quoted(lines: Sequence[str], index: int, column: int, end: int) -> tuple[tuple[Piece, ...], int, int]:
    """The pieces of a cell in quotes, and the line and column behind it; none if it has doubled quotes."""
    pieces, is_doubled = list[Piece](), False
    while index < end:
        start = column
        while (stop := lines[index].find(_QUOTE, column)) >= 0 and lines[index][
            stop + 1 : stop + 2
        ] == _QUOTE:
            is_doubled, column = True, stop + 2
        pieces.append(Piece(index, start, len(lines[index]) if stop < 0 else stop))
        if stop >= 0:
            return (() if is_doubled else tuple(pieces)), index, stop + 1
        index, column = index + 1, 0
    return (), index, 0
