"""``initialize``: what the client can do, and what the server does for it.

The answer is given first and the session begins after it, as that loads most of the server.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.features.kinds import Kind
from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.extensions import CAPABILITIES

if TYPE_CHECKING:
    from spec_ls.lsp.session import Session

_NAME = "spec-ls"


def answer(params: types.InitializeParams) -> types.InitializeResult:
    """What the server does for this client."""
    client = Client.of(params.capabilities)
    return types.InitializeResult(_capabilities(client), types.ServerInfo(_NAME, _version()))


def begin(session: Session, params: types.InitializeParams) -> None:
    """Begin the session."""
    session.start(Client.of(params.capabilities), _folder(params), params.initialization_options)


def _capabilities(client: Client) -> types.ServerCapabilities:
    kinds = [types.CodeActionKind(Kind.FIX.value), Kind.INSERT_MISSING.value, Kind.ORDER.value]
    return types.ServerCapabilities(
        position_encoding=client.encoding.value,
        text_document_sync=types.TextDocumentSyncOptions(
            open_close=True, change=types.TextDocumentSyncKind.Incremental, save=types.SaveOptions()
        ),
        completion_provider=types.CompletionOptions(),
        hover_provider=True,
        document_symbol_provider=True,
        code_action_provider=types.CodeActionOptions(code_action_kinds=kinds),
        experimental=CAPABILITIES,
    )


def _folder(params: types.InitializeParams) -> Path | None:
    """The first folder of files that the client works in; None if it has none open."""
    for one in params.workspace_folders or ():
        if path := uris.to_path(one.uri):
            return path
    if params.root_uri:
        return uris.to_path(params.root_uri)
    return Path(params.root_path) if params.root_path else None


def _version() -> str | None:
    try:
        return version(_NAME)
    except PackageNotFoundError:
        return None
