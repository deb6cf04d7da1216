"""``textDocument/didChange``, incremental or with the whole text."""

from __future__ import annotations

from lsprotocol import types

from spec_ls.lsp.session import Session


def handle(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """Check a document again after edits, which apply in the order of the list."""
    document = params.text_document
    session.change(document.uri, document.version, params.content_changes)
