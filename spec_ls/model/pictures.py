"""Images and figures in blocks, and templates that want diagrams drawn in ASCII."""

from __future__ import annotations

import re

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.nested import literal_lines
from spec_ls.text import Range

_PICTURE = re.compile(
    r"(?<!\S)\.\.[ \t]+(?:\|[^|]*\|[ \t]+)?(?:image|figure)[ \t]?::[ \t]*[^\r\n]*", re.IGNORECASE
)
_ASCII = re.compile(
    r"\bascii[ -]?(?:art|flow|diagram|drawing)|\b(?:diagram|drawing|draw)[^.]{0,200}\bascii\b", re.IGNORECASE
)


def pictures(block: Block) -> tuple[Range, ...]:
    """Where images and figures begin in a block, in buffer lines from its first; kept with the block."""
    kept: tuple[Range, ...] | None = block.memo.get("pictures")
    if kept is None:
        kept = block.memo["pictures"] = tuple(_found(block))
    return kept


def wants_ascii(text: str) -> bool:
    """Whether a template asks for diagrams in ASCII."""
    return bool(_ASCII.search(" ".join(text.split())))


def _found(block: Block) -> list[Range]:
    if block.kind is Kind.COMMENT:
        return []
    lines = [
        (number, one)
        for number, line in enumerate(block.lines)
        if "::" in line and (one := _PICTURE.search(line))
    ]
    verbatim = literal_lines(block) if lines else frozenset()
    found = []
    for number, one in lines:
        if number not in verbatim:
            (line, column), text = block.offset(number), one[0].rstrip()
            start = column + one.start()
            found.append(Range.of(line, start, line, start + len(text)))
    return found
