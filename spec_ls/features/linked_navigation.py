"""From references to other documents of the workspace to their labels and titles, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from spec_ls.features.file_addresses import file_address_at, heading_of
from spec_ls.model.document import Document
from spec_ls.model.linked_pages import LinkedPages, Place
from spec_ls.model.names import definition_of, occurrence_at
from spec_ls.model.occurrence import NameKind
from spec_ls.model.page_summary import Entry, EntryKind, first_title, named_documents
from spec_ls.text import Position, Range

_MAY_NAME_DOCUMENT = re.compile(":doc:|toctree", re.IGNORECASE)
KnownPages = Callable[[], LinkedPages]
"""Gives the documents of the workspace as they are known now, which takes a while."""

_TOP = Entry(EntryKind.TITLE, "", 0, 0, 0)
"""The place of a document without a title."""


class LinkElsewhere(NamedTuple):
    """What a reference, whose range is ``origin``, leads to in another document."""

    origin: Range
    place: Place


def definition_elsewhere(
    document: Document, path: Path, position: Position, known: KnownPages
) -> LinkElsewhere | None:
    """The label or the document that a reference at a position names; ``path`` is absolute.

    None where it names nothing, or something in its own document.  ``known`` is called only if need be.
    """
    use = occurrence_at(document, position)
    if use is not None and use.kind is NameKind.LABEL_REFERENCE:
        place = known().label(use.name) if definition_of(document, use) is None else None
        return None if place is None or place.path == path else LinkElsewhere(use.whole, place)
    entry = _document_reference(document, position)
    if entry is None:
        return None
    pages = known()
    target = pages.document(entry.name, path)
    if target is None:
        return None
    return LinkElsewhere(entry.range, Place(target, first_title(pages.summaries[target]) or _TOP))


def file_elsewhere(
    document: Document, path: Path, position: Position, known: KnownPages
) -> LinkElsewhere | None:
    """The known document, or the heading in it, to which the relative address at a position leads.

    ``path`` is absolute; ``known`` is called only if need be.
    """
    address = file_address_at(document, position, path, known)
    if address is None or address.path == path or address.path not in known().summaries:
        return None
    return LinkElsewhere(address.range, Place(address.path, heading_of(address, known()) or _TOP))


def references_elsewhere(
    document: Document, path: Path, position: Position, known: KnownPages, with_definition: bool
) -> Iterator[Place]:
    """The references in other documents to the label at a position, or, on its title, to the document.

    With ``with_definition`` also the label, where that is in another document.
    """
    name = occurrence_at(document, position)
    if name is None:
        return
    found = definition_of(document, name)
    title = document.title or next(iter(document.outermost), None)
    if found is not None and found.kind is NameKind.SECTION and title is not None:
        if document.title_range(title) == found.range:
            yield from (place for place in known().uses_of_document(path) if place.path != path)
    elif found is None or found.is_label:
        if found is None and name.kind is not NameKind.LABEL_REFERENCE:
            return
        pages = known()
        label = pages.label(name.name) if found is None and with_definition else None
        if label is not None and label.path != path:
            yield label
        yield from (place for place in pages.uses_of_label(name.name) if place.path != path)


def _document_reference(document: Document, position: Position) -> Entry | None:
    """The reference to a document at a position, if there is one."""
    index = document.blocks.at(position.line)
    if index < 0 or not _MAY_NAME_DOCUMENT.search(document.blocks.items[index].text):
        return None
    at = (entry for entry in named_documents(document) if entry.range.start <= position <= entry.range.end)
    return next(at, None)
