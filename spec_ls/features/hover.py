"""What the template says about the heading under the cursor."""

from __future__ import annotations

from dataclasses import dataclass

from spec_ls.analysis import Analysis, unpromoted
from spec_ls.model.template import Slot, Template
from spec_ls.text import Position, Range


@dataclass(frozen=True, slots=True)
class Hover:
    """A slot's guidance for the heading that fills it.

    ``range`` is the heading with its adornment lines; ``summary`` is one line of plain text about the
    slot, ``guidance`` the template's RST or nothing.
    """

    range: Range
    title: str
    summary: str
    guidance: str


def hover(analysis: Analysis, position: Position) -> Hover | None:
    """The hover at a position on a heading that the template knows, or nearly knows; None anywhere else."""
    analysis = unpromoted(analysis)
    document, template, outline = analysis.document, analysis.template, analysis.outline
    section = document.section_at(position.line)
    if template is None or outline is None or section is None:
        return None
    first, end = document.heading_lines(section)
    meant = (
        one.slot for one in (*outline.misnamed, *outline.misplaced) if one.section.number == section.number
    )
    slot = outline.slot_of(section) or next(meant, None)
    if slot is None or not first <= position.line < end:
        return None
    # The last adornment line's end, not the next line's start: that one is no part of the heading.
    last = analysis.text.clamp(Position(end - 1, len(analysis.text.lines[end - 1])))
    return Hover(Range(Position(first, 0), last), slot.title, summary(slot, template), slot.guidance)


def summary(slot: Slot, template: Template) -> str:
    """One line on a slot: whether it is required, its level, and whose slot it is."""
    name = template.origin if isinstance(template.origin, str) else template.origin.name
    return f"{need(slot)}, level {slot.level}, template {name}"


def need(slot: Slot) -> str:
    """Whether a slot must have a section, in one word."""
    return "required" if slot.required else "optional"
