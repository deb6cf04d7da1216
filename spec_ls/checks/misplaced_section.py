"""misplaced-section: a slot's title at another level, or under another parent."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.edits.move import bring_to_place
from spec_ls.findings import Finding, Fix
from spec_ls.model.outline import Match, Outline
from spec_ls.model.template import Slot


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    for one in outline.misplaced:
        message = f'section "{one.section.title}" belongs {_where(one.slot)}'
        yield CHECK.warn(message, analysis, outline, one)


def _where(slot: Slot) -> str:
    return f'in "{slot.path[-2]}"' if len(slot.path) > 1 else "at the top level"


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    if isinstance(finding.subject, Match) and (fix := bring_to_place(analysis, finding.subject)):
        yield fix


CHECK = Check(
    "misplaced-section",
    "a section of the template stands at another level or under another section",
    "A section is found by its parents as much as by its title: under another parent, or one level too deep,"
    " it is missing to a gate and hard to find for a reader.",
    "Problem description\n===================\n\nSlow.\n\nUse Cases\n=========\n\nOperators.\n",
    "Problem description\n===================\n\nSlow.\n\nUse Cases\n---------\n\nOperators.\n",
    find=_find,
    fix=_fix,
)
