"""``reparse(...)``: the blocks after an edit, rescanning only what the edit touches.

The scan starts at the first block that the edit may have changed and goes on until one of its blocks
starts, behind the edit, where an old one started: from there on old and new blocks are the same.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from spec_ls.rst.blocks import LITERAL_KINDS, Block, Blocks, indices, renumbered
from spec_ls.rst.scan import scan_steps
from spec_ls.text import Splice, Text


@dataclass(frozen=True, slots=True)
class Reparse:
    """The new blocks, and which they are: ``[start, new_end)`` took the place of ``[start, old_end)``."""

    blocks: Blocks
    start: int
    old_end: int
    new_end: int


def reparse(old: Blocks, text: Text, splice: Splice) -> Reparse:
    """The blocks of ``text``, which is the text of ``old`` after the lines of ``splice`` were replaced."""
    start = _first_touched(old, splice.start)
    line = old.starts[start] if start < len(old) else 0
    shift = splice.new_end - splice.old_end
    new: list[Block] = []
    for step in scan_steps(text.lines, line):
        behind = line >= splice.new_end and (not new or new[-1].lines[-1][-1] in "\r\n")
        if behind and (same := _start_at(old, line - shift)) is not None:
            return _spliced(old, start, same, new, shift)
        new.extend(step)
        line += sum(block.height for block in step)
    return _spliced(old, start, len(old), new, shift)


def _first_touched(old: Blocks, line: int) -> int:
    """The index of the first block that a change from a line on may change: it, or what decided its end."""
    index = max(0, old.at(line))
    for far in old.far:
        if far >= index:
            break
        block = old.items[far]
        if old.starts[far] + block.height + block.reach > line:
            index = far
            break
    # A block that starts at the line is as much the affair of the one before it, which looked at the line.
    while index and (old.starts[index] == line or not _may_start(old, index)):
        index -= 1
    return index


def _start_at(old: Blocks, line: int) -> int | None:
    """The index of the old block that starts at a line and at which a scan may start."""
    index = bisect_left(old.starts, line)
    if index < len(old) and old.starts[index] == line and _may_start(old, index):
        return index
    return None


def _may_start(old: Blocks, index: int) -> bool:
    """Whether the block starts a line of the buffer, and does not belong to the block before it."""
    return old.items[index].kind not in LITERAL_KINDS and old.starts_line(index)


def _spliced(old: Blocks, start: int, old_end: int, new: list[Block], shift: int) -> Reparse:
    """Old blocks ``[start, old_end)`` replaced by new ones; those behind them start ``shift`` lines later."""
    items = (*old.items[:start], *new, *old.items[old_end:])
    starts = old.starts[:start]
    line = old.starts[start] if start < len(old) else 0
    for block in new:
        starts.append(line)
        line += block.height
    starts += old.starts[old_end:] if not shift else [line + shift for line in old.starts[old_end:]]
    delta = start + len(new) - old_end
    headings, far, oversized = indices(tuple(new), start)
    blocks = Blocks(
        items,
        starts,
        renumbered(old.headings, start, old_end, headings, delta),
        renumbered(old.far, start, old_end, far, delta),
        renumbered(old.oversized, start, old_end, oversized, delta),
    )
    return Reparse(blocks, start, old_end, start + len(new))
