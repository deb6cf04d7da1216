"""``workspace/willRenameFiles`` and what editors tell of files that were created, renamed or deleted."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import Notification, SessionRequest
from spec_ls.lsp.switches import FILL_NEW_FILES

if TYPE_CHECKING:
    from spec_ls.lsp.session import Session
    from spec_ls.lsp.slices import Waiting

_Steps = Generator["Waiting | None", None, types.WorkspaceEdit | None]

_MOST_FILLED = 20
"""New files that are filled; more are no author's."""

_MOST_FILES = 1_000
"""Files in one request; an editor renames a folder as one."""

_FILES = types.FileOperationRegistrationOptions(
    [
        types.FileOperationFilter(
            types.FileOperationPattern("**/*.rst", types.FileOperationPatternKind.File), "file"
        ),
        types.FileOperationFilter(
            types.FileOperationPattern("**", types.FileOperationPatternKind.Folder), "file"
        ),
    ]
)


def will_rename(session: Session, params: types.RenameFilesParams) -> _Steps:
    """The edits that let other documents, and files of redirects, name files by their new names."""
    from spec_ls.features.file_renames import renamed
    from spec_ls.features.redirects import renamed_redirects
    from spec_ls.lsp import uris
    from spec_ls.lsp.convert import Converter, entry_range
    from spec_ls.lsp.slices import awaited

    moves = dict[Path, Path]()
    for file in params.files[:_MOST_FILES]:
        old, new = uris.to_path(file.old_uri), uris.to_path(file.new_uri)
        if old is not None and new is not None:
            moves[old] = new
    changes, pages = dict[str, list[types.TextEdit]](), session.pages.linked()
    for (path, entry), name in renamed(pages, moves):
        edit = types.TextEdit(entry_range(entry, session.client.encoding), name)
        changes.setdefault(session.uri_of(path), []).append(edit)
    redirects = yield from awaited(partial(session.redirects, [*pages.summaries, *moves]))
    for path, text in redirects.items():
        converter = Converter(text, session.client)
        for found in renamed_redirects(path, text, moves):
            changes.setdefault(session.uri_of(path), []).append(converter.to_edit(found))
    return types.WorkspaceEdit(changes=changes) if changes else None


def did_create(session: Session, params: types.CreateFilesParams) -> None:
    """Look at new files; on demand empty ones that are specs get what their template has."""
    session.recheck([file.uri for file in params.files])
    if session.is_on(FILL_NEW_FILES) and session.client.applies_edits:
        for file in params.files[:_MOST_FILLED]:
            session.run_in_background(_fill(session, file.uri))


async def _fill(session: Session, uri: str) -> None:
    """Ask the client to write what its template has into a file that is empty, and a spec."""
    from spec_ls.checks.proof import is_proven
    from spec_ls.features.fill_in import ways_to_fill_in
    from spec_ls.lsp import uris
    from spec_ls.lsp.commands import ask_to_apply, unproven
    from spec_ls.lsp.convert import Converter
    from spec_ls.model.document import parse
    from spec_ls.spec import compare

    path = uris.to_path(uri)
    found = None if path is None else await session.read(path)
    if path is None or found is None or not found[0].is_blank:
        return
    text, served = found
    assert served.template is not None, "a file that no template serves is not read"
    spec = compare(parse(text), served.template, served.config, path, None, served.headers)
    made = tuple(ways_to_fill_in(spec))
    fix = next((fix for fix in made if is_proven(spec, fix)), None)
    if fix is None and made:
        session.warn(f"{path.name}: {unproven(made[0].title)}")
    elif fix is not None:
        edits = [Converter(text, session.client).to_edit(edit) for edit in fix.edits]
        edit = types.WorkspaceEdit(changes={session.uri_of(path): edits})
        await ask_to_apply(session, edit, fix.title)


def did_rename(session: Session, params: types.RenameFilesParams) -> None:
    """Look at files under their old names and their new ones."""
    session.recheck([uri for file in params.files for uri in (file.old_uri, file.new_uri)])


def did_delete(session: Session, params: types.DeleteFilesParams) -> None:
    """Look at files that are gone."""
    session.recheck([file.uri for file in params.files])


def _operations(**which: types.FileOperationRegistrationOptions) -> types.ServerCapabilities:
    return types.ServerCapabilities(
        workspace=types.WorkspaceOptions(file_operations=types.FileOperationOptions(**which))
    )


HANDLERS = (
    SessionRequest(
        types.WORKSPACE_WILL_RENAME_FILES,
        will_rename,
        _operations(will_rename=_FILES),
        feature="file-renames",
    ),
    # Announced by the next one: the feature may be switched on later.
    Notification(types.WORKSPACE_DID_CREATE_FILES, did_create, feature=FILL_NEW_FILES),
    Notification(
        types.WORKSPACE_DID_RENAME_FILES,
        did_rename,
        _operations(did_create=_FILES, did_rename=_FILES, did_delete=_FILES),
    ),
    Notification(types.WORKSPACE_DID_DELETE_FILES, did_delete),
)
