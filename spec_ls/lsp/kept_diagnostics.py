"""The diagnostics of files that are not open, kept on disk: the next start has them without a check."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from spec_ls.lsp.client import Client
from spec_ls.lsp.diagnostics import Json
from spec_ls.lsp.io_thread import IOThread
from spec_ls.lsp.template_resolver import Basis, ClosedFile, TemplateResolver
from spec_ls.workspace import Workspace
from spec_ls.workspace.unsaved_texts import unsaved

if TYPE_CHECKING:
    from spec_ls.workspace.kept_results import KeptResults

log = logging.getLogger(__name__)


class Diagnosed(NamedTuple):
    """The diagnostics of a file; ``names_others`` is true if its header may name other files."""

    items: list[Json]
    names_others: bool = False


class _Stored(NamedTuple):
    """Diagnostics with the template that the file's comment names, and all files read as templates for it."""

    diagnosed: Diagnosed
    chosen: Path | None
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for some files; it counts until a comment names another template (``chosen``)."""

    diagnosed: Mapping[Path, Diagnosed] = field(default_factory=dict)
    chosen: Mapping[Path, Path] | None = None


class KeptDiagnostics:
    """Finds and keeps the diagnostics of closed files.  All files are read and written in the I/O thread.

    ``is_on`` says whether that is to be done.  Where it fails, everything works without.
    """

    def __init__(
        self, resolver: TemplateResolver, io_thread: IOThread, client: Client, is_on: Callable[[], bool]
    ) -> None:
        self._resolver, self._io_thread, self._is_on = resolver, io_thread, is_on
        self._form = [client.encoding.value, client.related_information, client.links_codes]
        self._code: str | None = None
        self._results: tuple[Basis, KeptResults] | None = None
        self._made: list[tuple[ClosedFile, Diagnosed]] = []
        self._has_failed = False

    @property
    def is_used(self) -> bool:
        """True if results are found and kept."""
        return self._is_on() and not self._has_failed

    async def find(self, paths: Sequence[Path]) -> Found:
        """The diagnostics of some files that are still what a check would find."""
        if not paths or not self.is_used:
            return Found()
        basis, workspace = self._resolver.basis, self._resolver.workspace
        work = partial(self._contained, partial(self._find, basis, workspace, paths))
        return await self._io_thread.run(work) or Found()

    def get(self, path: Path, found: Found) -> Diagnosed | None:
        """What was found for a file, if that still counts."""
        return found.diagnosed.get(path) if found.chosen is self._resolver.workspace.chosen.by_spec else None

    def note(self, file: ClosedFile, diagnosed: Diagnosed) -> None:
        """Note new diagnostics, for ``write``."""
        if file.reads is not None:
            self._made.append((file, diagnosed))

    async def write(self) -> None:
        """Keep what was noted."""
        made, self._made = self._made, []
        if made and self.is_used:
            work = partial(self._contained, partial(self._write, self._resolver.basis, made))
            await self._io_thread.run(work)

    def _contained(self, work: Callable[[], Found | None]) -> Found | None:
        """In the thread: do work; one failure, as where Python lacks sqlite3, is logged and is the last."""
        try:
            return work()
        except Exception:
            log.exception("no diagnostics are kept")
            self._has_failed = True
            return None

    def _find(self, basis: Basis, workspace: Workspace, paths: Sequence[Path]) -> Found:
        from spec_ls.workspace.kept_results import ResultName  # loads a database

        names = {path: ResultName(path) for path in paths}
        others = unsaved(dict(workspace.buffers))
        texts = self._kept(basis).current(names.values(), date.today(), others)
        read = {path: _read(texts.get(name)) for path, name in names.items()}
        stored = {path: known for path, known in read.items() if known is not None}
        chosen = workspace.chosen
        for path, known in stored.items():
            chosen.remember(Path(os.path.abspath(path)), known.chosen)
            workspace.templates.note_read(known.templates)
        diagnosed = {path: known.diagnosed for path, known in stored.items() if not chosen.has(path)}
        return Found(diagnosed, chosen.by_spec)

    def _write(self, basis: Basis, made: Sequence[tuple[ClosedFile, Diagnosed]]) -> None:
        from spec_ls.workspace.kept_results import ResultName
        from spec_ls.workspace.result_store import StoredResult

        results = {
            ResultName(file.path): StoredResult(_written(diagnosed, file), file.reads, file.day)
            for file, diagnosed in made
            if file.reads is not None and file.basis == basis
        }
        self._kept(basis).keep(results)

    def _kept(self, basis: Basis) -> KeptResults:
        if self._results is None or self._results[0] != basis:
            from spec_ls.workspace.code_version import code_version
            from spec_ls.workspace.kept_results import KeptResults

            self._code = self._code or code_version()
            folder, folders, settings = basis
            depends = ("workspace/diagnostic", self._form, os.fspath(folder), settings)
            self._results = basis, KeptResults(self._code, depends, folders)
        return self._results[1]


def _written(diagnosed: Diagnosed, file: ClosedFile) -> str:
    chosen = None if file.chosen is None else os.fspath(file.chosen)
    return json.dumps((diagnosed.items, diagnosed.names_others, chosen, file.templates))


def _read(text: str | None) -> _Stored | None:
    """Stored diagnostics; None if there are none, or if somebody else wrote them."""
    try:
        items, names_others, chosen, templates = json.loads(text or "")
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            return None
        named = None if chosen is None else Path(chosen)
        return _Stored(Diagnosed(items, bool(names_others)), named, tuple(map(os.fspath, templates)))
    except (ValueError, TypeError, RecursionError):
        return None
