"""``textDocument/codeAction``."""

from __future__ import annotations

from lsprotocol import types

from spec_ls.features.actions import Action, actions
from spec_ls.lsp.document import View


def handle(view: View, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """The fixes for a range, with their edits: not every client asks for those later."""
    if not view.client.code_actions:
        return None
    only = params.context.only
    kinds = None if only is None else tuple(str(getattr(kind, "value", kind)) for kind in only)
    range_ = view.converter.from_range(params.range)
    return [
        _converted(action, view)
        for action in actions(view.checked, range_, kinds)
        if action.fix.move_to is None or (view.client.renames_files and view.path is not None)
    ]


def _converted(action: Action, view: View) -> types.CodeAction:
    converter, template = view.converter, view.analysis.template
    preferred = action.preferred and view.client.preferred_actions
    return types.CodeAction(
        title=action.fix.title,
        kind=action.kind.value,
        diagnostics=[converter.to_diagnostic(finding, template) for finding in action.findings],
        is_preferred=True if preferred else None,
        edit=converter.to_workspace_edit(action.fix, view.uri, view.version),
    )
