"""The range of the construct that a message of docutils is about, in the lines of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from spec_ls.rst.docutils_messages import ABOUT_DIRECTIVE, ABOUT_TITLE_TEXT, MessageKind, kind_of
from spec_ls.rst.explicit import SIMPLE_NAME
from spec_ls.rst.source import raw_column

_DIRECTIVE_NAME = re.compile(rf"\.\. +(?:\|[^|]*\| +)?(?P<name>{SIMPLE_NAME}) ?::")
_BORDER = re.compile(r" *(?:\+-[-+]*\+|=+(?: +=+)+)")
_ADORNMENT = re.compile(r"([!-/:-@[-`{-~])\1* *$")


class MessageRange(NamedTuple):
    """The text from ``column`` of line ``line`` up to ``end_column`` of line ``end_line``.

    Lines are docutils' and 0-based, columns count code points of the raw line.
    """

    line: int
    column: int
    end_line: int
    end_column: int


def range_of_message(text: str, line: int, lines: Sequence[str], raw: Sequence[str]) -> MessageRange:
    """The range of a message about no inline markup, by its text and the line that docutils gives."""
    kind = kind_of(text)
    if kind is MessageKind.LITERAL_BLOCK_EXPECTED:
        announced = (number for number in range(line, -1, -1) if lines[number].endswith("::"))
        return whole_line(next(announced, line), lines, raw)
    if kind in ABOUT_TITLE_TEXT:
        return whole_line(_title_line(line, lines), lines, raw)
    if kind in ABOUT_DIRECTIVE:
        for number in (line, line - 1, *range(line - 2, -1, -1)):
            match = _DIRECTIVE_NAME.search(lines[number]) if 0 <= number < len(lines) else None
            if match:
                return _range(number, match.start("name"), number, match.end("name"), raw)
    elif kind is MessageKind.MALFORMED_TABLE:
        for number in range(line, -1, -1):
            if _BORDER.match(lines[number]) and (not number or not lines[number - 1].strip()):
                return whole_line(number, lines, raw)
    return whole_line(line, lines, raw)


def whole_line(line: int, lines: Sequence[str], raw: Sequence[str]) -> MessageRange:
    """The range of a line without outer white space; of an empty line: of the last one with text before."""
    while line and not lines[line].strip():
        line -= 1
    content = lines[line]
    return _range(line, len(content) - len(content.lstrip()), line, len(content), raw)


def range_of_inline(
    text: str, line: int, start: int, end: int, lines: Sequence[str], raw: Sequence[str]
) -> MessageRange:
    """The range of inline markup, which is ``text[start:end]``; ``line`` is docutils' (1-based) for the text.

    docutils' line may be somewhat beside the true one, and the text stands in its line without indent,
    or in a cell of a table: so the lines around are searched for the text.
    """
    rows = _rows(text)
    row, column = _row_and_column(text, start)
    number = _nearest_line_with(rows[row], line - 1 + row, lines)
    if number is None:
        return whole_line(min(max(line - 1, 0), len(lines) - 1), lines, raw)
    base = lines[number].find(rows[row].rstrip())
    end_row, end_column = _row_and_column(text, max(start, end))
    if end_row == row:
        return _range(number, base + column, number, base + end_column, raw)
    end_number = number + end_row - row
    last = rows[end_row].rstrip()
    if end_number >= len(lines) or last not in lines[end_number]:
        return _range(number, base + column, number, base + len(rows[row].rstrip()), raw)
    return _range(number, base + column, end_number, lines[end_number].find(last) + end_column, raw)


@lru_cache(4)
def _rows(text: str) -> list[str]:
    """The lines of a text, of which many ranges are asked one after the other."""
    return text.split("\n")


def _row_and_column(text: str, offset: int) -> tuple[int, int]:
    row = text.count("\n", 0, offset)
    return row, offset - (text.rfind("\n", 0, offset) + 1)


def _nearest_line_with(words: str, near: int, lines: Sequence[str]) -> int | None:
    """The line nearest to ``near`` that holds some words."""
    words = words.rstrip()
    return next((number for number in _lines_outward(near, len(lines)) if words in lines[number]), None)


def _lines_outward(near: int, count: int) -> Iterator[int]:
    near = min(max(near, 0), count - 1)
    yield near
    for distance in range(1, count):
        for number in (near + distance, near - distance):
            if 0 <= number < count:
                yield number


def _title_line(line: int, lines: Sequence[str]) -> int:
    """The line of a title's text, given one of its lines."""
    for number in (line, line - 1, line + 1):
        if 0 <= number < len(lines) and lines[number].strip() and not _ADORNMENT.match(lines[number].strip()):
            return number
    return line


def _range(line: int, column: int, end_line: int, end_column: int, raw: Sequence[str]) -> MessageRange:
    return MessageRange(line, raw_column(raw[line], column), end_line, raw_column(raw[end_line], end_column))
