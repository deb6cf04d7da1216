"""The state of one client's session: its open documents and its settings."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from spec_ls.layer import Layer
from spec_ls.lsp import logs, uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.client_settings import read_settings, read_switches, settings_text
from spec_ls.lsp.diagnostics import Publisher
from spec_ls.lsp.document import OpenDocument
from spec_ls.lsp.io_thread import IOThread
from spec_ls.lsp.kept_diagnostics import KeptDiagnostics
from spec_ls.lsp.pages import Pages
from spec_ls.lsp.protocol import Protocol
from spec_ls.lsp.refresh import OF_ALL_ELSE, OF_DIAGNOSTICS, Refresher
from spec_ls.lsp.switches import (
    DIAGNOSTICS,
    FEATURES,
    KEPT_DIAGNOSTICS,
    OF_NO_REQUEST,
    SECTION,
    WORKSPACE_INDEX,
    switches_for,
)
from spec_ls.lsp.template_edits import TemplateEdits
from spec_ls.lsp.template_lookup import TemplateLookup
from spec_ls.lsp.template_resolver import LOOKUP_INTERVAL, TemplateResolver
from spec_ls.lsp.workspace_diagnostics import WorkspaceDiagnostics
from spec_ls.schema import KEYS
from spec_ls.text import Text
from spec_ls.workspace import Resolution, Workspace

log = logging.getLogger(__name__)


class Session:
    """One client's session.  All methods are called in the event loop's thread.

    ``folder`` is the first of the ``folders`` that the client works in, ``options`` are its initialization
    options.  ``features`` are those that settings can switch off.
    """

    def __init__(
        self,
        connection: Protocol,
        io_thread: IOThread,
        client: Client,
        folder: Path | None,
        options: Any = None,
        lookup_interval: float = LOOKUP_INTERVAL,
        folders: Iterable[Path] = (),
        features: Iterable[str] = (),
    ) -> None:
        self.client = client
        self._features = frozenset(features) | OF_NO_REQUEST
        self._connection = connection
        refresh_diagnostics = self._refresher_of(OF_DIAGNOSTICS).refresh
        self._publisher = Publisher(connection, client, self.is_on, refresh_diagnostics)
        workspace = Workspace(folder, folders)
        self._resolver = TemplateResolver(workspace, io_thread, self.warn, lookup_interval)
        self._documents: dict[str, OpenDocument] = {}
        self._is_warm = False
        self._folders = workspace.folders if folder else ()
        self.pages = Pages(self._folders, self._documents, self.warn)
        kept = KeptDiagnostics(self._resolver, io_thread, client, partial(self.is_on, KEPT_DIAGNOSTICS))
        self.workspace_diagnostics = WorkspaceDiagnostics(
            self._resolver, client, self._documents.__contains__, self.warn, connection.plain, kept
        )
        self._template_edits = TemplateEdits(lambda: self.recheck(()), self.workspace_diagnostics.note_change)
        self._background: set[asyncio.Task[None]] = set()  # the event loop itself keeps no task alive
        self._rechecking: asyncio.Task[None] | None = None
        self._refresher = self._refresher_of(OF_ALL_ELSE)
        self._switches = self._initial_switches = read_switches(
            options, switches_for(client), self._features, self.warn
        )
        self._initial = self._resolver.settings = read_settings(options, Layer(), self.warn)
        self._options, self._resolver.settings_text = options, settings_text(options)

    def is_on(self, feature: str) -> bool:
        """True unless the client's settings switch a feature off; ``""`` is always on."""
        return self._switches.is_on(feature)

    # Documents.

    def document(self, uri: str) -> OpenDocument | None:
        """An open document; None, with a log line, if there is none."""
        document = self._documents.get(uris.key(uri))
        if document is None:
            log.warning("%s is not open", uri)
        return document

    def uri_of(self, path: Path) -> str:
        """The URI of a file, as the client spells it if the file is open."""
        uri = uris.from_path(path)
        document = self._documents.get(uris.key(uri))
        return uri if document is None else document.uri

    def open(self, item: types.TextDocumentItem) -> None:
        """Open a document; it is checked as soon as it is known which template and settings serve it."""
        key = uris.key(item.uri)
        if before := self._documents.get(key):
            log.warning("%s is open already, the new text counts", item.uri)
            before.close()
            if before.uri != item.uri:  # the client takes them for two documents
                self._publisher.withdraw(before.uri)
        log.info("%s: opened", item.uri)
        self._documents[key] = OpenDocument(
            item, self.client, self._resolver, self._publisher, self.pages.linked, self._refresher.refresh
        )
        self._show_template(self._documents[key].path, self._documents[key].text)
        self._begin_index()

    def note_warm(self) -> None:
        """Note that docutils is loaded: Python fails in one of two threads that load it at a time."""
        self._is_warm = True
        self._begin_index()

    def _begin_index(self) -> None:
        if self._is_warm and self._documents and self.is_on(WORKSPACE_INDEX):
            self.pages.begin()

    def edit(
        self,
        item: types.VersionedTextDocumentIdentifier,
        changes: Sequence[types.TextDocumentContentChangeEvent],
    ) -> None:
        """Edit a document; those that it serves as a template are checked again soon."""
        document = self.document(item.uri)
        if document is not None:
            document.edit(item.uri, item.version, changes)
            self._show_template(document.path, document.text)

    def _show_template(self, path: Path | None, text: Text | None) -> None:
        """Let an open text count in place of its file, where that is a template."""
        if path is not None and self._resolver.show(path, text):
            self._template_edits.note(path)

    async def read(self, path: Path) -> tuple[Text, Resolution] | None:
        """A file, and what serves it; None if it cannot be read, or no template serves it."""
        return await self._resolver.read(path)

    async def redirects(self, pages: Iterable[Path]) -> dict[Path, Text]:
        """The files of redirects in the folders around some pages."""
        return await self._resolver.redirects(pages)

    def close(self, uri: str) -> None:
        """Close a document and take back its diagnostics."""
        document = self.document(uri)
        if document is not None:
            log.info("%s: closed", uri)
            del self._documents[uris.key(uri)]
            document.close()
            self._resolver.forget(document.path)
            self._show_template(document.path, None)
            self._publisher.withdraw(document.uri)
            if document.path is not None and not self._resolver.is_template(document.path):
                self._know(document)
                self.workspace_diagnostics.note_change((document.path,))

    def note_saved(self, uri: str) -> None:
        """Check again: a saved document may be a template or hold settings."""
        path = uris.to_path(uri)
        if path is not None:
            self._resolver.note_saved(path)
        self.recheck([uri])

    def recheck(self, changed: Iterable[str] | None = None) -> None:
        """Check again: files that serve documents, or the settings, may have changed.

        ``changed`` are the URIs of the files that have, None if it may be any.
        """
        files = [] if changed is None else [path for uri in changed if (path := uris.to_path(uri))]
        for document in self._documents.values():
            if document.path in files:
                self._know(document)
        self.workspace_diagnostics.note_change([None] if changed is None else files)
        self.pages.update(files)
        for lookup in self._lookups():
            lookup.mark_outdated()
        if self._rechecking is None or self._rechecking.done():
            self._rechecking = asyncio.create_task(self._recheck_outdated())

    def _know(self, document: OpenDocument) -> None:
        """Let a change of an open spec be no reason to check all others anew."""
        served = document.template.served
        if document.path is not None and served is not None and served.template is not None:
            self.workspace_diagnostics.know(document.path, served.headers is not None)

    async def _recheck_outdated(self) -> None:
        """Look templates up for one document after the other: a keystroke is answered between two of them."""
        while outdated := [lookup for lookup in self._lookups() if lookup.is_outdated]:
            await asyncio.wait([outdated[0].start()])
            await asyncio.sleep(0)  # its coroutine publishes now

    def _lookups(self) -> list[TemplateLookup]:
        return [document.template for document in self._documents.values()]

    # The client.

    def change_folders(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """Work in other folders from now on, given by their URIs."""
        gone = set(map(uris.to_path, removed))
        kept = [folder for folder in self._folders if folder not in gone]
        new = (path for uri in added if (path := uris.to_path(uri)))
        self._folders = tuple(dict.fromkeys((*kept, *new)))
        self._resolver.work_in(self._folders)
        self.pages.work_in(self._folders)
        self.recheck()

    def configure(self, settings: Any) -> None:
        """Take new settings of the client: they go before its initialization options.

        Some clients send every server the settings of all servers: those that are not ours are no mistake.
        """
        if isinstance(settings, Mapping) and not settings.keys() & {SECTION, FEATURES, *KEYS}:
            settings = None
        before, was_on = self._switches, self.is_on(DIAGNOSTICS)
        self._switches = read_switches(settings, self._initial_switches.by_name, self._features, self.warn)
        if self._switches != before:
            self._refresher.refresh()
        if self.is_on(DIAGNOSTICS) != was_on:
            self._show_again()
        self._resolver.settings = read_settings(settings, self._initial, self.warn)
        self._resolver.settings_text = settings_text(self._options, settings)
        self.recheck()

    def warn(self, message: str) -> None:
        """Show a warning to the user."""
        log.warning("%s", message, extra=logs.unquoted("a warning was shown to the user"))
        params = types.ShowMessageParams(types.MessageType.Warning, message)
        self._connection.notify(types.WINDOW_SHOW_MESSAGE, params)

    def notify(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification with parameters that are plain JSON."""
        self._connection.notify_plain(method, params)

    async def request(self, method: str, params: Any) -> Any:
        """The client's result of a request.  Raises ``JsonRpcException`` if it refuses."""
        return await self._connection.send_request_async(method, params)

    def run_in_background(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run what waits for the client beside the messages to come; a failure is logged."""
        task = asyncio.create_task(_contained(work))
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        task.add_done_callback(lambda done: work.close())  # one that is cancelled at once never began it

    def end(self) -> None:
        """Close all documents and stop what runs in the background; nothing is published any more."""
        self._template_edits.end()
        self.workspace_diagnostics.end()
        self.pages.end()
        for document in self._documents.values():
            document.close()
        for task in (*self._background, self._rechecking):
            if task is not None:
                task.cancel()

    def _refresher_of(self, methods: Iterable[str]) -> Refresher:
        return Refresher(self.client, methods, self.request, self.run_in_background)

    def _show_again(self) -> None:
        """Publish the diagnostics of all open documents anew, or let the client ask for them."""
        if self.client.pulls_diagnostics:
            self._publisher.refresh()
            return
        for document in self._documents.values():
            document.publish_again()


async def _contained(work: Coroutine[Any, Any, Any]) -> None:
    try:
        await work
    except JsonRpcException as error:
        refused = logs.unquoted(f"the client refused a request with {error.code}")
        log.warning("the client refused a request: %s", error, extra=refused)
    except Exception:
        log.exception("work in the background failed")
