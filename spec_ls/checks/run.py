"""Runs the checks on an analysis, and again on the next one as far as something has changed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from spec_ls.analysis import Analysis, Check
from spec_ls.checks import ALL_CHECKS, CODES
from spec_ls.checks.by_block import Noted, contained, look
from spec_ls.checks.unused_suppression import unused
from spec_ls.findings import Finding, Fix
from spec_ls.model.outline import Outline
from spec_ls.suppressions import UNUSED, apply
from spec_ls.text import Edit, Range

_log = logging.getLogger(__name__)
_BYTE_ORDER_MARK = "\ufeff"
_WITHOUT_MARK = Fix("Remove the byte order mark", (Edit(Range.of(0, 0, 0, 1), ""),))
_START = attrgetter("range.start")
_BY_CODE = {check.code: check for check in ALL_CHECKS}


@dataclass(frozen=True, slots=True)
class Checked:
    """An analysis with its findings, sorted by where they start.

    ``noted`` is what is known of the blocks one by one.  ``complete`` tells that the findings are all.
    """

    analysis: Analysis
    findings: tuple[Finding, ...]
    noted: Noted
    complete: bool = True


def check(analysis: Analysis, previous: Checked | None = None, promptly: bool = False) -> Checked:
    """The findings of an analysis; ``previous`` spares the blocks that have not changed since.

    ``promptly`` leaves out what would take long; ``completed`` adds that.  A text that no template serves is
    no spec and has none.
    """
    if analysis.outline is None:
        return Checked(analysis, (), Noted([], [], [], []))
    noted = _noted(analysis, previous)
    findings = [finding for placed in noted.placed for finding in placed.findings]
    complete = True
    for one in ALL_CHECKS:
        if analysis.config.is_enabled(one.code):
            found, whole = _find(one, analysis, analysis.outline, promptly)
            findings, complete = findings + found, complete and whole
    if analysis.marks.suppressions:
        findings = _without_suppressed(analysis, findings, complete)
    findings.sort(key=_START)
    return Checked(analysis, tuple(findings), noted, complete)


def completed(checked: Checked) -> Checked:
    """The same with all findings."""
    return checked if checked.complete else check(checked.analysis, checked)


def prepared(checked: Checked) -> Iterator[None]:
    """Does, in small steps, what ``completed`` takes long for."""
    analysis = checked.analysis
    if checked.complete or analysis.outline is None:
        return
    for one in ALL_CHECKS:
        if one.prepare is not None and analysis.config.is_enabled(one.code):
            try:
                yield from one.prepare(analysis)
            except Exception:
                _log.exception("the check %s failed", one.code)


def fixes(analysis: Analysis, finding: Finding) -> tuple[Fix, ...]:
    """The ways out of a finding of this analysis, best first."""
    about_titles = finding.section is not None or finding.code == "missing-title"
    if analysis.text.lines[0].startswith(_BYTE_ORDER_MARK) and about_titles:
        return (_WITHOUT_MARK,)  # docutils reads it as text, so that no title is promoted: mend that first
    try:
        return tuple(_BY_CODE[finding.code].fix(analysis, finding))
    except Exception:
        _log.exception("the fix of %s failed", finding.code)
        return ()


def _find(one: Check, analysis: Analysis, outline: Outline, promptly: bool) -> tuple[list[Finding], bool]:
    """What a check finds, and whether that is all."""
    whole = True

    def find() -> Iterator[Finding]:
        nonlocal whole
        if not promptly or one.find_promptly is None:
            return one.find(analysis, outline)
        found, whole = one.find_promptly(analysis, outline)
        return found

    return contained(one.code, find), whole


def _without_suppressed(analysis: Analysis, findings: list[Finding], complete: bool) -> list[Finding]:
    """The findings that no comment switches off, with what is wrong with those comments.

    Which of them switch off nothing is known only when the findings are complete.
    """
    left, idle = apply(analysis, findings)
    if not (complete and analysis.config.is_enabled(UNUSED)):
        return left
    return left + apply(analysis, unused(analysis, idle, CODES))[0]


def _noted(analysis: Analysis, previous: Checked | None) -> Noted:
    """What is known of the blocks one by one, taken over from ``previous`` where it can be."""
    before = None if previous is None else previous.analysis
    if previous is None or before is None or before.template is None or before.config is not analysis.config:
        return look(analysis)
    if before.blocks is analysis.blocks:
        return previous.noted
    change = analysis.change
    if change is None or change.since is not before.blocks:
        return look(analysis)
    return look(analysis, change, previous.noted)
