"""The one rule for blank lines, between blocks and in them."""

from __future__ import annotations

from collections.abc import Sequence

from spec_ls.features.formatting.habits import Habits, title_gap
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.nested import literal_lines
from spec_ls.rst.units import is_joined

_WITH_BLOCKS = frozenset(
    {
        Kind.BLOCK_QUOTE,
        Kind.BULLET_ITEM,
        Kind.ENUMERATED_LIST,
        Kind.DEFINITION_ITEM,
        Kind.FIELD,
        Kind.OPTION_ITEM,
        Kind.FOOTNOTE,
        Kind.CITATION,
    }
)
"""Blocks in which others stand, with blank lines between them."""


def gaps(blocks: Blocks, habits: Habits) -> list[int]:
    """How many blank lines should stand behind each block.

    There are none at the start and the end, one between two blocks, and as many as the document has before
    most titles of the same adornment.  No gap is closed, and none is opened but below a title: docutils tells
    these apart.
    """
    wanted = [0 if block.kind is Kind.BLANK else min(block.blank_lines_behind, 1) for block in blocks.items]
    for index in blocks.headings if habits.gap_below else ():
        wanted[index] = 1
    for index in blocks.headings:
        heading, behind = blocks.items[index].heading, title_gap(blocks, index)
        if heading is not None and behind is not None and wanted[behind]:
            wanted[behind] = habits.before[heading.style].of(blocks.items[behind].blank_lines_behind)
    if wanted:
        wanted[-1] = 0
    return [
        block.blank_lines_behind if index + 1 < len(blocks) and _is_open(blocks, index) else want
        for index, (block, want) in enumerate(zip(blocks.items, wanted, strict=True))
    ]


def _is_open(blocks: Blocks, index: int) -> bool:
    """True if docutils reads a block and the next one together, so that blank lines may matter."""
    return blocks.items[index].kind is not Kind.PARAGRAPH and is_joined(blocks.items, index + 1)


def single_blank_lines(block: Block, lines: Sequence[str]) -> list[str]:
    """A block's lines, without line ends, with single blank lines but in literal text."""
    if block.kind not in _WITH_BLOCKS:
        return list(lines)
    verbatim = literal_lines(block)
    return [
        line
        for index, line in enumerate(lines)
        if line or not index or lines[index - 1] or index in verbatim or index - 1 in verbatim
    ]
