"""Which field of a document's header fills which slot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from spec_ls.field_rules import HeaderKind, HeaderRules
from spec_ls.model.document import Document
from spec_ls.model.fewest_moves import fewest_to_move
from spec_ls.model.field_slots import FieldSlot, field_slots, says_to_leave_blank
from spec_ls.model.header import Header, HeaderField, folded_field_name
from spec_ls.model.headers.find import header_of_kind
from spec_ls.model.headers.parts import header_blocks
from spec_ls.model.headers.preamble import first_blank_line, rest_of_preamble
from spec_ls.model.near_names import is_near, is_one_letter_off
from spec_ls.model.slot import Demand
from spec_ls.model.template import Template
from spec_ls.rst.chunks import Blocks, Chunk, chunk_lines
from spec_ls.rst.kept import kept
from spec_ls.text import line_content

_NO_RULES = HeaderRules()
_UNDECIDED = "<|"
"""Marks in a template's value that nobody has replaced yet."""


class FilledSlot(NamedTuple):
    """A field and the slot that it fills, or was meant to fill."""

    field: HeaderField
    slot: FieldSlot


@dataclass(frozen=True, slots=True)
class FieldOutline:
    """The fields of a header beside the slots of its template and process.

    ``header`` is None if the document has none of the kind.  ``found`` are the filled slots in the order of
    the text, ``doubles`` further fields of a slot that takes one, ``misordered`` the fewest of ``found``
    whose move restores the order.  ``missing`` are the slots that are asked for and have no field, some of
    which a field was meant to fill: these are in ``misnamed``.  ``unknown`` are all other fields.
    ``read_by_gate`` are the values by name that a gate reads where it searches all lines of the text, else
    None.  ``rest`` are the buffer lines with which a preamble goes on behind blank ones; an empty range
    behind it if there are none.  ``lines`` are the text's first lines, on which all this depends; none if
    that is not known.
    """

    kind: HeaderKind
    rules: HeaderRules
    slots: tuple[FieldSlot, ...]
    header: Header | None
    found: tuple[FilledSlot, ...]
    doubles: tuple[FilledSlot, ...]
    misordered: tuple[FilledSlot, ...]
    misnamed: tuple[FilledSlot, ...]
    missing: tuple[FieldSlot, ...]
    unknown: tuple[HeaderField, ...]
    read_by_gate: dict[str, str] | None
    rest: range
    lines: tuple[str, ...]

    @property
    def status(self) -> str:
        """The value of the field that says how far the document has come; empty if it says nothing."""
        if self.read_by_gate is not None:
            return self.read_by_gate.get(self.rules.status, "")
        return (self.header and self.header.value_of(self.rules.status)) or ""

    @property
    def is_open(self) -> bool:
        """True while the status says that the document is still written, or says nothing."""
        status = self.status
        if not status and self.header and any(slot.name == self.rules.status for slot in self.missing):
            return not self.header.fields  # the status comes first: what is asked for depends on it
        is_said = status.casefold() in map(str.casefold, self.rules.open)
        if not status or is_said or any(mark in status for mark in _UNDECIDED):
            return True
        slot = next((slot for slot in self.slots if slot.name == self.rules.status), None)
        field = self.field_of(slot) if slot is not None else None
        return field is not None and says_to_leave_blank(field.folded_value)

    @property
    def is_preamble(self) -> bool:
        """True if a process reads the header before it reads RST."""
        return self.kind is HeaderKind.PREAMBLE

    @property
    def placed(self) -> list[FilledSlot]:
        """The fields that have a place in the order of the slots, in that order: one of each slot."""
        return _placed(self.found, self.slots)

    def slot_of(self, field: HeaderField) -> FieldSlot | None:
        """The slot that a field fills, or was meant to fill."""
        filled = (*self.found, *self.doubles, *self.misnamed)
        return next((slot for other, slot in filled if other is field), None)

    def read_field(self, field: HeaderField, slot: FieldSlot) -> HeaderField:
        """The field as far as its value is read: of the one that stands first the first line alone."""
        if slot.name != self.rules.first:
            return field
        return replace(field, value_lines=field.value_lines[:1])

    @staticmethod
    def is_placeholder(field: HeaderField, slot: FieldSlot) -> bool:
        """True if a field's value is the one that the template has to be replaced, or left out."""
        if slot.placeholder is None:
            return False
        value = field.folded_value
        return value == slot.placeholder or (
            says_to_leave_blank(value) and says_to_leave_blank(slot.placeholder)
        )

    def field_of(self, slot: FieldSlot) -> HeaderField | None:
        """The first field that fills a slot."""
        return next((field for field, other in self.found if other.name == slot.name), None)

    def breaks_header(self, line: int) -> bool:
        """True if a preamble ends at a buffer line and goes on below."""
        return self.header is not None and bool(self.rest) and self.header.end - 1 <= line < self.rest.start

    def covers(self, line: int) -> bool:
        """True if a buffer line belongs to a preamble, which is no RST."""
        return self.is_preamble and line < self.rest.stop


def outline_fields(
    document: Document, template: Template, rules: HeaderRules | None, before: FieldOutline | None = None
) -> FieldOutline | None:
    """The outline of a document's header; None if neither its template nor its process has one.

    ``before`` is that of an earlier state, under the same template and rules; it serves if nothing has
    changed that it depends on.
    """
    kind = rules.kind if rules is not None and rules.kind else template.header_kind
    if kind is None:
        return None
    rules = rules or _NO_RULES
    read = gate_values(document.blocks, rules.gate_pattern) if rules.gate_pattern else None
    if before is not None and before.read_by_gate == read and before.lines:
        lines = document.text.lines[: len(before.lines)]
        if lines == before.lines and _lines_above(document, kind, before.header, before.slots) == len(lines):
            return before
    header = header_of_kind(document, kind)
    slots = field_slots(template, rules) if before is None else before.slots
    status = read.get(rules.status, "") if read is not None else None
    matched = _match(header.fields if header else (), slots, rules, status)
    goes_on = header is not None and header.kind is HeaderKind.PREAMBLE
    rest = _rest(document, header, slots) if header is not None and goes_on else range(0)
    lines = document.text.lines[: _lines_above(document, kind, header, slots)]
    return FieldOutline(kind, rules, slots, header, *matched, read, rest, lines)


def _rest(document: Document, header: Header, slots: tuple[FieldSlot, ...]) -> range:
    names = {name for slot in slots for name in slot.names}
    return rest_of_preamble(document.text, header, names.difference(header.names))


def _lines_above(
    document: Document, kind: HeaderKind, header: Header | None, slots: tuple[FieldSlot, ...]
) -> int:
    """The number of buffer lines on which a header depends; 0 if it stands anywhere."""
    if kind is HeaderKind.STATUS_SECTION:
        return 0
    if kind is HeaderKind.PREAMBLE:
        end = first_blank_line(document.text)
        if end is None or header is None:
            return 0  # whatever comes behind the text's end may belong to it
        return max(end, _rest(document, header, slots).stop) + 1
    blocks = document.blocks
    end = header_blocks(document).stop
    return blocks.starts[end] + blocks.items[end].height if end < len(blocks) else blocks.height


_Matched = tuple[
    tuple[FilledSlot, ...],
    tuple[FilledSlot, ...],
    tuple[FilledSlot, ...],
    tuple[FilledSlot, ...],
    tuple[FieldSlot, ...],
    tuple[HeaderField, ...],
]


def _match(
    fields: Iterable[HeaderField], slots: tuple[FieldSlot, ...], rules: HeaderRules, status: str | None
) -> _Matched:
    """What an outline holds of fields: found, doubles, misordered, misnamed, missing, unknown.

    ``status`` is the value that a gate reads; None leaves it to the fields.
    """
    by_name = {_key(name, rules): slot for slot in slots for name in slot.names}
    found, doubles, others = list[FilledSlot](), list[FilledSlot](), list[HeaderField]()
    filled: set[str] = set()
    for field in fields:
        slot = by_name.get(_key(field.name, rules))
        if slot is None:
            others.append(field)
        elif slot.name not in filled or slot.rule.many:
            found.append(FilledSlot(field, slot))
            filled.add(slot.name)
        else:
            doubles.append(FilledSlot(field, slot))
    free = [slot for slot in slots if slot.name not in filled]
    misnamed = _nearly_named(others, free)
    unknown = [field for field in others if all(field is not other for other, _ in misnamed)]
    if status is None:
        status = next((f.folded_value for f, s in found if s.name == rules.status), "")
    missing = [slot for slot in free if is_asked_for(slot, status)]
    return (
        tuple(found),
        tuple(doubles),
        tuple(_misordered(found, slots)),
        tuple(misnamed),
        tuple(missing),
        tuple(unknown),
    )


def is_asked_for(slot: FieldSlot, status: str) -> bool:
    """True if somebody asks for a field in a document of this status."""
    return slot.demand <= Demand.HABIT or status in slot.required_with


def is_asked_for_by_gate(slot: FieldSlot, status: str) -> bool:
    """True if a gate asks for a field in a document of this status."""
    return slot.demand is Demand.GATE or status in slot.required_with


def gate_values(blocks: Blocks, pattern: str) -> dict[str, str]:
    """The values by name that a gate finds which searches each line for a pattern; the last one counts.

    The pattern's groups are the name and the value.
    """
    values: dict[str, str] = {}
    for chunk in blocks.chunks:
        values |= _gate_values_in_chunk(chunk, pattern)
    return values


@kept
def _gate_values_in_chunk(chunk: Chunk, pattern: str) -> dict[str, str]:
    matches = (re.match(pattern, line_content(line)) for line in chunk_lines(chunk))
    return {found[1]: found[2] for found in matches if found is not None}


def _key(name: str, rules: HeaderRules) -> str:
    return name if rules.to_the_letter else folded_field_name(name)


def _misordered(found: list[FilledSlot], slots: tuple[FieldSlot, ...]) -> list[FilledSlot]:
    """The fewest fields whose move restores the order."""
    order = _placed(found, slots)
    return [order[index] for index in fewest_to_move([filled.field.start for filled in order])]


def _placed(found: Iterable[FilledSlot], slots: tuple[FieldSlot, ...]) -> list[FilledSlot]:
    """The first field of each slot, in the order of the slots; of none whose fields others divide."""
    rows = [next(row) for _, row in groupby(found, key=lambda filled: filled.slot.name)]
    count = Counter(filled.slot.name for filled in rows)
    first = {filled.slot.name: filled for filled in rows if count[filled.slot.name] == 1}
    return [first[slot.name] for slot in slots if slot.name in first]


def _nearly_named(fields: list[HeaderField], free: list[FieldSlot]) -> list[FilledSlot]:
    """The fields whose name is near that of one free slot alone, each with that slot; each slot once."""
    found: list[FilledSlot] = []
    for field in fields:
        near = [slot for slot in free if any(_may_be_meant(slot, name, field) for name in slot.names)]
        near = [slot for slot in near if all(slot is not other for _, other in found)]
        if len(near) == 1:
            found.append(FilledSlot(field, near[0]))
    return found


def _may_be_meant(slot: FieldSlot, name: str, field: HeaderField) -> bool:
    """True if a field's name is near one of a slot: a short one only if its value is a number, as asked."""
    if slot.rule.number and field.folded_value.isdigit():
        return is_near(name, field.name) or is_one_letter_off(name.casefold(), field.name.casefold())
    return is_near(name, field.name)
