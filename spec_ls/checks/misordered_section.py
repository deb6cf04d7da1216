"""misordered-section: a section out of the template's order."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check, finding_at_match
from spec_ls.edits.move import move_in_order
from spec_ls.findings import Finding, Fix
from spec_ls.model.outline import Match, Outline
from spec_ls.model.template import Slot
from spec_ls.spec import Spec


def _find(spec: Spec) -> Iterator[Finding[Match]]:
    if spec.is_closed:
        return
    outline = spec.outline
    for match in outline.misordered:
        message = f'"{match.section.title}" should come {_where(outline, match.slot)}'
        parent = outline.template.parent(match.slot)
        gated = parent is not None and parent.ordered
        yield finding_at_match(CHECK.code, message, spec, match, gated)


def _where(outline: Outline, slot: Slot) -> str:
    """After the nearest filled slot before it in the template, else before the nearest one after it."""
    siblings = outline.template.siblings(slot)
    position = siblings.index(slot)
    for before in reversed(siblings[:position]):
        if outline.section_of(before):
            return f'after "{before.title}"'
    behind = next((other for other in siblings[position + 1 :] if outline.section_of(other)), None)
    return f'before "{behind.title}"' if behind else "elsewhere"


def _fix(spec: Spec, finding: Finding[Match]) -> Iterator[Fix]:
    if fix := move_in_order(spec, finding.subject):
        yield fix


CHECK = Check(
    code="misordered-section",
    summary="a section is not where the template's order has it",
    why=(
        "Reviewers find their way in a spec by the template's order. The findings name the fewest sections"
        " whose move restores it."
    ),
    wrong="Testing\n=======\n\nUnit tests.\n\nDependencies\n============\n\nNone\n",
    right="Dependencies\n============\n\nNone\n\nTesting\n=======\n\nUnit tests.\n",
    find=_find,
    fix=_fix,
)
