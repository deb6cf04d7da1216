"""Applies the fixes of all findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from spec_ls.checks import ALL_CHECKS
from spec_ls.checks.run import Checked, check, fixes, is_root
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.model.outline import Missing
from spec_ls.text import Edit

_MOST_ROUNDS = 200
_ORDER = {check.code: number for number, check in enumerate(ALL_CHECKS)}


class Fixable(NamedTuple):
    """The number of findings that safe fixes put right, and of those that unsafe ones do."""

    safe: int
    unsafe: int


def fix_all(checked: Checked, unsafe: bool = False) -> tuple[Checked, int]:
    """The spec after the first fix of each finding, of each finding then left, and so on; and their number.

    With ``unsafe``, fixes that may change what the author says are applied, too.  Fixes that leave all
    headings alone go in one round, a fix of headings has a round of its own: the others are looked at anew
    behind it.  The last round is the one after which nothing is left to fix or a text comes back.
    """
    count, seen = 0, {hash(checked.spec.text)}
    for _ in range(_MOST_ROUNDS):
        applied = _round(checked, unsafe)
        if not applied:
            break
        spec = checked.spec.after(edit for fix in applied for edit in fix.edits)
        if hash(spec.text) in seen:
            break
        seen.add(hash(spec.text))
        count += len(applied)
        checked = check(spec)
    return checked, count


def count_fixable(checked: Checked) -> Fixable:
    """The number of findings with a fix, or in an edit of the same check's last fix."""
    counts, last = {Safety.SAFE: 0, Safety.UNSAFE: 0}, dict[str, Fix]()
    for finding in checked.findings:
        if finding.code not in last or not _is_within(finding, last[finding.code].edits):
            fix = batch_fix(checked, finding, unsafe=True)
            last.pop(finding.code, None)
            if fix is not None:
                last[finding.code] = fix
        if finding.code in last:
            counts[last[finding.code].safety] += 1
    return Fixable(counts[Safety.SAFE], counts[Safety.UNSAFE])


def batch_fix(checked: Checked, finding: Finding[Any], unsafe: bool) -> Fix | None:
    """The fix of a finding that a batch applies: its first one that is safe enough and changes the text."""
    wanted = (Safety.SAFE, Safety.UNSAFE) if unsafe else (Safety.SAFE,)
    for fix in fixes(checked.spec, finding):
        if fix.safety in wanted and fix.move_to is None:
            return fix
    return None


def _round(checked: Checked, unsafe: bool) -> list[Fix]:
    """The fixes of one round: that of a root, else those that leave all headings alone, else one of headings.

    Fixes of one round do not touch each other.
    """
    roots = [finding for finding in checked.findings if is_root(finding)]
    for finding in roots:
        if fix := batch_fix(checked, finding, unsafe):
            return [fix]
    taken: list[Fix] = []
    of_headings: list[tuple[tuple[bool, int], Fix]] = []
    for finding in checked.findings:
        edits = [edit for fix in taken for edit in fix.edits]
        if _is_within(finding, edits):
            continue
        fix = batch_fix(checked, finding, unsafe)
        if fix is None:
            continue
        if checked.spec.after(fix.edits).document.headings != checked.spec.document.headings:
            of_headings.append((_urgency(finding), fix))
        elif not any(edit.range.touches(other.range) for edit in fix.edits for other in edits):
            taken.append(fix)
    if taken or not of_headings:
        return taken
    return [min(of_headings, key=lambda pair: pair[0])[1]]


def _urgency(finding: Finding[Any]) -> tuple[bool, int]:
    """Sections that are there are mended before others are inserted beside them."""
    inserts = isinstance(finding.subject, Missing) and finding.subject.stand_in is None
    return inserts, _ORDER[finding.code]


def _is_within(finding: Finding[Any], edits: Iterable[Edit]) -> bool:
    start, end = finding.range
    return any(edit.range.start <= start and end <= edit.range.end for edit in edits)
