"""Switches off all findings of a spec by comments."""

from __future__ import annotations

from collections.abc import Callable

from spec_ls.checks.run import Checked, check
from spec_ls.edits.suppress import suppress
from spec_ls.text import Edit, Position

_MOST_ROUNDS = 100
"""Rounds that write comments: one for each code of the block that has the most."""


def suppress_all(checked: Checked, wanted: Callable[[Checked], Checked]) -> tuple[Checked, int]:
    """The spec with a comment for each finding that one can switch off, and the number of these findings.

    ``wanted`` leaves the findings that are to be switched off.  What follows from a finding is seen, and
    switched off, once that is.  Those that no comment covers stay.
    """
    before = len(wanted(checked).findings)
    for _ in range(_MOST_ROUNDS):
        edits = dict[Position, Edit]()
        for finding in wanted(checked).findings:
            fix = suppress(checked.spec, finding)
            for edit in fix.edits if fix is not None else ():
                edits.setdefault(edit.range.start, edit)
        if not edits:
            break
        after = check(checked.spec.after(edits.values()))
        if len(wanted(after).findings) >= len(wanted(checked).findings):
            break  # comments that would not help
        checked = after
    return checked, before - len(wanted(checked).findings)
