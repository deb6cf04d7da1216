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

from spec_ls.checks.failed_checks import noting_failed_checks
from spec_ls.checks.run import Checked, check_promptly, finish_check
from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.diagnostics import Json, diagnostics_of, result_id
from spec_ls.lsp.kept_diagnostics import Diagnosed, KeptDiagnostics
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

_LOOKED_UP = 20
"""Files whose kept diagnostics are looked up in one such job, or kept."""

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
    ``plain`` makes JSON of LSP's types.  What is ``kept`` on disk is not checked again.
    """

    def __init__(
        self,
        resolver: TemplateResolver,
        client: Client,
        is_open: Callable[[str], bool],
        warn: Callable[[str], None],
        plain: Callable[[Any], Any],
        kept: KeptDiagnostics,
    ) -> None:
        self._resolver, self._client, self._is_open = resolver, client, is_open
        self._warn, self._plain, self._kept = warn, plain, kept
        self._known: dict[Path, _Known] = {}  # what has not changed since it was checked
        self._changes = 0
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
            self._changes += 1
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
        for start in range(0, len(files), _LOOKED_UP):
            paths = files[start : start + _LOOKED_UP]
            spelled = {path: _spelled(path, gone) for path in paths}
            unknown = [path for path, uri in spelled.items() if not self._is_known(path, uri, previous)]
            changes = self._changes
            found = yield from awaited(partial(self._kept.find, unknown))
            for number, (path, uri) in enumerate(spelled.items(), start):
                progress.report(number, len(files))
                if self._is_open(uris.key(uri)) or self._is_known(path, uri, previous):
                    continue
                kept = self._kept.get(path, found) if changes == self._changes else None
                report = yield from self._report(path, uri, kept)
                if report["resultId"] != previous.get(uri, _NOTHING):
                    part.append(report)
                if len(part) == _PART:
                    send(part)
                    part, any_sent = [], True
            yield from awaited(self._kept.write)
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

    def _is_known(self, path: Path, uri: str, previous: Mapping[str, str]) -> bool:
        """True if the client has the diagnostics that a file is known to have."""
        known = self._known.get(path)
        return known is not None and known.result_id == previous.get(uri, _NOTHING)

    def _report(self, path: Path, uri: str, kept: Diagnosed | None) -> Steps:
        """The report of one file, by its kept diagnostics or a check."""
        changes = self._changes
        diagnosed = kept or (yield from self._diagnosed(path))
        report = _full(uri, diagnosed.items)
        if changes == self._changes:
            self._known[path] = _Known(report["resultId"], diagnosed.names_others)
        yield None
        return report

    def _diagnosed(self, path: Path) -> Steps:
        """The diagnostics of one file, checked now."""
        file = yield from awaited(partial(self._resolver.read_closed, path))
        with noting_failed_checks() as failures:
            checked = None if file.spec is None else (yield from _checked(path, *file.spec))
            items = diagnostics_of(checked, self._client, self._plain)
        diagnosed = Diagnosed(items, file.spec is not None and file.spec[1].headers is not None)
        if not failures:
            self._kept.note(file, diagnosed)
        return diagnosed


def _spelled(path: Path, gone: dict[str, str]) -> str:
    """The URI of a file as the client spells it; what is left in ``gone`` are those of no file."""
    uri = uris.from_path(path)
    return gone.pop(uris.key(uri), uri)


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
