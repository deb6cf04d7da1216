"""What stands before the first section that the template asks for: licence, title, links, introduction."""

from __future__ import annotations

import re

from spec_ls.model.outline import Outline
from spec_ls.model.wording import LEGAL
from spec_ls.rst.blocks import Block, Blocks, Kind

_PASSING = re.compile(r"\b\w+://\S+|<[^<>]*>|^.*\bcopyright\b.*$", re.IGNORECASE | re.MULTILINE)
_WORD = re.compile(r"\w+(?:\.\w+)*")


def preamble_end(blocks: Blocks, outline: Outline) -> int:
    """The index behind the preamble's last block; without such a section it ends at the second heading."""
    headings = blocks.headings
    first = outline.found[0].section.number if outline.found else 1
    return headings[first] if first < len(headings) else len(blocks)


def speaks_of_licence(block: Block) -> bool:
    """Whether the block is a comment or literal block about a licence."""
    return block.kind in (Kind.COMMENT, Kind.LITERAL_BLOCK) and bool(LEGAL.search(block.text))


def licence_words(text: str) -> str:
    """The words of a licence, apart by one space: without addresses, holders, years, and other marks."""
    return " ".join(_WORD.findall(_PASSING.sub(" ", text.casefold())))
