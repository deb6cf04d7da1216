"""``textDocument/hover``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.lsp.snapshot import DocumentSnapshot


def hover(snapshot: DocumentSnapshot, params: types.HoverParams) -> types.Hover | None:
    """The template's guidance for the heading under the cursor."""
    from spec_ls.features.hover import hover as hover_at
    from spec_ls.lsp.convert import markup

    if snapshot.spec is None:
        return None
    converter = snapshot.converter
    found = hover_at(snapshot.spec, converter.from_position(params.position))
    if found is None:
        return None
    contents = markup(f"{found.title}: {found.summary}", found.guidance, snapshot.client.markdown_hover)
    return types.Hover(contents, converter.to_range(found.range))


HANDLER = DocumentRequest(types.TEXT_DOCUMENT_HOVER, hover, types.ServerCapabilities(hover_provider=True))
