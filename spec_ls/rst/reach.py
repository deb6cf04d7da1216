"""How far a text is read: what stands behind that is one block, which no check looks at.

Each block, line and finding costs some microseconds, so without an end a text of 1 MB could take a minute.
"""

from __future__ import annotations

from collections.abc import Sequence

from spec_ls.rst.blocks import LITERAL_KINDS, Block, Kind
from spec_ls.rst.chunks import Blocks, Chunk
from spec_ls.text import Text

MOST_LINES = 12_000
"""Buffer lines that are read; the longest of 20,000 real specs has 3,700."""

_MOST_BLOCKS = 12_000
"""Blocks that are read: some of docutils' line ends end no line of the buffer."""


def lines_within_reach(text: Text) -> tuple[tuple[str, ...], bool]:
    """The lines of a text that may be read, and whether these are not all."""
    is_longer = len(text.lines) - (not text.lines[-1]) > MOST_LINES
    return (text.lines[:MOST_LINES] if is_longer else text.lines), is_longer


def is_beyond(block: Block, index: int, line: int, is_longer: bool) -> bool:
    """True if a block at an index and a buffer line is not read: it or what its end depends on is too far."""
    if index >= _MOST_BLOCKS or len(block.lines) > MOST_LINES:
        return True
    return is_longer and line + block.height + block.lookahead > MOST_LINES


def first_beyond(blocks: Blocks, is_longer: bool) -> int | None:
    """The index of the first block that is not to be read though it is; None if there is none."""
    if not is_longer and len(blocks) <= _MOST_BLOCKS:
        return None
    for first, (chunk, line) in zip(blocks.chunk_starts, blocks.with_lines(), strict=True):
        if line + chunk.height + chunk.lookahead > MOST_LINES or first + len(chunk.blocks) > _MOST_BLOCKS:
            for offset, block in enumerate(chunk.blocks):
                if is_beyond(block, first + offset, line + chunk.starts[offset], is_longer):
                    return first + offset
    return None


def length_to_read(items: Sequence[Block], end: int) -> int:
    """The number of blocks before an index that are read: no literal one and no part of a line is behind."""
    while end:
        is_divided = end < len(items) and items[end].kind in LITERAL_KINDS
        if items[end - 1].ends_line and not is_divided:
            break
        end -= 1
    return end


def without_rest(blocks: Blocks) -> Blocks:
    """The blocks that are read."""
    return blocks if blocks.rest is None else Blocks.of(blocks.chunks[:-1])


def with_rest(blocks: Blocks, text: Text) -> Blocks:
    """The blocks of a text's start, which end with a buffer line, and one block of all that is behind."""
    lines = text.lines[blocks.starts[-1] + blocks.items[-1].height if blocks.items else 0 :]
    if lines and not lines[-1]:
        lines = lines[:-1]
    if not lines:
        return blocks
    rest = Block(Kind.REST, lines, len(lines) - (lines[-1][-1] not in "\r\n"))
    return Blocks.of((*blocks.chunks, Chunk.of([rest])))
