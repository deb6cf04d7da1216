"""Adornment that is typed below a title: its first character completes the line."""

from __future__ import annotations

from spec_ls.features.formatting.habits import adornment_width, habits_of
from spec_ls.features.formatting.minimal import line_edits
from spec_ls.model.document import Document
from spec_ls.rst.blocks import Block, Heading, Kind
from spec_ls.rst.prose import ADORNMENT
from spec_ls.text import Edit, Position, Text, line_content

_FIRST_STYLES = frozenset("=~^")
"""Adornment of the first titles of a text; the other characters begin lists, quotes and comments, too."""
_FEW = 3
"""Characters of adornment, at most, with which a line is completed: one who types fast is past the first."""
_WIDEST = 120
_NO_TITLE = (".", ",", ";", ":")


def after_adornment(document: Document, position: Position, known: frozenset[str]) -> tuple[Edit, ...]:
    """The edits after a character was typed that may adorn a title; the cursor stands behind it.

    ``known`` are the characters of the adornment that the template uses.  The line is completed if few
    characters stand in it, and cut to its length if it is longer.
    """
    line, column = position
    length = _length(document, line, known)
    if length is None or len(line_content(document.text.lines[line])) != column:
        return ()
    return _sized(document, line, length) if column <= min(_FEW, length) or column > length else ()


def completed(document: Document, line: int, known: frozenset[str]) -> tuple[Edit, ...]:
    """The edits that give the adornment in a buffer line, below what may be a title, its length."""
    length = _length(document, line, known)
    return () if length is None else _sized(document, line, length)


def title_above(document: Document, line: int) -> str | None:
    """The text right above a buffer line, without an overline, that becomes a title if the line adorns it."""
    if not 0 < line < len(document.text.lines):
        return None
    title = line_content(document.text.lines[line - 1]).rstrip()
    return title if _is_title(document, line, title, overlined=False) else None


def adornment_length(document: Document, title: str, style: str) -> int:
    """The length of the adornment that a title without indentation gets: the document's, or the title's."""
    over = style[0] * 4
    lines = (over, title, over) if len(style) == 2 else (title, over)
    return _length_for(document, lines, style)


def _sized(document: Document, line: int, length: int) -> tuple[Edit, ...]:
    text = document.text
    adornment = text.lines[line][0] * length
    lines = (line - 2, line) if _overline(text, line) else (line,)
    return tuple(edit for number in lines for edit in line_edits(text, number, number + 1, [adornment]))


def _length(document: Document, line: int, known: frozenset[str]) -> int | None:
    """The length that the adornment in a line should have; None if it is none, or the line above no title."""
    text = document.text
    if not 0 < line < len(text.lines):
        return None
    now, title = line_content(text.lines[line]), line_content(text.lines[line - 1]).rstrip()
    if not ADORNMENT.match(now) or now != now[0] * len(now) or now[0] not in _usable(document, known):
        return None
    over = _overline(text, line)
    if not _is_title(document, line, title, bool(over)):
        return None
    style, lines = now[0] * (1 + bool(over)), (over, title, now) if over else (title, now)
    return _length_for(document, lines, style, len(over))


def _length_for(document: Document, lines: tuple[str, ...], style: str, least: int = 0) -> int:
    """The length of the adornment of a title in these lines: the document's habit, else the title's."""
    heading = Heading(lines[-2].strip(), style, len(lines) - 2)
    width = adornment_width(Block(Kind.TITLE, lines, 0, heading=heading))
    fixed = habits_of(document.blocks).lengths.get(style, 0)
    return fixed if width <= fixed else max(width, least)


def _overline(text: Text, line: int) -> str:
    """The overline that belongs to the underline in a line; empty if there is none."""
    over = line_content(text.lines[line - 2]).rstrip() if line > 1 else ""
    return over if over and over == text.lines[line][0] * len(over) else ""


def _usable(document: Document, known: frozenset[str]) -> frozenset[str]:
    """The characters that adorn the titles of this document, or of its template; else the most usual ones."""
    return (frozenset(style[0] for style in document.styles) | known) or _FIRST_STYLES


def _is_title(document: Document, line: int, title: str, overlined: bool) -> bool:
    """True if the line above a line of adornment stands alone, as a title does."""
    blocks, text = document.blocks, document.text
    first = line - 1 - overlined
    if not title.strip() or ADORNMENT.match(title) or len(title) > _WIDEST or title.endswith(_NO_TITLE):
        return False
    if title[0].isspace() and not overlined:
        return False
    if first and text.lines[first - 1].strip() and not ADORNMENT.match(line_content(text.lines[first - 1])):
        return False
    index = blocks.at(line)
    kinds = (Kind.PARAGRAPH, Kind.TITLE, Kind.BAD_TITLE)
    return index >= 0 and blocks.items[index].kind in kinds and blocks.starts[index] == first
