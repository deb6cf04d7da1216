"""The slot that the heading at a position fills."""

from __future__ import annotations

from typing import NamedTuple

from spec_ls.model.slot import Slot
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Position


class HeadingSlot(NamedTuple):
    """A section with the slot that it fills, or nearly; ``lines`` are those of its title and adornment."""

    section: Section
    slot: Slot
    lines: tuple[int, int]


def heading_slot(spec: Spec, position: Position) -> HeadingSlot | None:
    """The slot of the heading on whose title or adornment a position is; None anywhere else.

    ``spec`` is one that is unpromoted.
    """
    document, outline = spec.document, spec.outline
    section = document.section_at(position.line)
    if section is None:
        return None
    lines = document.heading_lines(section)
    misfits = (*outline.misnamed, *outline.misplaced)
    meant = (match.slot for match in misfits if match.section.number == section.number)
    slot = outline.slot_of(section) or next(meant, None)
    if slot is None or not lines[0] <= position.line < lines[1]:
        return None
    return HeadingSlot(section, slot, lines)
