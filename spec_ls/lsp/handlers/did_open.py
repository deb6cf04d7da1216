"""``textDocument/didOpen``."""

from __future__ import annotations

from lsprotocol import types

from spec_ls.lsp.session import Session


def handle(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    """Check a document that the client shows now."""
    document = params.text_document
    session.open(document.uri, document.version, document.text)
