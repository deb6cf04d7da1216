"""Inserts, renames, moves and deletes the fields of a header."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, takewhile

from spec_ls.edits.broken_preamble import header_to_top, preamble_of_list, stands_below
from spec_ls.edits.header_tables import inserted_row
from spec_ls.field_rules import HeaderKind
from spec_ls.findings import Fix, Safety
from spec_ls.model.field_outline import FieldOutline
from spec_ls.model.field_slots import FieldSlot, says_to_leave_blank
from spec_ls.model.field_values import is_valid
from spec_ls.model.header import Header, HeaderField
from spec_ls.model.headers.preamble import first_blank_line, looks_like_field
from spec_ls.model.process_number import number_in
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content

_INVALID_VALUE = "invalid-value"


def rename_field(field: HeaderField, slot: FieldSlot) -> Fix:
    """The fix that gives a field its slot's name."""
    edit = Edit(field.name_range, slot.name)
    return Fix(f'Rename "{field.name}" to "{slot.name}"', (edit,), safety=Safety.SAFE)


def delete_field(field: HeaderField) -> Fix:
    """The fix that deletes a field with its lines."""
    lines = Range.of(field.start, 0, field.end, 0)
    return Fix(f'Delete "{field.name}"', (Edit(lines, ""),), safety=Safety.UNSAFE)


def empty_field(spec: Spec, field: HeaderField) -> Fix:
    """The fix that leaves a field without a value; the cells of a table stay as wide as they are."""
    fields = spec.fields
    if fields is not None and fields.kind is HeaderKind.TABLE:
        edits = tuple(Edit(line.range, " " * len(line.text)) for line in field.value_lines if line.text)
    else:
        first, end = field.value_lines[0], field.value_range.end
        before = line_content(spec.text.lines[first.line])[: first.column]
        edits = (Edit(Range(Position(first.line, len(before.rstrip())), end), ""),)
    return Fix(f'Leave "{field.name}" empty', edits, safety=Safety.UNSAFE)


def insert_field(spec: Spec, slot: FieldSlot) -> Fix | None:
    """The fix that inserts a field in the template's order; None where that is nowhere certain."""
    fields = spec.fields
    if fields is None or fields.header is None or not fields.header.fields:
        return None
    header = fields.header
    before = _last_before(fields, slot)
    value = initial_value(spec, slot)
    title, safety = f'Insert "{slot.name}"', _safety(spec, slot)
    if header.kind is HeaderKind.TABLE:
        row = inserted_row(spec, header, before, slot.name, value)
        is_read = row is not None and _fills(spec, header, row, slot)
        return Fix(title, (row,), safety=safety) if row is not None and is_read else None
    like = before or header.fields[0]
    written = written_field(spec, header.kind, like, slot.name, value)
    if written is None:
        return None
    line = before.end if before is not None else header.fields[0].start
    position = Position(line, 0)
    text = written + spec.text.newline
    if line >= len(spec.text.lines):
        position, text = spec.text.end, spec.text.newline + written
    return Fix(title, (Edit(Range.at(position), text),), safety=safety)


def _fills(spec: Spec, header: Header, edit: Edit, slot: FieldSlot) -> bool:
    """True if the header is read with a field in the slot, and with no field less, after an edit."""
    fields = spec.after([edit]).fields
    now = None if fields is None else fields.header
    is_filled = fields is not None and fields.field_of(slot) is not None
    return is_filled and now is not None and len(now.fields) == len(header.fields) + 1


def _safety(spec: Spec, *slots: FieldSlot) -> Safety:
    """By hand where a gate rejects the first value of a field: its author alone can write one.

    So it is where a line below the header may be meant for the field.
    """
    gated = spec.config.is_error(_INVALID_VALUE)
    right = all(is_valid(initial_value(spec, slot), slot, date.today()) for slot in slots)
    stray = any(stands_below(spec, slot) for slot in slots)
    return Safety.BY_HAND if (gated and not right) or stray else Safety.UNSAFE


def insert_header(spec: Spec) -> Fix | None:
    """The fix that inserts a header with the fields that are asked for; None where its place is not certain.

    A preamble comes before the text, other fields below the title.
    """
    fields, document = spec.fields, spec.document
    if fields is None or (fields.header is not None and fields.header.fields):
        return None
    lines = [
        written_field(spec, fields.kind, None, slot.name, initial_value(spec, slot))
        for slot in fields.slots
        if slot in fields.missing
    ]
    written = [line for line in lines if line is not None]
    if len(written) < len(lines):
        return None
    newline = spec.text.newline
    text = newline.join(written) + newline
    safety = _safety(spec, *fields.missing)
    if fields.is_preamble:
        if moved := header_to_top(spec) or preamble_of_list(spec, fields):
            return moved
        if first_blank_line(spec.text) is None and looks_like_field(spec.text):
            return None  # its last line may go on, and is not read yet
        return _insertion(Position(0, 0), text + (newline if spec.text.lines[0].strip() else ""), safety)
    if document.title is None or fields.kind is HeaderKind.STATUS_SECTION:
        return None
    _, line = document.heading_lines(document.title)
    if line >= len(spec.text.lines):
        return _insertion(spec.text.end, newline * 2 + text.removesuffix(newline), safety)
    below = newline if spec.text.lines[line].strip() else ""
    return _insertion(Position(line, 0), newline + text + below, safety)


def _insertion(position: Position, text: str, safety: Safety) -> Fix:
    return Fix("Insert the header", (Edit(Range.at(position), text),), safety=safety)


def initial_value(spec: Spec, slot: FieldSlot) -> str:
    """The value of a new field: the number of the file, a value that may stay, or a placeholder.

    It is empty where the template says so.
    """
    number = number_in(spec.path) if slot.rule.number else None
    if number is not None:
        return str(number)
    if slot.first_value is not None:
        return slot.first_value
    if slot.values and spec.fields is not None and slot.values[0] in spec.fields.rules.open:
        return slot.values[0]
    return "" if says_to_leave_blank(slot.placeholder or "") else slot.placeholder or ""


def written_field(
    spec: Spec, kind: HeaderKind, like: HeaderField | None, name: str, value: str
) -> str | None:
    """A field in the markup of a kind of header, in the style of a field that is there; None for tables."""
    match kind:
        case HeaderKind.PREAMBLE | HeaderKind.LINES:
            return f"{name}: {value}".rstrip()
        case HeaderKind.FIELDS:
            return f":{name}: {value}".rstrip()
        case HeaderKind.DIRECTIVES:
            return f".. {name}:: {value}".rstrip()
        case HeaderKind.BULLETS:
            mark = line_content(spec.text.lines[like.start])[: like.name_range.start.column] if like else "* "
            return f"{mark}{name}: {value}".rstrip()
    return None


def put_fields_in_order(spec: Spec) -> Fix | None:
    """The fix that puts the fields in the template's order; their lines move whole, others keep their places.

    None where anything but fields stands between them.
    """
    fields = spec.fields
    assert fields is not None, "without fields nothing is out of order"
    assert fields.header is not None, "without a header neither"
    every = fields.header.fields
    if any(first.end != second.start for first, second in pairwise(every)):
        return None
    order = {slot.name: number for number, slot in enumerate(fields.slots)}
    behind = _groups(fields, every)
    groups = sorted(behind, key=lambda group: -1 if group[0] is None else order[group[0].name])
    wanted = [field for _, group in groups for field in group]
    lines = spec.text.lines
    pieces = ["".join(lines[field.start : field.end]) for field in wanted]
    newline = spec.text.newline
    pieces = [piece if line_content(piece) != piece else piece + newline for piece in pieces]
    text = "".join(pieces)
    end = Position(every[-1].end, 0)
    if every[-1].end >= len(lines):
        end, text = spec.text.end, text.removesuffix(newline)
    edit = Edit(Range(Position(every[0].start, 0), end), text)
    return Fix("Put the fields in the template's order", (edit,), safety=Safety.SAFE)


def _groups(
    fields: FieldOutline, every: tuple[HeaderField, ...]
) -> list[tuple[FieldSlot | None, list[HeaderField]]]:
    """The fields, each with its slot and those behind it that have none."""
    groups: list[tuple[FieldSlot | None, list[HeaderField]]] = []
    known = {id(field): slot for field, slot in (*fields.found, *fields.doubles)}
    for field in every:
        slot = known.get(id(field))
        if slot is None and groups:
            groups[-1][1].append(field)
        else:
            groups.append((slot, [field]))
    return groups


def rewritten_for_gate(spec: Spec, field: HeaderField, slot: FieldSlot) -> Fix | None:
    """The fix that writes a field on one line as a gate reads it; None if it has no value."""
    if not field.value:
        return None
    lines = Range.of(field.start, 0, field.end - 1, len(line_content(spec.text.lines[field.end - 1])))
    edit = Edit(lines, f":{slot.name}: {field.folded_value}")
    return Fix(f'Write "{slot.name}" on one line', (edit,), safety=Safety.UNSAFE)


def _last_before(fields: FieldOutline, slot: FieldSlot) -> HeaderField | None:
    """The last field of the nearest slot before this one that has a field."""
    last: HeaderField | None = None
    for other in takewhile(lambda other: other is not slot, fields.slots):
        filled = [field for field, own in (*fields.found, *fields.doubles, *fields.misnamed) if own is other]
        last = filled[-1] if filled else last
    return last
