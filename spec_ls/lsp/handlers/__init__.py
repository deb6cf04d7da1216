"""What the server answers: one module a method, ``(session, params) -> result``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lsprotocol import types

from spec_ls.lsp.handlers import (
    code_action,
    completion,
    did_change,
    did_change_configuration,
    did_change_watched_files,
    did_close,
    did_open,
    did_save,
    document_symbol,
    hover,
    initialize,
    initialized,
    shutdown,
)
from spec_ls.lsp.session import Session

Handler = Callable[[Session, Any], Any]

HANDLERS: dict[str, Handler] = {
    types.INITIALIZE: initialize.handle,
    types.INITIALIZED: initialized.handle,
    types.SHUTDOWN: shutdown.handle,
    types.TEXT_DOCUMENT_DID_OPEN: did_open.handle,
    types.TEXT_DOCUMENT_DID_CHANGE: did_change.handle,
    types.TEXT_DOCUMENT_DID_SAVE: did_save.handle,
    types.TEXT_DOCUMENT_DID_CLOSE: did_close.handle,
    types.TEXT_DOCUMENT_COMPLETION: completion.handle,
    types.TEXT_DOCUMENT_CODE_ACTION: code_action.handle,
    types.TEXT_DOCUMENT_HOVER: hover.handle,
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: document_symbol.handle,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: did_change_configuration.handle,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: did_change_watched_files.handle,
}
"""Every method that has a handler."""
