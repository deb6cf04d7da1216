"""What a command of ``workspace/executeCommand`` is about, and how its fix is applied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from spec_ls.lsp.messages import request_failed

if TYPE_CHECKING:
    from spec_ls.findings import Fix
    from spec_ls.lsp.handlers.kinds import Command
    from spec_ls.lsp.session import Session
    from spec_ls.lsp.snapshot import DocumentSnapshot

_BEFORE_ALL = {"line": 0, "character": 0}


@dataclass(frozen=True, slots=True)
class Place:
    """The document that a command is about, and the position in it, None if the client gave none.

    Both are named as in the parameters of LSP's requests.
    """

    text_document: types.TextDocumentIdentifier
    position: types.Position | None


def place_of(params: types.ExecuteCommandParams, structure: Callable[[Any, type[Any]], Any]) -> Place:
    """The place that a command's one argument names; ``structure`` reads LSP's types from JSON.

    Raises ``JsonRpcInvalidParams`` for other arguments.
    """
    arguments: Sequence[Any] = params.arguments or ()
    try:
        (argument,) = arguments
        whole = structure({"position": _BEFORE_ALL, **argument}, types.TextDocumentPositionParams)
    except Exception as error:
        wanted = "a command takes one object: textDocument, and perhaps position"
        raise JsonRpcInvalidParams(wanted) from error
    return Place(whole.text_document, whole.position if "position" in argument else None)


def apply_fix(session: Session, command: Command, snapshot: DocumentSnapshot, place: Place) -> None:
    """Ask the client to apply the fix that a command makes; the user is told if it cannot be made."""
    if not session.client.applies_edits:
        raise request_failed("the editor applies no edits that a server asks for")
    converter = snapshot.converter
    position = None if place.position is None else converter.from_position(place.position)
    fix = command.fix(snapshot, position)
    if isinstance(fix, str):
        session.warn(fix)
    elif fix is not None:
        session.run_in_background(_apply(session, snapshot, fix))


def unproven(title: str) -> str:
    """What the user is told where a fix of this title would do harm, as far as anybody can prove."""
    return f'"{title}" writes nothing here: spec-ls could not prove that it does no harm'


async def _apply(session: Session, snapshot: DocumentSnapshot, fix: Fix) -> None:
    edit = snapshot.converter.to_workspace_edit(fix, snapshot.uri, snapshot.version)
    await ask_to_apply(session, edit, fix.title)


async def ask_to_apply(session: Session, edit: types.WorkspaceEdit, title: str) -> None:
    """Ask the client to apply an edit; the user is told if it does not."""
    params = types.ApplyWorkspaceEditParams(edit, title)
    result = await session.request(types.WORKSPACE_APPLY_EDIT, params)
    if result is not None and not result.applied:
        session.warn(f"the editor did not apply the change: {result.failure_reason or title}")
