"""``textDocument/definition``, ``declaration``, ``references`` and ``documentHighlight``."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from pathlib import Path

    from spec_ls.lsp.slices import Waiting
    from spec_ls.lsp.snapshot import DocumentSnapshot
    from spec_ls.model.linked_pages import Place
    from spec_ls.text import Position, Range

_MOST_SPECS = 5_000
"""Specs of which the template is looked up."""

_Links = list[types.LocationLink] | types.Location | None


def definition(snapshot: DocumentSnapshot, params: types.DefinitionParams) -> _Links:
    """The slot in the template of a heading, else the definition of a name; a link where the client can."""
    return _definition(snapshot, params.position, snapshot.client.definition_links)


def declaration(snapshot: DocumentSnapshot, params: types.DeclarationParams) -> _Links:
    """As ``definition``: RST has no declarations apart from these."""
    return _definition(snapshot, params.position, snapshot.client.declaration_links)


def references(
    snapshot: DocumentSnapshot, params: types.ReferenceParams
) -> Generator[Waiting | None, None, list[types.Location] | None]:
    """The places at which a name is used, in other documents too, and on demand its definition.

    A heading of a template has those of the specs that fill it.
    """
    from spec_ls.features.linked_navigation import references_elsewhere
    from spec_ls.features.navigation import references as references_of
    from spec_ls.model.names import found_in_steps

    converter = snapshot.converter
    position, declared = converter.from_position(params.position), params.context.include_declaration
    yield from found_in_steps(snapshot.document)
    found = references_of(snapshot.document, position, declared)
    locations = [types.Location(snapshot.uri, converter.to_range(name.range)) for name in found]
    path = snapshot.absolute_path
    if path is not None:
        known = snapshot.linked_pages
        places = references_elsewhere(snapshot.document, path, position, known, declared)
        locations += (_location(snapshot, place) for place in places)
        if snapshot.spec is None:
            filled = yield from _filled_places(snapshot, path, position)
            locations += (_location(snapshot, place) for place in filled)
    return locations or None


def _filled_places(
    snapshot: DocumentSnapshot, path: Path, position: Position
) -> Generator[Waiting | None, None, list[Place]]:
    """The headings of specs that fill the heading at a position of their template; looks at a spec a step."""
    from spec_ls.features.template_uses import is_filled_at, may_fill, title_at
    from spec_ls.lsp.slices import awaited
    from spec_ls.model.document import parse
    from spec_ls.spec import compare

    found: list[Place] = []
    title = title_at(snapshot.document, position)
    if title is None:
        return found
    for place in islice(may_fill(title, path, snapshot.linked_pages()), _MOST_SPECS):
        read = yield from awaited(partial(snapshot.read, place.path))
        if read is None or read[1].template is None or read[1].template.origin != path:
            continue
        text, served = read
        spec = compare(parse(text), read[1].template, served.config, place.path)
        yield None
        if is_filled_at(spec, place.entry.line, title, path):
            found.append(place)
    return found


def highlight(
    snapshot: DocumentSnapshot, params: types.DocumentHighlightParams
) -> Generator[None, None, list[types.DocumentHighlight] | None]:
    """All places of the name under the cursor; a definition counts as written, a use as read."""
    from spec_ls.features.navigation import references as references_of
    from spec_ls.model.names import found_in_steps

    yield from found_in_steps(snapshot.document)
    converter = snapshot.converter
    kinds = {True: types.DocumentHighlightKind.Write, False: types.DocumentHighlightKind.Read}
    found = references_of(snapshot.document, converter.from_position(params.position), True)
    return [
        types.DocumentHighlight(converter.to_range(name.range), kinds[name.is_definition]) for name in found
    ] or None


def _definition(snapshot: DocumentSnapshot, place: types.Position, as_link: bool) -> _Links:
    from spec_ls.features.navigation import definition as definition_at
    from spec_ls.features.navigation import slot_of_heading

    converter = snapshot.converter
    position = converter.from_position(place)
    found = definition_at(snapshot.document, position)
    spec = snapshot.spec
    slot = slot_of_heading(spec, position) if spec is not None else None
    if spec is not None and slot is not None and (found is None or found.origin == slot.origin):
        return _answer(snapshot, converter.template_line(slot.place, spec.template), slot.origin, as_link)
    elsewhere = _links_elsewhere(snapshot, position, as_link, is_named=found is not None)
    if found is None or elsewhere is not None:
        return elsewhere
    name = converter.to_range(found.name)
    if not as_link:
        return types.Location(snapshot.uri, name)
    whole, origin = converter.to_range(found.whole), converter.to_range(found.origin)
    return [types.LocationLink(snapshot.uri, whole, name, origin)]


def _links_elsewhere(snapshot: DocumentSnapshot, position: Position, as_link: bool, is_named: bool) -> _Links:
    """The label or title in another document that a reference names, or an address leads to.

    Where a name of this document stands (``is_named``), an address in the same markup goes before it.
    """
    from spec_ls.features.linked_navigation import definition_elsewhere, file_elsewhere

    path, document = snapshot.absolute_path, snapshot.document
    if path is None:
        return None
    found = file_elsewhere(document, path, position, snapshot.linked_pages)
    if found is None and not is_named:
        found = definition_elsewhere(document, path, position, snapshot.linked_pages)
    if found is None:
        return None
    return _answer(snapshot, _location(snapshot, found.place), found.origin, as_link)


def _location(snapshot: DocumentSnapshot, place: Place) -> types.Location:
    from spec_ls.lsp import uris
    from spec_ls.lsp.convert import entry_range

    return types.Location(uris.from_path(place.path), entry_range(place.entry, snapshot.client.encoding))


def _answer(snapshot: DocumentSnapshot, location: types.Location, origin: Range, as_link: bool) -> _Links:
    """A place in another file, with what leads to it where the client takes that."""
    if not as_link:
        return location
    from_range = snapshot.converter.to_range(origin)
    return [types.LocationLink(location.uri, location.range, location.range, from_range)]


HANDLERS = (
    DocumentRequest(
        types.TEXT_DOCUMENT_DEFINITION,
        definition,
        types.ServerCapabilities(definition_provider=True),
        feature="definition",
    ),
    DocumentRequest(
        types.TEXT_DOCUMENT_DECLARATION,
        declaration,
        types.ServerCapabilities(declaration_provider=True),
        feature="definition",
    ),
    DocumentRequest(
        types.TEXT_DOCUMENT_REFERENCES,
        references,
        types.ServerCapabilities(references_provider=True),
        feature="references",
    ),
    DocumentRequest(
        types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT,
        highlight,
        types.ServerCapabilities(document_highlight_provider=True),
        feature="highlight",
    ),
)
