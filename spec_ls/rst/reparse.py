"""``reparse(blocks, text, splice) -> blocks``: the blocks after an edit; most are the old ones.

The scan starts at the first block that the edit may have changed and goes on until one of its blocks
starts, behind the edit, where an old one started: from there on old and new blocks are the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spec_ls.rst.blocks import LITERAL_KINDS, Block
from spec_ls.rst.chunks import SMALLEST_CHUNK, Blocks, into_chunks, is_chunk_boundary
from spec_ls.rst.reach import first_beyond, length_to_read, lines_within_reach, with_rest, without_rest
from spec_ls.rst.scan import steps_within_reach
from spec_ls.text import Splice, Text


def reparse(old: Blocks, text: Text, splice: Splice) -> Blocks:
    """The blocks of ``text``, which is the text of ``old`` after the lines of ``splice`` were replaced."""
    had_rest, old = old.rest is not None, without_rest(old)
    start = _first_touched(old, splice.start)
    line = old.starts[start] if start < len(old) else 0
    shift = splice.new_end - splice.old_end
    new: list[Block] = []
    for step in steps_within_reach(text, line, start):
        is_behind = line >= splice.new_end and (not new or new[-1].ends_line)
        if is_behind and (same := _start_at(old, line - shift)) is not None:
            return _within_reach(_with_new(old, start, same, new), text, had_rest)
        if not step:
            return _cut(_with_new(old, start, len(old), new), start + len(new), text)
        new.extend(step)
        line += sum(block.height for block in step)
    return _with_new(old, start, len(old), new)


def _within_reach(blocks: Blocks, text: Text, has_rest: bool) -> Blocks:
    """The same blocks; those that an edit moved too far down are left, those that it moved up are read."""
    if (beyond := first_beyond(blocks, lines_within_reach(text)[1])) is not None:
        return _cut(blocks, beyond, text)
    if not has_rest:
        return blocks
    end, new = len(blocks), list[Block]()
    for step in steps_within_reach(text, blocks.height, end):
        if not step:
            return _cut(_with_new(blocks, end, end, new), end + len(new), text)
        new.extend(step)
    return _with_new(blocks, end, end, new)


def _cut(blocks: Blocks, end: int, text: Text) -> Blocks:
    """The blocks before an index, and one of all that is behind these."""
    kept = length_to_read(blocks.items, end)
    return with_rest(blocks if kept == len(blocks) else _with_new(blocks, kept, len(blocks), []), text)


def _first_touched(old: Blocks, line: int) -> int:
    """The index of the first block that an edit at a line may change: it holds the line or looked at it."""
    index = max(0, old.at(line))
    for number, (chunk, start) in enumerate(old.with_lines()):
        if old.chunk_starts[number] >= index:
            break
        if start + chunk.height + chunk.lookahead > line:
            index = _first_that_reaches(old, number, index, line)
            break
    # If a block starts at the line, the scan of the block before it has looked at the line.
    while index and (old.starts[index] == line or not _may_start(old, index)):
        index -= 1
    return index


def _first_that_reaches(old: Blocks, number: int, index: int, line: int) -> int:
    """The first block, from chunk ``number`` on and before ``index``, whose scan looked as far as a line."""
    for before in range(old.chunk_starts[number], index):
        block = old.items[before]
        if block.lookahead > 1 and old.starts[before] + block.height + block.lookahead > line:
            return before
    return index


def _start_at(old: Blocks, line: int) -> int | None:
    """The index of the old block that starts at a line and at which a scan may start."""
    index = bisect_left(old.starts, line)
    if index < len(old) and old.starts[index] == line and _may_start(old, index):
        return index
    return None


def _may_start(old: Blocks, index: int) -> bool:
    """True if the block starts a line of the buffer, and does not belong to the block before it."""
    return old.items[index].kind not in LITERAL_KINDS and old.starts_line(index)


def _with_new(old: Blocks, start: int, end: int, new: list[Block]) -> Blocks:
    """The blocks after new ones took the place of ``[start, end)``; chunks without one of these stay."""
    chunks, items = old.chunks, old.items
    first = max(0, bisect_right(old.chunk_starts, start) - 1)  # chunks [first, last) are divided anew
    last = bisect_left(old.chunk_starts, end)
    bounds = [*old.chunk_starts, len(items)]
    middle = [*items[bounds[first] : start], *new, *items[end : bounds[last]]]
    while first and (not middle or not is_chunk_boundary(items[bounds[first] - 1], middle[0])):
        first -= 1
        middle[:0] = chunks[first].blocks
    while last < len(chunks) and (
        len(middle) < SMALLEST_CHUNK or not is_chunk_boundary(middle[-1], items[bounds[last]])
    ):
        middle += chunks[last].blocks
        last += 1
    return Blocks.of((*chunks[:first], *into_chunks(middle), *chunks[last:]))
