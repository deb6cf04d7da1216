"""merge-conflict: markers of a merge that nobody resolved."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.model.merge_conflicts import MergeConflict, merge_conflicts
from spec_ls.spec import Spec
from spec_ls.text import Edit, Range, line_content


def _find(spec: Spec) -> Iterator[Finding[MergeConflict]]:
    for conflict in merge_conflicts(spec.blocks):
        message = "an unresolved merge conflict: both sides stand in the text"
        end = len(line_content(spec.text.lines[conflict.ours]))
        range_ = Range.of(conflict.ours, 0, conflict.ours, end)
        yield Finding(CHECK.code, Severity.WARNING, message, range_, subject=conflict)


def _fix(spec: Spec, finding: Finding[MergeConflict]) -> Iterator[Fix]:
    """Which side is right is the author's to say."""
    conflict = finding.subject
    end_of_ours = conflict.base if conflict.base is not None else conflict.theirs
    yield Fix(
        "Keep the first side",
        (_without(conflict.ours, conflict.ours + 1), _without(end_of_ours, conflict.end + 1)),
        safety=Safety.BY_HAND,
    )
    yield Fix(
        "Keep the second side",
        (_without(conflict.ours, conflict.theirs + 1), _without(conflict.end, conflict.end + 1)),
        safety=Safety.BY_HAND,
    )


def _without(start: int, end: int) -> Edit:
    return Edit(Range.of(start, 0, end, 0), "")


CHECK = Check(
    code="merge-conflict",
    summary="the markers of a merge conflict are still in the text",
    severity="warning, or that of what follows from it",
    remedy="keep one side (in editors)",
    why=(
        "Both sides of a conflict are still in the file, and docutils reads its markers as text or as"
        " underlines. Which side is right is for the author to say, so no batch decides it."
    ),
    wrong=("Testing\n=======\n\n<<<<<<< HEAD\nUnit tests.\n=======\nFunctional tests.\n>>>>>>> topic\n"),
    right="Testing\n=======\n\nUnit tests.\n",
    find=_find,
    fix=_fix,
    is_root=lambda finding: True,
)
