"""invalid-value: the value of a field that the process does not know in this form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from spec_ls.check import Check
from spec_ls.checks.fields import slot_place
from spec_ls.edits.broken_preamble import repaired_line, text_below_header
from spec_ls.edits.header_fields import delete_field, initial_value
from spec_ls.field_rules import HeaderKind
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.model.field_combinations import combination_problems
from spec_ls.model.field_outline import FieldOutline, is_asked_for
from spec_ls.model.field_slots import FieldSlot
from spec_ls.model.field_values import ValueProblem, value_problems, whole_range
from spec_ls.model.header import HeaderField
from spec_ls.model.process_number import number_in
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range

_TO_COME = frozenset({"tbd", "tba", "todo", "to be determined", "to be decided", "to be announced"})
_IN_BRACKETS = re.compile(r"<[^<>@/:]+>")


@dataclass(frozen=True, slots=True)
class _InvalidValue:
    """A field, the slot that it fills, and what is wrong with its value."""

    field: HeaderField
    slot: FieldSlot
    problem: ValueProblem


def _find(spec: Spec) -> Iterator[Finding[_InvalidValue]]:
    fields = spec.fields
    if fields is None:
        return
    gated = spec.config.is_error(CHECK.code)
    today = date.today()
    wrong: set[int] = set()
    for field, slot in (*fields.found, *fields.doubles):
        if fields.is_placeholder(field, slot) and not gated:
            continue  # leftover-placeholder says so
        if fields.kind is HeaderKind.STATUS_SECTION and not field.value:
            continue  # so does empty-section
        for problem in value_problems(fields.read_field(field, slot), slot, today):
            severity = Severity.ERROR if gated else _advice(problem)
            range_ = _on_gate_line(spec, problem) if gated else problem.range
            place = slot_place(spec.template, slot)
            message = problem.message
            if fields.is_placeholder(field, slot):
                message = f'"{field.folded_value}" is still to be replaced'
            subject = _InvalidValue(field, slot, problem)
            wrong.add(id(field))
            yield Finding(CHECK.code, severity, message, range_, None, place, subject=subject)

    yield from _in_combination(spec, fields, wrong)


def _in_combination(spec: Spec, fields: FieldOutline, wrong: set[int]) -> Iterator[Finding[_InvalidValue]]:
    """The findings about values that are right by themselves: no gate that is known reads so closely."""
    for (field, slot), problem in combination_problems(fields, number_in(spec.path)):
        if id(field) not in wrong:
            place, subject = slot_place(spec.template, slot), _InvalidValue(field, slot, problem)
            yield Finding(
                CHECK.code, Severity.WARNING, problem.message, problem.range, None, place, subject=subject
            )


def _advice(problem: ValueProblem) -> Severity:
    """A warning where it is clear what was meant; other values may be new to this page alone."""
    return Severity.WARNING if problem.edit is not None else Severity.INFORMATION


def _on_gate_line(spec: Spec, problem: ValueProblem) -> Range:
    """The problem's range, if it starts on the line that the gate names, else that line."""
    line = problem.gate_line
    if problem.range.start.line == line:
        return problem.range
    return Range.of(line, 0, line, len(spec.text.lines[line].rstrip("\r\n")))


def _fix(spec: Spec, finding: Finding[_InvalidValue]) -> Iterator[Fix]:
    """What was meant, where that is certain; where nothing is said, what a new field gets."""
    field, slot, problem = finding.subject.field, finding.subject.slot, finding.subject.problem
    fields = spec.fields
    if fields is None:
        return
    if fields.is_placeholder(field, slot) or _says_nothing(field.folded_value):
        yield from _first_value(spec, field, slot)
    elif slot.rule.number and number_in(spec.path) is not None:
        yield _replace(Edit(whole_range(fields.read_field(field, slot)), initial_value(spec, slot)))
    elif within := _field_within(spec, field) or text_below_header(spec, field):
        yield within
    elif problem.edit is not None:
        yield _replace(problem.edit)


def _says_nothing(value: str) -> bool:
    """True for no value, for the word that it is to come, and for one in brackets that is to be replaced."""
    return not value or value.casefold().strip(".?") in _TO_COME or _IN_BRACKETS.fullmatch(value) is not None


def _first_value(spec: Spec, field: HeaderField, slot: FieldSlot) -> Iterator[Fix]:
    """The fix of a field that says nothing: its first value, else none if that is right, else it goes.

    A placeholder that lists the values is a choice that its author has to make.
    """
    assert spec.fields is not None
    value = initial_value(spec, slot)
    is_known = bool(value) and value != slot.placeholder
    is_asked = is_asked_for(slot, spec.fields.status)
    if is_known or (is_asked and value and not field.value):
        is_choice = any(choice in field.value for choice in slot.values)
        yield replace(
            _replace(_whole_value(spec, field, value)), safety=Safety.BY_HAND if is_choice else Safety.UNSAFE
        )
    elif slot.rule.may_be_empty and field.value:
        yield Fix("Delete the placeholder", (_whole_value(spec, field, ""),), safety=Safety.UNSAFE)
    elif not is_asked:
        yield replace(delete_field(field), safety=Safety.BY_HAND)


def _whole_value(spec: Spec, field: HeaderField, value: str) -> Edit:
    """The edit that writes the value of a field, a space behind the colon."""
    (line, column), end = whole_range(field)
    first = field.value_lines[0]
    if not value or (line == first.line and not field.value):
        line, column = first.line, first.column
    is_apart = spec.text.lines[line][column - 1 : column].isspace() or not value
    return Edit(Range(Position(line, column), end), value if is_apart else f" {value}")


def _field_within(spec: Spec, field: HeaderField) -> Fix | None:
    """The fix that makes a field of a further line of a value, if that was meant for one."""
    fields = spec.fields
    if fields is None or not fields.is_preamble or field.end - field.start < 2:
        return None
    there = {slot.name for _, slot in (*fields.found, *fields.misnamed)}
    free = [slot for slot in fields.slots if slot.name not in there]
    return next(filter(None, (repaired_line(spec, slot, field) for slot in free)), None)


def _replace(edit: Edit) -> Fix:
    return Fix(f'Write "{edit.text.strip()}"', (edit,), safety=Safety.UNSAFE)


CHECK = Check(
    code="invalid-value",
    summary="a value that the process does not know, or that is not in its form",
    severity="warning if it is clear what was meant, else information",
    remedy="write the nearest value, or the date in its form; the first value, where nothing is said",
    why=(
        "Programs sort and link documents by their headers. The values that a template lists, the form of its"
        " dates and what its gate says of a value are what a header has to hold. Some values go only with"
        " others: with the number in the file's name, or with a type of document."
    ),
    wrong=":Status: Drafft\n:Created: 1 May 2020\n",
    right=":Status: Draft\n:Created: 2020-05-01\n",
    find=_find,
    in_header=True,
    fix=_fix,
)
