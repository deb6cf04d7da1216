"""misnamed-field: a field whose name is nearly that of a missing one."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.checks.fields import UNKNOWN_FIELD, slot_place
from spec_ls.edits.header_fields import rename_field
from spec_ls.findings import Finding, Fix
from spec_ls.model.field_outline import FilledSlot
from spec_ls.spec import Spec


def _find(spec: Spec) -> Iterator[Finding[FilledSlot]]:
    for filled in spec.fields.misnamed if spec.fields else ():
        field, slot = filled
        severity = spec.config.severity(UNKNOWN_FIELD)
        message = f'field "{field.name}" is called "{slot.name}"'
        place = slot_place(spec.template, slot)
        yield Finding(CHECK.code, severity, message, field.name_range, None, place, subject=filled)


def _fix(spec: Spec, finding: Finding[FilledSlot]) -> Iterator[Fix]:
    yield rename_field(*finding.subject)


CHECK = Check(
    code="misnamed-field",
    summary="the name of a field differs from a missing one's by case, plural or a typo",
    severity="warning",
    remedy="rename it",
    why="Gates compare names letter by letter: to them a field under nearly the right name is missing.",
    wrong=":Author: Ada Lovelace\n:Statsu: Draft\n",
    right=":Author: Ada Lovelace\n:Status: Draft\n",
    find=_find,
    in_header=True,
    fix=_fix,
    is_root=lambda finding: True,
)
