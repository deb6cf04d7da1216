"""Where a heading can be typed: at the start of a line that stands free, outside of any other construct."""

from __future__ import annotations

from dataclasses import dataclass

from spec_ls.analysis import Analysis
from spec_ls.model.document import Section
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.prose import ADORNMENT
from spec_ls.text import Text, line_content

_ITEMS = frozenset({Kind.BULLET_ITEM, Kind.DEFINITION_ITEM, Kind.FIELD, Kind.OPTION_ITEM, Kind.LINE_BLOCK})


@dataclass(frozen=True, slots=True)
class Spot:
    """A line on which a heading can stand, and what is typed there already.

    ``line``, ``overline`` and ``underline`` are buffer lines, 0-based; the latter two are there if the
    line is adorned.  ``block`` is the index of the block that the line is in, -1 in an empty text.
    """

    line: int
    typed: str
    block: int
    overline: int | None = None
    underline: int | None = None


def find(analysis: Analysis, line: int) -> Spot | None:
    """The spot at a line of the text; None if no heading can stand there."""
    text, blocks = analysis.text, analysis.document.blocks
    typed = line_content(text.lines[line])
    if typed[:1].isspace():
        return None
    index = blocks.at(line)
    if index < 0:
        return Spot(line, typed, index)
    if not typed:
        return Spot(line, typed, index) if _is_free(analysis, line, index) else None
    spot = _typed(blocks.items[index], blocks.starts[index], Spot(line, typed, index))
    return spot if spot and _is_apart(analysis, blocks.starts[index], index) else None


def sections_around(analysis: Analysis, spot: Spot) -> tuple[Section, ...]:
    """The sections that a heading at the spot would stand in or end, outermost first.

    A heading that is there already is none of them.
    """
    document, found = analysis.document, []
    sections = document.outermost
    while sections:
        before = [section for section in sections if document.heading_lines(section)[1] <= spot.line]
        if not before:
            break
        found.append(before[-1])
        sections = before[-1].children
    return tuple(found)


def follows(analysis: Analysis, spot: Spot) -> tuple[int | None, bool]:
    """How many blank lines are below the spot and its adornment, and whether a heading is below them.

    No number of lines at the end of the text, which ends a section as a heading does.
    """
    text, blocks = analysis.text, analysis.document.blocks
    first = line = (spot.line if spot.underline is None else spot.underline) + 1
    while line < len(text.lines) and not text.lines[line].strip():
        line += 1
    if line == len(text.lines):
        return None, True
    index = blocks.at(line)
    return line - first, blocks.items[index].kind is Kind.TITLE and blocks.starts[index] == line


def _typed(block: Block, start: int, spot: Spot) -> Spot | None:
    """The spot on a line with text, if the text is that of a heading or may become one."""
    rows = [start + block.offset(row).line for row in range(len(block.content))]
    if block.kind is Kind.PARAGRAPH:
        short = len(rows) == 2 and ADORNMENT.match(block.lines[1].rstrip())
        if spot.line != start or (len(rows) > 1 and not short):
            return None
        return Spot(spot.line, spot.typed, spot.block, None, rows[1] if short else None)
    if block.kind not in (Kind.TITLE, Kind.BAD_TITLE):
        return None
    row = block.heading.line if block.heading else 1  # a title without an underline has an overline
    if row >= len(rows) or rows[row] != spot.line:
        return None
    underline = rows[row + 1] if row + 1 < len(rows) else None
    return Spot(spot.line, spot.typed, spot.block, rows[0] if row else None, underline)


def _is_free(analysis: Analysis, line: int, index: int) -> bool:
    """Whether an empty line is behind a block, apart from it, and between no two items of a list."""
    blocks = analysis.document.blocks
    block = blocks.items[index]
    if block.kind is Kind.BLANK:
        return True
    if line < blocks.starts[index] + _height(block) or not _is_apart(analysis, line, index + 1):
        return False
    following = blocks.items[index + 1].kind if index + 1 < len(blocks) else None
    if block.kind in _ITEMS and block.kind is following:
        return False
    return not (block.kind is Kind.PARAGRAPH and block.text.rstrip().endswith("::"))


def _is_apart(analysis: Analysis, line: int, index: int) -> bool:
    """Whether nothing stands directly above a line but, at most, a heading; ``index`` is the line's block."""
    text, blocks = analysis.text, analysis.document.blocks
    return line == 0 or _is_blank(text, line - 1) or blocks.items[index - 1].kind is Kind.TITLE


def _is_blank(text: Text, line: int) -> bool:
    return not text.lines[line].strip()


def _height(block: Block) -> int:
    """How many buffer lines a block takes without the blank lines behind it."""
    return block.offset(len(block.content)).line
