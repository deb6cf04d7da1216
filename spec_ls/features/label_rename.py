"""The references in other documents to a label that is renamed."""

from __future__ import annotations

from pathlib import Path

from spec_ls.features.rename import CannotRename
from spec_ls.model.document import Document
from spec_ls.model.linked_pages import LinkedPages, Place
from spec_ls.model.names import definition_of, occurrence_at
from spec_ls.model.occurrence import normalised
from spec_ls.text import Position


def uses_elsewhere(
    document: Document, path: Path, position: Position, new: str, pages: LinkedPages
) -> tuple[Place, ...]:
    """The places in other documents that have to change with the name at a position; ``path`` is absolute.

    Raises ``CannotRename`` where the new name is a label of another document, or a place cannot be changed.
    """
    name = occurrence_at(document, position)
    definition = definition_of(document, name) if name is not None else None
    if definition is None or not definition.is_label or normalised(new) == definition.name:
        return ()
    others = pages.uses_of_label(definition.name)
    uses = tuple(place for place in others if place.path != path)
    taken = pages.label(normalised(new))
    if taken is not None and taken.path != path:
        raise CannotRename(f'"{new}" is taken in {taken.path.name}')
    for place in uses:
        if place.entry.end_column - place.entry.column < len(place.entry.name):
            line = place.entry.line + 1
            raise CannotRename(f"the name in line {line} of {place.path.name} goes over several lines")
    return uses
