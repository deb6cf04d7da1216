"""one-sided-reference: a field names a document that does not name this one."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.checks.fields import slot_place
from spec_ls.findings import Finding, Severity
from spec_ls.model.field_outline import FieldOutline, FilledSlot
from spec_ls.model.process_headers import ProcessHeaders, numbers_in
from spec_ls.model.process_number import number_in
from spec_ls.spec import Spec


def _find(spec: Spec) -> Iterator[Finding[None]]:
    fields, headers, own = spec.fields, spec.headers, number_in(spec.path)
    if fields is None or headers is None or own is None:
        return
    gated = spec.config.is_error(CHECK.code)
    severity = Severity.ERROR if gated else Severity.INFORMATION
    for filled in fields.found:
        if filled.slot.rule.answered_by is None or not _counts(filled, fields):
            continue
        for message in _messages(filled, fields, headers, own, gated):
            place = slot_place(spec.template, filled.slot)
            yield Finding(CHECK.code, severity, message, filled.field.value_range, None, place, subject=None)


def _counts(filled: FilledSlot, fields: FieldOutline) -> bool:
    """True unless a gate reads the field only with some values of the status, and has another."""
    with_status = filled.slot.required_with
    return fields.read_by_gate is None or not with_status or fields.status in with_status


def _messages(
    filled: FilledSlot, fields: FieldOutline, headers: ProcessHeaders, own: int, gated: bool
) -> Iterator[str]:
    """What is wrong with a field that names documents; one that is not there may be elsewhere."""
    field, rule = filled.field, filled.slot.rule
    value = field.value if fields.read_by_gate is None else fields.read_by_gate.get(filled.slot.name, "")
    numbers = numbers_in(value)
    if not numbers and rule.required_with:
        yield f'"{field.name}" names no number'
    for number in numbers:
        other = headers.values.get(number)
        if other is None:
            if gated:
                yield f"there is no document with the number {number}"
        elif rule.answer_status is not None:
            if other.get(fields.rules.status) != rule.answer_status:
                yield f'the {fields.rules.status} of document {number} is not "{rule.answer_status}"'
        elif own not in numbers_in(other.get(str(rule.answered_by), "")):
            yield f'document {number} does not name {own} in "{rule.answered_by}"'


CHECK = Check(
    code="one-sided-reference",
    summary="a field names a document that does not name this one",
    severity="information",
    why=(
        "Who finds an old document has to learn which one takes its place, and the other way round. Some"
        " processes build their index from both sides and fail where one is missing."
    ),
    wrong=":Status: Superseded\n:Superseded-By: 12\n",
    right=":Status: Superseded\n:Superseded-By: 11\n",
    find=_find,
    in_header=True,
)
