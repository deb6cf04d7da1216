"""``textDocument/rename`` and ``prepareRename``."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.lsp.client import Client
    from spec_ls.lsp.snapshot import DocumentSnapshot

_REQUEST_FAILED = -32803


def prepare_rename(
    snapshot: DocumentSnapshot, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """The name under the cursor; an error says why it cannot be changed."""
    from spec_ls.features.rename import CannotRename
    from spec_ls.features.rename import prepare_rename as prepare

    converter = snapshot.converter
    try:
        found = prepare(snapshot.document, converter.from_position(params.position))
    except CannotRename as error:
        raise JsonRpcException(str(error), code=_REQUEST_FAILED) from None
    return found and types.PrepareRenamePlaceholder(converter.to_range(found.range), found.text)


def rename(
    snapshot: DocumentSnapshot, params: types.RenameParams
) -> Generator[None, None, types.WorkspaceEdit]:
    """The edits of all places of the name under the cursor; an error says why there are none."""
    from spec_ls.features.rename import CannotRename
    from spec_ls.features.rename import rename as renamed
    from spec_ls.findings import Fix, Safety

    converter = snapshot.converter
    try:
        edits = yield from renamed(
            snapshot.document, converter.from_position(params.position), params.new_name
        )
    except CannotRename as error:
        raise JsonRpcException(str(error), code=_REQUEST_FAILED) from None
    fix = Fix(f'Rename to "{params.new_name}"', edits, safety=Safety.SAFE)
    return converter.to_workspace_edit(fix, snapshot.uri, snapshot.version)


def _capabilities(client: Client) -> types.ServerCapabilities:
    """Only a client that can ask before may be told that the server answers."""
    prepares = types.RenameOptions(prepare_provider=True)
    return types.ServerCapabilities(rename_provider=prepares if client.prepares_renames else True)


HANDLERS = (
    DocumentRequest(types.TEXT_DOCUMENT_PREPARE_RENAME, prepare_rename, feature="rename"),
    DocumentRequest(types.TEXT_DOCUMENT_RENAME, rename, _capabilities, feature="rename"),
)
