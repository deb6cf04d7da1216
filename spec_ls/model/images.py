"""Images and figures in blocks, and templates that want diagrams drawn in ASCII."""

from __future__ import annotations

import re

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.kept import kept
from spec_ls.rst.nested import literal_lines
from spec_ls.text import Range

_IMAGE = re.compile(
    r"(?<!\S)\.\.[ \t]+(?:\|[^|]*\|[ \t]+)?(?:image|figure)[ \t]?::[ \t]*[^\r\n]*", re.IGNORECASE
)
_ASCII = re.compile(
    r"\bascii[ -]?(?:art|flow|diagram|drawing)|\b(?:diagram|drawing|draw)[^.]{0,200}\bascii\b", re.IGNORECASE
)


def has_images(block: Block) -> bool:
    """True if an image or a figure stands in a block."""
    return "::" in block.text and bool(image_ranges(block))


@kept
def image_ranges(block: Block) -> tuple[Range, ...]:
    """The first lines of the images and figures in a block, in buffer lines from its first."""
    if block.kind is Kind.COMMENT:
        return ()
    matches = [
        (number, match)
        for number, line in enumerate(block.lines)
        if "::" in line and (match := _IMAGE.search(line))
    ]
    verbatim = literal_lines(block) if matches else frozenset()
    ranges = []
    for number, match in matches:
        if number not in verbatim:
            (line, column), text = block.offset(number), match[0].rstrip()
            start = column + match.start()
            ranges.append(Range.of(line, start, line, start + len(text)))
    return tuple(ranges)


def wants_ascii(text: str) -> bool:
    """True if a template asks for diagrams in ASCII."""
    return bool(_ASCII.search(" ".join(text.split())))
