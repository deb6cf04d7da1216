"""Summaries of documents in the store of their repository."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from spec_ls.model.page_summary import Entry, EntryKind
from spec_ls.workspace.raw_reads import FileStatus
from spec_ls.workspace.store import Store

Summary = tuple[Entry, ...]
Stored = tuple[FileStatus, Summary]


class SummaryStore:
    """The summaries in a store.

    Where it cannot be used, nothing is found in it, and nothing kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self) -> dict[Path, Stored]:
        """All summaries, by absolute path, each with the status of the file that it was made of."""

        def work(connection: sqlite3.Connection) -> dict[Path, Stored]:
            rows = connection.execute("select path, status, entries from summaries")
            return {
                self._store.top / path: (_status(status), _entries(entries)) for path, status, entries in rows
            }

        return self._store.use(work) or {}

    def write(self, changed: Mapping[Path, Stored], gone: Iterable[Path]) -> None:
        """Keep new summaries, and drop those of files that are gone."""
        rows = [
            (self._name(path), json.dumps(status), json.dumps(entries))
            for path, (status, entries) in changed.items()
        ]
        names = [(self._name(path),) for path in gone]

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany("insert or replace into summaries values (?, ?, ?)", rows)
            connection.executemany("delete from summaries where path = ?", names)

        self._store.use(work)

    def prune(self) -> None:
        """Delete stores that nobody has written for a long time."""
        self._store.prune()

    def _name(self, path: Path) -> str:
        return path.relative_to(self._store.top).as_posix()


def _status(written: str) -> FileStatus:
    return FileStatus(*json.loads(written))


def _entries(written: str) -> Summary:
    return tuple(Entry(EntryKind(kind), *others) for kind, *others in json.loads(written))
