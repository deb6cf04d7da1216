"""A document's header: named values before its text, whatever their markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from spec_ls.field_rules import HeaderKind
from spec_ls.text import Position, Range

_BY_PROGRAM = re.compile(
    r"\$[A-Z][A-Za-z]+(?:: [^$]*)?\$|(?:text|application)/[\w.+-]+(?:; *charset=[\w-]+)?"
)


class ValueLine(NamedTuple):
    """The part of a value in one line: its 0-based buffer line, the column where it starts, and its text.

    The text has no line end.
    """

    line: int
    column: int
    text: str

    @property
    def range(self) -> Range:
        """The range of the text."""
        return Range.of(self.line, self.column, self.line, self.column + len(self.text))


@dataclass(frozen=True, slots=True)
class HeaderField:
    """One field: its name as written, without colons, and the lines of its value, at least one.

    ``start`` and ``end`` are its buffer lines ``[start, end)``, without blank lines behind it.
    """

    name: str
    name_range: Range
    value_lines: tuple[ValueLine, ...]
    start: int
    end: int

    @property
    def value(self) -> str:
        """The value, its lines joined by line feeds, without white space around it."""
        return "\n".join(line.text for line in self.value_lines).strip()

    @property
    def read_value(self) -> str:
        """The value as programs read it: lines joined by line feeds, without white space before it alone."""
        return "\n".join(line.text for line in self.value_lines).lstrip()

    @property
    def read_lines(self) -> tuple[ValueLine, ...]:
        """The lines of ``read_value``."""
        lines = list(self.value_lines)
        while len(lines) > 1 and not lines[0].text.strip():
            del lines[0]
        line, column, text = lines[0]
        lead = len(text) - len(text.lstrip())
        return (ValueLine(line, column + lead, text[lead:]), *lines[1:])

    @property
    def folded_value(self) -> str:
        """The value with single spaces."""
        return " ".join(self.value.split())

    @property
    def value_range(self) -> Range:
        """The range of the value without white space around it; empty where a value would start."""
        written = [line for line in self.value_lines if line.text.strip()]
        if not written:
            first = self.value_lines[0]
            return Range.at(Position(first.line, first.column))
        first, last = written[0], written[-1]
        lead = len(first.text) - len(first.text.lstrip())
        return Range.of(first.line, first.column + lead, last.line, last.column + len(last.text.rstrip()))


@dataclass(frozen=True, slots=True)
class Header:
    """A header: the fields in the order of the text, and its buffer lines ``[start, end)``."""

    kind: HeaderKind
    fields: tuple[HeaderField, ...]
    start: int
    end: int

    @property
    def names(self) -> tuple[str, ...]:
        """The names as written."""
        return tuple(field.name for field in self.fields)

    def named(self, *names: str) -> Iterator[HeaderField]:
        """The fields that have one of some names, without regard to case."""
        wanted = {folded_field_name(name) for name in names}
        return (field for field in self.fields if folded_field_name(field.name) in wanted)

    def value_of(self, name: str) -> str | None:
        """The value of the first field with a name, with single spaces; None if there is no such field."""
        field = next(self.named(name), None)
        return None if field is None else field.folded_value

    def field_at(self, line: int) -> HeaderField | None:
        """The field that holds a buffer line."""
        return next((field for field in self.fields if field.start <= line < field.end), None)


def is_written_by_program(field: HeaderField) -> bool:
    """True if no author has written a field's value: a keyword of CVS and Subversion, or a media type."""
    return _BY_PROGRAM.fullmatch(field.folded_value) is not None


def folded_field_name(name: str) -> str:
    """A field's name as names are compared: lower case, single spaces."""
    return " ".join(name.split()).casefold()
