"""The fields that a template's header and its process ask for, as slots beside those of its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spec_ls.dates import form_in, read_form
from spec_ls.field_rules import FieldDemand, FieldRule, HeaderRules
from spec_ls.model.field_choices import REQUIRED, listed_values, required_with, said_of_value
from spec_ls.model.header import folded_field_name
from spec_ls.model.slot import Demand
from spec_ls.model.template import Template, TemplateField

_NUMBERS = re.compile(r"X+|N+|9{3,}|0{3,}|number", re.IGNORECASE)
_BLANK = re.compile(r"leave (?:this )?blank\b", re.IGNORECASE)
_NOBODY = "none"
"""What a field of people may say."""

_EXAMPLE_NAME = re.compile(
    r"\b(?:authors?|shepherd|sponsor|delegate|team|contact|maintainers?|editors?"
    r"|created|date|updated|modified|accepted|revised|resolved|edited)\b",
    re.IGNORECASE,
)
"""Names of fields of people and of dates: a template's value there is an example."""

_DEMANDS = {FieldDemand.GATE: Demand.GATE, FieldDemand.USE: Demand.HABIT}


@dataclass(frozen=True, slots=True)
class FieldSlot:
    """One field that a header may have.

    ``demand`` says who asks for it, ``values`` are those of which its own has to be one, if there are any,
    ``date`` is the form of its date.  ``first_value`` is what a new document may keep, ``placeholder`` what
    the template has in its place, which is to be replaced; ``guidance`` is the template's value.  ``line``
    is the 0-based line in the template, None if it is not there.  ``rule`` is the process's own.
    """

    name: str
    demand: Demand
    rule: FieldRule
    values: tuple[str, ...] = ()
    date: str | None = None
    first_value: str | None = None
    placeholder: str | None = None
    guidance: str = ""
    line: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All names that fill the slot, its own first."""
        return (self.name, *self.rule.aliases)

    @property
    def required_with(self) -> tuple[str, ...]:
        """The values of the status with which it is asked for."""
        return self.rule.required_with


def says_to_leave_blank(value: str) -> bool:
    """True for a template's text that asks for no value, and stands in a document as the template has it."""
    return _BLANK.match(value) is not None


def is_number_to_replace(value: str) -> bool:
    """True for a template's text in the place of a number."""
    return _NUMBERS.fullmatch(value) is not None


def field_slots(template: Template, rules: HeaderRules | None) -> tuple[FieldSlot, ...]:
    """The slots of a template's header under a process's rules, in their order."""
    own = {folded_field_name(field.name): field for field in template.fields}
    slots = []
    for rule in rules.fields if rules else ():
        names = (rule.name, *rule.aliases)
        field = next((own.pop(key) for name in names if (key := folded_field_name(name)) in own), None)
        slots.append(_slot(field, rule))
    free = [_slot(field, FieldRule(field.name)) for field in own.values()]
    return tuple(_in_order(slots, free, template))


def _in_order(slots: list[FieldSlot], free: list[FieldSlot], template: Template) -> Iterator[FieldSlot]:
    """The slots with rules, and each that the template alone has behind the one before it there."""
    if not free:
        yield from slots
        return
    order = {slot.line: slot for slot in (*slots, *free) if slot.line is not None}
    behind: dict[int | None, list[FieldSlot]] = {}
    last: int | None = None
    for line in sorted(order):
        if order[line] in free:
            behind.setdefault(last, []).append(order[line])
        else:
            last = line
    yield from behind.pop(None, ())
    for slot in slots:
        yield slot
        yield from behind.get(slot.line, ()) if slot.line is not None else ()


def _slot(field: TemplateField | None, rule: FieldRule) -> FieldSlot:
    demand = Demand.NOBODY if rule.required is None else _DEMANDS[rule.required]
    slot = FieldSlot(rule.name, demand, rule, rule.values, rule.date)
    return slot if field is None else _with_template(slot, field)


def _with_template(slot: FieldSlot, field: TemplateField) -> FieldSlot:
    """The slot with what the template's value says (the table in the module's tests lists the forms)."""
    text, rule = field.value, slot.rule
    if REQUIRED.match(text) and slot.demand is Demand.NOBODY:
        slot = replace(slot, demand=Demand.TEMPLATE)
    if not rule.required_with:
        rule = replace(rule, required_with=required_with(text))
    said = said_of_value(text)
    values = rule.values or listed_values(said)
    date = rule.date or form_in(said) or (said.strip("*<> ") if read_form(said.strip("*<> ")) else None)
    stays = _may_stay(field.name, text, values)
    is_example = bool(text) and not stays
    return replace(
        slot,
        rule=rule,
        values=values,
        date=date,
        first_value=text if stays else None,
        placeholder=text if is_example else None,
        guidance=text,
        line=field.line,
    )


def _may_stay(name: str, text: str, values: tuple[str, ...]) -> bool:
    """True if a template's value is one that a new document may keep; names and dates are examples."""
    if not text or any(mark in text for mark in "<>*|[]") or is_number_to_replace(text) or _BLANK.match(text):
        return False
    if values:
        return text in values
    if text.casefold() == _NOBODY:
        return True
    if _EXAMPLE_NAME.search(name):
        return False
    return not re.search(r"\d{4}", text) and len(text.split()) <= 3
