"""Core sections that their author has not written yet."""

from __future__ import annotations

from spec_ls.model.body import says_something
from spec_ls.model.core_sections import is_core
from spec_ls.model.document import parse
from spec_ls.model.leftovers import leftovers, section_around
from spec_ls.model.template_text import folded
from spec_ls.spec import Spec
from spec_ls.text import Text


def is_core_without_text(spec: Spec, index: int) -> bool:
    """True if the block at ``index`` is in a core section that holds the template's text and no other.

    A block with a placeholder is the template's if the template has the same one.
    """
    slot = spec.template.slot_at(section_around(spec.blocks, spec.outline, index))
    section = spec.outline.section_of(slot) if slot else None
    if slot is None or section is None or not is_core(slot, spec.template, spec.config.core):
        return False
    taken = {at for found in leftovers(spec.blocks, spec.outline) for at in range(found.start, found.end)}
    guidance = frozenset(folded(block) for block in parse(Text.of(slot.guidance)).blocks)
    start, end = spec.document.body(section)
    return all(
        at in taken or folded(block) in guidance
        for at, block in enumerate(spec.blocks.items[start:end], start)
        if says_something(block)
    )
