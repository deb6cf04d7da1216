"""Runs the checks on an analysis, and again on the next one as far as something has changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from spec_ls.analysis import Analysis
from spec_ls.checks import ALL_CHECKS
from spec_ls.config import Config
from spec_ls.findings import Finding, Fix
from spec_ls.rst.blocks import renumbered
from spec_ls.text import Edit, Position, Range

_log = logging.getLogger(__name__)
_BYTE_ORDER_MARK = "\ufeff"
_WITHOUT_MARK = Fix("Remove the byte order mark", (Edit(Range.of(0, 0, 0, 1), ""),))
_BY_CODE = {check.code: check for check in ALL_CHECKS}


@dataclass(frozen=True, slots=True)
class Checked:
    """An analysis with its findings, sorted by where they start.

    ``noted`` are the indices of the blocks that have findings of their own.
    """

    analysis: Analysis
    findings: tuple[Finding, ...]
    noted: list[int]


def check(analysis: Analysis, previous: Checked | None = None) -> Checked:
    """The findings of an analysis; ``previous`` spares the blocks that have not changed since.

    A text that no template serves is no spec and has none.
    """
    if analysis.outline is None:
        return Checked(analysis, (), [])
    noted = _noted(analysis, previous)
    findings = [finding for index in noted for finding in _of_block(analysis, index)]
    for one in ALL_CHECKS:
        if analysis.config.wants(one.code):
            findings += _contained(one.code, partial(one.find, analysis, analysis.outline))
    findings.sort(key=_start)
    return Checked(analysis, tuple(findings), noted)


def fixes(analysis: Analysis, finding: Finding) -> tuple[Fix, ...]:
    """The ways out of a finding of this analysis, best first."""
    if analysis.text.lines[0].startswith(_BYTE_ORDER_MARK) and finding.section is not None:
        return (_WITHOUT_MARK,)  # docutils reads it as text, so that no title is promoted: mend that first
    try:
        return tuple(_BY_CODE[finding.code].fix(analysis, finding))
    except Exception:
        _log.exception("the fix of %s failed", finding.code)
        return ()


def _start(finding: Finding) -> Position:
    return finding.range.start


def _noted(analysis: Analysis, previous: Checked | None) -> list[int]:
    """The indices of the blocks with findings of their own."""
    change, blocks = analysis.change, analysis.blocks
    same = (
        previous is not None
        and change is not None
        and change.since is previous.analysis.blocks
        and analysis.config is previous.analysis.config
        and previous.analysis.template is not None
    )
    if not same or previous is None or change is None:
        return [index for index in range(len(blocks)) if _of_block(analysis, index)]
    fresh = [index for index in range(change.start, change.new_end) if _of_block(analysis, index)]
    return renumbered(previous.noted, change.start, change.old_end, fresh, change.new_end - change.old_end)


def _of_block(analysis: Analysis, index: int) -> tuple[Finding, ...]:
    """A block's own findings in the buffer; kept with the block for as long as it stays on its line."""
    block, start = analysis.blocks.items[index], analysis.blocks.starts[index]
    kept: tuple[Config, int, tuple[Finding, ...]] | None = block.memo.get("findings")
    if kept is None or kept[0] is not analysis.config:
        kept = (analysis.config, start, _find_in_block(analysis, index))
    elif kept[1] != start:
        kept = (analysis.config, start, tuple(_moved(finding, start - kept[1]) for finding in kept[2]))
    else:
        return kept[2]
    block.memo["findings"] = kept
    return kept[2]


def _find_in_block(analysis: Analysis, index: int) -> tuple[Finding, ...]:
    block, start = analysis.blocks.items[index], analysis.blocks.starts[index]
    end = start + block.height + (index == len(analysis.blocks) - 1)
    lines = analysis.text.lines[start:end]
    found: list[Finding] = []
    for one in ALL_CHECKS:
        if one.find_in_block is not None and analysis.config.wants(one.code):
            found += _contained(one.code, partial(one.find_in_block, block, lines, analysis.config))
    return tuple(_moved(finding, start) for finding in found)


def _contained(code: str, find: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What a check finds; one that fails is logged and leaves the others alone."""
    findings: list[Finding] = []
    try:
        findings.extend(find())
    except Exception:
        _log.exception("the check %s failed", code)
    return findings


def _moved(finding: Finding, lines: int) -> Finding:
    (line, column), (end_line, end_column) = finding.range
    return (
        replace(finding, range=Range.of(line + lines, column, end_line + lines, end_column))
        if lines
        else finding
    )
