"""The capabilities of the client that matter here, read once (LSP 3.17, "Initialize Request")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability

from spec_ls.lsp.encoding import Encoding

_COMPLETION = "text_document.completion.completion_item"
_ACTIONS = "text_document.code_action"
_SIGNATURES = "text_document.signature_help.signature_information"

_STATED: Mapping[str, str] = {
    "snippets": f"{_COMPLETION}.snippet_support",
    "label_details": f"{_COMPLETION}.label_details_support",
    "related_information": "text_document.publish_diagnostics.related_information",
    "symbol_trees": "text_document.document_symbol.hierarchical_document_symbol_support",
    "code_actions": f"{_ACTIONS}.code_action_literal_support",
    "preferred_actions": f"{_ACTIONS}.is_preferred_support",
    "document_changes": "workspace.workspace_edit.document_changes",
    "configuration": "workspace.configuration",
    "watches_files": "workspace.did_change_watched_files.dynamic_registration",
    "folds_lines": "text_document.folding_range.line_folding_only",
    "applies_edits": "workspace.apply_edit",
    "link_tooltips": "text_document.document_link.tooltip_support",
    "signature_offsets": f"{_SIGNATURES}.parameter_information.label_offset_support",
    "definition_links": "text_document.definition.link_support",
    "declaration_links": "text_document.declaration.link_support",
    "prepares_renames": "text_document.rename.prepare_support",
}
"""The fields that are true where the client states a capability, with its path."""

_DIAGNOSTICS = ("publish_diagnostics", "diagnostic")

_REFRESHED = {
    types.WORKSPACE_DIAGNOSTIC_REFRESH: "workspace.diagnostics.refresh_support",
    types.WORKSPACE_CODE_LENS_REFRESH: "workspace.code_lens.refresh_support",
    types.WORKSPACE_INLAY_HINT_REFRESH: "workspace.inlay_hint.refresh_support",
    types.WORKSPACE_SEMANTIC_TOKENS_REFRESH: "workspace.semantic_tokens.refresh_support",
}

_CROWDED = ("Visual Studio Code", "Code - OSS", "VSCodium", "code-server", "Cursor", "Windsurf")
"""Names of editors that give a lens a line of its own; our extension's status bar says the same there."""


@dataclass(frozen=True, slots=True)
class Client:
    """The capabilities that change what is sent; the defaults suit a client that states none.

    ``links_codes``: whether it shows the code of a diagnostic as a link to the code's page;
    ``configuration``: whether the client answers ``workspace/configuration``;
    ``watches_files``: whether file watchers can be registered with it;
    ``renames_files``: whether an edit may rename files;
    ``signature_offsets``: whether parameters are given by their places in a signature;
    ``link_tooltips``: whether links are shown with what they lead to;
    ``applies_edits``: whether the client applies an edit that the server asks for;
    ``folds_lines``: whether it folds whole lines alone; ``folding_limit``: the most folds that it takes;
    ``refreshes``: the methods by which it can be asked to request anew what it shows;
    ``crowded_by_lenses``: whether a code lens says what it shows already, and moves the text down;
    ``pulls_diagnostics``: whether it asks for diagnostics, also when it is told to, so that they are not
    published;
    ``definition_links``, ``declaration_links``: whether it takes links, which say what they lead from, for
    these answers;
    ``prepares_renames``: whether it asks what can be renamed before it asks for a new name;
    ``resolves_action_edits``: whether it asks for the edit of an action once the user has chosen it.
    """

    encoding: Encoding = Encoding.UTF_16
    markdown_completion: bool = False
    markdown_hover: bool = False
    snippets: bool = False
    label_details: bool = False
    related_information: bool = False
    links_codes: bool = False
    symbol_trees: bool = False
    code_actions: bool = False
    preferred_actions: bool = False
    document_changes: bool = False
    renames_files: bool = False
    configuration: bool = False
    watches_files: bool = False
    folds_lines: bool = False
    folding_limit: int | None = None
    refreshes: frozenset[str] = frozenset()
    crowded_by_lenses: bool = False
    applies_edits: bool = False
    link_tooltips: bool = False
    signature_offsets: bool = False
    pulls_diagnostics: bool = False
    definition_links: bool = False
    declaration_links: bool = False
    prepares_renames: bool = False
    resolves_action_edits: bool = False

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities, name: str = "") -> Client:
        """The capabilities that the client states in ``initialize``, where it also gives its name."""

        def has(path: str) -> bool:
            return bool(get_capability(capabilities, path, False))

        def prefers_markdown(path: str) -> bool:
            # The client lists the format that it prefers first.
            formats: Any = get_capability(capabilities, path, None)
            return bool(formats) and formats[0] == types.MarkupKind.Markdown

        def renames() -> bool:
            kinds: Any = get_capability(capabilities, "workspace.workspace_edit.resource_operations", None)
            changes = has("workspace.workspace_edit.document_changes")
            return changes and types.ResourceOperationKind.Rename in (kinds or ())

        def resolves_edits() -> bool:
            properties: Any = get_capability(capabilities, f"{_ACTIONS}.resolve_support.properties", None)
            return has(f"{_ACTIONS}.data_support") and "edit" in (properties or ())

        return cls(
            encoding=_encoding(capabilities),
            markdown_completion=prefers_markdown(f"{_COMPLETION}.documentation_format"),
            markdown_hover=prefers_markdown("text_document.hover.content_format"),
            renames_files=renames(),
            folding_limit=get_capability(capabilities, "text_document.folding_range.range_limit", None),
            refreshes=frozenset(method for method, path in _REFRESHED.items() if has(path)),
            crowded_by_lenses=name.startswith(_CROWDED),
            # Neovim 0.11 asks after edits alone: it would not show what a changed template says of a spec.
            pulls_diagnostics=has("workspace.diagnostics.refresh_support")
            and get_capability(capabilities, "text_document.diagnostic", None) is not None,
            resolves_action_edits=resolves_edits(),
            # In LSP 3.17 it is stated for published diagnostics alone, and holds for all.
            links_codes=any(has(f"text_document.{kind}.code_description_support") for kind in _DIAGNOSTICS),
            **{field: has(path) for field, path in _STATED.items()},
        )


def _encoding(capabilities: types.ClientCapabilities) -> Encoding:
    """The first encoding of the client's list that is known; UTF-16 without one, as the protocol says."""
    offered: Any = get_capability(capabilities, "general.position_encodings", None) or ()
    for name in offered:
        if name in {encoding.value for encoding in Encoding}:
            return Encoding(str(getattr(name, "value", name)))
    return Encoding.UTF_16
