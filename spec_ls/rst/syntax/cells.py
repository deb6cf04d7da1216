"""The cells of a grid table that is surely well formed, so that docutils need only read what is in them.

Source: ``docutils.parsers.rst.tableparser.GridTableParser``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_TOP = re.compile(r"\+-[-+]+-\+")


def cells(lines: Sequence[str]) -> list[tuple[int, list[str]]] | None:
    """The cells of a table, as docutils goes through them: their first line's number, and lines, dedented.

    ``None`` where the lines are no table of rows and columns alone, each border like the first.
    """
    top = lines[0]
    if len(lines) < 3 or not _TOP.fullmatch(top) or lines[-1] != top or not all(map(str.isascii, lines)):
        return None
    head = top.replace("-", "=")
    borders = [number for number, line in enumerate(lines) if line in (top, head)]
    if sum(lines[number] == head for number in borders) > 1 or lines[1] == top:
        return None
    edges = [column for column, character in enumerate(top) if character == "+"]
    row = re.compile(r"\|".join(["", *(f".{{{right - left - 1}}}" for left, right in pairwise(edges)), ""]))
    found: list[tuple[int, list[str]]] = []
    for above, below in pairwise(borders):
        inner = lines[above + 1 : below]
        if not inner or not all(map(row.fullmatch, inner)):
            return None
        found += _of_row(above + 1, inner, edges)
    return found


def _of_row(start: int, inner: Sequence[str], edges: list[int]) -> Iterator[tuple[int, list[str]]]:
    for left, right in pairwise(edges):
        cell = [line[left + 1 : right].rstrip() for line in inner]
        indent = min((len(line) - len(line.lstrip()) for line in cell if line), default=0)
        yield start, [line[indent:] for line in cell]
