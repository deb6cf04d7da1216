"""misordered-field: a field out of the order that the template has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from spec_ls.check import Check
from spec_ls.checks.fields import slot_place
from spec_ls.checks.grouped import listed
from spec_ls.edits.header_fields import put_fields_in_order
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.model.fewest_moves import neighbour_in_order
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
    together = groupby(moved[:_MOST_NAMES], key=lambda filled: _where(filled, fields))
    says = [f"{_names(group)} should come {where}" for where, group in together]
    more = len(moved) - _MOST_NAMES
    return ", ".join(says) + (f", and {more} more" if more > 0 else "")


def _names(group: Iterable[FilledSlot]) -> str:
    return listed([f'"{filled.field.name}"' for filled in group])


def _where(moved: FilledSlot, fields: FieldOutline) -> str:
    """Behind the nearest field before it in the order that stays, else before the one behind it."""
    order = fields.placed
    moving = {order.index(filled) for filled in fields.misordered}
    starts = [filled.field.start for filled in order]
    side, neighbour = neighbour_in_order(order.index(moved), starts, moving)
    return f'{side} "{order[neighbour].field.name}"'


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    if fix := put_fields_in_order(spec):
        yield fix


CHECK = Check(
    code="misordered-field",
    summary="a field of the header is out of the template's order",
    severity="information",
    remedy="put the fields in order",
    why="Readers find their way in a header by its order, and some gates read it in that order alone.",
    wrong=":Status: Draft\n:Author: Ada Lovelace\n:Type: Process\n",
    right=":Author: Ada Lovelace\n:Status: Draft\n:Type: Process\n",
    find=_find,
    in_header=True,
    fix=_fix,
)
