"""The lines that the blocks of a document should have, but for wrapped prose; what is not proven yet."""

from __future__ import annotations

from collections.abc import Sequence

from spec_ls.features.formatting.blank_lines import single_blank_lines
from spec_ls.features.formatting.fields import aligned_fields
from spec_ls.features.formatting.habits import Habits
from spec_ls.features.formatting.simple_tables import aligned_simple_table
from spec_ls.features.formatting.titles import sized_title
from spec_ls.rst.blocks import Block, Kind
from spec_ls.text import line_content

_MOST_FIELDS = 50
"""Fields on either side of one in a list that is aligned; nobody writes so many."""

_WHITE_SPACE = " \t"
"""White space that is removed at a line's end: docutils strips it, and it ends no line."""


def stripped(block: Block) -> list[str]:
    """A block's lines without line ends and the white space there."""
    return [line_content(line).rstrip(_WHITE_SPACE) for line in block.content]


def structured(blocks: Sequence[Block], index: int, habits: Habits) -> list[str]:
    """The lines of a block among others, without line ends, by all rules but those on running text."""
    block, lines = blocks[index], stripped(blocks[index])
    if block.kind is Kind.TITLE:
        return sized_title(block, habits)
    if block.kind is Kind.SIMPLE_TABLE:
        return aligned_simple_table(lines)
    lines = single_blank_lines(block, lines)
    if block.kind is Kind.FIELD and (span := _list_around(blocks, index)) is not None:
        fields = [single_blank_lines(field, stripped(field)) for field in blocks[span[0] : span[1]]]
        return aligned_fields(fields)[index - span[0]]
    return lines


def _list_around(blocks: Sequence[Block], index: int) -> tuple[int, int] | None:
    """The indices ``[start, end)`` of the fields around one, without blank lines between them.

    None if there are too many.
    """
    start, end = index, index + 1
    while start and blocks[start - 1].kind is Kind.FIELD and not blocks[start - 1].ends_blank:
        start -= 1
        if index - start > _MOST_FIELDS:
            return None
    while end < len(blocks) and blocks[end].kind is Kind.FIELD and not blocks[end - 1].ends_blank:
        end += 1
        if end - index > _MOST_FIELDS:
            return None
    return start, end
