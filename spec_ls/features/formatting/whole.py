"""Formatting a document, or the blocks in a range: edits after which docutils' tree is what it was.

Each unit of blocks is formatted and proven alone.  One that is not proven stays as it is, but for white
space that docutils does not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from spec_ls.config import Config
from spec_ls.features.formatting.blank_lines import gaps
from spec_ls.features.formatting.blocks import stripped, structured
from spec_ls.features.formatting.habits import Habits, habits_of
from spec_ls.features.formatting.minimal import line_edits
from spec_ls.features.formatting.prose import ProseRule, prose_rule, wrapped
from spec_ls.features.formatting.unit import proven
from spec_ls.model.document import Document
from spec_ls.model.merge_conflicts import merge_conflicts
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.scan import steps_within_reach
from spec_ls.rst.source import LINE_BREAK
from spec_ls.rst.syntax.reading import Stepwise
from spec_ls.rst.units import units
from spec_ls.text import Edit, Range, Text, apply_edits

IsKept = Callable[[int], bool]
"""True for a buffer line that is no RST, and stays as it is."""

_STEP = 20
"""Blocks between two steps of a scan."""


def formatting(
    document: Document,
    config: Config | None = None,
    only: Range | None = None,
    is_kept: IsKept = lambda line: False,
) -> Stepwise[tuple[Edit, ...]]:
    """The edits that format a document, or the blocks that a range touches, in the order of the text.

    ``config`` are the settings where a template serves the document, and with them the limit of its lines.
    docutils reads each line three times at most, between two steps a unit of blocks.
    """
    task = _task(document, config, only, is_kept)
    edits = list[Edit]()
    for chunk, first in zip(document.blocks.chunks, document.blocks.chunk_starts, strict=True):
        yield
        spans = [(first + start, first + end) for start, end in units(chunk.blocks)]
        edits += yield from _edits(task, [span for span in spans if task.is_free(*span)])
    if edits and not (yield from _has_same_blocks(document, apply_edits(document.text, edits))):
        return ()
    return tuple(edits)


@dataclass(frozen=True, slots=True)
class _Task:
    """A document that is formatted, and by what.

    ``gaps`` are the blank lines wanted behind each block; ``lines`` are the buffer lines to be formatted.
    """

    document: Document
    habits: Habits
    rule: ProseRule | None
    gaps: list[int]
    lines: range
    conflicts: tuple[range, ...]
    is_kept: IsKept

    def is_free(self, first: int, end: int) -> bool:
        """True if the blocks ``[first, end)`` are asked for, and nothing of them has to stay as it is."""
        blocks, text = self.document.blocks, self.document.text
        start = blocks.starts[first]
        stop = blocks.starts[end] if end < len(blocks) else len(text.lines)
        if not _overlap(self.lines, range(start, stop)) or not blocks.starts_line(first):
            return False
        if any(not _is_plain(block) for block in blocks.items[first:end]):
            return False
        if any(_overlap(conflict, range(start, stop)) for conflict in self.conflicts):
            return False
        return not any(map(self.is_kept, range(start, stop)))


def _task(document: Document, config: Config | None, only: Range | None, is_kept: IsKept) -> _Task:
    habits = habits_of(document.blocks)
    lines = range(len(document.text.lines)) if only is None else range(min(only).line, max(only).line + 1)
    conflicts = (range(conflict.ours, conflict.end + 1) for conflict in merge_conflicts(document.blocks))
    rule, wanted = prose_rule(document, config), gaps(document.blocks, habits)
    return _Task(document, habits, rule, wanted, lines, tuple(conflicts), is_kept)


def _is_plain(block: Block) -> bool:
    """True if the block's lines are the buffer's, too, and docutils reads them."""
    return (
        block.kind is not Kind.REST and not block.oversized and not any(map(LINE_BREAK.search, block.lines))
    )


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


class _Variant(NamedTuple):
    """Lines that blocks could have: the text of each, without line ends, and the blank lines behind each."""

    texts: list[list[str]]
    gaps: list[int]

    def lines(self) -> list[str]:
        """All lines, but for the blank ones at the end."""
        found = list[str]()
        for text, gap in zip(self.texts, self.gaps, strict=True):
            found += [*text, *[""] * gap]
        return found[: len(found) - self.gaps[-1]]


def _edits(task: _Task, spans: list[tuple[int, int]]) -> Stepwise[list[Edit]]:
    """The edits of units of blocks, of each ``[first, end)``."""
    variants = list[list[_Variant]]()
    for first, end in spans:
        items = task.document.blocks.items[first:end]
        as_is = _Variant([stripped(block) for block in items], [block.blank_lines_behind for block in items])
        variants.append([*_variants(task, first, end), as_is])
        yield
    choice = yield from proven([(found[-1].lines(), [way.lines() for way in found]) for found in variants])
    return [
        edit
        for (first, _), found, number in zip(spans, variants, choice, strict=True)
        for edit in _edits_of(task, first, found[number])
    ]


def _edits_of(task: _Task, first: int, variant: _Variant) -> Iterator[Edit]:
    """The edits that give the blocks from ``first`` on these lines.  The last gap is the task's."""
    text, blocks = task.document.text, task.document.blocks
    for index, (lines, gap) in enumerate(zip(*variant, strict=True), first):
        block, start = blocks.items[index], blocks.starts[index]
        stop, height = start + len(block.content), len(text.lines)
        yield from line_edits(text, start, stop, lines)
        wanted = task.gaps[index] if index + 1 == first + len(variant.texts) else gap
        yield from line_edits(text, stop, min(stop + block.blank_lines_behind, height), [""] * wanted)
        if index + 1 == len(blocks) and not block.ends_line and lines and not block.blank_lines_behind:
            yield Edit(Range.at(text.end), text.newline)


def _variants(task: _Task, first: int, end: int) -> Iterator[_Variant]:
    """What the blocks ``[first, end)`` should look like, and what if docutils reads that otherwise.

    At second best text is wrapped in another way, or not at all.
    """
    items, wanted = task.document.blocks.items, task.gaps[first:end]
    texts = [structured(items, index, task.habits) for index in range(first, end)]
    ways = [list(wrapped(items[first + index], text, task.rule)) for index, text in enumerate(texts)]
    if any(ways):
        yield _Variant([way[0] if way else text for way, text in zip(ways, texts, strict=True)], wanted)
    if any(len(way) > 1 for way in ways):
        yield _Variant([way[-1] if way else text for way, text in zip(ways, texts, strict=True)], wanted)
    yield _Variant(texts, wanted)


def _has_same_blocks(document: Document, now: Text) -> Stepwise[bool]:
    """True if a text is divided into the same blocks as a document, apart from blank lines at its start."""
    before = (block for block in document.blocks.items if block.kind not in (Kind.BLANK, Kind.REST))
    after = (block for step in steps_within_reach(now) for block in step if block.kind is not Kind.BLANK)
    for number, (one, other) in enumerate(zip_longest(before, after)):
        if number % _STEP == 0:
            yield
        if one is None or other is None or _traits(one) != _traits(other):
            return one is None and document.blocks.rest is not None
    return True


def _traits(block: Block) -> tuple[Kind, str | None, str | None]:
    heading = block.heading
    return (block.kind, None, None) if heading is None else (block.kind, heading.title, heading.style)
