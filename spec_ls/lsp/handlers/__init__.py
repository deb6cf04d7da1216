"""What the server answers: one module a method, ``(session, params) -> result``.

The modules are loaded when they are needed, ``initialize`` alone at once: with the others comes all of the
core, for which the client should not wait.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from lsprotocol import types

if TYPE_CHECKING:
    from spec_ls.lsp.session import Session

Handler = Callable[["Session", Any], Any]

_MODULES = {
    types.INITIALIZED: "initialized",
    types.SHUTDOWN: "shutdown",
    types.TEXT_DOCUMENT_DID_OPEN: "did_open",
    types.TEXT_DOCUMENT_DID_CHANGE: "did_change",
    types.TEXT_DOCUMENT_DID_SAVE: "did_save",
    types.TEXT_DOCUMENT_DID_CLOSE: "did_close",
    types.TEXT_DOCUMENT_COMPLETION: "completion",
    types.TEXT_DOCUMENT_CODE_ACTION: "code_action",
    types.TEXT_DOCUMENT_HOVER: "hover",
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: "document_symbol",
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: "did_change_configuration",
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: "did_change_watched_files",
}


def load(method: str) -> Handler:
    """The handler of a method."""
    handle: Handler = import_module(f"{__name__}.{_MODULES[method]}").handle
    return handle


def _loading(method: str) -> Handler:
    def handle(session: Session, params: Any) -> Any:
        return load(method)(session, params)

    return handle


HANDLERS: dict[str, Handler] = {method: _loading(method) for method in _MODULES}
"""Every method that has a handler, but for ``initialize``, which there is no session before."""
