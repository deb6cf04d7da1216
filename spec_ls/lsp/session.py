"""The open documents of one client, and all else that changes: by replacing values, here and nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types

from spec_ls.analysis import Analysis, analyse, spliced
from spec_ls.checks import CODES
from spec_ls.checks.run import Checked, check, completed
from spec_ls.layer import Layer
from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.convert import Converter
from spec_ls.lsp.written import Written, write
from spec_ls.schema import KEYS, parse
from spec_ls.text import Edit, Position, Range, Splice, Text
from spec_ls.workspace import FileProblem, Workspace

log = logging.getLogger(__name__)

SECTION = "spec-ls"
"""The key below which clients keep the settings of this server."""


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document as the client has it now; ``uri`` is spelled as the client does.

    ``problems`` are those of the files that serve it: its template and settings.  ``written`` are the
    diagnostics as they were sent last.  ``waiting`` are the edits since then that nobody has looked at: what
    each made of the text, and where; ``None`` if the version has been answered.
    """

    uri: str
    version: int
    path: Path | None
    checked: Checked
    problems: tuple[FileProblem, ...] = ()
    written: Written = field(default_factory=Written, repr=False)
    waiting: tuple[tuple[Text, Splice], ...] | None = None

    @property
    def text(self) -> Text:
        """The text as the client has it."""
        return self.waiting[-1][0] if self.waiting else self.checked.analysis.text

    @property
    def analysis(self) -> Analysis:
        """What the text means beside its template."""
        return self.checked.analysis


@dataclass(frozen=True, slots=True)
class Link:
    """The way to the client: ``tell`` notifies, ``ask`` requests and gives the result to a function.

    ``tell_json`` notifies with parameters that are JSON already, in ASCII; ``later`` calls a function when
    no message of the client waits.
    """

    tell: Callable[[str, Any], None]
    tell_json: Callable[[str, str], None]
    ask: Callable[[str, Any, Callable[[Any], None]], None]
    later: Callable[[Callable[[], None]], None]


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
        """The state of a document, checked; None, and a line in the log, if it is not open."""
        document = self._found(uri)
        return document if document is None else self._answered(document)

    def converter(self, document: OpenDocument) -> Converter:
        """What converts positions in a document."""
        return Converter(document.analysis.text, self.client)

    def open(self, uri: str, version: int, content: str) -> None:
        """Take a document, checked against the template and settings that serve it."""
        if uris.key(uri) in self._documents:
            log.warning("%s is open already, the new text counts", uri)
        path, text = uris.to_path(uri), Text.of(content)
        served = self.workspace.resolve(path, text, settings=self._settings)
        self._tell(served.problems)
        checked = check(analyse(text, served.template, served.config, path), promptly=True)
        self._put(OpenDocument(uri, version, path, checked, served.problems))

    def change(self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """Apply changes one after the other: each counts in the text that the one before left.

        What they made of the text is looked at when no message waits, or when somebody asks: of a row of
        versions that the client did not wait for the last is answered.
        """
        document = self._found(uri)
        if document is None:
            return
        text, waiting = document.text, list(document.waiting or ())
        for change in changes:
            text, splice = text.replace(self._edit(text, change))
            waiting.append((text, splice))
        key = uris.key(uri)
        self._documents[key] = replace(document, uri=uri, version=version, waiting=tuple(waiting))
        self.link.later(partial(self._answer, key))

    def close(self, uri: str) -> None:
        """Forget a document and take back its diagnostics."""
        document = self._found(uri)
        if document is not None:
            del self._documents[uris.key(uri)]
            self.workspace.forget(document.path)
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
            new = self._checked(document)
            if document.waiting is None and new.analysis is document.analysis:
                self._documents[uris.key(document.uri)] = new
            else:
                self._put(new)

    def _found(self, uri: str) -> OpenDocument | None:
        """A document as it is known, with edits that nobody has looked at."""
        document = self._documents.get(uris.key(uri))
        if document is None:
            log.warning("%s is not open", uri)
        return document

    def _answer(self, key: str) -> None:
        """Answer the last version of a document unless that is done, or the document closed."""
        if document := self._documents.get(key):
            self._answered(document)

    def _answered(self, document: OpenDocument) -> OpenDocument:
        """The document with what its last edits made of it, which is published."""
        return document if document.waiting is None else self._put(self._checked(document))

    def _put(self, document: OpenDocument) -> OpenDocument:
        """Keep a new state of a document, and send its diagnostics: at once what is known, later the rest."""
        findings, template = document.checked.findings, document.analysis.template
        written = write(findings, self.converter(document), template, document.written)
        key = uris.key(document.uri)
        document = self._documents[key] = replace(document, written=written)
        params = written.params(document.uri, document.version)
        self.link.tell_json(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)
        if not document.checked.complete:
            self.link.later(partial(self._complete, key))
        return document

    def _complete(self, key: str) -> None:
        """Add what the answer to a document's version left out, unless it has changed since."""
        document = self._documents.get(key)
        if document is None or document.waiting is not None or document.checked.complete:
            return
        whole = replace(document, checked=completed(document.checked))
        if whole.checked.findings == document.checked.findings:
            self._documents[key] = whole
        else:
            self._put(whole)

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

    def _checked(self, document: OpenDocument) -> OpenDocument:
        """The document with the edits that wait, and with the files as they are now."""
        old, waiting = document.analysis, document.waiting
        new = spliced(old, waiting) if waiting else old
        served = self.workspace.resolve_again(new, self._settings)
        # What a comment in the document itself gets wrong is not said while it may be half typed.
        self._tell(one for one in served.problems if not waiting or one.path != document.path)
        self._said -= set(document.problems) - set(served.problems)
        if served.template is not new.template or served.config != new.config:
            anew = analyse(new.text, served.template, served.config, document.path)
            checked = check(anew, promptly=True)
        else:
            checked = check(new, document.checked, promptly=True) if waiting else document.checked
        return replace(document, checked=checked, problems=served.problems, waiting=None)

    def _tell(self, problems: Iterable[FileProblem]) -> None:
        """Say what is wrong with what serves a document, once for as long as it stands."""
        for problem in problems:
            if problem not in self._said:
                self._said.add(problem)
                self._warn(_sentence(problem))

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
