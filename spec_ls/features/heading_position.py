"""Where a heading can be typed: at the start of a line that stands free, outside of any other construct."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spec_ls.model.document import Document
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.prose import ADORNMENT
from spec_ls.rst.sections import Section
from spec_ls.text import line_content


@dataclass(frozen=True, slots=True)
class HeadingPosition:
    """A line on which a heading can stand, and the text that is typed there already.

    ``line``, ``overline`` and ``underline`` are buffer lines, 0-based; the latter two are there if the
    line is adorned.  ``block`` is the index of the block that the line is in, -1 in an empty text.
    """

    line: int
    typed: str
    block: int
    overline: int | None = None
    underline: int | None = None


def heading_position(document: Document, line: int) -> HeadingPosition | None:
    """The position on a line of the text; None if no heading can stand there."""
    typed, blocks = line_content(document.text.lines[line]), document.blocks
    if typed[:1].isspace():
        return None
    index = blocks.at(line)
    position = HeadingPosition(line, typed, index)
    if index < 0:
        return position
    if not typed:
        return position if _is_free(document, line, index) else None
    adorned = _with_adornment(blocks.items[index], blocks.starts[index], position)
    return adorned if adorned and _is_apart(document, blocks.starts[index], index) else None


def sections_around(document: Document, position: HeadingPosition) -> tuple[Section, ...]:
    """The sections that a heading at the position would stand in or end, outermost first.

    The section of a heading that is there already is not among them.
    """
    found = []
    sections = document.outermost
    while sections:
        before = [section for section in sections if document.heading_lines(section)[1] <= position.line]
        if not before:
            break
        found.append(before[-1])
        sections = before[-1].children
    return tuple(found)


def lines_below(document: Document, position: HeadingPosition) -> tuple[int | None, bool]:
    """The number of blank lines below the position and its adornment, and whether a heading follows them.

    The number is None at the end of the text, which ends a section as a heading does.
    """
    text, blocks = document.text, document.blocks
    first = line = (position.line if position.underline is None else position.underline) + 1
    while line < len(text.lines) and not text.lines[line].strip():
        line += 1
    if line == len(text.lines):
        return None, True
    index = blocks.at(line)
    return line - first, blocks.items[index].kind is Kind.TITLE and blocks.starts[index] == line


def _with_adornment(block: Block, start: int, position: HeadingPosition) -> HeadingPosition | None:
    """The position on a line with text, if the text is that of a heading or may become one."""
    if block.kind not in (Kind.PARAGRAPH, Kind.TITLE, Kind.BAD_TITLE):
        return None
    if block.kind is Kind.PARAGRAPH and (position.line != start or len(block.content) > 2):
        return None
    rows = [start + block.offset(row).line for row in range(len(block.content))]
    if block.kind is Kind.PARAGRAPH:
        short = len(rows) == 2 and ADORNMENT.match(block.lines[1].rstrip())
        if len(rows) > 1 and not short:
            return None
        return replace(position, underline=rows[1] if short else None)
    row = block.heading.line if block.heading else 1  # a title without an underline has an overline
    if row >= len(rows) or rows[row] != position.line:
        return None
    underline = rows[row + 1] if row + 1 < len(rows) else None
    return replace(position, overline=rows[0] if row else None, underline=underline)


def _is_free(document: Document, line: int, index: int) -> bool:
    """True if an empty line is behind a block, apart from it, and not inside a list or line block."""
    blocks = document.blocks
    block = blocks.items[index]
    if block.kind is Kind.BLANK:
        return True
    if line < blocks.starts[index] + _content_height(block) or not _is_apart(document, line, index + 1):
        return False
    if index + 1 < len(blocks) and _are_one_element(block, blocks.items[index + 1]):
        return False
    return not (block.kind is Kind.PARAGRAPH and block.text.rstrip().endswith("::"))


def _are_one_element(block: Block, following: Block) -> bool:
    """True if a heading between two blocks would divide a list or a line block."""
    return following.continues_list(block) or block.kind is Kind.LINE_BLOCK is following.kind


def _is_apart(document: Document, line: int, index: int) -> bool:
    """True if a line has a blank line or a heading right above it; ``index`` is the line's block."""
    if line == 0 or not document.text.lines[line - 1].strip():
        return True
    return document.blocks.items[index - 1].kind is Kind.TITLE


def _content_height(block: Block) -> int:
    """The number of buffer lines that a block takes without the blank lines behind it."""
    return block.offset(len(block.content)).line
