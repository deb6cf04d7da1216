"""From a name to its definition and back, and from a heading to the slot in the template that it fills.

References in other documents are found by ``linked_navigation.py``, the specs that fill a template's heading
by ``template_uses.py``.
"""

from __future__ import annotations

from dataclasses import dataclass

from spec_ls.features.heading_slot import heading_slot
from spec_ls.findings import TemplatePlace
from spec_ls.model.document import Document
from spec_ls.model.names import definition_of, named, occurrence_at, sharing, uses_of
from spec_ls.model.occurrence import NameKind, Occurrence
from spec_ls.spec import Spec
from spec_ls.text import Position, Range


@dataclass(frozen=True, slots=True)
class DefinitionLink:
    """A definition in the same document: ``origin`` is the use or name that was asked about.

    ``whole`` is the definition's construct, ``name`` the name in it.
    """

    origin: Range
    whole: Range
    name: Range


@dataclass(frozen=True, slots=True)
class SlotLink:
    """The slot of a template that a heading fills, or nearly; ``origin`` is the heading's title."""

    origin: Range
    place: TemplatePlace


def definition(document: Document, position: Position) -> DefinitionLink | None:
    """The definition of the name at a position; a definition's own name leads to itself."""
    name = occurrence_at(document, position)
    found = definition_of(document, name) if name is not None else None
    if name is None or found is None:
        return None
    return DefinitionLink(name.whole, found.whole, found.range)


def slot_of_heading(spec: Spec, position: Position) -> SlotLink | None:
    """The slot that the heading at a position fills, on its title or adornment; None anywhere else."""
    spec = spec.unpromoted
    found = heading_slot(spec, position)
    place = found and spec.template.place(found.slot)
    if found is None or place is None:
        return None
    return SlotLink(spec.document.title_range(found.section), place)


def references(document: Document, position: Position, with_definition: bool) -> tuple[Occurrence, ...]:
    """The uses of the name at a position, in the order of the text, and on demand its definition.

    A name without a definition, or with several that invalidate each other, has all places that share it.
    """
    name = occurrence_at(document, position)
    if name is None:
        return ()
    found = definition_of(document, name)
    if found is None or _is_invalid(document, found):
        places = tuple(other for other in sharing(document, name.keys[0]) if _is_same(other, name))
    else:
        uses = uses_of(document, found)
        places = tuple(sorted((found, *uses), key=lambda place: place.range))
    return tuple(place for place in places if with_definition or not place.is_definition)


def _is_same(other: Occurrence, name: Occurrence) -> bool:
    """True for places that share a name; those without one share nothing."""
    return other == name if not name.name else other.name.lower() == name.name.lower()


def _is_invalid(document: Document, definition: Occurrence) -> bool:
    """True if a definition's name leads elsewhere, or nowhere because another one has it, too."""
    if not definition.name or definition.kind is NameKind.SUBSTITUTION:
        return False
    return named(document, definition.name) != definition
