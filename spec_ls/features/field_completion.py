"""Completion of a header's field names and values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spec_ls.edits.document_start import with_closed_header
from spec_ls.edits.header_fields import initial_value, written_field
from spec_ls.features.candidates import Candidate, CandidateKind, matches
from spec_ls.features.entries import entries, entry_at
from spec_ls.features.field_hover import summary_of_field
from spec_ls.features.named_documents import named_documents
from spec_ls.field_rules import HeaderKind
from spec_ls.model.field_outline import FieldOutline
from spec_ls.model.field_slots import FieldSlot
from spec_ls.model.header import HeaderField, ValueLine
from spec_ls.model.people import is_of_people
from spec_ls.model.process_number import number_in
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content

_MARKS = ":.*- "
"""Characters that stand before a field's name in one kind of header or another."""


def complete_field(
    spec: Spec, position: Position, people: Callable[[], Sequence[str]] = tuple
) -> tuple[Candidate, ...] | None:
    """The candidates at a position in a header, best first; None where no header is or may be.

    Behind a field's name these are its values, elsewhere the fields that are not there yet, the next one in
    the template's order first.  ``people`` gives those whom other documents name.
    """
    spec = with_closed_header(spec)
    fields = spec.fields
    if fields is None or not _is_in_header(spec, fields, position.line):
        return None
    field = fields.header.field_at(position.line) if fields.header is not None else None
    line = line_content(spec.text.lines[position.line])
    value = _value_line(field, position.line, line) if field is not None else None
    if field is not None and value is not None and position.column >= value.column:
        return tuple(_values(spec, fields, field, value, position.column, people))
    if ":" in line.lstrip(_MARKS) or line[:1].isspace():
        return ()
    return tuple(_names(spec, fields, position.line, line))


def _value_line(field: HeaderField, number: int, line: str) -> ValueLine | None:
    """The part of a field's value in a buffer line.

    Below the first one, what is not indented is another field's name that is begun, without its colon.
    """
    found = next((part for part in field.value_lines if part.line == number), None)
    return found if found is field.value_lines[0] or line[:1].isspace() else None


def _is_in_header(spec: Spec, fields: FieldOutline, line: int) -> bool:
    """True if a line belongs to the header, stands right behind it, or may begin one."""
    header = fields.header
    if header is not None and header.fields:
        return header.start <= line < header.end or (line == header.end and bool(_typed(spec, line)))
    if fields.kind is HeaderKind.PREAMBLE:
        return line == 0
    title = spec.document.title
    if fields.kind is not HeaderKind.FIELDS or title is None:
        return False
    _, below = spec.document.heading_lines(title)
    return below <= line and all(not _typed(spec, other) for other in range(below, line))


def _typed(spec: Spec, line: int) -> str:
    return line_content(spec.text.lines[line]).strip() if line < len(spec.text.lines) else ""


def _names(spec: Spec, fields: FieldOutline, line: int, typed: str) -> Iterator[Candidate]:
    """The fields that are not there, those behind the field above the line first.

    Markup that is typed already stays: editors compare what they replace with the name.
    """
    here = fields.header.field_at(line) if fields.header is not None else None
    filled = {slot.name for field, slot in (*fields.found, *fields.doubles) if field is not here}
    above = [slot for field, slot in fields.found if field.start < line]
    start = fields.slots.index(above[-1]) if above else -1
    free = [slot for slot in fields.slots if slot.name not in filled or slot.rule.many]
    marks = typed[: len(typed) - len(typed.lstrip(_MARKS))]
    ranked = sorted(free, key=lambda slot: fields.slots.index(slot) <= start)
    for slot in ranked:
        if not matches(slot.name.replace("-", " "), typed.removeprefix(marks).replace("-", " ")):
            continue
        value = initial_value(spec, slot)
        text = written_field(spec, fields.kind, here, slot.name, value)
        if text is not None:
            there = marks if text.startswith(marks) else ""
            text = text.removeprefix(there)
            edit = Edit(Range.of(line, len(there), line, len(typed)), text)
            body = (len(text) - len(value), len(text)) if value else None
            summary = summary_of_field(slot, fields)
            yield Candidate(
                slot.name, edit, summary, body=body, guidance=slot.guidance, kind=CandidateKind.FIELD
            )


def _values(
    spec: Spec,
    fields: FieldOutline,
    field: HeaderField,
    value: ValueLine,
    column: int,
    people: Callable[[], Sequence[str]],
) -> Iterator[Candidate]:
    """The values that a field may have: those that are listed, the file's number, a first value, people."""
    slot = fields.slot_of(field)
    documents = named_documents(spec, slot) if slot is not None else []
    has_entries = slot is not None and (bool(documents) or is_of_people(slot.name))
    if slot is None or (len(field.value_lines) > 1 and not has_entries):
        return
    is_placeholder = slot.placeholder is not None and value.text.strip() == slot.placeholder
    separator = None if is_placeholder else slot.rule.separator or ("," if has_entries else None)
    start, end = entry_at(separator, value.text, column - value.column)
    if column < value.column + start:
        return
    typed = "" if is_placeholder else value.text[start:end].strip()
    range_ = Range.of(value.line, value.column + start, value.line, value.column + end)
    gap = (
        "" if line_content(spec.text.lines[value.line])[: range_.start.column].endswith((" ", "\t")) else " "
    )
    chosen_by = value.text.strip() if is_placeholder else ""
    summary = summary_of_field(slot, fields)
    named = set(entries(separator, field.value)) - {typed} if separator else ()
    offered = [(text, text, summary, "") for text in _known_values(spec, slot, people) if text not in named]
    offered += [
        (str(number), told := f"{number} {title}".strip(), title, told) for number, title in documents
    ]
    for text, words, about, chosen in offered:
        if matches(words, typed):
            edit, chosen = Edit(range_, gap + text), chosen_by or chosen
            yield Candidate(text, edit, about, kind=CandidateKind.FIELD, chosen_by=chosen)


def _known_values(spec: Spec, slot: FieldSlot, people: Callable[[], Sequence[str]]) -> list[str]:
    number = number_in(spec.path) if slot.rule.number else None
    found = [*([str(number)] if number is not None else []), *slot.values]
    found += [slot.first_value] if slot.first_value else []
    found += people() if not slot.values and is_of_people(slot.name) else ()
    return list(dict.fromkeys(found))
