"""``textDocument/codeLens``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.execute_command import FILL_IN, INSERT_MISSING
from spec_ls.lsp.handlers.kinds import DocumentRequest
from spec_ls.lsp.switches import CODE_LENS

if TYPE_CHECKING:
    from spec_ls.lsp.snapshot import DocumentSnapshot


def code_lens(snapshot: DocumentSnapshot, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """How far a spec is written; a click inserts what is missing, if the client can be asked to apply that.

    A command without a name is one that editors show as text.
    """
    from spec_ls.features.lens import lens

    if snapshot.spec is None:
        return None
    found = lens(snapshot.spec)
    if found is None:
        return []
    command = types.Command(found.title, "")
    if found.can_insert and snapshot.client.applies_edits:
        place = {"textDocument": {"uri": snapshot.uri}}
        name, tooltip = (FILL_IN, None) if found.is_empty else (INSERT_MISSING, "Insert all missing sections")
        command = types.Command(found.title, name, tooltip, [place])
    return [types.CodeLens(snapshot.converter.to_range(found.range), command)]


HANDLER = DocumentRequest(
    types.TEXT_DOCUMENT_CODE_LENS,
    code_lens,
    types.ServerCapabilities(code_lens_provider=types.CodeLensOptions()),
    feature=CODE_LENS,
)
