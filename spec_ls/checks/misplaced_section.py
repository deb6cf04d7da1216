"""misplaced-section: a slot's title at another level, or under another parent."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check, finding_at_match
from spec_ls.checks.severity import is_reported_as_missing
from spec_ls.edits.move import bring_to_place
from spec_ls.findings import Finding, Fix
from spec_ls.model.outline import Match
from spec_ls.model.template import Slot
from spec_ls.spec import Spec


def _find(spec: Spec) -> Iterator[Finding[Match]]:
    for match in spec.outline.misplaced:
        if is_reported_as_missing(match, spec):
            continue
        message = f'section "{match.section.title}" belongs {_where(match.slot)}'
        yield finding_at_match(CHECK.code, message, spec, match)


def _where(slot: Slot) -> str:
    return f'in "{slot.path[-2]}"' if len(slot.path) > 1 else "at the top level"


def _fix(spec: Spec, finding: Finding[Match]) -> Iterator[Fix]:
    if fix := bring_to_place(spec, finding.subject):
        yield fix


CHECK = Check(
    code="misplaced-section",
    summary="a section of the template stands at another level or under another section",
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
