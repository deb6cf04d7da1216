"""What is wrong with the value of a field, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from spec_ls.dates import parse_date
from spec_ls.field_rules import FieldRule
from spec_ls.model.field_corrections import corrected_value
from spec_ls.model.field_slots import FieldSlot
from spec_ls.model.header import HeaderField, ValueLine
from spec_ls.text import Edit, Position, Range

_WORD = re.compile(r"\w+")
_DATED_LINK = re.compile(r"`([^<]*) <([^<]*)>`__")


class ValueProblem(NamedTuple):
    """A flaw in a value: its range, words for it, and the edit after which it is right, if that is certain.

    ``gate_line`` is the buffer line on which programs that read values line by line report it.
    """

    range: Range
    message: str
    gate_line: int
    edit: Edit | None = None


def value_problems(field: HeaderField, slot: FieldSlot, today: date) -> Iterator[ValueProblem]:
    """The flaws in a field's value; ``today`` is the day from which dates may not lie far ahead."""
    rule = slot.rule
    if not field.value and rule.may_be_empty:
        return
    if rule.in_lines:
        yield from _problems_in_lines(field, slot, today)
        return
    text = field.read_value
    entries = [text] if rule.separator is None else text.split(rule.separator)
    wrong = next((entry for entry in entries if not _fits(entry, slot, today)), None)
    if wrong is not None:
        message = _message(slot, wrong if len(entries) > 1 else text, today)
    elif rule.in_order and entries != sorted(set(entries)):
        message = f"the entries of {field.name} should stand in alphabetical order, each once"
    else:
        return
    right = corrected_value(text, slot, lambda entry: _fits(entry, slot, today))
    if (
        right is not None
        and len(field.value_lines) > 1
        and set(_WORD.findall(text)) - set(_WORD.findall(right))
    ):
        right = None  # further lines may be anything
    edit = None if right is None else Edit(whole_range(field), right)
    yield ValueProblem(field.value_range, message, field.start, edit)


def is_valid(value: str, slot: FieldSlot, today: date) -> bool:
    """True if a value of one line has no flaw."""
    line = ValueLine(0, 0, value)
    field = HeaderField(slot.name, line.range, (line,), 0, 1)
    return next(value_problems(field, slot, today), None) is None


def whole_range(field: HeaderField) -> Range:
    """The range of a value with the white space behind it."""
    last = field.value_lines[-1]
    return Range(field.value_range.start, Position(last.line, last.column + len(last.text)))


def _problems_in_lines(field: HeaderField, slot: FieldSlot, today: date) -> Iterator[ValueProblem]:
    """The flaws in a value that is read line by line, each line's first one."""
    lines = field.read_lines
    for number, line in enumerate(lines):
        is_last = number == len(lines) - 1
        message = _problem_in_line(line.text, slot, number > 0, is_last, today)
        if message is not None:
            edit = _mended_line(line, slot, number > 0, is_last, today)
            yield ValueProblem(_shown(line), message, field.start + number, edit)


def _problem_in_line(text: str, slot: FieldSlot, goes_on: bool, is_last: bool, today: date) -> str | None:
    """Words for the first flaw of a line of a value; None if there is none."""
    rule = slot.rule
    if goes_on and rule.most_indent is not None and text[: rule.most_indent + 1].isspace():
        return f"a further line of {slot.name} should be indented by {rule.most_indent} columns at most"
    if not is_last and rule.line_end and not text.endswith(rule.line_end):
        return f'a line of {slot.name} before another one should end with "{rule.line_end}"'
    separator = rule.separator or ", "
    entries = [entry.strip() for entry in text.removesuffix(separator.rstrip()).split(separator)]
    wrong = next((entry for entry in entries if not _fits(entry, slot, today)), None)
    return None if wrong is None else _message(slot, wrong, today)


def _mended_line(line: ValueLine, slot: FieldSlot, goes_on: bool, is_last: bool, today: date) -> Edit | None:
    """The edit that puts a line of a value right, if that is certain."""
    rule = slot.rule
    separator, text = rule.separator or ", ", line.text
    end = rule.line_end or separator.rstrip()
    right = corrected_value(text, slot, lambda entry: _fits(entry, slot, today))
    if right is None:
        return None
    indent = rule.most_indent or len(text) - len(text.lstrip())
    mended = " " * (indent if goes_on else 0) + right + ("" if is_last else end)
    if _problem_in_line(mended, slot, goes_on, is_last, today) is not None:
        return None
    start = 0 if goes_on else line.column
    return Edit(Range.of(line.line, start, line.line, line.column + len(text)), mended)


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
        return f"{slot.name} should be {slot.rule.expected}, not {quoted}"
    if slot.values:
        return f"{slot.name} should be one of {', '.join(slot.values)}, not {quoted}"
    if slot.date:
        return f"{slot.name} should be a date in the form {slot.date}, not {quoted}"
    return f"{quoted} is no value of {slot.name}"
