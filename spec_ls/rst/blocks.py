"""The blocks of an RST text: what a scan yields and a reparse reuses.

A block holds its own text and no absolute position, so an edit elsewhere leaves it equal and reusable.
The blocks of a text, joined, are the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from spec_ls.text import Position


class Kind(Enum):
    """What a block is, in docutils' words; an item of a list that docutils can tell alone is a block."""

    BLANK = auto()  # blank lines at the start of the text; elsewhere they belong to the block before
    TITLE = auto()
    BAD_TITLE = auto()  # an overline without a fitting title and underline: docutils drops its lines
    TRANSITION = auto()
    PARAGRAPH = auto()
    LITERAL_BLOCK = auto()
    QUOTED_LITERAL_BLOCK = auto()
    BLOCK_QUOTE = auto()
    BULLET_ITEM = auto()
    ENUMERATED_LIST = auto()
    DEFINITION_ITEM = auto()
    FIELD = auto()
    OPTION_ITEM = auto()
    LINE_BLOCK = auto()
    DOCTEST_BLOCK = auto()
    GRID_TABLE = auto()
    SIMPLE_TABLE = auto()
    COMMENT = auto()
    TARGET = auto()
    ANONYMOUS_TARGET = auto()
    SUBSTITUTION_DEFINITION = auto()
    DIRECTIVE = auto()
    FOOTNOTE = auto()
    CITATION = auto()

    __hash__ = object.__hash__  # Enum's own hashes the name, in Python, at each look into a set


LITERAL_KINDS = frozenset({Kind.LITERAL_BLOCK, Kind.QUOTED_LITERAL_BLOCK})
"""Blocks that only exist because of the paragraph before them; no scan starts at one."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What makes a block a title.

    ``title`` is the source text that gates compare: tabs expanded to 8 columns, outer white space gone,
    inline markup kept.  ``style`` is the adornment's character, doubled where there is an overline too.
    ``line`` is the title's own line, counted from the block's first, in docutils' lines.
    """

    title: str
    style: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text.

    ``lines`` are its raw lines as docutils divides them, with their ends, blank lines behind it included.
    ``height`` counts those of their ends that end a line of the buffer too.  ``reach`` is how many lines
    behind its own the scan looked at to decide where it ends.  ``oversized`` tells that a line is longer
    than docutils reads.  ``memo`` keeps results that depend on the block alone; it is no part of its value.
    """

    kind: Kind
    lines: tuple[str, ...]
    height: int
    reach: int = 1
    heading: Heading | None = None
    oversized: bool = False
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The block's raw text."""
        return "".join(self.lines)

    @property
    def content(self) -> tuple[str, ...]:
        """The block's lines without the blank lines behind it."""
        end = len(self.lines)
        while end and not self.lines[end - 1].strip():
            end -= 1
        return self.lines[:end]

    def offset(self, line: int) -> Position:
        """Where docutils' line ``line`` of this block starts, from the block's start, in buffer lines."""
        row = column = 0
        for piece in self.lines[:line]:
            if piece[-1] in "\r\n":
                row, column = row + 1, 0
            else:
                column += len(piece)
        return Position(row, column)


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks of a text, in order.

    ``starts`` holds the buffer line at which each block starts, ``headings`` the indices of the blocks
    that are titles, ``far`` those of the blocks whose scan looked further than the next line, and
    ``oversized`` those with a line that docutils does not read.  ``memo`` keeps results that depend on
    all blocks; it is no part of the value.
    """

    items: tuple[Block, ...]
    starts: list[int]
    headings: list[int]
    far: list[int]
    oversized: list[int]
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, items: tuple[Block, ...]) -> Blocks:
        """The blocks of a text, with their starts counted."""
        starts, line = [], 0
        for block in items:
            starts.append(line)
            line += block.height
        return cls(items, starts, *indices(items, 0))

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Block]:
        return iter(self.items)

    def starts_line(self, index: int) -> bool:
        """Whether a block starts a line of the buffer, not only one of docutils'."""
        return index == 0 or self.items[index - 1].lines[-1][-1] in "\r\n"

    def start(self, index: int) -> Position:
        """Where a block starts; its column is not 0 only behind a line end that the buffer does not know."""
        column, before = 0, index
        while before and (pieces := self.items[before - 1].lines)[-1][-1] not in "\r\n":
            before -= 1
            for piece in reversed(pieces):
                if piece[-1] in "\r\n":
                    return Position(self.starts[index], column)
                column += len(piece)
        return Position(self.starts[index], column)

    def position(self, index: int, line: int) -> Position:
        """Where docutils' line ``line`` of the block at ``index`` starts in the buffer."""
        block = self.items[index]
        ended = len(block.lines) - (block.lines[-1][-1] not in "\r\n")
        if block.height == ended and self.starts_line(index):  # all its lines are the buffer's, too
            return Position(self.starts[index] + line, 0)
        start, offset = self.start(index), block.offset(line)
        return Position(start.line + offset.line, offset.column + (0 if offset.line else start.column))

    @property
    def height(self) -> int:
        """How many buffer lines the blocks take; the empty one behind a final line end is none."""
        if not self.items:
            return 0
        last = self.items[-1]
        return self.starts[-1] + last.height + (last.lines[-1][-1] not in "\r\n")

    def at(self, line: int) -> int:
        """The index of the last block that starts at or before a buffer line; -1 if there is none."""
        return bisect_right(self.starts, line) - 1


def indices(items: tuple[Block, ...], base: int) -> tuple[list[int], list[int], list[int]]:
    """The indices, counted from ``base``, of titles, of far-looking and of oversized blocks."""
    headings, far, oversized = [], [], []
    for index, block in enumerate(items, base):
        if block.heading is not None:
            headings.append(index)
        if block.reach > 1:
            far.append(index)
        if block.oversized:
            oversized.append(index)
    return headings, far, oversized


def renumbered(old: list[int], start: int, old_end: int, new: list[int], delta: int) -> list[int]:
    """Sorted block indices after the blocks ``[start, old_end)`` gave way to others."""
    behind = old[bisect_left(old, old_end) :]
    return old[: bisect_left(old, start)] + new + ([index + delta for index in behind] if delta else behind)
