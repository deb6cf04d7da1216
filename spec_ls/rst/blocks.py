"""The block: the smallest part of an RST text that docutils' parser consumes in one go.

A block holds its own text and no absolute position, so an edit elsewhere leaves it equal and reusable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from spec_ls.rst.kept import Memo, kept
from spec_ls.text import Position


class Kind(Enum):
    """The kind of a block, in docutils' words; a list that it reads item by item has a block for each."""

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
    REST = auto()  # all that stands behind the part of a text that is read at all (``rst/reach.py``)

    __hash__ = object.__hash__  # Enum's own hashes the name, in Python, at each look into a set


LITERAL_KINDS = frozenset({Kind.LITERAL_BLOCK, Kind.QUOTED_LITERAL_BLOCK})
"""Blocks that only exist because of the paragraph before them; no scan starts at such a block."""

EXPLICIT_KINDS = frozenset(
    {
        Kind.COMMENT,
        Kind.TARGET,
        Kind.ANONYMOUS_TARGET,
        Kind.SUBSTITUTION_DEFINITION,
        Kind.DIRECTIVE,
        Kind.FOOTNOTE,
        Kind.CITATION,
    }
)
"""Explicit markup: blocks that begin with two dots, or with two underscores."""

LIST_ITEM_KINDS = frozenset({Kind.BULLET_ITEM, Kind.DEFINITION_ITEM, Kind.FIELD, Kind.OPTION_ITEM})
"""Items that docutils reads one by one and gathers in a list."""

UNSEEN_KINDS = frozenset({Kind.BLANK, Kind.COMMENT, Kind.TARGET, Kind.ANONYMOUS_TARGET})
"""Blocks that a reader of the page does not see."""

TABLE_KINDS = frozenset({Kind.GRID_TABLE, Kind.SIMPLE_TABLE})


@dataclass(frozen=True, slots=True)
class Heading:
    """The title in a block.

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
    ``height`` counts those of their ends that end a line of the buffer too.  ``lookahead`` is how many lines
    behind its own the scan looked at to decide where it ends.  ``oversized`` is true if a line is longer
    than docutils reads.  ``memo`` belongs to ``kept.py`` and is no part of the block's value.
    """

    kind: Kind
    lines: tuple[str, ...]
    height: int
    lookahead: int = 1
    heading: Heading | None = None
    oversized: bool = False
    memo: Memo = field(default_factory=dict, compare=False, repr=False)

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

    @property
    def blank_lines_behind(self) -> int:
        """The number of blank lines behind the block's text."""
        return len(self.lines) - len(self.content)

    def offset(self, line: int) -> Position:
        """The start of docutils' line ``line`` of this block, from the block's start, in buffer lines."""
        line = slice(line).indices(len(self.lines))[1]
        if self.height == len(self.lines):  # each of these lines is one of the buffer
            return Position(line, 0)
        return _line_starts(self)[line]

    @property
    def ends_blank(self) -> bool:
        """True if a blank line stands behind the block's text."""
        return not self.lines[-1].strip()

    @property
    def ends_line(self) -> bool:
        """True if the block's last line ends a line of the buffer, not only one of docutils'."""
        return self.lines[-1][-1] in "\r\n"

    @property
    def is_lone_colons(self) -> bool:
        """True for a paragraph of two colons alone, of which docutils makes no node."""
        return self.kind is Kind.PARAGRAPH and self.text.rstrip() == "::"

    @property
    def is_internal_target(self) -> bool:
        """True for an internal target: it names what stands behind it, and leads nowhere else."""
        return self.kind is Kind.TARGET and self.text.rstrip().endswith(":")

    def continues_list(self, previous: Block) -> bool:
        """True if docutils makes this block and the one before it items of one list."""
        if self.kind is not previous.kind or self.kind not in LIST_ITEM_KINDS:
            return False
        return self.kind is not Kind.BULLET_ITEM or self.lines[0][0] == previous.lines[0][0]


@kept
def _line_starts(block: Block) -> tuple[Position, ...]:
    """The start of each of docutils' lines, and the end of the last one, as ``Block.offset`` counts."""
    starts, row, column = [Position(0, 0)], 0, 0
    for piece in block.lines:
        row, column = (row + 1, 0) if piece[-1] in "\r\n" else (row, column + len(piece))
        starts.append(Position(row, column))
    return tuple(starts)
