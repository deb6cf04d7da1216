"""``workspace/symbol``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import SessionRequest

if TYPE_CHECKING:
    from spec_ls.lsp.session import Session


def workspace_symbol(session: Session, params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
    """The titles and labels of all documents."""
    from spec_ls.features.workspace_symbols import find_symbols
    from spec_ls.lsp import uris
    from spec_ls.lsp.convert import entry_range
    from spec_ls.model.page_summary import EntryKind

    uri = cache(uris.from_path)  # many symbols share a document
    kinds = {EntryKind.TITLE: types.SymbolKind.String, EntryKind.LABEL: types.SymbolKind.Key}
    return [
        types.SymbolInformation(
            location=types.Location(uri(symbol.path), entry_range(symbol.entry, session.client.encoding)),
            name=symbol.entry.name,
            kind=kinds[symbol.entry.kind],
            container_name=symbol.container,
        )
        for symbol in find_symbols(session.pages.summaries(), params.query)
    ]


HANDLER = SessionRequest(
    types.WORKSPACE_SYMBOL,
    workspace_symbol,
    types.ServerCapabilities(workspace_symbol_provider=True),
    feature="workspace-symbols",
)
