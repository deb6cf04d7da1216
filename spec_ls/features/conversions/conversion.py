"""A conversion that is offered, and the text around it by which docutils judges it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spec_ls.features.action_kinds import ActionKind
from spec_ls.model.document import Document
from spec_ls.rst.blocks import Block
from spec_ls.text import Edit, Position, Range, Text, apply_edits, line_content

MOST_LINES = 400
_MOST_CHARACTERS = 40_000
"""Longer text docutils would read for more than some 20 ms, at each time."""


class Lines(NamedTuple):
    """The buffer lines ``[start, end)``."""

    start: int
    end: int


class Conversion(NamedTuple):
    """A conversion that is proven."""

    kind: ActionKind
    title: str
    edits: tuple[Edit, ...]


class Request(NamedTuple):
    """A question for conversions at a cursor or a selection.

    ``limit`` is the length of wrapped lines.  ``unasked`` is true where nobody has asked for conversions, as
    at each move of the cursor: only what the place itself asks for is looked for then.
    """

    range: Range
    limit: int
    unasked: bool

    @property
    def lines(self) -> Lines:
        """The lines of the range; one that ends before a line's first character does not hold that line."""
        (line, _), (end_line, column) = self.range
        return Lines(line, max(line + 1, end_line + (column > 0)))

    @property
    def is_selection(self) -> bool:
        """True if there is more than a cursor."""
        return self.range.start != self.range.end


def content_of(document: Document, lines: Lines) -> list[str]:
    """The text of some lines without line ends."""
    return [line_content(line) for line in document.text.lines[lines.start : lines.end]]


def rewritten(document: Document, lines: Lines, new: Sequence[str]) -> Edit:
    """The edit that puts other lines, given without line ends, in the place of some of the buffer's."""
    length = len(line_content(document.text.lines[lines.end - 1]))
    where = Range(Position(lines.start, 0), Position(lines.end - 1, length))
    return Edit(where, document.text.newline.join(new))


def lines_of(document: Document, index: int) -> Lines | None:
    """The buffer lines of a block without the blank ones behind; None if they are not those of docutils."""
    block, start = document.blocks.items[index], document.blocks.start(index)
    if start.column or not has_plain_lines(block):
        return None
    return Lines(start.line, start.line + len(block.content))


def content_lines(block: Block) -> tuple[str, ...]:
    """A block's lines without line ends and the blank lines behind it."""
    return tuple(map(line_content, block.content))


def has_plain_lines(block: Block) -> bool:
    """True if each line of a block that docutils reads is a line of the buffer."""
    return not block.oversized and all(line[-1] in "\r\n" for line in block.lines[:-1])


def texts_around(document: Document, edits: Sequence[Edit]) -> tuple[str, str] | None:
    """The blocks that edits change, with the blocks beside them, before and after the edits.

    None if that is too long to be read within milliseconds, or if a heading changes.
    """
    blocks = document.blocks
    first = max(blocks.at(min(edit.range.start.line for edit in edits)) - 1, 0)
    last = min(blocks.at(max(edit.range.end.line for edit in edits)) + 1, len(blocks) - 1)
    start = blocks.starts[first]
    end = blocks.starts[last] + blocks.items[last].height + 1
    lines = document.text.lines[start:end]
    if len(lines) > MOST_LINES or sum(map(len, lines)) > _MOST_CHARACTERS:
        return None
    if document.after(edits).headings != document.headings:
        return None
    text = Text.of("".join(lines))
    return str(text), str(apply_edits(text, [_moved(edit, start) for edit in edits]))


def _moved(edit: Edit, by: int) -> Edit:
    (line, column), (end_line, end_column) = edit.range
    return Edit(Range.of(line - by, column, end_line - by, end_column), edit.text)
