"""The blocks of a text, grouped into chunks so that an edit replaces one or two of these.

Two rules explain all that is kept between edits: a chunk knows nothing of its neighbours, and each result
about the whole text is a fold over its chunks.  So a chunk's positions are relative, expensive results are
kept with it (``kept.py``), and a result about the whole text is computed anew from the chunks' small results.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeVarTuple

from spec_ls.rst.blocks import Block, Heading, Kind
from spec_ls.rst.kept import Memo, kept, remember
from spec_ls.rst.units import are_inseparable
from spec_ls.text import Position, split_lines

_Arguments = TypeVarTuple("_Arguments")

_CHUNK_SIZE = 20
"""Blocks in a chunk of a fresh text, at least: larger chunks make an edit dearer, smaller ones the fold."""

SMALLEST_CHUNK = 5
"""Blocks in a chunk, at least, after an edit; a smaller rest of a chunk is joined with the next chunk."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of blocks that docutils can read alone: it ends with a unit, a blank line, and a buffer line.

    ``starts`` are the buffer lines at which the blocks start, counted from the chunk's first, ``height`` the
    number of its buffer lines, ``headings`` the indices of the blocks that are titles.  ``lookahead`` is how
    many lines behind the chunk's own the scan of its blocks looked at.  ``memo`` belongs to ``kept.py``.
    """

    blocks: tuple[Block, ...]
    starts: tuple[int, ...]
    height: int
    headings: tuple[int, ...]
    lookahead: int
    oversized: bool
    memo: Memo = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Chunk:
        """The chunk that the blocks make."""
        starts, line, furthest = [], 0, 0
        for block in blocks:
            starts.append(line)
            line += block.height
            furthest = max(furthest, line + block.lookahead)
        headings = tuple(index for index, block in enumerate(blocks) if block.heading is not None)
        oversized = any(block.oversized for block in blocks)
        return cls(tuple(blocks), tuple(starts), line, headings, furthest - line, oversized)


def chunk_places(chunk: Chunk) -> Iterator[tuple[Block, Position]]:
    """The blocks of a chunk, each with its start, counted from the chunk's.

    A column above 0 is only behind a line end that LSP does not know.
    """
    column = 0
    for block, line in zip(chunk.blocks, chunk.starts, strict=True):
        yield block, Position(line, column)
        for piece in block.lines:
            column = 0 if piece[-1] in "\r\n" else column + len(piece)


def chunk_lines(chunk: Chunk) -> tuple[str, ...]:
    """The buffer's lines in a chunk, with their ends; the last line of the last chunk may lack its end.

    There are none in the rest of a text, which nobody reads.
    """
    if chunk.blocks[0].kind is Kind.REST:
        return ()
    pieces = [line for block in chunk.blocks for line in block.lines]
    if len(pieces) - (pieces[-1][-1] not in "\r\n") == chunk.height:  # docutils' lines are the buffer's
        return tuple(pieces)
    lines = split_lines("".join(pieces))
    return tuple(lines if lines[-1] else lines[:-1])


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks of a text, in order; joined, they are the text.

    ``starts`` holds the buffer line at which each block starts, ``headings`` the indices of the blocks that
    are titles.  ``chunk_starts`` holds the index of each chunk's first block.
    """

    chunks: tuple[Chunk, ...]
    items: tuple[Block, ...]
    starts: list[int]
    headings: list[int]
    chunk_starts: list[int]

    @classmethod
    def of(cls, chunks: Sequence[Chunk]) -> Blocks:
        """The blocks of a text that is into_chunks into chunks."""
        items: list[Block] = []
        starts: list[int] = []
        headings: list[int] = []
        chunk_starts: list[int] = []
        line = 0
        for chunk in chunks:
            first = len(items)
            chunk_starts.append(first)
            items += chunk.blocks
            starts += [line + start for start in chunk.starts]
            headings += [first + index for index in chunk.headings]
            line += chunk.height
        return cls(tuple(chunks), tuple(items), starts, headings, chunk_starts)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Block]:
        return iter(self.items)

    @property
    def heading_values(self) -> tuple[Heading, ...]:
        """The headings of the titles, in order."""
        return tuple([heading for chunk in self.chunks for heading in _headings(chunk)])

    @property
    def first_oversized(self) -> int | None:
        """The index of the first block with a line too long for docutils, which then reads nothing at all."""
        if not any(chunk.oversized for chunk in self.chunks):
            return None
        return next(index for index, block in enumerate(self.items) if block.oversized)

    @property
    def rest(self) -> int | None:
        """The index of the block of all that is not read; None where all is read."""
        return len(self) - 1 if self.items and self.items[-1].kind is Kind.REST else None

    @property
    def height(self) -> int:
        """The number of buffer lines of all blocks; the empty line behind a final line end does not count."""
        if not self.items:
            return 0
        last = self.items[-1]
        return self.starts[-1] + last.height + (not last.ends_line)

    def with_lines(self) -> Iterator[tuple[Chunk, int]]:
        """Each chunk and the buffer line at which it starts."""
        for chunk, first in zip(self.chunks, self.chunk_starts, strict=True):
            yield chunk, self.starts[first]

    def where(self, predicate: Callable[[Block, *_Arguments], bool], *arguments: *_Arguments) -> list[int]:
        """The indices of the blocks for which a pure predicate holds; it is asked once of each block."""
        return [
            first + index
            for chunk, first in zip(self.chunks, self.chunk_starts, strict=True)
            for index in _where(chunk, predicate, arguments)
        ]

    def at(self, line: int) -> int:
        """The index of the last block that starts at or before a buffer line; -1 if there is none."""
        return bisect_right(self.starts, line) - 1

    def holding(self, index: int, line: int) -> int:
        """The index of the block that holds docutils' line ``line``, counted from the start of a block."""
        return self.locate(index, line)[0]

    def locate(self, index: int, line: int) -> tuple[int, int]:
        """The block that holds docutils' line ``line`` of the block at ``index``, and that line there."""
        while line >= len(self.items[index].lines) and index + 1 < len(self):
            number = bisect_right(self.chunk_starts, index) - 1
            first, starts = self.chunk_starts[number], _line_starts(self.chunks[number])
            line += starts[index - first]
            inside = min(bisect_right(starts, line), len(starts) - 1) - 1
            index, line = first + inside, line - starts[inside]
            if inside == len(starts) - 2 and line >= len(self.items[index].lines):
                if index + 1 == len(self):
                    break
                line -= len(self.items[index].lines)
                index += 1
        return index, line

    def starts_line(self, index: int) -> bool:
        """True if a block starts a line of the buffer, not only one of docutils'."""
        return index == 0 or self.items[index - 1].ends_line

    def start(self, index: int) -> Position:
        """The start of a block; its column is above 0 only behind a line end that LSP does not know."""
        column, before = 0, index
        while before and not self.starts_line(before):
            before -= 1
            for piece in reversed(self.items[before].lines):
                if piece[-1] in "\r\n":
                    return Position(self.starts[index], column)
                column += len(piece)
        return Position(self.starts[index], column)

    def position(self, index: int, line: int) -> Position:
        """The start of docutils' line ``line`` of the block at ``index``, in the buffer."""
        block = self.items[index]
        ended = len(block.lines) - (not block.ends_line)
        if block.height == ended and self.starts_line(index):  # all its lines are the buffer's, too
            return Position(self.starts[index] + line, 0)
        return block.offset(line).behind(self.start(index))

    def at_offset(self, index: int, offset: int) -> Position:
        """The place in the buffer of a character of a block's raw text, by its ``offset`` there."""
        starts, start = _buffer_lines(self.items[index]), self.start(index)
        number = bisect_right(starts, offset) - 1
        return Position(start.line + number, offset - starts[number] + (0 if number else start.column))


@kept
def _buffer_lines(block: Block) -> tuple[int, ...]:
    """The offsets in a block's raw text at which the buffer's lines begin."""
    return tuple(accumulate(map(len, split_lines(block.text)[:-1]), initial=0))


def into_chunks(items: Sequence[Block]) -> list[Chunk]:
    """Blocks, of which the first begins a chunk, in chunks."""
    found, start = [], 0
    for index in range(1, len(items)):
        if index - start < _CHUNK_SIZE or len(items) - index < SMALLEST_CHUNK:
            continue
        if is_chunk_boundary(items[index - 1], items[index]):
            found.append(Chunk.of(items[start:index]))
            start = index
    if start < len(items):
        found.append(Chunk.of(items[start:]))
    return found


def is_chunk_boundary(previous: Block, block: Block) -> bool:
    """True if a chunk may end between two blocks."""
    return previous.ends_blank and previous.ends_line and not are_inseparable(previous, block)


@kept
def _line_starts(chunk: Chunk) -> tuple[int, ...]:
    """The lines, as docutils counts them from the chunk's first, at which its blocks start; last its end."""
    return tuple(accumulate((len(block.lines) for block in chunk.blocks), initial=0))


@kept
def _headings(chunk: Chunk) -> tuple[Heading, ...]:
    return tuple(block.heading for block in chunk.blocks if block.heading is not None)


def _where(
    chunk: Chunk, predicate: Callable[[Block, *_Arguments], bool], arguments: tuple[*_Arguments]
) -> tuple[int, ...]:
    def look() -> tuple[int, ...]:
        if chunk.blocks[0].kind is Kind.REST:
            return ()
        return tuple(index for index, block in enumerate(chunk.blocks) if predicate(block, *arguments))

    return remember(chunk, predicate, arguments, look)
