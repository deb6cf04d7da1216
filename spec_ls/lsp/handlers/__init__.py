"""All handlers but that of ``initialize``: one list, from which the server registers them."""

from __future__ import annotations

from spec_ls.lsp.handlers import (
    code_action,
    code_lens,
    completion,
    diagnostic,
    document_link,
    document_symbol,
    execute_command,
    file_operations,
    folding_range,
    formatting,
    hover,
    inlay_hint,
    linked_editing_range,
    navigation,
    rename,
    selection_range,
    semantic_tokens,
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
    folding_range.HANDLER,
    selection_range.HANDLER,
    code_lens.HANDLER,
    inlay_hint.HANDLER,
    *semantic_tokens.HANDLERS,
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
