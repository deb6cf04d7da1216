"""All handlers but that of ``initialize``: one list, from which the server registers them."""

from __future__ import annotations

from spec_ls.lsp.handlers import (
    code_action,
    code_lens,
    completion,
    diagnostic,
    document_symbol,
    execute_command,
    folding_range,
    hover,
    inlay_hint,
    selection_range,
    semantic_tokens,
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
    *diagnostic.HANDLERS,
    hover.HANDLER,
    document_symbol.HANDLER,
    folding_range.HANDLER,
    selection_range.HANDLER,
    code_lens.HANDLER,
    inlay_hint.HANDLER,
    *semantic_tokens.HANDLERS,
    execute_command.HANDLER,
    state.HANDLER,
)
