"""unknown-field: a field that the gate does not know."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.edits.header_fields import delete_field
from spec_ls.findings import Finding, Fix
from spec_ls.model.header import HeaderField, is_written_by_program
from spec_ls.spec import Spec


def _find(spec: Spec) -> Iterator[Finding[HeaderField]]:
    if spec.fields is None or not spec.config.is_gated(CHECK.code):
        return
    for field in spec.fields.unknown:
        message = f'"{field.name}" is no known field'
        yield Finding(CHECK.code, spec.config.severity(CHECK.code), message, field.name_range, subject=field)


def _fix(spec: Spec, finding: Finding[HeaderField]) -> Iterator[Fix]:
    """A field that a program has written goes; of others their author alone knows where they belong."""
    if is_written_by_program(finding.subject):
        yield delete_field(finding.subject)


CHECK = Check(
    code="unknown-field",
    summary="a field that the project's gate does not know",
    severity="error, where the gate checks this",
    remedy="delete it, if a program has written its value",
    why="Where a gate knows all fields that a header may have, it rejects a document with any other.",
    wrong="PEP: 9999\nTitle: A title\nLast-Modified: 1 May 2020\n",
    right="PEP: 9999\nTitle: A title\n",
    find=_find,
    in_header=True,
    fix=_fix,
)
