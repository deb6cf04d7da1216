"""``spec-ls/state``, which no protocol but ours has: for a status bar."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from spec_ls.features.state import state
from spec_ls.lsp import uris
from spec_ls.lsp.convert import template_file
from spec_ls.lsp.document import View
from spec_ls.lsp.extensions import StateParams
from spec_ls.workspace import LISTED


def handle(view: View, params: StateParams) -> dict[str, Any] | None:
    """How far a spec has come, and beside which template; null for what is no spec."""
    found, template = state(view.analysis), view.analysis.template
    if found is None or template is None:
        return None
    # Settings that list the sections have no file.
    uri = None if template.origin == LISTED else uris.from_path(template_file(template.origin))
    return {"template": {"name": view.template_name, "uri": uri}, **asdict(found)}
