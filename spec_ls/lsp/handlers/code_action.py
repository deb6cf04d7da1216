"""``textDocument/codeAction``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.features.action_kinds import ActionKind
from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.features.actions import Action
    from spec_ls.lsp.snapshot import DocumentSnapshot
    from spec_ls.model.template import Template


PROOF_SECONDS = 0.5
"""Processor time in which the fixes that a request is answered with are proven; typing waits for that."""


def code_action(snapshot: DocumentSnapshot, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """The fixes for a range, with their edits: not every client asks for those later."""
    from spec_ls.deadline import Deadline
    from spec_ls.features.actions import actions

    if not snapshot.client.code_actions:
        return None
    if snapshot.checked is None:
        return []
    only = params.context.only
    kinds = None if only is None else tuple(str(getattr(kind, "value", kind)) for kind in only)
    range_ = snapshot.converter.from_range(params.range)
    template, deadline = snapshot.checked.spec.template, Deadline.after(PROOF_SECONDS)
    return [
        _converted(action, snapshot, template)
        for action in actions(snapshot.checked, range_, kinds, deadline)
        if action.fix.move_to is None or (snapshot.client.renames_files and snapshot.path is not None)
    ]


def _converted(action: Action, snapshot: DocumentSnapshot, template: Template) -> types.CodeAction:
    converter = snapshot.converter
    preferred = action.preferred and snapshot.client.preferred_actions
    return types.CodeAction(
        title=action.fix.title,
        kind=action.kind.value,
        diagnostics=[converter.to_diagnostic(finding, template) for finding in action.findings],
        is_preferred=True if preferred else None,
        edit=converter.to_workspace_edit(action.fix, snapshot.uri, snapshot.version),
    )


_KINDS: list[types.CodeActionKind | str] = [kind.value for kind in ActionKind]
_OPTIONS = types.CodeActionOptions(code_action_kinds=_KINDS)

HANDLER = DocumentRequest(
    types.TEXT_DOCUMENT_CODE_ACTION,
    code_action,
    types.ServerCapabilities(code_action_provider=_OPTIONS),
    feature="code-actions",
)
