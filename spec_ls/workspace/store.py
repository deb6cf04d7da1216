"""A database of what was read and found out, kept on disk between two starts: one for each repository.

It is a cache: nothing is lost with it.  A store that is broken, or of another version of spec-ls, is made
anew; where none can be written, everything works without.  Several processes may use one at a time.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from platformdirs import user_cache_path

from spec_ls import VERSION
from spec_ls.workspace.layout import is_root

_Result = TypeVar("_Result")

_FORMAT = 4
"""Changes whenever the tables or what stands in them do."""

_PATIENCE = 0.5
"""Seconds to wait for another process that writes."""

_LIFETIME = 90 * 24 * 3600
"""Seconds after which a store that nobody has written is deleted: its repository may be gone."""

_SUFFIX = ".sqlite3"

_SUFFIXES_OF_SQLITE = ("", "-journal", "-wal", "-shm")
"""What SQLite adds to the name of a database for the files beside it."""

_TABLES = {
    "summaries": "path text primary key, status text, entries text",
    "runs": "key text primary key, used integer",
    "reads": "id integer primary key autoincrement, key text, read text, unique (key, read)",
    "results": "key text, path text, day text, reads blob, value text, primary key (key, path)",
}


class Store:
    """The store of the repository at ``top``, in ``folder`` or else in the user's cache folder."""

    def __init__(self, top: Path, folder: Path | None = None) -> None:
        name = blake2b(os.fsencode(top), digest_size=12).hexdigest()
        self.file = (folder or store_folder()) / f"{name}{_SUFFIX}"
        self.top = top

    def use(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result | None:
        """The result of work on the store; None if it cannot be used.  A broken one is made anew."""
        for _ in range(2):
            try:
                self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                if not _is_own(self.file.parent):
                    return None
                self._remove_special_files()
                with closing(sqlite3.connect(self.file, timeout=_PATIENCE)) as connection:
                    connection.execute("pragma synchronous = off")  # what a crash breaks is made anew
                    _prepare(connection)
                    with connection:
                        return work(connection)
            except (sqlite3.OperationalError, OSError):  # locked, or nothing can be written there
                return None
            except (sqlite3.Error, ValueError, TypeError, KeyError, RecursionError):
                with suppress(OSError):
                    self.file.unlink(missing_ok=True)
        return None

    def _remove_special_files(self) -> None:
        """Remove what is no regular file in the database's places: SQLite would wait for a FIFO.

        Raises ``OSError``.
        """
        for suffix in _SUFFIXES_OF_SQLITE:
            path = f"{self.file}{suffix}"
            if os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
                os.unlink(path)

    def prune(self) -> None:
        """Delete the stores beside this one that nobody has written for a long time."""
        with suppress(OSError):
            for file in self.file.parent.glob(f"*{_SUFFIX}"):
                if file != self.file and time.time() - file.stat().st_mtime > _LIFETIME:
                    file.unlink()


def store_folder() -> Path:
    """The folder of all stores of this user."""
    return user_cache_path("spec-ls", appauthor=False)


def delete_stores(files: Iterable[Path]) -> Iterator[Path]:
    """Delete stores; yields those that were there.  Raises ``OSError``."""
    for file in files:
        if file.exists():
            file.unlink()
            yield file


def store_of(path: Path) -> Path:
    """The file of the store of the repository around a path."""
    path = Path(os.path.abspath(path))
    return Store(top_of(path if path.is_dir() else path.parent)).file


def all_stores() -> list[Path]:
    """The files of all stores of this user."""
    return sorted(store_folder().glob(f"*{_SUFFIX}"))


def top_of(folder: Path) -> Path:
    """The top of the repository around a folder, else the folder."""
    return next((above for above in (folder, *folder.parents) if is_root(above)), folder)


def _is_own(folder: Path) -> bool:
    """True for a folder that is this user's alone to write: what others put there would become findings."""
    if not hasattr(os, "geteuid"):
        return True
    status = os.stat(folder)
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables, anew if the store is of another version."""
    (found,) = connection.execute("pragma user_version").fetchone()
    wanted = crc32(f"{_FORMAT} {VERSION}".encode()) >> 1  # a signed number of 32 bits
    if found != wanted:
        with connection:
            for name, columns in _TABLES.items():
                connection.execute(f"drop table if exists {name}")
                connection.execute(f"create table {name} ({columns})")
            connection.execute(f"pragma user_version = {wanted}")
