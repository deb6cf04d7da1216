"""misplaced-section: a slot's title at another level, or under another parent."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check, section_advice
from spec_ls.checks.runs import runs
from spec_ls.checks.severity import is_reported_as_missing
from spec_ls.edits.move import bring_all_to_place, is_put_wrong_alike
from spec_ls.findings import Finding, Fix
from spec_ls.model.outline import Match
from spec_ls.model.slot import Slot
from spec_ls.spec import Spec

Run = tuple[Match, ...]
"""A section and those right behind it that were put wrong in the same way."""


def _find(spec: Spec) -> Iterator[Finding[Run]]:
    """The message of a run's first section speaks for all: the others follow from it."""
    if spec.is_closed:
        return
    misplaced = [match for match in spec.outline.misplaced if not is_reported_as_missing(match, spec)]
    for run in runs(misplaced, is_put_wrong_alike):
        for index, match in enumerate(run):
            message = f'section "{match.section.title}" belongs {_where(match.slot)}'
            behind = 0 if index else len(run) - 1
            if behind:
                message += ", as does the next one" if behind == 1 else f", as do the next {behind}"
            yield Finding(
                CHECK.code,
                section_advice(spec),
                message,
                spec.document.title_range(match.section),
                spec.outline.path_of(match.section),
                spec.outline.template.place(match.slot),
                subject=run[index:],
            )


def _where(slot: Slot) -> str:
    return f'in "{slot.path[-2]}"' if len(slot.path) > 1 else "at the top level"


def _fix(spec: Spec, finding: Finding[Run]) -> Iterator[Fix]:
    if fix := bring_all_to_place(spec, finding.subject):
        yield fix


CHECK = Check(
    code="misplaced-section",
    summary="a section of the template stands at another level or under another section",
    severity="warning",
    remedy="move it",
    why=(
        "A section is found by its parents as much as by its title: under another parent, or one level too"
        " deep, it is missing to a gate and hard to find for a reader."
    ),
    wrong="Problem description\n===================\n\nSlow.\n\nUse Cases\n=========\n\nOperators.\n",
    right="Problem description\n===================\n\nSlow.\n\nUse Cases\n---------\n\nOperators.\n",
    find=_find,
    fix=_fix,
    is_root=lambda finding: True,
)
