"""``textDocument/documentLink``.  There is nothing left to resolve: no file is looked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.lsp.snapshot import DocumentSnapshot


def document_link(snapshot: DocumentSnapshot, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    """What the document leads to; editors open it when the user clicks on it."""
    from spec_ls.features.links import links
    from spec_ls.lsp import uris

    template = "" if snapshot.spec is None else str(snapshot.spec.template.text)
    found = links(snapshot.document, snapshot.path, snapshot.linked_pages(), template)
    return [
        types.DocumentLink(
            snapshot.converter.to_range(link.range),
            uris.from_path(link.target) if isinstance(link.target, Path) else link.target,
            tooltip=link.about if snapshot.client.link_tooltips else None,
        )
        for link in found
    ]


HANDLER = DocumentRequest(
    types.TEXT_DOCUMENT_DOCUMENT_LINK,
    document_link,
    types.ServerCapabilities(document_link_provider=types.DocumentLinkOptions()),
    feature="links",
)
