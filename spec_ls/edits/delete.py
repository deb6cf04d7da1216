"""Deleting blocks without a trace, or with ``None`` in their place where a section would be empty."""

from __future__ import annotations

from collections.abc import Iterable

from spec_ls.analysis import Analysis, after
from spec_ls.edits.insert import STUB
from spec_ls.edits.places import blank_lines_behind
from spec_ls.model.body import says_something
from spec_ls.model.document import Section
from spec_ls.rst.blocks import Block, Kind
from spec_ls.text import Edit, Position, Range


def deletion(analysis: Analysis, runs: Iterable[tuple[int, int]]) -> tuple[Edit, ...]:
    """The edits that delete blocks: ``runs`` are sorted ranges ``[start, end)`` of their indices.

    A section that has no other text and no subsections says ``None`` then.  Nothing, if docutils would
    read what is left in another way.
    """
    whole = _merged(runs)
    gone = frozenset(index for start, end in whole for index in range(start, end))
    stubs = _first_of_emptied(analysis, gone)
    edits = []
    for start, end in whole:
        # A run never goes on behind a title, so that it holds the first block of one section at most.
        edits.append(_stub(analysis, start, end) if start in stubs else _removal(analysis, start, end))
    return tuple(edits) if _leaves_the_rest(analysis, edits, gone, stubs) else ()


def _merged(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in runs:
        if merged and merged[-1][1] == start:
            start = merged.pop()[0]
        merged.append((start, end))
    return merged


def _first_of_emptied(analysis: Analysis, gone: frozenset[int]) -> frozenset[int]:
    """The first deleted block of each section that would be empty."""
    document, found = analysis.document, set()
    for section in document.walk():
        inside = _deleted(analysis, section, gone)
        if inside and not section.children:
            start, end = document.body(section)
            left = (document.blocks.items[index] for index in range(start, end) if index not in gone)
            if not any(map(says_something, left)):
                found.add(inside[0])
    return frozenset(found)


def _deleted(analysis: Analysis, section: Section, gone: frozenset[int]) -> list[int]:
    start, end = analysis.document.body(section)
    return sorted(index for index in gone if start <= index < end)


def _stub(analysis: Analysis, start: int, end: int) -> Edit:
    ended = analysis.blocks.items[end - 1].content[-1][-1] in "\r\n"
    text = STUB + (analysis.text.newline if ended else "")
    return Edit(Range(analysis.blocks.start(start), _content_end(analysis, end - 1)), text)


def _removal(analysis: Analysis, start: int, end: int) -> Edit:
    """The edit that takes blocks out: of the blank lines around them those stay that stand before a title."""
    blocks = analysis.blocks
    if end < len(blocks) and blocks.items[end].kind is not Kind.TITLE:
        return Edit(Range(blocks.start(start), blocks.start(end)), "")
    above = blank_lines_behind(analysis, start - 1) if start else 0
    first = Position(blocks.starts[start] - above, 0)
    return Edit(Range(first, _content_end(analysis, end - 1)), "")


def _content_end(analysis: Analysis, index: int) -> Position:
    """Where a block's text ends, behind the end of its last line if it has one."""
    block = analysis.blocks.items[index]
    return analysis.text.clamp(analysis.blocks.position(index, len(block.content)))


def _leaves_the_rest(
    analysis: Analysis, edits: list[Edit], gone: frozenset[int], stubs: frozenset[int]
) -> bool:
    """Whether what is not deleted is read as before."""
    now = after(analysis, edits)
    left = []
    for index, block in enumerate(analysis.blocks):
        if index in stubs:
            left.append((Kind.PARAGRAPH, STUB))
        elif index not in gone:
            left += _reading(block)
    promoted = [one is None for one in (analysis.document.title, analysis.document.subtitle)]
    return left == [one for block in now.blocks for one in _reading(block)] and promoted == [
        one is None for one in (now.document.title, now.document.subtitle)
    ]


def _reading(block: Block) -> list[tuple[Kind, str]]:
    return [] if block.kind is Kind.BLANK else [(block.kind, block.text.rstrip())]
