"""``textDocument/didClose``."""

from __future__ import annotations

from lsprotocol import types

from spec_ls.lsp.session import Session


def handle(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    """Forget a document; what was said of it is taken back."""
    session.close(params.text_document.uri)
