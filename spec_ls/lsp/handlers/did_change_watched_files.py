"""``workspace/didChangeWatchedFiles``."""

from __future__ import annotations

from lsprotocol import types

from spec_ls.lsp.session import Session


def handle(session: Session, params: types.DidChangeWatchedFilesParams) -> None:
    """Check the open documents against templates and settings as they are now."""
    session.recheck()
