"""Code actions: the fixes of the findings in a range, and fixes of the whole document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from spec_ls.checks.fix_all import batch_fix, fix_all
from spec_ls.checks.in_the_making import StillToWrite, as_an_editor_shows
from spec_ls.checks.proof import is_proven
from spec_ls.checks.run import Checked, check, fixes
from spec_ls.deadline import NO_DEADLINE, Deadline, OutOfTime, interrupting
from spec_ls.edits.insert import insert_all, skeleton
from spec_ls.edits.move import put_in_order
from spec_ls.edits.suppress import suppress as suppress_here
from spec_ls.edits.suppress import suppress_in_file
from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.fill_in import fill_in
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.spec import Spec
from spec_ls.suppressions import INCOMPLETE, UNUSED
from spec_ls.text import Edit, Range, difference


@dataclass(frozen=True, slots=True)
class Action:
    """A fix to offer, and the findings that it puts right.

    ``preferred`` marks the one fix that an editor may apply unasked.
    """

    kind: ActionKind
    fix: Fix
    findings: tuple[Finding[Any], ...]
    preferred: bool = False


_MOST_FINDINGS = 50
"""Findings in one range whose fixes are computed: more make no menu, and take time."""

_MOST_SUPPRESSED = 8
"""Findings that are offered to be suppressed; more are better suppressed at the top of the file."""

_MOST_OF_CODE, _MOST_UNASKED = 200, 20
"""Findings of one code that are fixed together: where an author asks for actions, and where nobody does."""

_OF_DOCUMENT: tuple[tuple[ActionKind, str, Callable[[Spec], Fix | None]], ...] = (
    (ActionKind.INSERT_MISSING, "missing-section", insert_all),
    (ActionKind.ORDER, "misordered-section", put_in_order),
)


def actions(
    checked: Checked,
    range_: Range,
    only: tuple[str, ...] | None = None,
    deadline: Deadline = NO_DEADLINE,
    unasked: bool = False,
) -> list[Action]:
    """The actions for a range: fixes of findings, fixes of the whole document, and last suppressions.

    There are none for a text that is not read to its end.

    A finding counts if it shares a line with the range: a cursor anywhere on the line is enough.
    ``only`` holds the kinds that are asked for, each with those below it; None asks for one action
    of every sort: a fix of the whole document is a quick fix where its findings are, else a source action.
    The findings are those that an editor shows, and only what is proven before the deadline is offered.
    With ``unasked``, as at each move of the cursor, what takes long is left out.
    """
    found = list[Action]()
    if checked.spec.blocks.rest is None:
        with suppress(OutOfTime), interrupting(deadline):
            for action in _proven_actions(checked, range_, only, deadline, unasked):
                found.append(action)  # those before an interruption are kept
    return found


def _proven_actions(
    checked: Checked, range_: Range, only: tuple[str, ...] | None, deadline: Deadline, unasked: bool
) -> Iterator[Action]:
    spec, quick_fixes = checked.spec, set[tuple[Edit, ...]]()
    shown = as_an_editor_shows(checked).findings
    near = [finding for finding in shown if shares_line(finding.range, range_)]
    if wanted(ActionKind.FIX, only):
        for action in _of_findings(spec, near, deadline):
            quick_fixes.add(action.fix.edits)
            yield action
        yield from _fix_all_of_codes(checked, near, deadline, _MOST_UNASKED if unasked else _MOST_OF_CODE)
    for kind, code, make in _OF_DOCUMENT:
        about = tuple(finding for finding in near if finding.code == code)
        quick = bool(about) and wanted(ActionKind.FIX, only)
        source = wanted(kind, only) and not (quick and only is None)
        fix = make(spec) if (quick or source) and not deadline.is_over() else None
        if fix is None or not is_proven(spec, fix):
            continue
        if quick and fix.edits not in quick_fixes:
            quick_fixes.add(fix.edits)
            yield Action(ActionKind.FIX, fix, about)
        if source:
            yield Action(kind, fix, about)
    if only is not None and wanted(ActionKind.FIX_ALL, only):
        yield from _fix_all(checked, deadline)
    if wanted(ActionKind.FIX, only):
        yield from _suppressing(checked, near, deadline)


def _fix_all(checked: Checked, deadline: Deadline) -> Iterator[Action]:
    """The safe fixes of all findings as one edit."""
    now, count = fix_all(checked, deadline=deadline)
    if count:
        edit = difference(checked.spec.text, now.spec.text)
        yield Action(ActionKind.FIX_ALL, Fix("Apply all safe fixes", (edit,), safety=Safety.SAFE), ())


def _fix_all_of_codes(
    checked: Checked, near: list[Finding[Any]], deadline: Deadline, most: int
) -> Iterator[Action]:
    """The safe fixes of all findings of a code as one edit, for each code that several findings have."""
    counts = Counter(finding.code for finding in checked.findings)
    near = [finding for finding in near if not isinstance(finding.subject, StillToWrite)]
    for code in dict.fromkeys(finding.code for finding in near):
        of_code = tuple(finding for finding in near if finding.code == code)
        if not 1 < counts[code] <= most or not any(
            _is_fixed(checked, finding, deadline) for finding in of_code
        ):
            continue
        now, count = fix_all(checked, deadline=deadline, code=code)
        if count > 1 and not deadline.is_over():
            edit = difference(checked.spec.text, now.spec.text)
            yield Action(
                ActionKind.FIX, Fix(f"Fix all {code} in this file", (edit,), safety=Safety.SAFE), of_code
            )


def _is_fixed(checked: Checked, finding: Finding[Any], deadline: Deadline) -> bool:
    return batch_fix(checked, finding, unsafe=False, deadline=deadline) is not None


def _of_findings(spec: Spec, findings: list[Finding[Any]], deadline: Deadline) -> Iterator[Action]:
    for finding in islice(findings, _MOST_FINDINGS):
        if isinstance(finding.subject, StillToWrite):
            yield from _of_still_to_write(spec, finding, finding.subject, deadline)
            continue
        for index, fix in enumerate(fixes(spec, finding, deadline)):
            yield Action(ActionKind.FIX, fix, (finding,), preferred=index == 0 and fix.safety is Safety.SAFE)


def _of_still_to_write(
    spec: Spec, finding: Finding[Any], subject: StillToWrite, deadline: Deadline
) -> Iterator[Action]:
    """All missing sections at once, then those with guidance, then the first thing that is missing.

    In an empty document the template is filled in before all that.
    """
    ways = (fill_in, insert_all) if spec.text.is_blank else (insert_all, skeleton)
    made = (fix for make in ways if not deadline.is_over() and (fix := make(spec)))
    together = [fix for fix in made if is_proven(spec, fix)]
    alone = [fix for missing in subject.findings[:1] for fix in fixes(spec, missing, deadline)]
    seen = set[tuple[Edit, ...]]()
    for fix in (*together, *alone):
        if fix.edits not in seen:
            seen.add(fix.edits)
            yield Action(ActionKind.FIX, fix, (finding,))


def _suppressing(checked: Checked, findings: list[Finding[Any]], deadline: Deadline) -> Iterator[Action]:
    """The comments that switch findings off, each for all findings of its code that it would cover.

    Those that cover the whole file come last.
    """
    together: dict[tuple[str, tuple[Edit, ...]], list[tuple[Fix, Finding[Any]]]] = {}
    for way in (suppress_here, suppress_in_file):
        for finding in findings[:_MOST_SUPPRESSED]:
            if deadline.is_over() or finding.code == INCOMPLETE:
                continue
            if isinstance(finding.subject, StillToWrite):
                continue  # the author is about to write it
            fix = way(checked.spec, finding)
            key = (finding.code, fix.edits) if fix else None
            if fix and key and (key in together or _hides(checked, fix)):
                together.setdefault(key, []).append((fix, finding))
    titles = Counter(pairs[0][0].title for pairs in together.values())
    for pairs in together.values():
        fix, finding = pairs[0]
        if titles[fix.title] > 1:
            fix = replace(fix, title=f"{fix.title} (line {finding.range.start.line + 1})")
        yield Action(ActionKind.FIX, fix, tuple(finding for _, finding in pairs))


def _hides(checked: Checked, fix: Fix) -> bool:
    """True if a comment hides a finding: the blank lines around it may put that right instead."""
    now = check(checked.spec.after(fix.edits))
    return len(now.findings) < len(checked.findings) and _unused(now) <= _unused(checked)


def _unused(checked: Checked) -> int:
    return sum(finding.code == UNUSED for finding in checked.findings)


def shares_line(range_: Range, other: Range) -> bool:
    """True if two ranges have a line in common."""
    return range_.start.line <= other.end.line and other.start.line <= range_.end.line


def wanted(kind: ActionKind, only: tuple[str, ...] | None) -> bool:
    """True if a kind is among those asked for; ``source`` asks for ``source.x`` too, and "" for all."""
    return only is None or any(want in ("", kind) or kind.startswith(f"{want}.") for want in only)
