"""A document's own habits: the blank lines around its titles, and the length of their adornment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.prose import column_width

_FEWEST_ALIKE = 3
"""Titles of different widths whose adornment has the same length: that is no chance."""


class Gap(NamedTuple):
    """The blank lines before titles of one adornment: the most common number.

    It is ``usual`` if more than two in three have as many; else some of the others are no slips.
    """

    lines: int
    usual: bool

    def of(self, now: int) -> int:
        """How many blank lines there should be before a title that has some."""
        return self.lines if self.usual else min(now, self.lines)


@dataclass(frozen=True, slots=True)
class Habits:
    """What most titles of a document have in common.

    ``before`` says how many blank lines stand before titles, ``lengths`` holds the length of an adornment
    that is the same whatever the title's width; both by adornment.  ``gap_below`` is true if a blank line
    follows a title.
    """

    before: Mapping[str, Gap]
    lengths: Mapping[str, int]
    gap_below: bool


def habits_of(blocks: Blocks) -> Habits:
    """The habits of a document with these blocks."""
    gaps = defaultdict[str, list[int]](list)
    adornments = defaultdict[str, list[tuple[int, int]]](list)
    below = []
    for index in blocks.headings:
        block = blocks.items[index]
        if block.heading is None:
            continue
        style = block.heading.style
        adornments[style].append((adornment_width(block), len(block.content[-1].rstrip())))
        behind = title_gap(blocks, index)
        if behind is not None and (gap := blocks.items[behind].blank_lines_behind):
            gaps[style].append(gap)
        if index + 1 < len(blocks) and blocks.items[index + 1].kind is not Kind.TITLE:
            below.append(block.blank_lines_behind > 0)
    lengths = {style: length for style, found in adornments.items() if (length := _fixed_length(found))}
    return Habits({style: _gap(found) for style, found in gaps.items()}, lengths, 2 * sum(below) > len(below))


def title_gap(blocks: Blocks, index: int) -> int | None:
    """The index of the block behind which the blank lines before a title stand; None if there is none.

    Targets right above a title that name it belong to it; those that lead elsewhere end the section before.
    """
    before = index - 1
    while before >= 0 and blocks.items[before].is_internal_target:
        before -= 1
    return before if before >= 0 and blocks.items[before].kind not in (Kind.TITLE, Kind.BLANK) else None


def adornment_width(block: Block) -> int:
    """The columns that the adornment of a title needs."""
    assert block.heading is not None, "only titles have adornment"
    raw = block.content[block.heading.line].rstrip()
    indent = len(raw) - len(raw.lstrip()) if len(block.heading.style) == 2 else 0
    return column_width(block.heading.title) + 2 * indent


def _fixed_length(found: Iterable[tuple[int, int]]) -> int | None:
    """The length that most adornments have though their titles' widths differ, if it fits all of these."""
    found = list(found)
    length, _ = Counter(length for _, length in found).most_common(1)[0]
    alike = [width for width, other in found if other == length]
    is_habit = len(set(alike)) >= _FEWEST_ALIKE and 2 * len(alike) > len(found)
    return length if is_habit else None


def _gap(gaps: list[int]) -> Gap:
    """The most common number of blank lines, of those that are equally common the largest."""
    counts = Counter(gaps)
    usual = max(counts, key=lambda number: (counts[number], number))
    at_least = sum(count for number, count in counts.items() if number >= usual)  # they will all have that
    return Gap(usual, 3 * at_least > 2 * len(gaps))
