"""What a field of a header is for: the template's value, and what may stand there."""

from __future__ import annotations

from spec_ls.features.hover_value import Hover
from spec_ls.model.field_outline import FieldOutline, is_asked_for
from spec_ls.model.field_slots import FieldSlot
from spec_ls.spec import Spec
from spec_ls.text import Position, Range


def hover_field(spec: Spec, position: Position) -> Hover | None:
    """The hover at a position in a field whose slot is known, or nearly; None anywhere else."""
    fields = spec.fields
    field = fields.header.field_at(position.line) if fields is not None and fields.header else None
    slot = fields.slot_of(field) if fields is not None and field is not None else None
    if fields is None or field is None or slot is None:
        return None
    last = field.end - 1
    range_ = Range(Position(field.start, 0), spec.text.clamp(Position(last, len(spec.text.lines[last]))))
    return Hover(range_, slot.name, summary_of_field(slot, fields), guidance_of_field(slot))


def summary_of_field(slot: FieldSlot, fields: FieldOutline) -> str:
    """One line on a field: whether it is required, and its form."""
    need = "required" if is_asked_for(slot, fields.status) else "optional"
    form = slot.rule.expected or (f"a date in the form {slot.date}" if slot.date else None)
    return f"{need} field" + (f": {form}" if form else "")


def guidance_of_field(slot: FieldSlot) -> str:
    """The values that a field may have, and the template's text."""
    parts = []
    if slot.values:
        parts.append("One of " + ", ".join(slot.values) + ".")
    if slot.required_with:
        parts.append(f"Required when the status is {' or '.join(slot.required_with)}.")
    if slot.guidance and slot.guidance not in slot.values:
        parts.append("The template has:\n\n::\n\n   " + slot.guidance)
    return "\n\n".join(parts)
