"""How text looks on a terminal: which columns its characters take, and those that cannot be seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_TAB = 8
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that take no place, or that a terminal would obey."""


class Cell(NamedTuple):
    """A character as it is shown, and how many columns it takes."""

    shown: str
    width: int


def cells(line: str) -> list[Cell]:
    """The characters of a line, in its order; a tab reaches to the next multiple of eight."""
    return list(_cells(line))


def seen(text: str) -> str:
    """A text as it is shown: one line, with nothing that a terminal would obey."""
    return "".join(cell.shown for cell in _cells(text))


def _cells(line: str) -> Iterator[Cell]:
    column = 0
    for character in line:
        cell = _cell(character, column)
        column += cell.width
        yield cell


def _cell(character: str, column: int) -> Cell:
    if " " <= character <= "~":
        return Cell(character, 1)
    if character == "\t":
        width = _TAB - column % _TAB
        return Cell(" " * width, width)
    category = unicodedata.category(character)
    if category in _UNSEEN:
        name = f"<U+{ord(character):04X}>"
        return Cell(name, len(name))
    if category in {"Mn", "Me"}:
        return Cell(character, 0)
    return Cell(character, 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1)
