"""``textDocument/rename`` and ``prepareRename``."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest
from spec_ls.lsp.messages import request_failed

if TYPE_CHECKING:
    from spec_ls.lsp.client import Client
    from spec_ls.lsp.encoding import Encoding
    from spec_ls.lsp.snapshot import DocumentSnapshot
    from spec_ls.model.linked_pages import Place


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
        raise request_failed(str(error)) from None
    return found and types.PrepareRenamePlaceholder(converter.to_range(found.range), found.text)


def rename(
    snapshot: DocumentSnapshot, params: types.RenameParams
) -> Generator[None, None, types.WorkspaceEdit]:
    """The edits of all places of the name under the cursor; an error says why there are none."""
    from spec_ls.features.label_rename import uses_elsewhere
    from spec_ls.features.rename import CannotRename
    from spec_ls.features.rename import rename as renamed
    from spec_ls.findings import Fix, Safety
    from spec_ls.model.linked_pages import NO_PAGES

    converter, path = snapshot.converter, snapshot.absolute_path
    position, name = converter.from_position(params.position), " ".join(params.new_name.split())
    pages = NO_PAGES if path is None else snapshot.linked_pages()
    try:
        edits = yield from renamed(snapshot.document, position, name)
        others = uses_elsewhere(snapshot.document, path or Path(), position, name, pages)
    except CannotRename as error:
        raise request_failed(str(error)) from None
    fix = Fix(f'Rename to "{name}"', edits, safety=Safety.SAFE)
    edit = converter.to_workspace_edit(fix, snapshot.uri, snapshot.version)
    _add(edit, others, name, converter.encoding)
    return edit


def _add(edit: types.WorkspaceEdit, others: Iterable[Place], name: str, encoding: Encoding) -> None:
    """Add the edits of references in other documents, whose versions are unknown."""
    from spec_ls.lsp import uris
    from spec_ls.lsp.convert import entry_range

    changes = dict[str, list[types.TextEdit]]()
    for path, entry in others:
        changes.setdefault(uris.from_path(path), []).append(
            types.TextEdit(entry_range(entry, encoding), name)
        )
    if edit.document_changes is None:
        edit.changes = {**(edit.changes or {}), **changes}
        return
    documents = (types.OptionalVersionedTextDocumentIdentifier(uri=uri) for uri in changes)
    more = map(types.TextDocumentEdit, documents, changes.values())
    edit.document_changes = [*edit.document_changes, *more]


def _capabilities(client: Client) -> types.ServerCapabilities:
    """Only a client that can ask before may be told that the server answers."""
    prepares = types.RenameOptions(prepare_provider=True)
    return types.ServerCapabilities(rename_provider=prepares if client.prepares_renames else True)


HANDLERS = (
    DocumentRequest(types.TEXT_DOCUMENT_PREPARE_RENAME, prepare_rename, feature="rename"),
    DocumentRequest(types.TEXT_DOCUMENT_RENAME, rename, _capabilities, feature="rename"),
)
