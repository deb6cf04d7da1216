"""Wrapped running text in a block; whether its meaning stays is for others to prove."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from spec_ls.edits.wrap import run_at, wrappings
from spec_ls.rst.blocks import Block
from spec_ls.rst.scan import scan
from spec_ls.text import Text, line_content

_MOST_ROUNDS = 4
"""Wrapping may bring a line over the limit that was not; after so many rounds the block stays as it is."""

IsWanted = Callable[[str], bool]
"""True for a line, without its end, whose running text is to be wrapped."""


def wrapped_block(block: Block, limit: int, wanted: Iterable[int], again: IsWanted, choice: int = 0) -> list[str] | None:
    """A block's lines, without line ends, with the running text around the wanted lines wrapped.

    ``wanted`` are indices among the block's lines.  ``again`` says which lines of the result would be wanted
    in their turn: the lines returned are such that wrapping them changes nothing.  None if there are none.
    ``choice`` is the number of the way of indentation to choose, where there are several (``wrappings``).
    """
    lines = _wrapped(block, limit, wanted, choice)
    for _ in range(_MOST_ROUNDS):
        block_now = _as_block(lines, block)
        if block_now is None:
            return None
        following = _wrapped(block_now, limit, [i for i, line in enumerate(lines) if again(line)], choice)
        if following == lines:
            return lines
        lines = following
    return None


def _wrapped(block: Block, limit: int, wanted: Iterable[int], choice: int) -> list[str]:
    lines = [line_content(line) for line in block.content]
    runs = {run for line in wanted if (run := run_at(block, line)) is not None}
    for run in sorted(runs, reverse=True):
        ways = list(wrappings(block, run, limit))
        if ways:
            lines[run.start : run.end] = ways[min(choice, len(ways) - 1)]
    return lines


def _as_block(lines: Sequence[str], before: Block) -> Block | None:
    """The block that the lines make; None if that is not one of the same kind."""
    items = scan(Text.of("\n".join(lines) + "\n")).items
    return items[0] if len(items) == 1 and items[0].kind is before.kind else None
