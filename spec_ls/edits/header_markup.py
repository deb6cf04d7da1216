"""Rewrites a header in the markup that the template has."""

from __future__ import annotations

from itertools import pairwise

from spec_ls.edits.header_fields import written_field
from spec_ls.field_rules import HeaderKind
from spec_ls.findings import Fix, Safety
from spec_ls.model.header import Header
from spec_ls.spec import Spec
from spec_ls.text import Edit, Range

_REWRITTEN = {HeaderKind.PREAMBLE, HeaderKind.LINES, HeaderKind.FIELDS, HeaderKind.BULLETS}


def rewrite_header(spec: Spec, header: Header, kind: HeaderKind) -> Fix | None:
    """The fix that writes the fields of a header of another kind as the template has them.

    None where a value has several lines, where text stands between the fields, or where a kind has no lines
    of its own for each field.
    """
    fields = header.fields
    if not {header.kind, kind} <= _REWRITTEN or any(field.end != field.start + 1 for field in fields):
        return None
    if any(spec.text.lines[line].strip() for a, b in pairwise(fields) for line in range(a.end, b.start)):
        return None
    edits = []
    for field in fields:
        written = written_field(spec, kind, None, field.name, field.folded_value)
        assert written is not None, "each of these kinds has a line for a field"
        edits.append(Edit(Range.of(field.start, 0, field.start, field.value_range.end.column), written))
    return Fix("Write the header as the template does", tuple(edits), safety=Safety.UNSAFE)
