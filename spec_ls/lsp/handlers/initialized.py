"""``initialized``."""

from __future__ import annotations

from lsprotocol import types

from spec_ls.lsp.session import Session

_WATCHED = ("**/*.rst", "**/pyproject.toml", "**/spec-ls.toml")
"""Templates and settings: what findings depend on besides the document itself.

One pattern with braces would do, but Emacs 30 refuses a ``*`` within them.
"""


def handle(session: Session, params: types.InitializedParams) -> None:
    """Ask the client to watch files, if it can; else a change is seen at the next check."""
    if not session.client.watches_files:
        return
    watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    watch = types.Registration("spec-ls/files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    question = types.RegistrationParams([watch])
    session.link.ask(types.CLIENT_REGISTER_CAPABILITY, question, lambda _: None)
