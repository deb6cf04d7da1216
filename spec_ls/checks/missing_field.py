"""missing-field: a field of the header that the process asks for is not there."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.checks.fields import severity_of_missing_field, slot_place, top_range
from spec_ls.edits.broken_preamble import header_to_top, repaired_line
from spec_ls.edits.header_fields import insert_field, insert_header, rewritten_for_gate, written_field
from spec_ls.edits.header_markup import rewrite_header
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.model.field_outline import FieldOutline, is_asked_for_by_gate
from spec_ls.model.field_slots import FieldSlot
from spec_ls.model.header import Header
from spec_ls.model.headers.find import header_of_other_kind
from spec_ls.spec import Spec
from spec_ls.text import Range


def _find(spec: Spec) -> Iterator[Finding[FieldSlot | None]]:
    fields = spec.fields
    if fields is None:
        return
    yield from _first_line(spec, fields)
    if len(fields.missing) > 1 and not (fields.header and fields.header.fields):
        yield _whole_header(spec, fields)
        return
    misnamed = {slot.name for _, slot in fields.misnamed}
    for slot in fields.missing:
        if fields.read_by_gate is not None and slot.name in fields.read_by_gate:
            continue  # the gate has found it elsewhere
        severity = severity_of_missing_field(slot, fields.status, spec.config)
        if severity is Severity.ERROR or slot.name not in misnamed:
            yield _finding(spec, fields, slot, severity, f'the header has no field "{slot.name}"')
    yield from _unread(spec, fields)
    yield from _behind_blank_lines(spec, fields)


def _behind_blank_lines(spec: Spec, fields: FieldOutline) -> Iterator[Finding[FieldSlot | None]]:
    """The first field behind the blank line that ends the header, if none there is missed for itself."""
    names = {name: slot for slot in fields.slots for name in slot.names}
    there = [
        (number, names[name])
        for number in (fields.rest if fields.header is not None and fields.header.fields else ())
        if (name := str(spec.text.lines[number]).partition(":")[0]) in names
        if fields.field_of(names[name]) is None
    ]
    if not there or any(slot in fields.missing for _, slot in there):
        return
    number, slot = there[0]
    message = f'"{slot.name}" stands behind the blank line that ends the header'
    range_ = Range.of(number, 0, number, spec.text.lines[number].index(":"))
    place = slot_place(spec.template, slot)
    yield Finding(CHECK.code, Severity.WARNING, message, range_, None, place, subject=slot)


def _whole_header(spec: Spec, fields: FieldOutline) -> Finding[FieldSlot | None]:
    """The finding where there is no header at all, or none in the template's markup."""
    severity = min(severity_of_missing_field(slot, fields.status, spec.config) for slot in fields.missing)
    place = slot_place(spec.template, fields.missing[0])
    other, range_ = _header_of_other_kind(spec, fields), top_range(spec, fields)
    if other is not None:
        message, range_ = _message_of_markup(spec, fields, other), other.fields[0].name_range
    else:
        message = f"the header is missing: {', '.join(slot.name for slot in fields.missing)}"
    return Finding(CHECK.code, severity, message, range_, None, place, subject=None)


def _header_of_other_kind(spec: Spec, fields: FieldOutline) -> Header | None:
    names = [name for slot in fields.slots for name in slot.names]
    return header_of_other_kind(spec.document, fields.kind, names)


def _message_of_markup(spec: Spec, fields: FieldOutline, other: Header) -> str:
    """The message where the author has written the header in another markup."""
    name = other.fields[0].name
    here = written_field(spec, other.kind, other.fields[0], name, "...")
    there = written_field(spec, fields.kind, None, name, "...")
    lacking = [slot.name for slot in fields.missing if not any(other.named(*slot.names))]
    more = f"; missing: {', '.join(lacking)}" if lacking else ""
    if here is None or there is None:
        return f"the header is not written as in the template{more}"
    return f'the header is written as "{here}", in the template as "{there}"{more}'


def _first_line(spec: Spec, fields: FieldOutline) -> Iterator[Finding[FieldSlot | None]]:
    """The finding where the first line is not that of the field with which a document has to begin."""
    name = fields.rules.first
    if name is None or str(spec.text.lines[0]).startswith(f"{name}: "):
        return
    slot = next(slot for slot in fields.slots if slot.name == name)
    if slot in fields.missing and severity_of_missing_field(slot, "", spec.config) is Severity.ERROR:
        return  # said for the field itself
    severity = spec.config.severity(CHECK.code)
    yield _finding(spec, fields, slot, severity, f'the first line does not begin with "{name}: "')


def _unread(spec: Spec, fields: FieldOutline) -> Iterator[Finding[FieldSlot | None]]:
    """Fields that are there, and not in the form in which the gate reads them."""
    if fields.read_by_gate is None:
        return
    for field, slot in fields.found:
        if slot.name in fields.read_by_gate or not is_asked_for_by_gate(slot, fields.status):
            continue
        severity = severity_of_missing_field(slot, fields.status, spec.config)
        message = f'the gate reads "{slot.name}" in the form ":{slot.name}: value" alone, on one line'
        place = slot_place(spec.template, slot)
        yield Finding(CHECK.code, severity, message, field.name_range, None, place, subject=slot)


def _finding(
    spec: Spec, fields: FieldOutline, slot: FieldSlot, severity: Severity, message: str
) -> Finding[FieldSlot | None]:
    place = slot_place(spec.template, slot)
    return Finding(CHECK.code, severity, message, top_range(spec, fields), None, place, subject=slot)


def _fix(spec: Spec, finding: Finding[FieldSlot | None]) -> Iterator[Fix]:
    slot = finding.subject
    if slot is None:
        if fix := _fix_of_header(spec):
            yield fix
    elif spec.fields is not None and (field := spec.fields.field_of(slot)) is not None:
        is_below = spec.fields.read_by_gate is None
        if fix := header_to_top(spec) if is_below else rewritten_for_gate(spec, field, slot):
            yield fix
    elif fix := repaired_line(spec, slot) or insert_field(spec, slot):
        yield fix


def _fix_of_header(spec: Spec) -> Fix | None:
    fields = spec.fields
    if fields is None:
        return None
    other = _header_of_other_kind(spec, fields)
    return insert_header(spec) if other is None else rewrite_header(spec, other, fields.kind)


CHECK = Check(
    code="missing-field",
    summary="a field of the header that the process asks for is missing",
    severity="error, where the gate checks this; warning if the template calls it required; else information",
    remedy="insert it",
    why=(
        "Indexes, tools and readers learn from the header what a document is about and how far it has come."
        " Asked for are the fields that a gate wants, that the template calls required, or that nearly all"
        " documents of the process have."
    ),
    wrong=":Author: Ada Lovelace\n:Type: Process\n",
    right=":Author: Ada Lovelace\n:Status: Draft\n:Type: Process\n",
    find=_find,
    in_header=True,
    fix=_fix,
)
