"""The places of a name that are typed as one: those where it is written alike."""

from __future__ import annotations

from typing import NamedTuple

from spec_ls.model.document import Document
from spec_ls.model.names import definition_of, occurrence_at, uses_of
from spec_ls.model.occurrence import NameKind, Occurrence
from spec_ls.text import Position, Range

_LABELS = frozenset({NameKind.FOOTNOTE, NameKind.CITATION})
_OWN_TEXT = frozenset({NameKind.SECTION, NameKind.EMBEDDED_TARGET, NameKind.CONTENTS})
"""Definitions whose name is text that is read: a title has an adornment, too, so it is renamed instead."""


class LinkedNames(NamedTuple):
    """Ranges of the same text, in order, and a regular expression (ECMAScript's) for what may be typed."""

    ranges: tuple[Range, ...]
    pattern: str


def linked_names(document: Document, position: Position) -> LinkedNames | None:
    """The places that change with the name at a position; None where it stands at one place alone."""
    place = occurrence_at(document, position)
    definition = definition_of(document, place) if place is not None else None
    if place is None or definition is None or not definition.name or definition.kind in _OWN_TEXT:
        return None
    written = document.text.slice(place.range)
    if not place.range.start <= position <= place.range.end or "\n" in written or "\r" in written:
        return None
    places = (definition, *uses_of(document, definition))
    alike = [other for other in places if document.text.slice(other.range) == written]
    ranges = tuple(sorted({other.range for other in alike}))
    if len(ranges) < 2 or place.range not in ranges:
        return None
    return LinkedNames(ranges, _pattern(document, definition, alike))


def _pattern(document: Document, definition: Occurrence, alike: list[Occurrence]) -> str:
    """What may be typed at all places without an end of the markup there."""
    if definition.kind is NameKind.SUBSTITUTION:
        return r"[^|\r\n]+"
    if definition.kind in _LABELS:
        return r"[^\s\[\]]+" if definition.auto or definition.kind is NameKind.CITATION else "[0-9]+"
    is_bare = any(other.kind is NameKind.REFERENCE and not _is_quoted(document, other) for other in alike)
    return r"[^\s`|<>\[\]]+" if is_bare else r"[^`<>\r\n]+"


def _is_quoted(document: Document, place: Occurrence) -> bool:
    return document.text.slice(place.whole).startswith("`")
