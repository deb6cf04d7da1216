"""Summaries of documents, kept on disk between two starts: one store a repository.

It is a cache: nothing is lost with it.  A store that is broken, or of another version of spec-ls, is made
anew; where none can be written, everything works without.  Several processes may use one at a time.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from platformdirs import user_cache_path

from spec_ls import version
from spec_ls.model.page_summary import Entry, EntryKind
from spec_ls.workspace.file_snapshots import FileStatus

Summary = tuple[Entry, ...]
Stored = tuple[FileStatus, Summary]

_Result = TypeVar("_Result")

_FORMAT = 2
"""Changes whenever the tables or the entries do."""

_PATIENCE = 0.5
"""Seconds to wait for another process that writes."""

_LIFETIME = 90 * 24 * 3600
"""Seconds after which a store that nobody has written is deleted: its repository may be gone."""

_TABLE = "create table if not exists summaries (path text primary key, status text, entries text)"


class SummaryStore:
    """The store of the repository at ``top``, in ``folder`` or else in the user's cache folder.

    Where it cannot be used, nothing is found in it, and nothing kept.
    """

    def __init__(self, top: Path, folder: Path | None = None) -> None:
        name = blake2b(os.fsencode(top), digest_size=12).hexdigest()
        self.file = (folder or user_cache_path("spec-ls", appauthor=False)) / f"{name}.sqlite3"
        self._top = top

    def read(self) -> dict[Path, Stored]:
        """All summaries, by absolute path, each with the status of the file that it was made of."""

        def work(connection: sqlite3.Connection) -> dict[Path, Stored]:
            rows = connection.execute("select path, status, entries from summaries")
            return {self._top / path: (_status(status), _entries(entries)) for path, status, entries in rows}

        return self._use(work) or {}

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

        self._use(work)

    def prune(self) -> None:
        """Delete the stores beside this one that nobody has written for a long time."""
        with suppress(OSError):
            for file in self.file.parent.glob("*.sqlite3"):
                if file != self.file and time.time() - file.stat().st_mtime > _LIFETIME:
                    file.unlink()

    def _name(self, path: Path) -> str:
        return path.relative_to(self._top).as_posix()

    def _use(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result | None:
        """The result of work on the store; None if it cannot be used.  A broken one is made anew."""
        for _ in range(2):
            try:
                self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with closing(sqlite3.connect(self.file, timeout=_PATIENCE)) as connection:
                    _prepare(connection)
                    with connection:
                        return work(connection)
            except (sqlite3.OperationalError, OSError):  # locked, or nothing can be written there
                return None
            except (sqlite3.Error, ValueError, TypeError, KeyError):
                with suppress(OSError):
                    self.file.unlink(missing_ok=True)
        return None


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the table, anew if the store is of another version."""
    (found,) = connection.execute("pragma user_version").fetchone()
    wanted = crc32(f"{_FORMAT} {version()}".encode()) >> 1  # a signed number of 32 bits
    if found != wanted:
        with connection:
            connection.execute("drop table if exists summaries")
            connection.execute(_TABLE)
            connection.execute(f"pragma user_version = {wanted}")


def _status(written: str) -> FileStatus:
    return FileStatus(*json.loads(written))


def _entries(written: str) -> Summary:
    return tuple(Entry(EntryKind(kind), *others) for kind, *others in json.loads(written))
