"""What is wrong with the value of a field, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from spec_ls.dates import only_reading, parse_date, written
from spec_ls.field_rules import FieldRule
from spec_ls.model.field_slots import FieldSlot
from spec_ls.model.header import HeaderField, ValueLine
from spec_ls.model.title_similarity import title_distance
from spec_ls.text import Range

_DATED_LINK = re.compile(r"`([^<]*) <([^<]*)>`__")


class ValueProblem(NamedTuple):
    """A flaw in a value: its range, words for it, and the text that may take the place of the range.

    ``gate_line`` is the buffer line on which programs that read values line by line report it.
    """

    range: Range
    message: str
    gate_line: int
    replacement: str | None = None


def value_problems(field: HeaderField, slot: FieldSlot, today: date) -> Iterator[ValueProblem]:
    """The flaws in a field's value; ``today`` is the day from which dates may not lie far ahead."""
    rule = slot.rule
    if not field.value and rule.may_be_empty:
        return
    if rule.in_lines:
        yield from _problems_in_lines(field, slot, today)
        return
    text = field.read_value
    if rule.separator is None:
        entries = [text]
    else:
        entries = text.split(rule.separator)
    wrong = [entry for entry in entries if not _fits(entry, slot, today)]
    if wrong:
        only = wrong[0] if len(wrong) == 1 else None
        yield ValueProblem(
            field.value_range,
            _message(slot, wrong[0] if len(entries) > 1 else text, today),
            field.start,
            _replacement(text, only, slot),
        )
    elif rule.in_order and entries != sorted(set(entries)):
        message = f"the entries of {field.name} stand in the order of the alphabet, each once"
        yield ValueProblem(field.value_range, message, field.start, ", ".join(sorted(set(entries))))


def _problems_in_lines(field: HeaderField, slot: FieldSlot, today: date) -> Iterator[ValueProblem]:
    """The flaws in a value that is read line by line, each line's first one."""
    rule = slot.rule
    separator = rule.separator or ", "
    end = separator.rstrip()
    lines = field.read_lines
    for number, line in enumerate(lines):
        gate_line = field.start + number
        message = None
        if number and rule.most_indent is not None and line.text[: rule.most_indent + 1].isspace():
            message = f"a further line of {field.name} is indented by {rule.most_indent} columns at most"
        elif number < len(lines) - 1 and rule.line_end and not line.text.endswith(rule.line_end):
            message = f'a line of {field.name} that goes on in the next ends with "{rule.line_end}"'
        else:
            entries = [entry.strip() for entry in line.text.removesuffix(end).split(separator)]
            wrong = next((entry for entry in entries if not _fits(entry, slot, today)), None)
            message = None if wrong is None else _message(slot, wrong, today)
        if message is not None:
            yield ValueProblem(_shown(line), message, gate_line)


def _shown(line: ValueLine) -> Range:
    lead = len(line.text) - len(line.text.lstrip())
    column = line.column + lead
    return Range.of(line.line, column, line.line, column + len(line.text.strip()))


def _fits(entry: str, slot: FieldSlot, today: date) -> bool:
    """True if an entry is one of those that the rules know; without any rule all are."""
    rule = slot.rule
    if not (slot.values or rule.pattern or slot.date or rule.dated_link):
        return True
    if entry in slot.values or (rule.pattern and re.fullmatch(rule.pattern, entry)):
        return True
    if slot.date and _is_day(entry, slot.date, rule, today):
        return True
    if rule.dated_link is None or (found := _DATED_LINK.fullmatch(entry)) is None:
        return False
    return _is_day(found[1], rule.dated_link.date, rule, today) and bool(
        re.fullmatch(rule.dated_link.address, found[2])
    )


def _is_day(text: str, form: str, rule: FieldRule, today: date) -> bool:
    day = parse_date(text, form)
    if day is None or (rule.earliest is not None and day.year < rule.earliest):
        return False
    return rule.days_ahead is None or day <= today + timedelta(days=rule.days_ahead)


def _message(slot: FieldSlot, wrong: str, today: date) -> str:
    """Words for an entry that does not fit."""
    shown = " ".join(wrong.split())
    quoted = f'"{shown}"' if shown else "an empty value"
    if slot.date and (day := parse_date(wrong, slot.date)):
        if slot.rule.earliest is not None and day.year < slot.rule.earliest:
            return f"{quoted} is before {slot.rule.earliest}"
        return f"{quoted} lies in the future"
    if slot.rule.expected:
        return f"{slot.name} is {slot.rule.expected}, not {quoted}"
    if slot.values:
        return f"{slot.name} is one of {', '.join(slot.values)}, not {quoted}"
    if slot.date:
        return f"{slot.name} is a date in the form {slot.date}, not {quoted}"
    return f"{quoted} is no value of {slot.name}"


def _replacement(text: str, wrong: str | None, slot: FieldSlot) -> str | None:
    """The whole value with the wrong entry put right, if there is one way to do that."""
    if wrong is None:
        return None
    right = None
    if slot.values:
        right = nearest_value(wrong, slot.values)
    elif slot.date and (day := only_reading(wrong.strip())):
        right = written(day, slot.date)
    return None if right is None else text.strip().replace(wrong.strip(), right, 1)


def nearest_value(text: str, values: tuple[str, ...]) -> str | None:
    """The one allowed value that a text nearly is; None if there is none, or several."""
    cleaned = " ".join(text.split()).strip(" .,;*`'\"")
    exact = [value for value in values if value.casefold() == cleaned.casefold()]
    near = exact or [value for value in values if title_distance(value, cleaned) in (0, 1, 2)]
    near = near or [value for value in values if _has_first_word(value, cleaned)]
    return near[0] if len(near) == 1 else None


def _has_first_word(value: str, text: str) -> bool:
    """True if a text is the first word of a value, or nearly."""
    first, _, rest = value.partition(" ")
    return bool(rest) and title_distance(first, text) in (0, 1)
