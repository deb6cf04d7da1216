"""misordered-section: a section out of the template's order."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check, finding_at_match
from spec_ls.edits.move import move_in_order
from spec_ls.findings import Finding, Fix
from spec_ls.model.fewest_moves import neighbour_in_order
from spec_ls.model.outline import Match, Outline
from spec_ls.model.slot import Slot
from spec_ls.spec import Spec


def _find(spec: Spec) -> Iterator[Finding[Match]]:
    if spec.is_closed:
        return
    outline = spec.outline
    for match in outline.misordered:
        message = f'"{match.section.title}" should come {_where(outline, match)}'
        yield finding_at_match(CHECK.code, message, spec, match, _is_ordered_by_gate(outline, match.slot))


def _is_ordered_by_gate(outline: Outline, slot: Slot) -> bool:
    parent = outline.template.parent(slot)
    return parent is not None and parent.ordered


def _where(outline: Outline, moved: Match) -> str:
    """Behind the nearest section before it in the template that stays, else before the one behind it."""
    ordered = _is_ordered_by_gate(outline, moved.slot)
    slots = [
        slot
        for slot in outline.template.siblings(moved.slot)
        if outline.section_of(slot) and (ordered or slot.has_place)
    ]
    sections = [section for slot in slots if (section := outline.section_of(slot))]
    misordered = {match.slot.path for match in outline.misordered}
    moving = {index for index, slot in enumerate(slots) if slot.path in misordered}
    numbers = [section.number for section in sections]
    side, neighbour = neighbour_in_order(numbers.index(moved.section.number), numbers, moving)
    return f'{side} "{sections[neighbour].title}"'


def _fix(spec: Spec, finding: Finding[Match]) -> Iterator[Fix]:
    if fix := move_in_order(spec, finding.subject):
        yield fix


CHECK = Check(
    code="misordered-section",
    summary="a section is out of the template's order",
    severity="warning",
    remedy="move it",
    why=(
        "Reviewers find their way in a spec by the template's order. The findings name the fewest sections"
        " whose move restores it."
    ),
    wrong="Testing\n=======\n\nUnit tests.\n\nDependencies\n============\n\nNone\n",
    right="Dependencies\n============\n\nNone\n\nTesting\n=======\n\nUnit tests.\n",
    find=_find,
    fix=_fix,
)
