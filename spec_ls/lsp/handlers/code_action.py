"""``textDocument/codeAction`` and ``codeAction/resolve``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcInvalidParams

from spec_ls.features.action_kinds import ActionKind
from spec_ls.lsp.handlers.kinds import DocumentRequest, SessionRequest
from spec_ls.lsp.messages import request_failed

if TYPE_CHECKING:
    from spec_ls.deadline import Deadline
    from spec_ls.features.actions import Action
    from spec_ls.features.conversions.conversion import Conversion
    from spec_ls.findings import Finding
    from spec_ls.lsp.client import Client
    from spec_ls.lsp.session import Session
    from spec_ls.lsp.snapshot import DocumentSnapshot
    from spec_ls.model.template import Template
    from spec_ls.text import Range

_FEATURE = "code-actions"

PROOF_SECONDS = 0.5
"""Processor time in which the fixes that a request is answered with are proven; typing waits for that."""

_DATA = re.compile(r"(-?\d{1,10}) (\d{1,10}) (\d{1,10}) (\d{1,10}) (\d{1,10}) (.*)", re.DOTALL)

_Only = tuple[str, ...] | None


def code_action(snapshot: DocumentSnapshot, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """The fixes for a range, conversions, and last what suppresses findings.

    All are proven.  The edits of conversions are sent when they are asked for, where the client does that.
    """
    client, kinds = snapshot.client, params.context.only
    if not client.code_actions:
        return None
    only = None if kinds is None else tuple(str(getattr(kind, "value", kind)) for kind in kinds)
    unasked = only is None and params.context.trigger_kind is not types.CodeActionTriggerKind.Invoked
    range_, deadline = snapshot.converter.from_range(params.range), _deadline()
    found = list(_fixes(snapshot, range_, only, deadline, unasked))
    known = [action.edit for action in found]
    for conversion in _conversions(snapshot, range_, only, deadline, unasked):
        action = _of_conversion(conversion, snapshot)
        if action.edit not in known:  # some are fixes, too
            found.append(_to_resolve(action, snapshot, range_) if client.resolves_action_edits else action)
    return [*found, *_settings_actions(snapshot, range_, only)]


def resolve(session: Session, params: types.CodeAction) -> types.CodeAction:
    """A conversion with its edit, which is made anew for the version that it was proven for."""
    version, range_, uri = _place(params.data)
    document = session.document(uri)
    snapshot = document and document.version == version and document.snapshot(document.parsed_version())
    if not snapshot:
        raise JsonRpcContentModified("the text has changed")
    only = (str(getattr(params.kind, "value", params.kind)),)
    for conversion in _conversions(snapshot, range_, only, _deadline(), unasked=False):
        if conversion.title == params.title:
            params.edit = _of_conversion(conversion, snapshot).edit
            return params
    raise request_failed("the action could not be made in time")


def _deadline() -> Deadline:
    from spec_ls.deadline import Deadline

    return Deadline.after(PROOF_SECONDS)


def _fixes(
    snapshot: DocumentSnapshot, range_: Range, only: _Only, deadline: Deadline, unasked: bool
) -> Iterator[types.CodeAction]:
    from spec_ls.features.actions import actions

    if snapshot.checked is None:
        return
    for action in actions(snapshot.checked, range_, only, deadline, unasked):
        if action.fix.move_to is None or (snapshot.client.renames_files and snapshot.path is not None):
            yield _converted(action, snapshot, snapshot.checked.spec.template)


def _conversions(
    snapshot: DocumentSnapshot, range_: Range, only: _Only, deadline: Deadline, unasked: bool
) -> list[Conversion]:
    from spec_ls.config import DEFAULT_MAX_LINE_LENGTH
    from spec_ls.features.actions import wanted
    from spec_ls.features.conversions.findings import brings_no_finding
    from spec_ls.features.conversions.offered import conversions

    checked, limit = snapshot.checked, snapshot.wrap_at or DEFAULT_MAX_LINE_LENGTH
    if checked is not None:
        limit = checked.spec.config.wrap_length
        if checked.spec.is_preamble(range_.start.line):
            return []
    found = conversions(snapshot.document, range_, limit, lambda kind: wanted(kind, only), unasked, deadline)
    return [conversion for conversion in found if checked is None or brings_no_finding(checked, conversion)]


def _settings_actions(snapshot: DocumentSnapshot, range_: Range, only: _Only) -> Iterator[types.CodeAction]:
    """What adds codes to the settings file, which the client can have open: it must know versions."""
    from spec_ls.features.actions import wanted
    from spec_ls.features.settings_actions import OwnSettings, ignore_actions
    from spec_ls.lsp import uris
    from spec_ls.lsp.convert import Converter
    from spec_ls.text import Text

    file, checked = snapshot.own_settings, snapshot.checked
    if file is None or file.problems or checked is None or not snapshot.client.document_changes:
        return
    if not wanted(ActionKind.FIX, only):
        return
    own = OwnSettings(file.path, file.text, file.layer.values.get("ignore", frozenset()))
    converter = Converter(Text.of(file.text), snapshot.client)
    for action in ignore_actions(checked, range_, own):
        changed = types.TextDocumentEdit(
            types.OptionalVersionedTextDocumentIdentifier(uris.from_path(action.path)),
            [converter.to_edit(edit) for edit in action.edits],
        )
        yield types.CodeAction(
            action.title,
            ActionKind.FIX.value,
            _diagnostics(snapshot, action.findings, checked.spec.template),
            edit=types.WorkspaceEdit(document_changes=[changed]),
        )


def _converted(action: Action, snapshot: DocumentSnapshot, template: Template) -> types.CodeAction:
    preferred = action.preferred and snapshot.client.preferred_actions
    return types.CodeAction(
        title=action.fix.title,
        kind=action.kind.value,
        diagnostics=_diagnostics(snapshot, action.findings, template),
        is_preferred=True if preferred else None,
        edit=snapshot.converter.to_workspace_edit(action.fix, snapshot.uri, snapshot.version),
    )


def _diagnostics(
    snapshot: DocumentSnapshot, findings: tuple[Finding[Any], ...], template: Template
) -> list[types.Diagnostic]:
    return [snapshot.converter.to_diagnostic(finding, template) for finding in findings]


def _of_conversion(conversion: Conversion, snapshot: DocumentSnapshot) -> types.CodeAction:
    from spec_ls.findings import Fix, Safety

    fix = Fix(conversion.title, conversion.edits, safety=Safety.BY_HAND)
    edit = snapshot.converter.to_workspace_edit(fix, snapshot.uri, snapshot.version)
    return types.CodeAction(conversion.title, conversion.kind.value, edit=edit)


def _to_resolve(action: types.CodeAction, snapshot: DocumentSnapshot, range_: Range) -> types.CodeAction:
    """An action of which the client asks for the edit later, with what ``_place`` reads."""
    (line, column), (end_line, end_column) = range_
    action.edit = None
    action.data = f"{snapshot.version} {line} {column} {end_line} {end_column} {snapshot.uri}"
    return action


def _place(data: Any) -> tuple[int, Range, str]:
    """The version, the range and the URI in an action's data."""
    from spec_ls.text import Range

    match = _DATA.fullmatch(data) if isinstance(data, str) else None
    if match is None:
        raise JsonRpcInvalidParams("there is nothing to resolve in this action")
    version, *numbers = map(int, match.groups()[:-1])
    return version, Range.of(*numbers), match[6]


_KINDS: list[types.CodeActionKind | str] = [kind.value for kind in ActionKind]


def _capabilities(client: Client) -> types.ServerCapabilities:
    resolves = True if client.resolves_action_edits else None
    options = types.CodeActionOptions(code_action_kinds=_KINDS, resolve_provider=resolves)
    return types.ServerCapabilities(code_action_provider=options)


HANDLERS = (
    DocumentRequest(types.TEXT_DOCUMENT_CODE_ACTION, code_action, _capabilities, feature=_FEATURE),
    SessionRequest(types.CODE_ACTION_RESOLVE, resolve, feature=_FEATURE),
)
