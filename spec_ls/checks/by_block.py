"""Looks at blocks one by one, and again only at those that have changed, or before which something has."""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from spec_ls.analysis import Analysis, Change
from spec_ls.checks import ALL_CHECKS
from spec_ls.config import Config, LineRule
from spec_ls.findings import Finding
from spec_ls.model.doc8 import is_anchored, spared
from spec_ls.model.long_lines import over_limit
from spec_ls.model.passage import Before, Passage, at_start, behind
from spec_ls.rst.blocks import renumbered

_log = logging.getLogger(__name__)
_NONE: frozenset[int] = frozenset()


class Placed(NamedTuple):
    """A block's findings as they are kept with it, counting lines from its first; and where they stand now.

    ``start`` is the buffer line of the block's start, and ``findings`` count from the buffer's.
    """

    kept: tuple[Finding, ...]
    start: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """What checks of one block need to know of the others.

    ``indices`` are those of the blocks with findings of their own, and of some that might come to have some
    without a change in them or before them; ``placed`` are the findings of each of these.  ``before`` is what
    stands before each block, and behind the last.  ``anchored`` are the indices of blocks with text that doc8
    looks for at their section's title.
    """

    indices: list[int]
    placed: list[Placed]
    before: list[Before]
    anchored: list[int]


class _Kept(NamedTuple):
    """A block's findings, kept with the block, and all that they depend on besides its text.

    Lines count from the block's first, so that it may move.  ``leans`` tells that ``spared`` depends on
    other blocks.
    """

    config: Config
    before: Before
    leans: bool
    spared: frozenset[int]
    findings: tuple[Finding, ...]


def look(analysis: Analysis, change: Change | None = None, old: Noted | None = None) -> Noted:
    """Looks at all blocks; or, where ``old`` is known from before a change, only where something is new."""
    if change is None or old is None:
        old = Noted([], [], [at_start(analysis.config)], [])
        change = Change(analysis.blocks, 0, 0, len(analysis.blocks))
    start, old_end, new_end = change.start, change.old_end, change.new_end
    delta = new_end - old_end
    before, end = _befores(analysis, old.before, change)
    anchored = renumbered(old.anchored, start, old_end, _anchored(analysis, start, new_end), delta)
    noted = Noted([], [], before, anchored)
    fresh, placed = [], []
    for index in range(start, end):
        kept = _kept_findings(analysis, noted, index)
        if kept or _leans(analysis, noted, index):
            fresh.append(index)
            placed.append(_place(kept, analysis.blocks.starts[index]))
    indices = renumbered(old.indices, start, end - delta, fresh, delta)
    placed = _placed_again(analysis, old, change, end, placed)
    if analysis.config.line_rule is LineRule.DOC8:
        placed = _leaned_again(analysis, Noted(indices, placed, before, anchored))
    return Noted(indices, placed, before, anchored)


def _placed_again(
    analysis: Analysis, old: Noted, change: Change, end: int, fresh: list[Placed]
) -> list[Placed]:
    """All findings where ``fresh`` are those of the blocks from the change's start up to ``end``."""
    old_end = end - (change.new_end - change.old_end)
    first, behind = bisect_left(old.indices, change.start), bisect_left(old.indices, old_end)
    below = old.placed[behind:]
    if below and (lines := analysis.blocks.starts[end] - change.since.starts[old_end]):
        below = [_place(one.kept, one.start + lines) for one in below]
    return old.placed[:first] + fresh + below


def _leaned_again(analysis: Analysis, noted: Noted) -> list[Placed]:
    """The findings of all blocks that have some, looked at again where those depend on other blocks."""
    placed = []
    for index, one in zip(noted.indices, noted.placed, strict=True):
        kept = _kept_findings(analysis, noted, index)
        placed.append(one if kept is one.kept else _place(kept, one.start))
    return placed


def _place(kept: tuple[Finding, ...], start: int) -> Placed:
    return Placed(kept, start, tuple([one.moved(start) for one in kept]))


def _kept_findings(analysis: Analysis, noted: Noted, index: int) -> tuple[Finding, ...]:
    """A block's own findings; kept with the block while all that they depend on is the same."""
    block, before = analysis.blocks.items[index], noted.before[index]
    leans = bool(noted.anchored or before.reaching)
    kept: _Kept | None = block.memo.get("findings")
    if kept is not None and (kept.config is not analysis.config or kept.before != before):
        kept = None
    spared_lines = kept.spared if kept and not (leans or kept.leans) else _spared(analysis, noted, index)
    if kept is None or kept.spared != spared_lines:
        found = _find_in_block(analysis, index, before, spared_lines)
        kept = block.memo["findings"] = _Kept(analysis.config, before, leans, spared_lines, found)
    return kept.findings


def contained(code: str, find: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What a check finds; one that fails is logged and leaves the others alone."""
    findings: list[Finding] = []
    try:
        findings.extend(find())
    except Exception:
        _log.exception("the check %s failed", code)
    return findings


def _befores(analysis: Analysis, old: list[Before], change: Change) -> tuple[list[Before], int]:
    """What stands before each block and behind the last, and the index from which on that is as it was."""
    blocks, delta = analysis.blocks, change.new_end - change.old_end
    before = old[: change.start + 1]
    for index in range(change.start, len(blocks)):
        if index >= change.new_end and before[-1] == old[index - delta]:
            return before + old[index - delta + 1 :], index
        before.append(behind(before[-1], blocks.items[index], _lines(analysis, index), analysis.config))
    return before, len(blocks)


def _anchored(analysis: Analysis, start: int, end: int) -> list[int]:
    if analysis.config.line_rule is not LineRule.DOC8:
        return []
    return [index for index in range(start, end) if is_anchored(analysis.blocks.items[index])]


def _leans(analysis: Analysis, noted: Noted, index: int) -> bool:
    """Whether findings in a block depend on others than those before it, so that it may come to have some."""
    depends = bool(noted.anchored or noted.before[index].reaching)
    return depends and bool(over_limit(_lines(analysis, index), analysis.config))


def _spared(analysis: Analysis, noted: Noted, index: int) -> frozenset[int]:
    """The lines of a block that doc8 takes for verbatim text, if that matters."""
    if analysis.config.line_rule is not LineRule.DOC8:
        return _NONE
    long = over_limit(_lines(analysis, index), analysis.config)
    if not long:
        return _NONE
    return spared(analysis.document, index, long, noted.before[index].reaching, noted.anchored)


def _find_in_block(
    analysis: Analysis, index: int, before: Before, spared_lines: frozenset[int]
) -> tuple[Finding, ...]:
    block, lines = analysis.blocks.items[index], _lines(analysis, index)
    end = analysis.blocks.starts[index] + len(lines)
    below = analysis.text.lines[end] if end < len(analysis.text.lines) else ""
    passage = Passage(block, lines, below, analysis.config, before, spared_lines)
    found: list[Finding] = []
    for one in ALL_CHECKS:
        if one.find_in_block is not None and analysis.config.is_enabled(one.code):
            found += contained(one.code, partial(one.find_in_block, passage))
    return tuple(found)


def _lines(analysis: Analysis, index: int) -> tuple[str, ...]:
    """The buffer lines that end in a block; the last block has the one that does not end, too."""
    start = analysis.blocks.starts[index]
    end = start + analysis.blocks.items[index].height + (index == len(analysis.blocks) - 1)
    return analysis.text.lines[start:end]
