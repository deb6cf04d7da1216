"""Deleting blocks; ``None`` takes their place where a section would be empty."""

from __future__ import annotations

from collections.abc import Iterable

from spec_ls.edits.section_bodies import STUB
from spec_ls.model.body import says_something
from spec_ls.rst.blocks import Block, Kind
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range


def deletion(spec: Spec, runs: Iterable[tuple[int, int]]) -> tuple[Edit, ...]:
    """The edits that delete blocks: ``runs`` are sorted ranges ``[start, end)`` of their indices.

    ``None`` is written into a section that would have neither text nor subsections.  There are no edits if
    docutils would read the rest in another way.
    """
    merged = _merged(runs)
    gone = frozenset(index for start, end in merged for index in range(start, end))
    stubs = _first_of_emptied(spec, gone)
    edits = []
    for start, end in merged:
        # A run never goes on behind a title, so that it holds the first block of one section at most.
        edits.append(_stub(spec, start, end) if start in stubs else _removal(spec, start, end))
    return tuple(edits) if _leaves_the_rest(spec, edits, gone, stubs) else ()


def _merged(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in runs:
        if merged and merged[-1][1] == start:
            start = merged.pop()[0]
        merged.append((start, end))
    return merged


def _first_of_emptied(spec: Spec, gone: frozenset[int]) -> frozenset[int]:
    """The first deleted block of each section that would be empty."""
    document, found = spec.document, set()
    for section in document.walk():
        body = range(*document.body(section))
        deleted = [index for index in body if index in gone]
        if deleted and not section.children:
            left = (document.blocks.items[index] for index in body if index not in gone)
            if not any(map(says_something, left)):
                found.add(deleted[0])
    return frozenset(found)


def _stub(spec: Spec, start: int, end: int) -> Edit:
    ended = spec.blocks.items[end - 1].content[-1][-1] in "\r\n"
    text = STUB + (spec.text.newline if ended else "")
    return Edit(Range(spec.blocks.start(start), _content_end(spec, end - 1)), text)


def _removal(spec: Spec, start: int, end: int) -> Edit:
    """The edit that takes blocks out: of the blank lines around them those stay that stand before a title."""
    blocks = spec.blocks
    if end < len(blocks) and blocks.items[end].kind is not Kind.TITLE:
        return Edit(Range(blocks.start(start), blocks.start(end)), "")
    above = spec.blocks.items[start - 1].blank_lines_behind if start else 0
    first = Position(blocks.starts[start] - above, 0)
    return Edit(Range(first, _content_end(spec, end - 1)), "")


def _content_end(spec: Spec, index: int) -> Position:
    """Where a block's text ends, behind the end of its last line if it has one."""
    block = spec.blocks.items[index]
    return spec.text.clamp(spec.blocks.position(index, len(block.content)))


def _leaves_the_rest(spec: Spec, edits: list[Edit], gone: frozenset[int], stubs: frozenset[int]) -> bool:
    """True if all that is not deleted is read as before."""
    now = spec.after(edits)
    left = []
    for index, block in enumerate(spec.blocks):
        if index in stubs:
            left.append((Kind.PARAGRAPH, STUB))
        elif index not in gone:
            left += _reading(block)
    same_blocks = left == [reading for block in now.blocks for reading in _reading(block)]
    return same_blocks and _promotion(now) == _promotion(spec)


def _promotion(spec: Spec) -> tuple[bool, bool]:
    """True for a title that is promoted, and for a subtitle."""
    return spec.document.title is not None, spec.document.subtitle is not None


def _reading(block: Block) -> list[tuple[Kind, str]]:
    return [] if block.kind is Kind.BLANK else [(block.kind, block.text.rstrip())]
