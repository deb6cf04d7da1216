"""Reads a table of two columns right after the title as fields, a row each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import Document
from spec_ls.model.header import Header, HeaderField, ValueLine
from spec_ls.model.headers.parts import after_title, header_of
from spec_ls.rst.blocks import TABLE_KINDS, UNSEEN_KINDS, Kind
from spec_ls.text import Range, line_content, split_lines

_GRID_ROW = re.compile(r"\|([^|]*)\|([^|]*)\|\s*$")
_GRID_RULE = re.compile(r"\+[-=]+\+[-=]+\+\s*$")
_SIMPLE_RULE = re.compile(r"(=+)[ ]+=+\s*$")
_LEAST = 3


def read_table(document: Document) -> Header | None:
    """The rows of a table of two columns, the first thing after the title; None if there are under three."""
    blocks = document.blocks
    for index in after_title(document):
        block = blocks.items[index]
        if block.kind in UNSEEN_KINDS:
            continue
        if block.kind not in TABLE_KINDS:
            return None
        lines = [line_content(line) for line in split_lines("".join(block.content))]
        start = blocks.starts[index]
        rows = _grid_rows(lines) if block.kind is Kind.GRID_TABLE else _simple_rows(lines)
        return header_of(HeaderKind.TABLE, _fields(rows, lines, start), _LEAST)
    return None


def _fields(rows: Iterator[_Row], lines: list[str], start: int) -> Iterator[HeaderField]:
    for first, end, name_columns, value_columns in rows:
        name_text = lines[first][slice(*name_columns)]
        name = " ".join(lines[number][slice(*name_columns)].strip() for number in range(first, end)).strip()
        if not name:
            continue
        lead = name_columns[0] + len(name_text) - len(name_text.lstrip())
        name_range = Range.of(start + first, lead, start + first, lead + len(name_text.strip()))
        value = tuple(
            _value_line(lines[number], start + number, value_columns) for number in range(first, end)
        )
        yield HeaderField(name.strip("*_ ").rstrip(":"), name_range, value, start + first, start + end)


_Row = tuple[int, int, tuple[int, int], tuple[int, int | None]]
"""The lines ``[first, end)`` of a row, and the columns of its two cells."""


def _value_line(content: str, line: int, columns: tuple[int, int | None]) -> ValueLine:
    text = content[slice(*columns)].rstrip()
    lead = len(text) - len(text.lstrip())
    return ValueLine(line, columns[0] + lead, text[lead:])


def _grid_rows(lines: list[str]) -> Iterator[_Row]:
    first = None
    for number, content in enumerate(lines):
        row = _GRID_ROW.match(content)
        if row is not None:
            first = number if first is None else first
            span = row.span(1), row.span(2)
        elif _GRID_RULE.match(content):
            if first is not None:
                yield first, number, *span
            first = None
        else:
            return


def _simple_rows(lines: list[str]) -> Iterator[_Row]:
    rule = _SIMPLE_RULE.match(lines[0])
    if rule is None:
        return
    second = rule.end(0) - len(lines[0].rstrip()[rule.end(1) :].lstrip())
    first = None
    for number, content in enumerate([*lines[1:], ""], 1):
        ends = bool(_SIMPLE_RULE.match(content)) or not content.strip()
        starts = not ends and not content[:1].isspace()
        if first is not None and (ends or starts):
            yield first, number, (0, second), (second, None)
            first = None
        if starts:
            first = number
