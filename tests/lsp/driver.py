"""A real client on a real server: pytest-lsp's client on ``python -m spec_ls server``."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

import spec_ls
from spec_ls.lsp import uris

SERVER = [sys.executable, "-m", "spec_ls", "server"]
TEXT_SERVER = [sys.executable, str(Path(__file__).with_name("text_server.py"))]
"""The same, with a request for the text that it has of a document."""
# The server is the package that the tests import, wherever that is.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(spec_ls.__file__).parents[1])}
TIMEOUT = 20.0
"""Seconds to wait for an answer."""

_WIDTHS = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}


def capabilities(
    encoding: str | None = "utf-16", everything: bool = True, pulls: bool = False, links: bool = True
) -> types.ClientCapabilities:
    """The capabilities of an editor that can do everything, or nothing but apply code actions.

    One that ``pulls`` asks for diagnostics; to others they are published.  One that does everything may be
    without ``links`` from codes of diagnostics to pages.
    """
    markup = [types.MarkupKind.Markdown, types.MarkupKind.PlainText]
    formats = markup if everything else [types.MarkupKind.PlainText]
    kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.Source]
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(
            position_encodings=None if encoding is None else [types.PositionEncodingKind(encoding)]
        ),
        text_document=types.TextDocumentClientCapabilities(
            completion=types.CompletionClientCapabilities(
                completion_item=types.ClientCompletionItemOptions(
                    snippet_support=everything,
                    documentation_format=formats,
                    label_details_support=everything,
                )
            ),
            hover=types.HoverClientCapabilities(content_format=formats),
            definition=types.DefinitionClientCapabilities(link_support=everything),
            rename=types.RenameClientCapabilities(prepare_support=everything),
            declaration=types.DeclarationClientCapabilities(link_support=everything),
            document_link=types.DocumentLinkClientCapabilities(tooltip_support=everything),
            signature_help=types.SignatureHelpClientCapabilities(
                signature_information=types.ClientSignatureInformationOptions(
                    parameter_information=types.ClientSignatureParameterInformationOptions(
                        label_offset_support=everything
                    )
                )
            ),
            document_symbol=types.DocumentSymbolClientCapabilities(
                hierarchical_document_symbol_support=everything
            ),
            code_action=types.CodeActionClientCapabilities(
                code_action_literal_support=types.ClientCodeActionLiteralOptions(
                    types.ClientCodeActionKindOptions(kinds)
                ),
                is_preferred_support=everything,
            ),
            folding_range=types.FoldingRangeClientCapabilities(line_folding_only=everything),
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                related_information=everything,
                version_support=everything,
                code_description_support=everything and links,
            ),
            diagnostic=types.DiagnosticClientCapabilities() if pulls else None,
        ),
        workspace=types.WorkspaceClientCapabilities(
            configuration=everything,
            apply_edit=everything,
            code_lens=types.CodeLensWorkspaceClientCapabilities(refresh_support=everything),
            inlay_hint=types.InlayHintWorkspaceClientCapabilities(refresh_support=everything),
            semantic_tokens=types.SemanticTokensWorkspaceClientCapabilities(refresh_support=everything),
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=pulls),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
                dynamic_registration=everything
            ),
            workspace_edit=types.WorkspaceEditClientCapabilities(
                document_changes=everything,
                resource_operations=[types.ResourceOperationKind.Rename] if everything else None,
            ),
        ),
    )


async def _keep_diagnostics(client: Client, params: types.PublishDiagnosticsParams) -> None:
    client.published[params.uri].append(params)
    await client.tell_news()


async def _keep_message(client: Client, params: types.ShowMessageParams) -> None:
    client.messages.append(params)
    await client.tell_news()


async def _apply_edit(
    client: Client, params: types.ApplyWorkspaceEditParams
) -> types.ApplyWorkspaceEditResult:
    client.asked_to_apply.append(params)
    await client.tell_news()
    return types.ApplyWorkspaceEditResult(applied=True)


async def _note_refresh(client: Client, params: None) -> None:
    client.refreshes += 1
    await client.tell_news()


async def _keep_progress(client: Client, params: types.ProgressParams) -> None:
    client.progress.append(params)
    await client.tell_news()


async def _keep_registration(client: Client, params: types.RegistrationParams) -> None:
    client.registered += params.registrations
    await client.tell_news()


def _keep_refresh(method: str) -> Any:
    async def keep(client: Client, params: None) -> None:
        client.refreshed.append(method)
        await client.tell_news()

    return keep


_FEATURES = {
    **DEFAULT_CLIENT_FEATURES,
    types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: _keep_diagnostics,
    types.WINDOW_SHOW_MESSAGE: _keep_message,
    types.WORKSPACE_APPLY_EDIT: _apply_edit,
    types.WORKSPACE_DIAGNOSTIC_REFRESH: _note_refresh,
    types.PROGRESS: _keep_progress,
    types.CLIENT_REGISTER_CAPABILITY: _keep_registration,
    **{
        method: _keep_refresh(method)
        for method in (
            types.WORKSPACE_CODE_LENS_REFRESH,
            types.WORKSPACE_INLAY_HINT_REFRESH,
            types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
        )
    },
}


class Client(LanguageClient):
    """An editor: it keeps the buffers that it opened, and waits for the diagnostics of each version."""

    def __init__(self) -> None:
        super().__init__(converter_factory=default_converter)
        self.encoding = "utf-16-le"
        self.buffers: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: dict[str, list[types.PublishDiagnosticsParams]] = defaultdict(list)
        self.registered: list[types.Registration] = []
        self.refreshes = 0
        self.progress: list[types.ProgressParams] = []
        self.asked_to_apply: list[types.ApplyWorkspaceEditParams] = []
        self.refreshed: list[str] = []
        self._news = asyncio.Condition()
        register_lsp_features(self, _FEATURES)

    async def begin(
        self,
        folder: Path,
        client: types.ClientCapabilities,
        options: Any = None,
        folders: Sequence[Path | str] | None = None,
        name: str | None = None,
    ) -> None:
        """Start a server and initialize it in a folder; ``folders`` are those of the workspace, if others.

        ``name`` is the editor's.
        """
        await self.start_io(*SERVER, env=ENVIRONMENT, cwd=str(folder))
        names = [name if isinstance(name, str) else uris.from_path(name) for name in folders or [folder]]
        result = await self.initialize_session(
            types.InitializeParams(
                capabilities=client,
                workspace_folders=[types.WorkspaceFolder(uri, uri.rpartition("/")[2]) for uri in names],
                initialization_options=options,
                client_info=types.ClientInfo(name) if name else None,
            )
        )
        self.encoding = f"{result.capabilities.position_encoding}-le".replace("utf-8-le", "utf-8")
        self.offered = result.capabilities

    async def end(self) -> int | None:
        """Leave as the protocol asks; returns the server's exit status."""
        await self.shutdown_session()
        await self.stop()
        return self._server.returncode if self._server else None

    async def open(self, uri: str, text: str, version: int = 1) -> types.PublishDiagnosticsParams:
        """Open a document; returns what is published for it."""
        self.buffers[uri], self.versions[uri] = text, version
        document = types.TextDocumentItem(uri, "restructuredtext", version, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(document))
        return await self.checked(uri, version)

    async def change(
        self, uri: str, *changes: types.TextDocumentContentChangeEvent
    ) -> types.PublishDiagnosticsParams:
        """Send changes as the next version; returns what is published for it."""
        version = self.versions[uri] = self.versions[uri] + 1
        document = types.VersionedTextDocumentIdentifier(version, uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))
        return await self.checked(uri, version)

    async def replace(self, uri: str, old: str, new: str) -> types.PublishDiagnosticsParams:
        """Replace the first ``old`` in a document, as an editor does: by its range."""
        text = self.buffers[uri]
        start = text.index(old)
        range_ = types.Range(self.position(text, start), self.position(text, start + len(old)))
        self.buffers[uri] = text[:start] + new + text[start + len(old) :]
        return await self.change(uri, types.TextDocumentContentChangePartial(range=range_, text=new))

    async def close(self, uri: str) -> types.PublishDiagnosticsParams:
        """Close a document; returns what is published for it."""
        del self.buffers[uri], self.versions[uri]
        document = types.TextDocumentIdentifier(uri)
        self.text_document_did_close(types.DidCloseTextDocumentParams(document))
        return await self.checked(uri, None)

    async def checked(self, uri: str, version: int | None) -> types.PublishDiagnosticsParams:
        """Wait until a version's diagnostics are there; None is the closed document's."""
        return await self.until(
            lambda: next((p for p in reversed(self.published[uri]) if p.version == version), None)
        )

    async def until(self, found: Any) -> Any:
        """Wait until a function finds something in the messages of the server; returns that."""
        async with self._news, asyncio.timeout(TIMEOUT):
            while (result := found()) is None:
                await self._news.wait()
            return result

    async def tell_news(self) -> None:
        """Wake all that wait for a message of the server."""
        async with self._news:
            self._news.notify_all()

    def position(self, text: str, offset: int) -> types.Position:
        """The position of an offset in code points, in the encoding of this editor."""
        line = text.count("\n", 0, offset)
        start = text.rfind("\n", 0, offset) + 1
        return types.Position(line, self.width(text[start:offset]))

    def width(self, text: str) -> int:
        """The number of units of this encoding in a text."""
        return len(text.encode(self.encoding)) // _WIDTHS[self.encoding]

    def offset(self, text: str, position: types.Position) -> int:
        """The offset in code points of a position."""
        lines = text.split("\n")
        start = sum(len(line) + 1 for line in lines[: position.line])
        line = lines[position.line]
        column = next(c for c in range(len(line) + 1) if self.width(line[:c]) >= position.character)
        assert self.width(line[:column]) == position.character, "a position inside a character"
        return start + column

    def text_at(self, text: str, range_: types.Range) -> str:
        """The text of a range."""
        return text[self.offset(text, range_.start) : self.offset(text, range_.end)]

    def apply(self, text: str, edits: list[types.TextEdit]) -> str:
        """A text after edits, as an editor applies them: all of them to the same text."""
        for edit in sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True):
            start, end = self.offset(text, edit.range.start), self.offset(text, edit.range.end)
            text = text[:start] + edit.new_text + text[end:]
        return text
