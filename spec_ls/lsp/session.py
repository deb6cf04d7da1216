"""The open documents of one client, and all else that changes: by replacing values, here and nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from lsprotocol import types

from spec_ls.analysis import Analysis, analyse, beside
from spec_ls.checks import CODES
from spec_ls.checks.run import Checked, check, completed, prepared
from spec_ls.layer import Layer
from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.convert import Converter
from spec_ls.lsp.document import OpenDocument, View
from spec_ls.lsp.written import write
from spec_ls.schema import KEYS, parse
from spec_ls.text import Edit, Position, Range, Text
from spec_ls.workspace import Content, FileProblem, Resolution, Workspace

log = logging.getLogger(__name__)

SECTION = "spec-ls"
"""The key below which clients keep the settings of this server."""

_SLICE = 0.002
"""Seconds of work in one go on what nobody waits for."""


@dataclass(frozen=True, slots=True)
class Link:
    """The way to the client: ``tell`` notifies, ``ask`` requests and gives the result to a function.

    ``tell_json`` notifies with parameters that are JSON already, in ASCII.  ``later`` calls a function when
    no message of the client waits.  ``aside`` does work that looks at files where nobody has to wait for it,
    and gives the result to a function.
    """

    tell: Callable[[str, Any], None]
    tell_json: Callable[[str, str], None]
    ask: Callable[[str, Any, Callable[[Any], None]], None]
    later: Callable[[Callable[[], None]], None]
    aside: Callable[[Callable[[], Any], Callable[[Any], None]], None]


class Session:
    """What the server knows of one client.  Each new state of a document is published.

    ``workspace`` looks at files, and is asked by way of the link's ``aside`` alone.
    """

    def __init__(self, link: Link) -> None:
        self.link = link
        self.client = Client()
        self.workspace = Workspace()
        self._documents: dict[str, OpenDocument] = {}
        self._asked: dict[str, bool] = {}  # whose template is being looked for, and whether to do so again
        self._awaited: dict[str, list[Callable[[], None]]] = {}  # what is to be done once that is known
        self._stale: dict[str, None] = {}  # whose template is to be looked for again
        self._initial = Layer()
        self._settings = Layer()
        self._said: set[FileProblem] = set()

    def start(self, client: Client, folder: Path | None, options: Any) -> None:
        """Begin: what the client can do, its first folder, and its initialization options."""
        self.client = client
        self.workspace = Workspace(folder)
        self._initial = self._settings = self._read_settings(options, Layer())

    def view(self, uri: str) -> View | None:
        """A document as it is now, checked; None if it is not open, or nobody knows yet what serves it."""
        key = uris.key(uri)
        if self._found(uri) is not None and key in self._stale:
            self._serve(key)
        self._answer(key)
        document = self._documents.get(key)
        if document is None or document.checked is None:
            return None
        return View(self.client, document.uri, document.version, document.checked, document.template_name)

    def when_known(self, uri: str, then: Callable[[], None]) -> bool:
        """Call a function once it is known what serves an open document; false if it is, or is not open."""
        key = uris.key(uri)
        document = self._documents.get(key)
        if document is None or document.checked is not None:
            return False
        self._awaited.setdefault(key, []).append(then)
        return True

    def open(self, uri: str, version: int, content: str) -> None:
        """Take a document; it is checked as soon as the template and settings are known that serve it."""
        key = uris.key(uri)
        if before := self._documents.get(key):
            log.warning("%s is open already, the new text counts", uri)
            if before.uri != uri:  # the client takes the two for two files
                self._say_nothing(before.uri)
        self._documents[key] = OpenDocument(uri, version, uris.to_path(uri), Text.of(content))
        self._serve(key)

    def change(self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """Apply changes one after the other: each counts in the text that the one before left.

        What they made of the text is looked at when no message waits, or when somebody asks: of a row of
        versions that the client did not wait for the last is answered.
        """
        document = self._found(uri)
        if document is None:
            return
        text, waiting = document.text, list(document.waiting)
        for change in changes:
            text, splice = text.replace(self._edit(text, change))
            waiting.append((text, splice))
        key = uris.key(uri)
        self._documents[key] = replace(
            document, uri=uri, version=version, text=text, waiting=tuple(waiting), is_due=True
        )
        self.link.later(partial(self._answer, key))

    def close(self, uri: str) -> None:
        """Forget a document and take back its diagnostics."""
        document = self._found(uri)
        if document is not None:
            del self._documents[uris.key(uri)]
            self._go_on(uris.key(uri))
            self.link.aside(partial(self.workspace.forget, document.path), lambda _: None)
            self._say_nothing(document.uri)

    def configure(self, settings: Any) -> None:
        """Take new settings of the client: they go before its initialization options.

        Some clients send every server the settings of all: those that are not ours are no mistake.
        """
        if isinstance(settings, Mapping) and not settings.keys() & {SECTION, *KEYS}:
            settings = None
        self._settings = self._read_settings(settings, self._initial)
        self.recheck()

    def recheck(self) -> None:
        """Look at the files again that serve the open documents, one document after the other."""
        begun = bool(self._stale)
        self._stale = dict.fromkeys(self._documents)
        if self._stale and not begun:
            self.link.later(self._recheck_next)

    def _recheck_next(self) -> None:
        if self._stale:
            self._serve(next(iter(self._stale)))
        if self._stale:
            self.link.later(self._recheck_next)

    def _found(self, uri: str) -> OpenDocument | None:
        """A document as it is known, with edits that nobody has looked at."""
        document = self._documents.get(uris.key(uri))
        if document is None:
            log.warning("%s is not open", uri)
        return document

    def _answer(self, key: str) -> None:
        """Answer the last version of a document, unless that is done."""
        document = self._documents.get(key)
        if document is None or not document.is_due:
            return
        self._serve(key, typing=True)  # answers, too, unless the disk is slow
        document = self._documents[key]
        if document.is_due and document.analysis is not None:
            self._put(document, _checked(document, document.analysis))

    def _serve(self, key: str, typing: bool = False) -> None:
        """Ask which template and settings serve a document now, and take what comes of that.

        ``typing`` tells that a comment in the document that chooses a template may be half typed.
        """
        self._stale.pop(key, None)
        document = self._documents.get(key)
        if document is None:
            return
        document = self._documents[key] = document.looked_at()
        if key in self._asked:
            self._asked[key] |= not typing
            return
        self._asked[key] = False
        about = (document.content, self._settings)
        ask = partial(self.workspace.resolve_again, document.path, *about)
        self.link.aside(ask, partial(self._served, key, about, typing))

    def _served(self, key: str, about: tuple[Content, Layer], typing: bool, served: Resolution) -> None:
        """Take what serves a document: ``about`` is what was asked."""
        again, document = self._asked.pop(key), self._documents.get(key)
        if document is None:
            return
        document = document.looked_at()
        if again or about != (document.content, self._settings):
            self._serve(key, typing and not again)  # that was about what has changed since
            return
        # What a comment in the document itself gets wrong is not said while it may be half typed.
        self._tell(one for one in served.problems if not (typing and one.path == document.path))
        self._said -= set(document.problems) - set(served.problems)
        document = replace(document, problems=served.problems, template_name=served.name)
        analysis = _beside(served, document)
        if document.is_due or analysis is not document.analysis:
            self._put(document, _checked(document, analysis))
        else:
            self._documents[key] = document

    def _put(self, document: OpenDocument, checked: Checked) -> None:
        """Keep what is known of a document, and send its diagnostics; those that take long come later."""
        key, analysis = uris.key(document.uri), checked.analysis
        converter = Converter(analysis.text, self.client)
        written = write(checked.findings, converter, analysis.template, document.written)
        self._documents[key] = replace(
            document, analysis=analysis, checked=checked, written=written, is_due=False
        )
        params = written.params(document.uri, document.version)
        self.link.tell_json(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)
        self._go_on(key)
        if not checked.complete:
            self.link.later(partial(self._complete, key, checked, prepared(checked)))

    def _complete(self, key: str, checked: Checked, work: Iterator[None]) -> None:
        """Add what an answer left out, a little at a time, unless another is due."""
        document = self._documents.get(key)
        if document is None or document.checked is not checked or document.is_due:
            return
        if _goes_on(work):
            self.link.later(partial(self._complete, key, checked, work))
            return
        whole = completed(checked)
        if whole.findings == checked.findings:
            self._documents[key] = replace(document, checked=whole)
        else:
            self._put(document, whole)

    def _say_nothing(self, uri: str) -> None:
        """Take diagnostics back."""
        nothing = types.PublishDiagnosticsParams(uri=uri, diagnostics=[])
        self.link.tell(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, nothing)

    def _go_on(self, key: str) -> None:
        """Tell those who wait that there is nothing any more to wait for."""
        for then in self._awaited.pop(key, ()):
            then()

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


def _beside(served: Resolution, document: OpenDocument) -> Analysis:
    """The analysis of a document beside what serves it; the same while that is."""
    analysis, template, config = document.analysis, served.template, served.config
    if analysis is None:
        return analyse(document.text, template, config, document.path)
    if config == analysis.config:
        config = analysis.config  # what is known beside the same object is known
        if template is analysis.template:
            return analysis
    return beside(analysis, template, config)


def _checked(document: OpenDocument, analysis: Analysis) -> Checked:
    """What is found at once in an analysis of a document."""
    before = document.checked
    if before is not None and before.analysis is analysis:
        return before
    return check(analysis, before, promptly=True)


def _goes_on(work: Iterator[None]) -> bool:
    """Whether there is work left when the time is over that a message may have to wait."""
    end = perf_counter() + _SLICE
    return any(perf_counter() > end for _ in work)


def _sentence(problem: FileProblem) -> str:
    where = f"{problem.path}:{problem.line + 1}: " if problem.path else "spec-ls settings: "
    key = f'"{problem.key}": ' if problem.key else ""
    return f"{where}{key}{problem.message}"
