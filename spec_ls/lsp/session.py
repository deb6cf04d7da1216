"""The open documents of one client, and all else that changes: by replacing values, here and nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types

from spec_ls.analysis import Analysis, analyse, edited
from spec_ls.checks import CODES
from spec_ls.checks.run import Checked, check
from spec_ls.layer import Layer
from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.convert import Converter
from spec_ls.schema import KEYS, parse
from spec_ls.text import Edit, Position, Range, Text
from spec_ls.workspace import FileProblem, Resolution, Workspace

log = logging.getLogger(__name__)

SECTION = "spec-ls"
"""The key below which clients keep the settings of this server."""

_MANY = 200
"""Up to so many diagnostics go out for each version; a longer list is not worth it while edits wait."""


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document as the client has it now; ``uri`` is spelled as the client does.

    ``problems`` are those of the files that serve it: its template and settings.
    """

    uri: str
    version: int
    path: Path | None
    checked: Checked
    problems: tuple[FileProblem, ...] = ()

    @property
    def analysis(self) -> Analysis:
        """What the text means beside its template."""
        return self.checked.analysis


@dataclass(frozen=True, slots=True)
class Link:
    """The way to the client: ``tell`` notifies, ``ask`` requests and gives the result to a function.

    ``later`` calls a function when no message of the client waits; ``watch`` gets the client's process.
    """

    tell: Callable[[str, Any], None]
    ask: Callable[[str, Any, Callable[[Any], None]], None]
    later: Callable[[Callable[[], None]], None]
    watch: Callable[[int], None]


class Session:
    """What the server knows of one client.  Each new state of a document is published."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.client = Client()
        self.workspace = Workspace()
        self._documents: dict[str, OpenDocument] = {}
        self._initial = Layer()
        self._settings = Layer()
        self._said: set[FileProblem] = set()

    def start(self, client: Client, folder: Path | None, options: Any) -> None:
        """Begin: what the client can do, its first folder, and its initialization options."""
        self.client = client
        self.workspace = Workspace(folder)
        self._initial = self._settings = self._read_settings(options, Layer())

    def get(self, uri: str) -> OpenDocument | None:
        """The state of a document; None, and a line in the log, if it is not open."""
        document = self._documents.get(uris.key(uri))
        if document is None:
            log.warning("%s is not open", uri)
        return document

    def converter(self, document: OpenDocument) -> Converter:
        """What converts positions in a document."""
        return Converter(document.analysis.text, self.client)

    def open(self, uri: str, version: int, content: str) -> None:
        """Take a document, checked against the template and settings that serve it."""
        if uris.key(uri) in self._documents:
            log.warning("%s is open already, the new text counts", uri)
        path, text = uris.to_path(uri), Text.of(content)
        served = self._resolve(path, text)
        checked = check(analyse(text, served.template, served.config, path))
        self._put(OpenDocument(uri, version, path, checked, served.problems))

    def change(self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """Apply changes one after the other: each counts in the text that the one before left."""
        document = self.get(uri)
        if document is None:
            return
        text, edits = document.analysis.text, []
        for change in changes:
            edits.append(self._edit(text, change))
            text, _ = text.replace(edits[-1])
        self._put(self._checked(replace(document, uri=uri, version=version), text, edits))

    def close(self, uri: str) -> None:
        """Forget a document and take back its diagnostics."""
        document = self.get(uri)
        if document is not None:
            del self._documents[uris.key(uri)]
            nothing = types.PublishDiagnosticsParams(uri=document.uri, diagnostics=[])
            self.link.tell(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, nothing)

    def configure(self, settings: Any) -> None:
        """Take new settings of the client: they go before its initialization options.

        Some clients send every server the settings of all: those that are not ours are no mistake.
        """
        if isinstance(settings, Mapping) and not settings.keys() & {SECTION, *KEYS}:
            settings = None
        self._settings = self._read_settings(settings, self._initial)
        self.recheck()

    def recheck(self) -> None:
        """Look at the files again that serve the open documents, and check those that are served anew."""
        for document in list(self._documents.values()):
            new = self._checked(document, document.analysis.text, [])
            if new.analysis is document.analysis:
                self._documents[uris.key(document.uri)] = new
            else:
                self._put(new)

    def _put(self, document: OpenDocument) -> None:
        self._documents[uris.key(document.uri)] = document
        if len(document.checked.findings) <= _MANY:
            self._publish(document)
        else:
            self.link.later(partial(self._publish, document))

    def _publish(self, document: OpenDocument) -> None:
        """Send a document's diagnostics, unless a later version is known."""
        if self._documents.get(uris.key(document.uri)) is not document:
            return
        template, converter = document.analysis.template, self.converter(document)
        diagnostics = [converter.to_diagnostic(finding, template) for finding in document.checked.findings]
        params = types.PublishDiagnosticsParams(document.uri, diagnostics, document.version)
        self.link.tell(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    def _warn(self, message: str) -> None:
        """Show a message to the person at the editor."""
        log.warning("%s", message)
        params = types.ShowMessageParams(types.MessageType.Warning, message)
        self.link.tell(types.WINDOW_SHOW_MESSAGE, params)

    def _edit(self, text: Text, change: types.TextDocumentContentChangeEvent) -> Edit:
        """One change of the client as an edit of the text that it was made in."""
        if isinstance(change, types.TextDocumentContentChangeWholeDocument):
            return Edit(Range(Position(0, 0), text.end), change.text)
        if change.range.end.line >= len(text.lines):
            log.warning("edit past the end: line %d of %d", change.range.end.line, len(text.lines))
        return Edit(Converter(text, self.client).from_range(change.range), change.text)

    def _checked(self, document: OpenDocument, text: Text, edits: list[Edit]) -> OpenDocument:
        """The document after edits, applied one after the other, that make it ``text``."""
        old = document.analysis
        served = self._resolve(document.path, text, typing=bool(edits))
        self._said -= set(document.problems) - set(served.problems)
        if served.template is not old.template or served.config != old.config:
            checked = check(analyse(text, served.template, served.config, document.path))
        else:
            checked = check(edited(old, edits), document.checked) if edits else document.checked
        return replace(document, checked=checked, problems=served.problems)

    def _resolve(self, path: Path | None, text: Text, typing: bool = False) -> Resolution:
        """What serves a document; what is wrong with that is said once for as long as it stands.

        What a comment in the document itself gets wrong is not said while it may be half typed.
        """
        served = self.workspace.resolve(path, text, settings=self._settings)
        for problem in served.problems:
            if problem not in self._said and not (typing and problem.path == path):
                self._said.add(problem)
                self._warn(_sentence(problem))
        return served

    def _read_settings(self, settings: Any, base: Layer) -> Layer:
        """Settings as clients send them, by themselves or below the key ``spec-ls``, on top of ``base``."""
        if isinstance(settings, Mapping) and SECTION in settings:
            settings = settings[SECTION]
        if settings is None:
            return base
        if not isinstance(settings, Mapping):
            self._warn(f"spec-ls settings: expected an object, not {settings!r}")
            return base
        read, problems = parse(settings, CODES)
        if problems:
            listed = "; ".join(f'"{problem.key}": {problem.message}' for problem in problems)
            self._warn(f"spec-ls settings: {listed}")
        return Layer({**base.values, **read.values}, read.paths or base.paths)


def _sentence(problem: FileProblem) -> str:
    where = f"{problem.path}:{problem.line + 1}: " if problem.path else "spec-ls settings: "
    key = f'"{problem.key}": ' if problem.key else ""
    return f"{where}{key}{problem.message}"
