"""All handlers but that of ``initialize``: one list, from which the server registers them."""

from __future__ import annotations

from spec_ls.lsp.handlers import (
    code_action,
    completion,
    diagnostic,
    document_link,
    document_symbol,
    execute_command,
    file_operations,
    formatting,
    hover,
    linked_editing_range,
    navigation,
    rename,
    signature_help,
    state,
    text_document_sync,
    workspace,
    workspace_symbol,
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
    *code_action.HANDLERS,
    *diagnostic.HANDLERS,
    hover.HANDLER,
    document_symbol.HANDLER,
    *navigation.HANDLERS,
    *rename.HANDLERS,
    linked_editing_range.HANDLER,
    execute_command.HANDLER,
    *formatting.HANDLERS,
    signature_help.HANDLER,
    document_link.HANDLER,
    *file_operations.HANDLERS,
    workspace_symbol.HANDLER,
    state.HANDLER,
)
