"""An open document, and the way of a keystroke from the client's edit to the diagnostics, from top to bottom.

``edit`` applies ``didChange`` to the text.  When no message of the client waits, ``run`` parses the text,
publishes the findings that are known at once, lets docutils read the rest in short slices between messages,
and publishes again if that finds something.  Requests get snapshots.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from lsprotocol import types

from spec_ls.checks.run import Checked, check_promptly, finish_check
from spec_ls.config import Config
from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.convert import Converter
from spec_ls.lsp.diagnostics import Publisher
from spec_ls.lsp.slices import Done, run_slice
from spec_ls.lsp.snapshot import DocumentSnapshot, ParsedVersion
from spec_ls.lsp.template_lookup import TemplateLookup
from spec_ls.lsp.template_resolver import TemplateResolver
from spec_ls.lsp.token_data import TokenResults
from spec_ls.model.document import Document, parse
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.model.process_headers import ProcessHeaders
from spec_ls.model.template import Template
from spec_ls.spec import Spec, compare
from spec_ls.text import Edit, Position, Range, Splice, Text
from spec_ls.workspace import Resolution, hints_in

log = logging.getLogger(__name__)


class OpenDocument:
    """A document from ``didOpen`` to ``didClose``; its state changes in this class alone.

    ``uri`` is spelled as the client spells it; ``template`` says which template serves the document.
    ``on_change`` is called when something else than edits has changed what requests are answered with.
    """

    def __init__(
        self,
        item: types.TextDocumentItem,
        client: Client,
        resolver: TemplateResolver,
        publisher: Publisher,
        linked_pages: Callable[[], LinkedPages],
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self.uri, self.path = item.uri, uris.to_path(item.uri)
        self._client, self._publisher, self._linked_pages = client, publisher, linked_pages
        self._read, self._names_in = resolver.read, resolver.names_in
        self._version, self._text = item.version, Text.of(item.text)
        self._pending_edits: list[tuple[Text, Splice]] = []  # applied to the text, not to the parsed document
        self._document = parse(self._text)
        self._checked: Checked | None = None  # None, too, if no template serves the document
        self._is_answered = False  # true if diagnostics of this version were published
        self._news = asyncio.Event()  # set when there may be something to publish
        self._shown: Resolution | None = None  # what served the document when it was answered last
        self._token_results = TokenResults()
        self._on_change = on_change
        self.template = TemplateLookup(self.path, hints_in(self._document), resolver, self._news.set)
        self._is_closed = False
        self._running: asyncio.Task[None] | None = asyncio.create_task(self.run())

    def edit(self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """Apply changes to the text, one after the other: each refers to the text after the one before."""
        for change in changes:
            edit = _edit(self._text, change, self._client)
            self._text, splice = self._text.replace(edit)
            self._pending_edits.append((self._text, splice))
        self.uri, self._version, self._is_answered = uri, version, False
        self._news.set()
        self.template.start_after_keystroke()

    async def run(self) -> None:
        """Publish diagnostics until the document is closed.

        The event loop resumes this when no message waits to be read, so that of several versions that wait
        the last is answered.  A failure is logged and does not end it.
        """
        while True:
            await self._news.wait()
            await self._publisher.until_room()
            self._news.clear()
            try:
                self._parse()
                await self.template.until_current()
                self._answer()
                await self._finish_check()
            except Exception:
                log.exception("%s: the check failed", self.uri)

    def _answer(self) -> None:
        """Publish the findings of the newest text that are known at once, unless that is done.

        Nothing is published before it is known what serves the document, nor after it is closed.
        """
        document, served = self._parse(), self.template.served
        if served is None or self._is_closed:
            return
        shown, self._shown = self._shown, served
        if shown is not None and shown is not served and _serves(shown) != _serves(served):
            self._on_change()
        spec, before = self._compared(document, served), self._checked
        if self._is_answered and spec is (before and before.spec):
            return
        self._is_answered = True
        self._publish(check_promptly(spec) if spec is not None else None)

    async def _finish_check(self) -> None:
        """Find what takes long, in slices between messages, and publish it; an edit makes it stop."""
        checked = self._checked
        if checked is None or checked.complete:
            return
        work, done = finish_check(checked), None
        while not isinstance(done, Done):
            await asyncio.sleep(0)
            if self._news.is_set():
                return
            done = run_slice(work)
        whole: Checked = done.result
        if whole.findings == checked.findings:
            self._checked = whole
        else:
            self._publish(whole)

    def _publish(self, checked: Checked | None) -> None:
        self._checked = checked
        self._publisher.publish(self.uri, self._version, checked)

    def _compared(self, document: Document, served: Resolution) -> Spec | None:
        """A document beside what serves it: the last spec if that is the same, None without a template."""
        before = None if self._checked is None else self._checked.spec
        if served.template is None:
            return None
        if before is None:
            return compare(document, served.template, served.config, self.path, None, served.headers)
        # Results are kept with the text for as long as the settings are the same object.
        config = before.config if served.config == before.config else served.config
        now = document, served.template, config, served.headers
        if (before.document, before.template, before.config, before.headers) == now:
            return before
        return compare(document, served.template, config, self.path, before, served.headers)

    def _parse(self) -> Document:
        """The parsed document with all edits."""
        if self._pending_edits:
            self._document = self._document.edited(self._pending_edits)
            self._pending_edits = []
            self.template.note_content(hints_in(self._document))
        return self._document

    def publish_again(self) -> None:
        """Publish the findings of the newest text, though they are known."""
        self._is_answered = False
        self._news.set()

    def close(self) -> None:
        """Publish nothing any more; requests that wait see the document as it was when they came."""
        self._is_closed = True
        if self._running is not None:
            self._running.cancel()
        self._running = None  # a cancelled task holds its traceback, and so this: a cycle
        self.template.close()

    @property
    def version(self) -> int:
        """The newest version."""
        return self._version

    @property
    def text(self) -> Text:
        """The newest text."""
        return self._text

    def parsed_version(self) -> ParsedVersion:
        """The document as it is now.  A request takes it when it comes."""
        return ParsedVersion(self.uri, self._version, self._parse())

    def snapshot(self, parsed: ParsedVersion) -> DocumentSnapshot | None:
        """A version beside the template that is known now; None if the document was closed before any was.

        Diagnostics of the newest version are published first.
        """
        self._answer()
        served, checked = self.template.served, self._checked
        if served is None:
            return None
        if checked is None or checked.spec.document is not parsed.document:  # edits came meanwhile
            spec = self._compared(parsed.document, served)
            checked = check_promptly(spec) if spec is not None else None
        return DocumentSnapshot(
            self._client,
            parsed,
            self.path,
            checked,
            served.name,
            self._publisher,
            self._linked_pages,
            self._token_results,
            self._read,
            self._names_in,
            served.own_settings,
            served.config.wrap_at,
        )


def _serves(served: Resolution) -> tuple[Template | None, Config, ProcessHeaders | None]:
    """The part of a resolution that answers depend on."""
    return served.template, served.config, served.headers


def _edit(text: Text, change: types.TextDocumentContentChangeEvent, client: Client) -> Edit:
    """A change of the client as an edit of the text that it refers to."""
    if isinstance(change, types.TextDocumentContentChangeWholeDocument):
        return Edit(Range(Position(0, 0), text.end), change.text)
    if change.range.end.line >= len(text.lines):
        log.warning("edit past the end: line %d of %d", change.range.end.line, len(text.lines))
    return Edit(Converter(text, client).from_range(change.range), change.text)
