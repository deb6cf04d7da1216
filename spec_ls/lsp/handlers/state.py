"""``spec-ls/state``, for a status bar; LSP has no such request."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from spec_ls.lsp.extensions import STATE, StateParams
from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.lsp.snapshot import DocumentSnapshot


def state(snapshot: DocumentSnapshot, params: StateParams) -> dict[str, Any] | None:
    """How many of its template's sections a spec has, and the template; null if it is no spec."""
    from spec_ls.features.progress import progress
    from spec_ls.lsp import uris
    from spec_ls.lsp.convert import template_file
    from spec_ls.workspace import SETTINGS_ORIGIN

    if snapshot.spec is None:
        return None
    origin = snapshot.spec.template.origin
    # Settings that list the sections have no file.
    uri = None if origin == SETTINGS_ORIGIN else uris.from_path(template_file(origin))
    return {"template": {"name": snapshot.template_name, "uri": uri}, **asdict(progress(snapshot.spec))}


HANDLER = DocumentRequest(STATE, state, types.ServerCapabilities(experimental={"specLsState": True}))
