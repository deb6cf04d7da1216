"""The template's guidance for the heading under the cursor, and the findings there."""

from __future__ import annotations

from typing import Any

from spec_ls.checks.in_the_making import as_an_editor_shows
from spec_ls.checks.run import Checked
from spec_ls.features.field_hover import hover_field
from spec_ls.features.heading_slot import heading_slot
from spec_ls.features.hover_value import Hover
from spec_ls.features.labelled_lines import hover_label
from spec_ls.findings import Finding
from spec_ls.model.slot import Slot
from spec_ls.model.template import Template
from spec_ls.spec import Spec
from spec_ls.text import Position, Range


def hover(spec: Spec, position: Position) -> Hover | None:
    """The hover on a heading, field or labelled line that the template has, too, or nearly; else None."""
    in_header = hover_field(spec, position)
    if in_header is not None:
        return in_header
    spec = spec.unpromoted
    if in_label := hover_label(spec, position):
        return in_label
    found = heading_slot(spec, position)
    if found is None:
        return None
    slot, (first, end) = found.slot, found.lines
    # The last adornment line's end, not the next line's start: that line is no part of the heading.
    last = spec.text.clamp(Position(end - 1, len(spec.text.lines[end - 1])))
    about = summary(slot, spec.template)
    return Hover(Range(Position(first, 0), last), slot.title, about, slot.guidance, slot.line)


def findings_at(checked: Checked, position: Position) -> dict[str, Finding[Any]]:
    """By code, the first finding at a position that an editor shows."""
    found: dict[str, Finding[Any]] = {}
    for finding in as_an_editor_shows(checked).findings:
        start, end = finding.range
        if start <= position <= end:
            found.setdefault(finding.code, finding)
    return found


def summary(slot: Slot, template: Template) -> str:
    """One line on a slot: whether it is required, its level, and its template."""
    return f"{need(slot)}, level {slot.level}, template {template.name}"


def need(slot: Slot) -> str:
    """``required`` or ``optional``."""
    return "required" if slot.required else "optional"
