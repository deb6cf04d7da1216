"""image-not-ascii: an image or a figure where the template asks for diagrams in ASCII."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.findings import Finding, Severity
from spec_ls.model.outline import Outline
from spec_ls.model.pictures import pictures
from spec_ls.text import Position, Range

_MESSAGE = "the template asks for diagrams in ASCII, this is an image"


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    if not outline.template.ascii_diagrams:
        return
    blocks = analysis.blocks
    for index in analysis.marks.pictures:
        path = _path(outline, bisect_left(blocks.headings, index) - 1)
        for inside in pictures(blocks.items[index]):
            where = Range(*(_moved(place, blocks.start(index)) for place in inside))
            yield Finding(CHECK.code, Severity.INFORMATION, _MESSAGE, where, path)


def _path(outline: Outline, heading: int) -> tuple[str, ...] | None:
    """The path of the section that a heading opens, or that it stands in if it opens none."""
    while heading >= 0 and heading not in outline.paths:
        heading -= 1
    return outline.paths.get(heading) or None


def _moved(place: Position, start: Position) -> Position:
    return Position(start.line + place.line, place.column + (0 if place.line else start.column))


CHECK = Check(
    "image-not-ascii",
    "an image where the template asks for diagrams in ASCII",
    "A spec is reviewed as plain text. A diagram in ASCII is seen where it stands and takes comments on each"
    " of its lines; an image file does neither. Where a drawing does not do, keep the image and say what is"
    " in it.",
    "The parts:\n\n.. image:: parts.png\n",
    "The parts, as an ASCII diagram::\n\n  client --> API --> scheduler\n",
    find=_find,
)
