"""Applies the fixes of all findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spec_ls.checks.run import Checked, check, fixes
from spec_ls.findings import Finding, Fix
from spec_ls.text import Edit

_MOST_ROUNDS = 200


def fix_all(checked: Checked) -> tuple[Checked, int]:
    """The spec after the first fix of each finding, of each finding then left, and so on; and their number.

    The fixes of one round do not touch each other.  The last round is the one after which nothing is left to
    fix or a text comes back.
    """
    count, seen = 0, {hash(checked.spec.text)}
    for _ in range(_MOST_ROUNDS):
        applied = list(_round(checked))
        if not applied:
            break
        spec = checked.spec.after(edit for fix in applied for edit in fix.edits)
        if hash(spec.text) in seen:
            break
        seen.add(hash(spec.text))
        count += len(applied)
        checked = check(spec)
    return checked, count


def count_fixable(checked: Checked) -> int:
    """The number of findings with a fix, or in an edit of the same check's last fix."""
    count, last = 0, dict[str, tuple[Edit, ...]]()
    for finding in checked.findings:
        if not _is_within(finding, last.get(finding.code, ())):
            fix = _first_fix(checked, finding)
            last[finding.code] = fix.edits if fix else ()
        count += bool(last[finding.code])
    return count


def _round(checked: Checked) -> Iterator[Fix]:
    """The first fixes of findings, those left out that touch an earlier one."""
    taken: list[Edit] = []
    for finding in checked.findings:
        if _is_within(finding, taken):
            continue
        fix = _first_fix(checked, finding)
        if fix is None or any(edit.range.touches(other.range) for edit in fix.edits for other in taken):
            continue
        taken += fix.edits
        yield fix


def _first_fix(checked: Checked, finding: Finding[Any]) -> Fix | None:
    """The first fix of a finding, if it changes nothing but the text."""
    fix = next(iter(fixes(checked.spec, finding)), None)
    return fix if fix is not None and fix.move_to is None else None


def _is_within(finding: Finding[Any], edits: Iterable[Edit]) -> bool:
    start, end = finding.range
    return any(edit.range.start <= start and end <= edit.range.end for edit in edits)
