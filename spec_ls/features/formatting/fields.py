"""Field lists: where their author aligned the values, all are aligned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_FIELD = re.compile(r"(:(?![: ])(?:[^:\\]|\\.|:(?!(?:[ `]|$)))*(?<! ):)( +)(?=\S)")
_SPACE = " "


def aligned_fields(fields: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of the fields of one list, without line ends, with their values in one column.

    The values stay where they are if no two names of different lengths have them in one column with some
    space to spare: such a list is not meant to be aligned.  A value whose name is too long stays, too.
    """
    column = _column(fields)
    return [list(lines) if column is None else _moved(list(lines), column) for lines in fields]


def _column(fields: Sequence[Sequence[str]]) -> int | None:
    """The column that most values are in on purpose."""
    matches = [match for lines in fields if (match := _FIELD.match(lines[0]))]
    if not matches:
        return None
    counts = Counter(match.end() for match in matches)
    column = max(counts, key=lambda column: (counts[column], column))
    alike = [match for match in matches if match.end() == column]
    names = {match.end(1) for match in alike}
    return column if len(names) > 1 and 2 * len(alike) > len(matches) else None


def _moved(lines: list[str], column: int) -> list[str]:
    """A field's lines with its value at a column, and the lines below it, if they stand below the value."""
    match = _FIELD.match(lines[0])
    if match is None or match.end(1) >= column or match.end() == column:
        return lines
    below = [len(line) - len(line.lstrip()) for line in lines[1:] if line]
    shift = column - match.end()
    first = match[1] + _SPACE * (column - match.end(1)) + lines[0][match.end() :]
    if not below or min(below) != match.end() or any("\t" in line for line in lines):
        return [first, *lines[1:]]
    if shift < 0:
        return [first, *(line[-shift:] for line in lines[1:])]
    return [first, *(_SPACE * shift + line if line else "" for line in lines[1:])]
