"""Rules on the fields of a header, as settings say them: values only, ``schema.py`` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HeaderKind(StrEnum):
    """The markup of a header's fields."""

    PREAMBLE = "preamble"  # "Name: value" from the first line on, as in a mail (RFC 2822)
    FIELDS = "fields"  # a field list
    DIRECTIVES = "directives"  # ".. name:: value", of names that neither docutils nor Sphinx has
    BULLETS = "bullets"  # "* Name: value"
    LINES = "lines"  # "Name: value", line by line or in a paragraph each
    TABLE = "table"  # two columns
    STATUS_SECTION = "status-section"  # a section Status that says one of the template's words


class FieldDemand(StrEnum):
    """Who asks for a field."""

    GATE = "gate"  # a gate rejects a document without it
    USE = "use"  # nearly all documents have it


@dataclass(frozen=True, slots=True)
class DatedLink:
    """A link with a date in front: the date's form, and the regular expression of the address."""

    date: str
    address: str


@dataclass(frozen=True, slots=True)
class OnlyWith:
    """A value that goes only with some values of another field."""

    value: str
    field: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field of a header: what a template does not say of it, or what its gate asks for.

    ``name`` is its name to the letter, ``aliases`` others that serve as well.  It is ``required``, or
    ``required_with`` some values of the status.  ``many`` means that it may stand there several times,
    ``may_be_empty`` that it needs no value.

    A value has to be one of ``values``, or match the whole of ``pattern``, or be a date of the form ``date``,
    or a ``dated_link``; without any of these it is free.  With a ``separator`` that is asked of each of its
    entries, with ``in_lines`` of the entries in each of its lines.  All lines but the last then end with
    ``line_end``, and none starts with more than ``most_indent`` columns of white space.
    ``in_order`` asks for entries in the order of their letters, each once.  ``earliest`` is the first year of
    a date, ``days_ahead`` the number of days that it may lie in the future.  ``expected`` says in words what
    a value is.

    With ``number`` the value is the number in the file's name.  ``only_with`` are values that do not go with
    any value of another field.  ``answered_by`` is the field with which the
    documents whose numbers stand in the value name this one, ``answer_status`` the status that these have.
    """

    name: str
    aliases: tuple[str, ...] = ()
    required: FieldDemand | None = None
    required_with: tuple[str, ...] = ()
    many: bool = False
    may_be_empty: bool = False
    values: tuple[str, ...] = ()
    pattern: str | None = None
    date: str | None = None
    dated_link: DatedLink | None = None
    separator: str | None = None
    in_lines: bool = False
    line_end: str | None = None
    most_indent: int | None = None
    in_order: bool = False
    earliest: int | None = None
    days_ahead: int | None = None
    expected: str | None = None
    number: bool = False
    only_with: tuple[OnlyWith, ...] = ()
    answered_by: str | None = None
    answer_status: str | None = None


@dataclass(frozen=True, slots=True)
class HeaderRules:
    """Rules on the headers of a process.

    ``kind`` None leaves it to the template.  ``fields`` are the
    fields in their order; those that only the template has come behind.  With ``to_the_letter`` a name in
    another case is another name.  ``first`` is the field with which the first line has to begin.
    ``status`` is the field that says how far a document has come, ``open`` are its values while sections are
    still asked for.  ``gate_pattern`` is the regular expression by which a gate finds fields in any line of a
    text; its groups are the name and the value.  ``title`` is that of the title, with ``{number}`` for the
    number in the file's name; a gate finds the title behind the first line made of one of the characters
    ``title_behind``.
    """

    kind: HeaderKind | None = None
    fields: tuple[FieldRule, ...] = ()
    to_the_letter: bool = False
    first: str | None = None
    status: str = "Status"
    open: tuple[str, ...] = ("Draft", "Discussion")
    gate_pattern: str | None = None
    title: str | None = None
    title_behind: str | None = None
