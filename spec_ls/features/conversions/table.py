"""A table's cells, read from a grid or simple table, from CSV or from a Markdown table."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from spec_ls.rst.blocks import Kind
from spec_ls.rst.cells import PAD, Cell, grid_cells, padded, simple_cells

Cells = tuple[tuple[tuple[str, ...], ...], ...]
"""Rows of cells, and each cell's lines."""

MOST_COLUMNS = 50
_GRID_HEAD = re.compile(r"\+(?:=+\+)+")
_SIMPLE_BORDER = re.compile("=[ =]*")
_MARKDOWN_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_BARS = re.compile(r"(?<!\\)\|")
_DELIMITERS = ("\t", ";", ",")
_MOST_WORDS = 4
_NUMBER = re.compile(r"\s*[-+]?[\d.,%]+\s*")


class Table(NamedTuple):
    """The cells of a table, in rows of the same length; the first ``head`` rows are its head."""

    rows: Cells
    head: int


def read_table(kind: Kind, lines: Sequence[str]) -> Table | None:
    """The cells of a table that is drawn, whose lines are as docutils reads them.

    None if a cell spans rows or columns, or docutils would not read it.
    """
    wide = [padded(line) for line in lines]
    cells = list(grid_cells(wide) if kind is Kind.GRID_TABLE else simple_cells(wide))
    by_row = [list(row) for _, row in groupby(sorted(cells), key=lambda cell: cell.top)]
    if not by_row or len({_columns(row) for row in by_row}) > 1:
        return None
    if any(len({cell.bottom for cell in row}) > 1 for row in by_row):
        return None
    rows = tuple(tuple(_text(wide, cell) for cell in row) for row in by_row)
    rule = _rule_below_head(kind, wide)
    head = sum(row[0].top < rule for row in by_row)
    return Table(rows, head) if head < len(rows) and len(rows[0]) <= MOST_COLUMNS else None


def _columns(row: Sequence[Cell]) -> tuple[tuple[int, int | None], ...]:
    return tuple((cell.left, cell.right) for cell in row)


def _text(lines: Sequence[str], cell: Cell) -> tuple[str, ...]:
    """The lines of a cell without its margins."""
    inside = [
        line[cell.left : cell.right].replace(PAD, "").rstrip() for line in lines[cell.top : cell.bottom]
    ]
    margin = min((len(line) - len(line.lstrip(" ")) for line in inside if line), default=0)
    while inside and not inside[-1]:
        del inside[-1]
    while inside and not inside[0]:
        del inside[0]
    return tuple(line[margin:] for line in inside)


def _rule_below_head(kind: Kind, lines: Sequence[str]) -> int:
    """The line below the head; 0 without one."""
    pattern = _GRID_HEAD if kind is Kind.GRID_TABLE else _SIMPLE_BORDER
    inner = range(1, len(lines) - 1)
    return next((number for number in inner if pattern.fullmatch(lines[number])), 0)


def written_table(lines: Sequence[str]) -> Table | None:
    """The cells of a Markdown table, else of CSV with tabs, semicolons or commas; None if it is neither."""
    rows = _markdown_rows(lines)
    if rows is not None:
        return _table(rows, 1)
    rows = _csv_rows(lines)
    return None if rows is None else _table(rows, int(_is_head(rows[0])))


def _table(rows: Sequence[Sequence[str]], head: int) -> Table | None:
    cells = tuple(tuple(_lines(text) for text in row) for row in rows)
    regular = 1 < len(cells[0]) <= MOST_COLUMNS and len({len(row) for row in cells}) == 1
    return Table(cells, head) if regular and head < len(cells) else None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().split("\n")) if text.strip() else ()


def _is_head(row: Iterable[str]) -> bool:
    """True for a first row that has only names in it."""
    return all(text.strip() and not _NUMBER.fullmatch(text) for text in row)


def _markdown_rows(lines: Sequence[str]) -> list[list[str]] | None:
    if len(lines) < 3 or "|" not in lines[1] or not _MARKDOWN_RULE.fullmatch(lines[1].strip()):
        return None
    rows = [_BARS.split(_without_outer_bars(line.strip())) for line in (lines[0], *lines[2:])]
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in rows]


def _without_outer_bars(line: str) -> str:
    inner = line.removeprefix("|")
    return inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner


def _csv_rows(lines: Sequence[str]) -> list[list[str]] | None:
    """The rows of CSV, by the first delimiter that gives rows of the same length."""
    text = [line + "\n" for line in lines]
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(text, delimiter=delimiter, skipinitialspace=True, strict=True))
        except csv.Error:
            continue
        if len(rows) > 1 and len(rows[0]) > 1 and len({len(row) for row in rows}) == 1:
            return None if _is_prose(lines, delimiter) else rows
    return None


def _is_prose(lines: Sequence[str], delimiter: str) -> bool:
    """True if delimiters stand between long parts of lines without quotes, as those of sentences do."""
    parts = (part for line in lines if '"' not in line for part in line.split(delimiter))
    return delimiter != "\t" and any(len(part.split()) > _MOST_WORDS for part in parts)
