"""duplicate-field: a field that stands in the header twice."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.checks.fields import slot_place
from spec_ls.edits.header_fields import delete_field
from spec_ls.findings import Finding, Fix
from spec_ls.model.field_outline import FilledSlot
from spec_ls.spec import Spec


def _find(spec: Spec) -> Iterator[Finding[FilledSlot]]:
    for filled in spec.fields.doubles if spec.fields else ():
        if _may_be_repeated(spec, filled):
            continue
        severity = spec.config.severity(CHECK.code)
        message = f'the header has the field "{filled.field.name}" already'
        place = slot_place(spec.template, filled.slot)
        yield Finding(CHECK.code, severity, message, filled.field.name_range, None, place, subject=filled)


def _may_be_repeated(spec: Spec, filled: FilledSlot) -> bool:
    """True if nothing is known against several values: a template alone does not say how many."""
    first = spec.fields.field_of(filled.slot) if spec.fields else None
    is_known = spec.config.header is not None or bool(filled.slot.values)
    return not is_known and first is not None and first.folded_value != filled.field.folded_value


def _fix(spec: Spec, finding: Finding[FilledSlot]) -> Iterator[Fix]:
    """The second of two equal fields goes, or the one without a value; of others their author alone knows."""
    field, slot = finding.subject
    first = spec.fields.field_of(slot) if spec.fields else None
    if first is not None and field.folded_value in (first.folded_value, ""):
        yield delete_field(field)
    elif first is not None and not first.folded_value:
        yield delete_field(first)


CHECK = Check(
    code="duplicate-field",
    summary="a field stands in the header twice",
    severity="warning",
    remedy="delete the second, if both say the same, or the one without a value",
    why="Programs that read headers take the first of two values, or the last, and say nothing.",
    wrong=":Status: Draft\n:Status: Draft\n",
    right=":Status: Draft\n",
    find=_find,
    in_header=True,
    fix=_fix,
)
