"""``textDocument/didSave``."""

from __future__ import annotations

from lsprotocol import types

from spec_ls.lsp.session import Session


def handle(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """Look again at what serves the open documents: the saved one may be a template or settings."""
    session.recheck()
