"""What the server does and answers: one module a method.

A notification changes the session, ``(session, params)``; a request asks for something about a document as
it is now, ``(view, params) -> result``.

The modules are loaded when they are needed, ``initialize`` alone at once: with the others comes all of the
core, for which the client should not wait.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from spec_ls.lsp.extensions import STATE

if TYPE_CHECKING:
    from spec_ls.lsp.document import View
    from spec_ls.lsp.session import Session

Handler = Callable[["Session", Any], None]
"""What is done for a notification."""

Answer = Callable[["View", Any], Any]
"""The answer to a request about a document; what is no spec, or not open, needs none."""


def load(module: str) -> Callable[..., Any]:
    """What a module of this package does."""
    handle: Callable[..., Any] = import_module(f"{__name__}.{module}").handle
    return handle


def _loading(module: str) -> Callable[..., Any]:
    def handle(about: Session | View, params: Any) -> Any:
        return load(module)(about, params)

    return handle


NOTIFICATIONS: dict[str, Handler] = {
    types.INITIALIZED: _loading("initialized"),
    types.TEXT_DOCUMENT_DID_OPEN: _loading("did_open"),
    types.TEXT_DOCUMENT_DID_CHANGE: _loading("did_change"),
    types.TEXT_DOCUMENT_DID_SAVE: _loading("did_save"),
    types.TEXT_DOCUMENT_DID_CLOSE: _loading("did_close"),
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: _loading("did_change_configuration"),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _loading("did_change_watched_files"),
}
"""What is done for each notification."""

REQUESTS: dict[str, Answer] = {
    types.TEXT_DOCUMENT_COMPLETION: _loading("completion"),
    types.TEXT_DOCUMENT_CODE_ACTION: _loading("code_action"),
    types.TEXT_DOCUMENT_HOVER: _loading("hover"),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: _loading("document_symbol"),
    STATE: _loading("state"),
}
"""How each request is answered that is about a document: all but ``initialize`` and ``shutdown``."""
