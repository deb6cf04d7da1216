"""``textDocument/codeAction``."""

from __future__ import annotations

from lsprotocol import types

from spec_ls.features.actions import Action, actions
from spec_ls.lsp.session import OpenDocument, Session


def handle(session: Session, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """The fixes for a range, with their edits: not every client asks for those later."""
    document = session.get(params.text_document.uri)
    if document is None or not session.client.code_actions:
        return None
    only = params.context.only
    kinds = None if only is None else tuple(str(getattr(kind, "value", kind)) for kind in only)
    range_ = session.converter(document).from_range(params.range)
    return [
        _converted(action, session, document)
        for action in actions(document.checked, range_, kinds)
        if action.fix.move_to is None or (session.client.renames_files and document.path is not None)
    ]


def _converted(action: Action, session: Session, document: OpenDocument) -> types.CodeAction:
    converter, template = session.converter(document), document.analysis.template
    preferred = action.preferred and session.client.preferred_actions
    return types.CodeAction(
        title=action.fix.title,
        kind=action.kind.value,
        diagnostics=[converter.to_diagnostic(finding, template) for finding in action.findings],
        is_preferred=True if preferred else None,
        edit=converter.to_workspace_edit(action.fix, document.uri, document.version),
    )
