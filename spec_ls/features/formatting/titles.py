"""The adornment of titles, as long as the title or as the document's adornments are."""

from __future__ import annotations

from spec_ls.features.formatting.habits import Habits, adornment_width
from spec_ls.rst.blocks import Block
from spec_ls.text import BYTE_ORDER_MARK, line_content

_SHORTEST = 4
"""A shorter underline may be taken for text, so that one of this length stays below a shorter title."""


def sized_title(block: Block, habits: Habits) -> list[str]:
    """The lines of a title, without line ends and white space there, with adornment of the right length."""
    lines = [line_content(line).rstrip() for line in block.content]
    heading = block.heading
    if heading is None or any("\t" in line or BYTE_ORDER_MARK in line for line in lines):
        return lines
    width = adornment_width(block)
    length = max(width, min(len(lines[-1]), _SHORTEST))
    if width <= (fixed := habits.lengths.get(heading.style, 0)):
        length = fixed
    lines[-1] = heading.style[0] * length
    if len(heading.style) == 2:
        lines[0] = lines[-1]
    return lines
