"""misordered-section: a section out of the template's order."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.edits.move import move_in_order
from spec_ls.findings import Finding, Fix
from spec_ls.model.outline import Match, Outline
from spec_ls.model.template import Slot


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    for one in outline.misordered:
        message = (
            f'section "{one.section.title}" is out of order, the template has it {_where(outline, one.slot)}'
        )
        parent = outline.template.parent(one.slot)
        yield CHECK.warn(message, analysis, outline, one, gated=parent is not None and parent.ordered)


def _where(outline: Outline, slot: Slot) -> str:
    """The neighbour in the template that the document has."""
    siblings = outline.template.siblings(slot)
    position = siblings.index(slot)
    for before in reversed(siblings[:position]):
        if outline.section_of(before):
            return f'after "{before.title}"'
    behind = next((other for other in siblings[position + 1 :] if outline.section_of(other)), None)
    return f'before "{behind.title}"' if behind else "elsewhere"


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    if isinstance(finding.subject, Match) and (fix := move_in_order(analysis, finding.subject)):
        yield fix


CHECK = Check(
    "misordered-section",
    "a section is not where the template's order has it",
    "Reviewers find their way in a spec by the template's order. Named are the fewest sections whose move"
    " restores it.",
    "Testing\n=======\n\nUnit tests.\n\nDependencies\n============\n\nNone\n",
    "Dependencies\n============\n\nNone\n\nTesting\n=======\n\nUnit tests.\n",
    find=_find,
    fix=_fix,
)
