"""leftover-placeholder: text that the template wants replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from spec_ls.check import Check
from spec_ls.checks.fields import slot_place
from spec_ls.checks.unwritten import is_core_without_text
from spec_ls.edits.header_fields import empty_field, initial_value
from spec_ls.edits.section_bodies import STUB
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.model.field_leftovers import leftover_fields
from spec_ls.model.field_outline import FilledSlot
from spec_ls.model.field_slots import says_to_leave_blank
from spec_ls.model.field_values import value_problems, whole_range
from spec_ls.model.leftovers import Unreplaced, unreplaced
from spec_ls.model.placeholders import asks_to_be_deleted
from spec_ls.model.process_number import number_in
from spec_ls.quoting import MOST_OF_TEXT, shortened
from spec_ls.spec import Spec
from spec_ls.text import Edit, Range, split_lines

_OFFERS_NONE = re.compile(rf"\b{STUB}\b")


def _find(spec: Spec) -> Iterator[Finding[Unreplaced | FilledSlot]]:
    lines: set[int] = set()
    for finding in _in_text(spec):
        lines.add(finding.range.start.line)
        yield finding
    yield from _in_header(spec, lines)


def _in_header(spec: Spec, found: set[int]) -> Iterator[Finding[Unreplaced | FilledSlot]]:
    """The findings about values of the header, but for those in which something was found on these lines."""
    fields, severity = spec.fields, spec.config.severity(CHECK.code)
    for pair in leftover_fields(fields) if fields is not None else ():
        field, slot = pair
        if not found.isdisjoint(range(field.start, field.end)) or _is_invalid_value(spec, field.value_range):
            continue
        value = shortened(field.folded_value, MOST_OF_TEXT)
        verb = "left out" if says_to_leave_blank(field.folded_value) else "replaced"
        place = slot_place(spec.template, slot)
        message = f'"{value}" is still to be {verb}'
        yield Finding(CHECK.code, severity, message, field.value_range, None, place, subject=pair)


def _in_text(spec: Spec) -> Iterator[Finding[Unreplaced | FilledSlot]]:
    severity, template = spec.config.severity(CHECK.code), spec.template
    for found in unreplaced(spec.blocks, spec.outline):
        if _is_invalid_value(spec, _range(spec, found)) or _is_text_on_numbers(spec, found):
            continue
        slot = template.slot_at(found.section)
        verb = "deleted" if asks_to_be_deleted(found.span.text) else "replaced"
        yield Finding(
            CHECK.code,
            severity,
            f'"{" ".join(found.span.text.split())}" is still to be {verb}',
            _range(spec, found),
            found.section or None,
            template.place(slot) if slot else None,
            subject=found,
        )


def _is_text_on_numbers(spec: Spec, found: Unreplaced) -> bool:
    """True for XXXX in the text of a document that has its number elsewhere: it may speak of numbers."""
    return spec.config.sections.asked is not None and bool(found.section) and not found.span.text.strip("X")


def _is_invalid_value(spec: Spec, range_: Range) -> bool:
    """True if the placeholder is in the header, and invalid-value says so."""
    fields, filled = spec.fields, _filled_slot(spec, range_)
    if fields is None or filled is None or not spec.config.is_error("invalid-value"):
        return False
    field, slot = filled
    problems = value_problems(fields.read_field(field, slot), slot, date.today())
    return fields.is_placeholder(field, slot) and any(problems)


def _filled_slot(spec: Spec, range_: Range) -> FilledSlot | None:
    """The field of the header that a range starts in, with its slot."""
    fields = spec.fields
    if fields is None or fields.header is None:
        return None
    field = fields.header.field_at(range_.start.line)
    slot = fields.slot_of(field) if field is not None else None
    return None if field is None or slot is None else FilledSlot(field, slot)


def _range(spec: Spec, found: Unreplaced) -> Range:
    start, end = (spec.blocks.at_offset(found.index, at) for at in (found.span.start, found.span.end))
    return Range(start, end)


def _fix(spec: Spec, finding: Finding[Unreplaced | FilledSlot]) -> Iterator[Fix]:
    """No address is made up, for its author alone knows it, and None stands beside no other text.

    A number is that of the file.
    """
    filled = _filled_slot(spec, finding.range)
    if filled is not None and says_to_leave_blank(filled.field.folded_value):
        yield empty_field(spec, filled.field)
    elif filled is not None and filled.slot.rule.number and number_in(spec.path) is not None:
        edit = Edit(whole_range(filled.field), initial_value(spec, filled.slot))
        yield Fix(f'Write "{edit.text}"', (edit,), safety=Safety.UNSAFE)
    elif isinstance(finding.subject, Unreplaced):
        yield from _fix_in_text(spec, finding.subject, finding.range)


def _fix_in_text(spec: Spec, found: Unreplaced, range_: Range) -> Iterator[Fix]:
    """The fix of a placeholder that is no number."""
    if asks_to_be_deleted(found.span.text):
        yield from _deletion(spec, found, range_)
        return
    if is_core_without_text(spec, found.index):
        return  # the author alone can write it
    text = found.span.text
    if "://" not in text and _OFFERS_NONE.search(text) and _is_alone(spec, found):
        yield Fix(f'Replace by "{STUB}"', (Edit(range_, STUB),), safety=Safety.UNSAFE)


def _deletion(spec: Spec, found: Unreplaced, range_: Range) -> Iterator[Fix]:
    """The fix that deletes a sentence, with the white space before it, behind other text."""
    before = spec.blocks.items[found.index].text[: found.span.start]
    if before.strip():
        start = spec.blocks.at_offset(found.index, len(before.rstrip()))
        yield Fix("Delete this text", (Edit(Range(start, range_.end), ""),), safety=Safety.UNSAFE)


def _is_alone(spec: Spec, found: Unreplaced) -> bool:
    """True if nothing else stands in the placeholder's block but a label in the line above."""
    text, span = spec.blocks.items[found.index].text, found.span
    before = text[: span.start].strip()
    is_label = len(split_lines(before)) == 1 and before.endswith(":")
    return (not before or is_label) and not text[span.end :].strip()


CHECK = Check(
    code="leftover-placeholder",
    summary="a placeholder of the template was not replaced",
    severity="warning",
    remedy="write None, where the template offers that; the number of the file",
    why=(
        "A placeholder says that its author has not come to it yet; in an approved spec nobody knows any"
        " more which text was meant. Found are the template's own placeholders and example addresses, and"
        " XXXX. Text marked up as code is no placeholder."
    ),
    wrong="References\n==========\n\nSee https://bugs.example.org/project/+bug/XXXXXXX and its patches.\n",
    right="References\n==========\n\nSee https://bugs.example.org/project/+bug/1234567 and its patches.\n",
    find=_find,
    fix=_fix,
)
