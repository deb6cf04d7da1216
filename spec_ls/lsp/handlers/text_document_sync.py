"""``textDocument/didOpen``, ``didChange``, ``didSave`` and ``didClose``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import Notification

if TYPE_CHECKING:
    from spec_ls.lsp.session import Session


def did_open(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    """Check a document that the client shows."""
    session.open(params.text_document)


def did_change(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """Check a document again after edits, incremental ones or whole texts, in the order of the list."""
    session.edit(params.text_document, params.content_changes)


def did_save(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """Check all open documents again: the saved one may be a template or hold settings."""
    session.note_saved(params.text_document.uri)


def did_close(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    """Forget a document and take back its diagnostics."""
    session.close(params.text_document.uri)


_SYNC = types.TextDocumentSyncOptions(
    open_close=True, change=types.TextDocumentSyncKind.Incremental, save=types.SaveOptions()
)

HANDLERS = (
    Notification(types.TEXT_DOCUMENT_DID_OPEN, did_open, types.ServerCapabilities(text_document_sync=_SYNC)),
    Notification(types.TEXT_DOCUMENT_DID_CHANGE, did_change),
    Notification(types.TEXT_DOCUMENT_DID_SAVE, did_save),
    Notification(types.TEXT_DOCUMENT_DID_CLOSE, did_close),
)
