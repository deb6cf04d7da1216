"""All handlers but that of ``initialize``: one list, from which the server registers them."""

from __future__ import annotations

from spec_ls.lsp.handlers import (
    code_action,
    completion,
    document_symbol,
    execute_command,
    formatting,
    hover,
    state,
    text_document_sync,
    workspace,
)
from spec_ls.lsp.handlers.kinds import (
    Command,
    CommandRequest,
    DocumentRequest,
    Handler,
    Notification,
    SessionRequest,
)

__all__ = [
    "HANDLERS",
    "Command",
    "CommandRequest",
    "DocumentRequest",
    "Handler",
    "Notification",
    "SessionRequest",
]

HANDLERS: tuple[Handler, ...] = (
    *text_document_sync.HANDLERS,
    *workspace.HANDLERS,
    completion.HANDLER,
    code_action.HANDLER,
    hover.HANDLER,
    document_symbol.HANDLER,
    execute_command.HANDLER,
    *formatting.HANDLERS,
    state.HANDLER,
)
