"""What an author does in an editor, as LSP's changes; the same edits for every server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

import texts

Change = dict[str, Any]

_WORD = "perhaps "


class Step(NamedTuple):
    """One ``didChange``; those that only prepare the next one are not ``timed``."""

    changes: list[Change]
    timed: bool = True


class Buffer:
    """The text as the editor has it.  Edits are made in ASCII lines alone, so that a column is a column."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def replace(self, line: int, column: int, end_line: int, end_column: int, text: str) -> Change:
        """Replace a range; returns the change to send."""
        new = self.lines[line][:column] + text + self.lines[end_line][end_column:]
        self.lines[line : end_line + 1] = new.split("\n")
        start, end = {"line": line, "character": column}, {"line": end_line, "character": end_column}
        return {"range": {"start": start, "end": end}, "text": text}

    def prose(self, random: Random) -> int:
        """A line of running text."""
        while True:
            line = random.randrange(len(self.lines) - 1)
            text, below = self.lines[line : line + 2]
            plain = text[:1].isalpha() and len(text) > 20 and text.isascii()
            if plain and not texts.is_adornment(below):
                return line


def characters(buffer: Buffer, random: Random) -> Iterator[Step]:
    """A word, letter by letter, and back again; then elsewhere.  So the text stays what it was."""
    while True:
        line = buffer.prose(random)
        for column, character in enumerate(_WORD):
            yield Step([buffer.replace(line, column, line, column, character)])
        for column in reversed(range(len(_WORD))):
            yield Step([buffer.replace(line, column, line, column + 1, "")])


def pastes(buffer: Buffer, random: Random) -> Iterator[Step]:
    """Many lines with sections of their own, which go again before the next time."""
    lines = texts.pasted()
    while True:
        line = buffer.prose(random)
        while buffer.lines[line]:
            line += 1
        yield Step([buffer.replace(line, 0, line, 0, "\n".join(["", *lines, ""]))])
        yield Step([buffer.replace(line, 0, line + len(lines) + 1, 0, "")], timed=False)


def table_cells(buffer: Buffer, random: Random) -> Iterator[Step]:
    """A letter of a cell overwritten: the table stays one."""
    rows = [line for line, text in enumerate(buffer.lines) if text.startswith("| row ")]
    while True:
        row, column = random.choice(rows), random.randrange(16, 40)
        yield Step([buffer.replace(row, column, row, column + 1, random.choice("abcxyz"))])


def titles(buffer: Buffer, random: Random) -> Iterator[Step]:
    """The first section gets adornment that no other has, so that all levels below change; and back."""
    line = next(i for i in range(1, len(buffer.lines)) if buffer.lines[i] == "Problem description")
    places = [line + 1]
    if texts.is_adornment(buffer.lines[line - 1]):
        places.append(line - 1)
    old = buffer.lines[line + 1]
    while True:
        for adornment in ("^" * len(old), old):
            yield Step([buffer.replace(place, 0, place, len(old), adornment) for place in places])


def undoes(buffer: Buffer, random: Random) -> Iterator[Step]:
    """The whole document overwritten; timed is the undo, which brings it all back."""
    whole = str(buffer)
    while True:
        end = len(buffer.lines) - 1
        yield Step([buffer.replace(0, 0, end, len(buffer.lines[end]), "Something else\n")], timed=False)
        yield Step([buffer.replace(0, 0, 1, 0, whole)])


@dataclass(frozen=True)
class Action:
    """Edits of one kind: ``most`` are made at each size, fewer if they take long."""

    name: str
    steps: Callable[[Buffer, Random], Iterator[Step]]
    most: int
    has_table: bool = False

    def text(self, lines: int, repository: texts.Repository) -> str:
        """The text that the edits are made in."""
        text = repository.document(lines)
        return texts.with_table(text) if self.has_table else text


CHARACTER = "character"
OPEN = "open"
ACTIONS = (
    Action(CHARACTER, characters, 300),
    Action("paste of 200 lines", pastes, 30),
    Action("cell of a 300-row table", table_cells, 60, has_table=True),
    Action("title, levels change", titles, 30),
    Action("undo of a replacement", undoes, 10),
)
CHARACTER_IN_PEP = "character in a PEP"
OPEN_PEP = "open a PEP"
IN_PEPS = (Action(CHARACTER_IN_PEP, characters, 300),)
"""What is done with PEPs, whose sections have other titles."""
