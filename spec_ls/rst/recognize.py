"""The parts that the recognisers of block kinds share: a block's span, and the ends of indented text.

A recogniser gets the lines and the index of a line that starts a block.  It returns the spans of the blocks
that docutils' parser consumes there in one go, or ``None`` where the line starts no block of its kind.
Sources: the reStructuredText specification, and the behaviour of ``docutils.parsers.rst.states``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from spec_ls.rst.blocks import Heading, Kind
from spec_ls.rst.source import Lines


class BlockSpan(NamedTuple):
    """A block found: its kind, and the index behind its last line (blank lines behind it not counted).

    ``lookahead_end`` is the index behind the furthest line that decided, where that is further than the next
    line with text.
    """

    kind: Kind
    end: int
    heading: Heading | None = None
    lookahead_end: int = 0


Recogniser = Callable[[Lines, int], "tuple[BlockSpan, ...] | None"]


def single(kind: Kind, end: int) -> tuple[BlockSpan]:
    """The span of a single block."""
    return (BlockSpan(kind, end),)


def indented_end(lines: Lines, index: int) -> int:
    """The index behind the indented and blank lines from ``index`` on."""
    while (line := lines[index]) is not None and (not line or line[0] == " "):
        index += 1
    return index


def indented_until_blank(lines: Lines, index: int) -> int:
    """The index behind the indented lines from ``index`` on; a blank line ends them."""
    while (line := lines[index]) and line[0] == " ":
        index += 1
    return index


def item_end(lines: Lines, index: int, indent: int) -> int:
    """The index behind a list item whose marker takes ``indent`` columns of line ``index``.

    The item's text sets the indent of its other lines; without text on the first line any indent does.
    """
    if indent >= len(lines[index] or ""):
        return indented_end(lines, index + 1)
    end = index + 1
    while (line := lines[end]) is not None and (not line or line[0] == " ") and not line[:indent].strip():
        end += 1
    return end
