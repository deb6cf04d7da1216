"""Where in the lines of a text the construct stands that a message of docutils is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spec_ls.rst.explicit import SIMPLE_NAME
from spec_ls.rst.source import TAB_WIDTH

_DIRECTIVE_NAME = re.compile(rf"\.\. +(?:\|[^|]*\| +)?(?P<name>{SIMPLE_NAME}) ?::")
_IN_DIRECTIVE = re.compile(r'irective type "|"[^"]+" directive|^No suitable element following|directive')
_TITLE = re.compile(
    "Title (?:under|over)line too short|Title overline & underline mismatch|Unexpected section"
)
_TABLE = re.compile("Malformed table|No bottom table border|table", re.IGNORECASE)
_BORDER = re.compile(r" *(?:\+-[-+]*\+|=+(?: +=+)+)")
_ADORNMENT = re.compile(r"([!-/:-@[-`{-~])\1* *$")


class Place(NamedTuple):
    """The text from ``column`` of line ``line`` up to ``end_column`` of line ``end_line``.

    Lines are docutils' and 0-based, columns count code points of the raw line.
    """

    line: int
    column: int
    end_line: int
    end_column: int


def locate(text: str, line: int, lines: Sequence[str], raw: Sequence[str]) -> Place:
    """The place of a message about no inline markup, by its text and the line that docutils gives."""
    if text.startswith("Literal block expected"):
        announced = [number for number in range(line, -1, -1) if lines[number].endswith("::")]
        return whole_line(announced[0] if announced else line, lines, raw)
    if _TITLE.search(text):
        return whole_line(_title_line(line, lines), lines, raw)
    if _IN_DIRECTIVE.search(text):
        for number in (line, line - 1, *range(line - 2, -1, -1)):
            match = _DIRECTIVE_NAME.search(lines[number]) if 0 <= number < len(lines) else None
            if match:
                return _place(number, match.start("name"), number, match.end("name"), raw)
    elif _TABLE.match(text):
        for number in range(line, -1, -1):
            if _BORDER.match(lines[number]) and (not number or not lines[number - 1].strip()):
                return whole_line(number, lines, raw)
    return whole_line(line, lines, raw)


def whole_line(line: int, lines: Sequence[str], raw: Sequence[str]) -> Place:
    """A line without the white space around it; of an empty line the one before it that is none."""
    while line and not lines[line].strip():
        line -= 1
    content = lines[line]
    return _place(line, len(content) - len(content.lstrip()), line, len(content), raw)


def place_of_text(
    text: str, line: int, start: int, end: int, lines: Sequence[str], raw: Sequence[str]
) -> Place:
    """The place of inline markup, which is ``text[start:end]``; ``line`` is docutils' (1-based) for the text.

    docutils' line may be somewhat beside the true one, and the text stands in its line without indent,
    or in a cell of a table: so the lines around are searched for the very words.
    """
    rows = text.split("\n")
    row, column = _row(text, start)
    number = _find(rows[row], line - 1 + row, lines)
    if number is None:
        return whole_line(min(max(line - 1, 0), len(lines) - 1), lines, raw)
    base = lines[number].find(rows[row].rstrip())
    end_row, end_column = _row(text, max(start, end))
    if end_row == row:
        return _place(number, base + column, number, base + end_column, raw)
    end_number = number + end_row - row
    last = rows[end_row].rstrip()
    if end_number >= len(lines) or last not in lines[end_number]:
        return _place(number, base + column, number, base + len(rows[row].rstrip()), raw)
    return _place(number, base + column, end_number, lines[end_number].find(last) + end_column, raw)


def _row(text: str, offset: int) -> tuple[int, int]:
    row = text.count("\n", 0, offset)
    return row, offset - (text.rfind("\n", 0, offset) + 1)


def _find(words: str, near: int, lines: Sequence[str]) -> int | None:
    """The line nearest to ``near`` that holds some words."""
    words = words.rstrip()
    return next((number for number in _outward(near, len(lines)) if words in lines[number]), None)


def _outward(near: int, count: int) -> Iterator[int]:
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


def _place(line: int, column: int, end_line: int, end_column: int, raw: Sequence[str]) -> Place:
    return Place(line, _written(raw[line], column), end_line, _written(raw[end_line], end_column))


def _written(raw: str, column: int) -> int:
    """The column of a raw line that docutils, which expands tabs, counts as ``column``."""
    if "\t" not in raw:
        return column
    seen = 0
    for index, character in enumerate(raw):
        if seen >= column:
            return index
        seen += TAB_WIDTH - seen % TAB_WIDTH if character == "\t" else 1
    return len(raw.rstrip())
