"""The answer to ``initialize``.  It needs neither the session nor the core, which take longer to import."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lsprotocol import types

from spec_ls import VERSION
from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.handlers import Handler


def initialize_result(client: Client, capabilities: dict[str, Any]) -> types.InitializeResult:
    """The server's name, version and capabilities, with the encoding that suits the client best."""
    return types.InitializeResult(
        types.ServerCapabilities(position_encoding=client.encoding.value, **capabilities),
        types.ServerInfo("spec-ls", VERSION),
    )


def merged_capabilities(handlers: Iterable[Handler], client: Client) -> dict[str, Any]:
    """The capabilities of handlers for one client, by the fields of ``ServerCapabilities``.

    A field that is a dictionary, as ``experimental``, has the keys of all handlers; so has ``workspace``.
    """
    merged: dict[str, Any] = {}
    for handler in handlers:
        announced = handler.capabilities
        capabilities = announced(client) if callable(announced) else announced
        for name in types.ServerCapabilities.__annotations__:
            value = getattr(capabilities, name)
            if isinstance(value, dict):
                merged[name] = {**merged.get(name, {}), **value}
            elif isinstance(value, types.WorkspaceOptions) and name in merged:
                merged[name] = _both_workspace_options(merged[name], value)
            elif value is not None:
                merged[name] = value
    return merged


def _both_workspace_options(
    options: types.WorkspaceOptions, others: types.WorkspaceOptions
) -> types.WorkspaceOptions:
    """The options of two handlers."""
    own, more = options.file_operations, others.file_operations
    operations = more or own
    if own is not None and more is not None:
        names = types.FileOperationOptions.__annotations__
        operations = types.FileOperationOptions(**{n: getattr(more, n) or getattr(own, n) for n in names})
    return types.WorkspaceOptions(others.workspace_folders or options.workspace_folders, operations)


def all_folders(params: types.InitializeParams) -> tuple[Path, ...]:
    """All folders that the client works in and that have a path."""
    found = (uris.to_path(folder.uri) for folder in params.workspace_folders or ())
    return tuple(path for path in found if path)


def first_folder(params: types.InitializeParams) -> Path | None:
    """The first folder that the client works in and that has a path; None if there is none."""
    for folder in params.workspace_folders or ():
        if path := uris.to_path(folder.uri):
            return path
    if params.root_uri:
        return uris.to_path(params.root_uri)
    return Path(params.root_path) if params.root_path else None
