"""Parts that the checks of header fields share."""

from __future__ import annotations

from spec_ls.config import Config
from spec_ls.findings import Severity, TemplatePlace
from spec_ls.model.field_outline import FieldOutline, is_asked_for_by_gate
from spec_ls.model.field_slots import FieldSlot
from spec_ls.model.slot import Demand
from spec_ls.model.template import Template
from spec_ls.spec import Spec
from spec_ls.text import Range

UNKNOWN_FIELD = "unknown-field"
"""The code with which a gate rejects a field whose name is nearly right, too."""


def top_range(spec: Spec, fields: FieldOutline) -> Range:
    """The place of findings about the whole header: its first line, else the title, else the first line."""
    document = spec.document
    if fields.header is not None and fields.header.fields and not fields.is_preamble:
        return fields.header.fields[0].name_range
    if document.title is not None:
        return document.title_range(document.title)
    return document.first_line


def slot_place(template: Template, slot: FieldSlot) -> TemplatePlace | None:
    """The line of the template that has a field."""
    return None if slot.line is None else TemplatePlace(template.origin, slot.line)


def severity_of_missing_field(slot: FieldSlot, status: str, config: Config) -> Severity:
    """An error where a gate rejects the document, a warning where the template calls the field required."""
    asked_by_gate = is_asked_for_by_gate(slot, status)
    if asked_by_gate and config.is_error("missing-field"):
        return Severity.ERROR
    if asked_by_gate or slot.demand is Demand.TEMPLATE:
        return Severity.WARNING
    return Severity.INFORMATION
