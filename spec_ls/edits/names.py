"""Writes another name at the places of a name, each in the form that its construct asks for."""

from __future__ import annotations

import re

from spec_ls.model.document import Document
from spec_ls.model.occurrence import NameKind, Occurrence
from spec_ls.rst.explicit import SIMPLE_NAME
from spec_ls.text import Edit, Position, Range

_SIMPLE = re.compile(SIMPLE_NAME)
_PLAIN_TARGET = re.compile(r"(?![_`\s])(?:[^:\\]|:(?! |$))*(?<![:\s])")
"""A target's name that needs no backquotes."""


def is_simple(name: str) -> bool:
    """True for a name that a reference can have without backquotes."""
    return _SIMPLE.fullmatch(name) is not None


def named_anew(document: Document, place: Occurrence, name: str) -> Edit:
    """The edit that writes another name at a place; ``name`` is as its author writes it."""
    before, behind = _around(document, place.range)
    if place.kind is NameKind.TARGET and before != "`" and not _PLAIN_TARGET.fullmatch(name):
        return Edit(place.range, f"`{name}`")
    if place.kind is NameKind.ALIAS:
        is_embedded = behind == "_>"
        bare = is_embedded or before == "`" or is_simple(name)
        return Edit(place.range, name if bare else f"`{name}`")
    if place.kind is NameKind.REFERENCE and before != "`" and not is_simple(name):
        return Edit(place.range, f"`{name}`")
    return Edit(place.range, name)


def has_case_of_its_own(document: Document, place: Occurrence, definition: Occurrence) -> bool:
    """True for a use in lower case of a name that is defined with capitals, as within a sentence."""
    written = document.text.slice(place.range)
    return written == written.lower() != document.text.slice(definition.range)


def _around(document: Document, range_: Range) -> tuple[str, str]:
    """The character before a range, and the two behind it."""
    (line, column), end = range_
    before = document.text.slice(Range(Position(line, max(column - 1, 0)), range_.start))
    return before, document.text.slice(Range(end, Position(end.line, end.column + 2)))
