"""The text before the first section that the template asks for: licence, title, links, introduction."""

from __future__ import annotations

import re

from spec_ls.model.licences import LEGAL
from spec_ls.model.outline import Outline
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks

_NOT_LICENCE = re.compile(r"\b\w+://\S+|<[^<>]*>|^.*\bcopyright\b.*$", re.IGNORECASE | re.MULTILINE)
_WORD = re.compile(r"\w+(?:\.\w+)*")


def front_matter_end(blocks: Blocks, outline: Outline) -> int:
    """The index behind the front matter's last block; it ends at the second heading if no slot is filled."""
    headings = blocks.headings
    first = outline.found[0].section.number if outline.found else 1
    return headings[first] if first < len(headings) else len(blocks)


def speaks_of_licence(block: Block) -> bool:
    """True if the block is a comment or literal block about a licence."""
    return block.kind in (Kind.COMMENT, Kind.LITERAL_BLOCK) and bool(LEGAL.search(block.text))


def licence_words(text: str) -> str:
    """The words of a licence, joined by single spaces, without addresses, holders, years and punctuation."""
    return " ".join(_WORD.findall(_NOT_LICENCE.sub(" ", text.casefold())))
