"""Text, and what begins like it: titles, transitions, definitions, paragraphs and literal blocks."""

from __future__ import annotations

import re
import unicodedata

from spec_ls.rst.blocks import Heading, Kind
from spec_ls.rst.recognize import BlockSpan, indented_end, single
from spec_ls.rst.source import Lines

ADORNMENT = re.compile(r"([!-/:-@[-`{-~])\1* *$")
"""A line of one punctuation character, which may adorn a title."""

_QUOTE = re.compile("[!-/:-@[-`{-~]")
_SHORT = 4
"""Adornment below this length is text where the title is wider than it."""


def column_width(text: str) -> int:
    """The number of columns that a text takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) != 0 for char in text)


def block_quote(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """Indented text that belongs to nothing before it."""
    return single(Kind.BLOCK_QUOTE, indented_end(lines, index))


def overlined(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """A line of adornment: the overline of a title, or a transition; if short, perhaps text."""
    overline = lines[index] or ""
    if not ADORNMENT.match(overline):
        return None
    short = len(overline) < _SHORT
    title = lines[index + 1]
    if not title:
        return text_or_title(lines, index) if short else single(Kind.TRANSITION, index + 1)
    if title[0] != " " and ADORNMENT.match(title):
        return text_or_title(lines, index) if short else single(Kind.BAD_TITLE, index + 2)
    underline = lines[index + 2]
    if underline == overline and (not short or column_width(title) <= len(overline)):
        heading = Heading(title.strip(), overline[0] * 2, 1)
        return (BlockSpan(Kind.TITLE, index + 3, heading),)
    if short:
        return text_or_title(lines, index)
    return single(Kind.BAD_TITLE, index + (2 if underline is None else 3))


def text_or_title(lines: Lines, index: int) -> tuple[BlockSpan, ...]:
    """A line of text: a title, a term or a paragraph, as the next line decides."""
    title, below = lines[index] or "", lines[index + 1]
    if not below:
        return _paragraph(lines, index, index + 1)
    if below[0] == " ":
        return single(Kind.DEFINITION_ITEM, indented_end(lines, index + 1))
    if ADORNMENT.match(below) and (len(below) >= _SHORT or column_width(title) <= len(below)):
        return (BlockSpan(Kind.TITLE, index + 2, Heading(title, below[0], 0)),)
    end = index + 2
    while (line := lines[end]) and line[0] != " ":
        end += 1
    return _paragraph(lines, index, end)


def nested_overlined(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """A line of adornment inside another block, where no title can stand."""
    line = lines[index] or ""
    if not ADORNMENT.match(line):
        return None
    return text_or_title(lines, index) if len(line) < _SHORT else single(Kind.BAD_TITLE, index + 1)


def _paragraph(lines: Lines, index: int, end: int) -> tuple[BlockSpan, ...]:
    """A paragraph, and the literal block that it announces."""
    paragraph = BlockSpan(Kind.PARAGRAPH, end)
    if not announces_literal(lines[end - 1] or ""):
        return (paragraph,)
    literal_end = indented_end(lines, end)
    if any(lines[i] for i in range(end, literal_end)):
        return (paragraph, BlockSpan(Kind.LITERAL_BLOCK, literal_end))
    quote = (lines[literal_end] or "")[:1]
    if not quote or not _QUOTE.match(quote):
        return (paragraph,)
    while (line := lines[literal_end]) and line[0] == quote:
        literal_end += 1
    return (paragraph, BlockSpan(Kind.QUOTED_LITERAL_BLOCK, literal_end))


def announces_literal(line: str) -> bool:
    """True if a paragraph's last line ends with two colons that no backslash escapes."""
    before = line[:-2]
    return line.endswith("::") and (len(before) - len(before.rstrip("\\"))) % 2 == 0
