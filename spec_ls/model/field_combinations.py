"""Values that are right by themselves, and not beside the file's name or another field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spec_ls.model.field_outline import FieldOutline, FilledSlot
from spec_ls.model.field_values import ValueProblem, whole_range
from spec_ls.text import Edit


class CombinationProblem(NamedTuple):
    """A field, and what is wrong with its value beside something else."""

    filled: FilledSlot
    problem: ValueProblem


def combination_problems(fields: FieldOutline, number: int | None) -> Iterator[CombinationProblem]:
    """The values that do not go with others; ``number`` is that of the file's name, None if it has none."""
    for filled in fields.found:
        if filled.slot.rule.number and number is not None:
            yield from _other_number(fields, filled, number)
        yield from _wrong_pairs(fields, filled)


def _other_number(fields: FieldOutline, filled: FilledSlot, number: int) -> Iterator[CombinationProblem]:
    """The problem of a number that is not the file's."""
    field = fields.read_field(*filled)
    value = field.value
    if value.isascii() and value.isdigit() and int(value) != number:
        message = f'the number is {number} by the file\'s name, not "{value}"'
        edit = Edit(whole_range(field), str(number))
        yield CombinationProblem(filled, ValueProblem(field.value_range, message, field.start, edit))


def _wrong_pairs(fields: FieldOutline, filled: FilledSlot) -> Iterator[CombinationProblem]:
    """The problems of a value that goes only with some values of another field; invalid ones are left out."""
    field = filled.field
    for pair in filled.slot.rule.only_with:
        if field.value != pair.value:
            continue
        for other, slot in fields.found:
            fits = other.value in pair.any_of or other.value not in slot.values
            if slot.name == pair.field and not fits:
                wanted = " or ".join(pair.any_of)
                message = f'"{pair.value}" goes with {pair.field} {wanted}, not with "{other.value}"'
                yield CombinationProblem(filled, ValueProblem(field.value_range, message, field.start))
