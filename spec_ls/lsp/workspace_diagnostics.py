"""The diagnostics of all specs of a workspace but the open ones, for a client that asks for them.

A request first gets what differs from what the client knows, a part at a time.  If nothing does, it stays
open until something changes: a client whose request is answered asks again at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from spec_ls.checks.run import Checked, check_promptly, finish_check
from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.diagnostics import Json, diagnostics_of, result_id
from spec_ls.lsp.progress import Progress
from spec_ls.lsp.slices import Waiting, awaited
from spec_ls.lsp.template_resolver import TemplateResolver
from spec_ls.model.document import parse
from spec_ls.rst.syntax.reading import Stepwise
from spec_ls.spec import compare
from spec_ls.text import Text
from spec_ls.workspace import Resolution

MOST_FILES = 10_000
"""Files that are looked at; the largest repository of specs known has 1,100."""

_AT_A_TIME = 100
"""Files that are listed in one job of the I/O thread, which keystrokes may need."""

_PART = 20
"""Reports in one partial result."""

Steps = Generator[Waiting | None, None, Any]
Send = Callable[[list[Json]], None]


class _Known(NamedTuple):
    """A file's diagnostics, by their name; ``names_others`` is true if its header may name other files."""

    result_id: str
    names_others: bool


class WorkspaceDiagnostics:
    """Checks the specs of a workspace that are not open, one after the other, between messages.

    ``is_open`` says whether the document of a URI's key is open; ``warn`` shows a message to the user;
    ``plain`` makes JSON of LSP's types.
    """

    def __init__(
        self,
        resolver: TemplateResolver,
        client: Client,
        is_open: Callable[[str], bool],
        warn: Callable[[str], None],
        plain: Callable[[Any], Any],
    ) -> None:
        self._resolver, self._client, self._is_open = resolver, client, is_open
        self._warn, self._plain = warn, plain
        self._known: dict[Path, _Known] = {}  # what has not changed since it was checked
        self._news, self._has_ended, self._has_warned = asyncio.Event(), False, False

    def note_change(self, paths: Iterable[Path | None]) -> None:
        """Note that files have changed; None may be any.

        One that was read as a template, or that is no known file, may serve all others.
        """
        for path in paths:
            if path is not None and not self._resolver.may_change_findings(path):
                continue
            serves = path is None or self._resolver.is_template(path)
            known = None if path is None or serves else self._known.pop(path, None)
            if known is None:
                self._known.clear()
            elif known.names_others:
                self._known = {key: other for key, other in self._known.items() if not other.names_others}
            self._news.set()

    def know(self, path: Path, names_others: bool) -> None:
        """Know a file, which is open, for a spec."""
        self._known.setdefault(path, _Known("", names_others))

    def end(self) -> None:
        """Let nobody wait any more."""
        self._has_ended = True
        self._news.set()

    def pull(self, previous: Mapping[str, str], send: Send, progress: Progress) -> Steps:
        """The last reports that differ from those that the client knows; the others are sent before."""
        while True:
            self._news.clear()
            reports = yield from self._changed(previous, send, progress)
            progress.end()
            if reports is not None or self._has_ended:
                return reports or []
            yield Waiting(partial(_wait, self._news))

    def _changed(self, previous: Mapping[str, str], send: Send, progress: Progress) -> Steps:
        """The last reports that differ; None if none does, nor was any sent."""
        files = yield from self._files()
        gone, part, any_sent = {uris.key(uri): uri for uri in previous}, list[Json](), False
        for number, path in enumerate(files):
            progress.report(number, len(files))
            uri = uris.from_path(path)
            key = uris.key(uri)
            spelled = gone.pop(key, uri)
            report = None if self._is_open(key) else (yield from self._report(path, spelled, previous))
            part += [] if report is None else [report]
            if len(part) == _PART:
                send(part)
                part, any_sent = [], True
        part += [_full(uri, []) for key, uri in gone.items() if not self._is_open(key)]
        return part if part or any_sent else None

    def _files(self) -> Steps:
        """All files that may be specs, up to a limit."""
        found, walk = list[Path](), self._resolver.specs()
        while more := (yield from awaited(partial(self._resolver.find, walk, _AT_A_TIME))):
            found += more
            if len(found) >= MOST_FILES:
                if not self._has_warned:
                    self._warn(f"spec-ls checks the first {MOST_FILES} files of the workspace and no more")
                self._has_warned = True
                break
        return found

    def _report(self, path: Path, uri: str, previous: Mapping[str, str]) -> Steps:
        """The report of one file; None if the client has the same."""
        known = self._known.get(path)
        if known is not None and known.result_id == previous.get(uri, _NOTHING):
            return None
        read = yield from awaited(partial(self._resolver.read, path))
        checked = None if read is None else (yield from _checked(path, *read))
        diagnostics = diagnostics_of(checked, self._client, self._plain)
        report = _full(uri, diagnostics)
        self._known[path] = _Known(report["resultId"], read is not None and read[1].headers is not None)
        return None if report["resultId"] == previous.get(uri, _NOTHING) else report


def _checked(path: Path, text: Text, served: Resolution) -> Stepwise[Checked]:
    assert served.template is not None, "the resolver leaves out what no template serves"
    document = parse(text)
    yield
    spec = compare(document, served.template, served.config, path, None, served.headers)
    checked = check_promptly(spec)
    yield
    return checked if checked.complete else (yield from finish_check(checked))


def _full(uri: str, diagnostics: list[Json]) -> Json:
    id_ = result_id(diagnostics)
    return {"kind": "full", "uri": uri, "version": None, "resultId": id_, "items": diagnostics}


async def _wait(event: asyncio.Event) -> None:
    await event.wait()


_NOTHING = result_id([])
