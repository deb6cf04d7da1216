"""misordered-field: a field out of the order that the template has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spec_ls.check import Check
from spec_ls.checks.fields import slot_place
from spec_ls.edits.header_fields import put_fields_in_order
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.model.field_outline import FieldOutline, FilledSlot
from spec_ls.spec import Spec

_MOST_NAMES = 3


def _find(spec: Spec) -> Iterator[Finding[None]]:
    fields = spec.fields
    if fields is None or not fields.misordered:
        return
    gated = spec.config.is_error(CHECK.code)
    first = min(fields.misordered, key=lambda filled: filled.field.start)
    range_ = spec.document.first_line if gated else first.field.name_range
    severity = Severity.ERROR if gated else Severity.INFORMATION
    place = slot_place(spec.template, first.slot)
    yield Finding(CHECK.code, severity, _message(fields), range_, None, place, subject=None)


def _message(fields: FieldOutline) -> str:
    moved = sorted(fields.misordered, key=lambda filled: filled.field.start)
    names = [_where(filled, fields) for filled in moved[:_MOST_NAMES]]
    more = len(moved) - len(names)
    return ", ".join(names) + (f", and {more} more" if more else "")


def _where(moved: FilledSlot, fields: FieldOutline) -> str:
    """The place of a field: behind the one before it in the order, else before the one behind it."""
    stay = [slot.name for slot in fields.slots if fields.field_of(slot) is not None]
    for before, name in pairwise(stay):
        if name == moved.slot.name:
            return f'"{moved.field.name}" should come after "{before}"'
    behind = stay[1] if len(stay) > 1 else None
    return f'"{moved.field.name}" should come before "{behind}"'


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    if fix := put_fields_in_order(spec):
        yield fix


CHECK = Check(
    code="misordered-field",
    summary="a field of the header is not where the template's order has it",
    why="Readers find their way in a header by its order, and some gates read it in that order alone.",
    wrong=":Status: Draft\n:Author: Ada Lovelace\n:Type: Process\n",
    right=":Author: Ada Lovelace\n:Status: Draft\n:Type: Process\n",
    find=_find,
    in_header=True,
    fix=_fix,
)
