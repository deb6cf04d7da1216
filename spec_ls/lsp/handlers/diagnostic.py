"""``textDocument/diagnostic`` and ``workspace/diagnostic``, for clients that ask for diagnostics."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest, SessionRequest
from spec_ls.lsp.switches import DIAGNOSTICS, WORKSPACE_DIAGNOSTICS

if TYPE_CHECKING:
    from spec_ls.lsp.client import Client
    from spec_ls.lsp.session import Session
    from spec_ls.lsp.snapshot import DocumentSnapshot

_Steps = Generator[Any, None, Any]


def diagnostic(snapshot: DocumentSnapshot, params: types.DocumentDiagnosticParams) -> _Steps:
    """All findings of a document, once docutils has read it; or that they are as before."""
    from spec_ls.checks.run import finish_check
    from spec_ls.lsp.diagnostics import result_id

    checked = snapshot.checked
    if checked is not None and not checked.complete:
        checked = yield from finish_check(checked)
    found = snapshot.publisher.pull(snapshot.uri, snapshot.version, checked)
    id_ = result_id(found)
    if id_ == params.previous_result_id:
        return {"kind": "unchanged", "resultId": id_}
    return {"kind": "full", "resultId": id_, "items": found}


def workspace_diagnostic(session: Session, params: types.WorkspaceDiagnosticParams) -> _Steps:
    """The findings of all specs that are not open."""
    from spec_ls.lsp.progress import Progress

    previous = {known.uri: known.value for known in params.previous_result_ids}
    progress = Progress(session.notify, params.work_done_token, "Checking specs")
    parts, token = list[Any](), params.partial_result_token

    def send(items: list[dict[str, Any]]) -> None:
        if token is None:
            parts.extend(items)
        else:
            session.notify(types.PROGRESS, {"token": token, "value": {"items": items}})

    last = yield from session.workspace_diagnostics.pull(previous, send, progress)
    return {"items": [*parts, *last]}


def _capabilities(client: Client, workspace: bool) -> types.ServerCapabilities:
    """Only a client that can be told to ask again asks: an edit of one document changes no other."""
    if not client.pulls_diagnostics:
        return types.ServerCapabilities()
    return types.ServerCapabilities(
        diagnostic_provider=types.DiagnosticOptions(
            inter_file_dependencies=False,
            workspace_diagnostics=workspace,
            identifier="spec-ls",
            work_done_progress=True,
        )
    )


HANDLERS = (
    DocumentRequest(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        diagnostic,
        partial(_capabilities, workspace=False),
        feature=DIAGNOSTICS,
        only_newest=True,
    ),
    # Its capabilities go before those of the other.
    SessionRequest(
        types.WORKSPACE_DIAGNOSTIC,
        workspace_diagnostic,
        partial(_capabilities, workspace=True),
        feature=WORKSPACE_DIAGNOSTICS,
        when_off={"items": []},
    ),
)
