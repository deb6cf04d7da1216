"""Applies the fixes of all findings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from typing import Any

from spec_ls.checks import ALL_CHECKS
from spec_ls.checks.run import Checked, check, fixes, is_root
from spec_ls.deadline import NO_DEADLINE, Deadline
from spec_ls.findings import Finding, Fix, Fixable, Safety
from spec_ls.model.outline import Missing
from spec_ls.text import Range

_MOST_ROUNDS = 200
_ORDER = {check.code: number for number, check in enumerate(ALL_CHECKS)}

ProvenFixes = dict[int, tuple[Fix, ...]]
"""The fixes of a check's findings that are proven already, by the finding's identity."""


def fix_all(
    checked: Checked, unsafe: bool = False, deadline: Deadline = NO_DEADLINE, code: str | None = None
) -> tuple[Checked, int]:
    """The spec after the first fix of each finding, of each finding then left, and so on; and their number.

    With ``unsafe``, fixes that may change what the author says are applied, too; with ``code``, only those of
    its findings.  Fixes that leave all headings alone go in one round, a fix of headings has a round of its
    own: the others are looked at anew behind it.  The last round is the one after which nothing is left to
    fix, a text comes back, or the deadline is over.
    """
    count, seen = 0, {hash(checked.spec.text)}
    for _ in range(_MOST_ROUNDS):
        applied = [] if deadline.is_over() else _round(checked, unsafe, deadline, code)
        if not applied:
            break
        spec = checked.spec.after(edit for fix in applied for edit in fix.edits)
        if hash(spec.text) in seen:
            break
        seen.add(hash(spec.text))
        count += len(applied)
        checked = check(spec)
    return checked, count


def count_fixable(
    checked: Checked, deadline: Deadline = NO_DEADLINE, proven: ProvenFixes | None = None
) -> Fixable:
    """The number of findings with a fix proven in time, or in an edit of the same check's last fix."""
    counts, last = {Safety.SAFE: 0, Safety.UNSAFE: 0}, dict[str, tuple[Safety, list[Range]]]()
    for finding in checked.findings:
        code = finding.code
        if code not in last or not _is_within(finding, _near(finding.range, last[code][1])):
            fix = batch_fix(checked, finding, unsafe=True, deadline=deadline, proven=proven)
            last.pop(code, None)
            if fix is not None:
                last[code] = fix.safety, sorted(edit.range for edit in fix.edits)
        if code in last:
            counts[last[code][0]] += 1
    return Fixable(counts[Safety.SAFE], counts[Safety.UNSAFE])


def batch_fix(
    checked: Checked,
    finding: Finding[Any],
    unsafe: bool,
    deadline: Deadline = NO_DEADLINE,
    proven: ProvenFixes | None = None,
) -> Fix | None:
    """The fix of a finding that a batch applies: its first one that is safe enough and changes the text."""
    wanted = (Safety.SAFE, Safety.UNSAFE) if unsafe else (Safety.SAFE,)
    found = None if proven is None else proven.get(id(finding))
    if found is None:
        found = fixes(checked.spec, finding, deadline)
        if proven is not None:
            proven[id(finding)] = found
    for fix in found:
        if fix.safety in wanted and fix.move_to is None:
            return fix
    return None


def _round(checked: Checked, unsafe: bool, deadline: Deadline, code: str | None) -> list[Fix]:
    """The fixes of one round: that of a root, else those that leave all headings alone, else one of headings.

    Fixes of one round do not touch each other.
    """
    findings = [finding for finding in checked.findings if code in (None, finding.code)]
    roots = [finding for finding in findings if is_root(finding)]
    for finding in roots:
        if fix := batch_fix(checked, finding, unsafe, deadline):
            return [fix]
    taken, ranges = list[Fix](), list[Range]()
    of_headings: list[tuple[tuple[bool, int], Fix]] = []
    for finding in findings:
        if _is_within(finding, _near(finding.range, ranges)):
            continue
        fix = batch_fix(checked, finding, unsafe, deadline)
        if fix is None:
            continue
        if checked.spec.after(fix.edits).document.headings != checked.spec.document.headings:
            of_headings.append((_urgency(finding), fix))
        elif not any(edit.range.touches(other) for edit in fix.edits for other in _near(edit.range, ranges)):
            taken.append(fix)
            for edit in fix.edits:
                insort(ranges, edit.range)
    if taken or not of_headings:
        return taken
    return [min(of_headings, key=lambda pair: pair[0])[1]]


def _urgency(finding: Finding[Any]) -> tuple[bool, int]:
    """Sections that are there are mended before others are inserted beside them."""
    inserts = isinstance(finding.subject, Missing) and finding.subject.stand_in is None
    return inserts, _ORDER[finding.code]


def _near(range_: Range, ranges: list[Range]) -> list[Range]:
    """Those of sorted ranges, of which none touch each other but an edit's own, that may touch a range."""
    first, last = bisect_left(ranges, (range_.start,)), bisect_right(ranges, (range_.end, range_.end))
    while first and ranges[first - 1].end >= range_.start:
        first -= 1
    while last < len(ranges) and ranges[last].start <= range_.end:
        last += 1
    return ranges[first:last]


def _is_within(finding: Finding[Any], ranges: Iterable[Range]) -> bool:
    start, end = finding.range
    return any(range_.start <= start and end <= range_.end for range_ in ranges)
