"""Results of files in the store of their repository.

Each counts while all reads of the file system that it depends on give what they gave then.
"""

from __future__ import annotations

import json
import sqlite3
import time
from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from spec_ls.workspace.file_snapshots import read_again
from spec_ls.workspace.store import Store

_READS_PER_RESULT, _FEW_READS = 6, 2_000
"""Reads in the store beyond which those that are no longer needed are looked for; results share most."""

_MOST_RUNS = 8
"""Kinds of runs (options, folders) whose results are kept for a repository."""


_ResultRow = tuple[str | None, bytes, str]


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A result as text, and the reads that it depends on; ``day`` is the only one on which it counts."""

    value: str
    reads: tuple[str, ...]
    day: date | None = None


class ResultStore:
    """The results of one kind of run: ``key`` stands for all but files that results depend on."""

    def __init__(self, store: Store, key: str) -> None:
        self._store, self._key = store, key

    def current(self, paths: Iterable[str], today: date, without: Collection[str] = ()) -> dict[str, str]:
        """The results of some files that still count, by path.

        No result counts that depends on a file in ``without``.
        """
        left_out = frozenset(without)

        def work(connection: sqlite3.Connection) -> dict[str, str]:
            found = {path: row for path in paths if (row := self._row(connection, path)) is not None}
            reads = {path: array("Q", needed) for path, (_, needed, _) in found.items()}
            current = {
                number: self._is_current(connection, number, left_out)
                for number in set(chain(*reads.values()))
            }
            return {
                path: value
                for path, (day, _, value) in found.items()
                if day in (None, today.isoformat()) and all(current[number] for number in reads[path])
            }

        return self._store.use(work) or {}

    def keep(self, results: Mapping[str, StoredResult]) -> None:
        """Keep new results by path."""

        def work(connection: sqlite3.Connection) -> None:
            reads = {read for result in results.values() for read in result.reads}
            ids = {read: self._id(connection, read) for read in reads}
            rows = [
                (
                    self._key,
                    _name(path),
                    None if result.day is None else result.day.isoformat(),
                    array("Q", sorted(ids[read] for read in result.reads)).tobytes(),
                    result.value,
                )
                for path, result in results.items()
            ]
            connection.executemany("insert or replace into results values (?, ?, ?, ?, ?)", rows)
            connection.execute("insert or replace into runs values (?, ?)", (self._key, int(time.time())))
            self._forget_unneeded_reads(connection)
            _forget_old_runs(connection)

        self._store.use(work)
        self._store.prune()

    def _row(self, connection: sqlite3.Connection, path: str) -> _ResultRow | None:
        asked = "select day, reads, value from results where key = ? and path = ?"
        found: _ResultRow | None = connection.execute(asked, (self._key, _name(path))).fetchone()
        return found

    def _is_current(self, connection: sqlite3.Connection, number: int, left_out: frozenset[str]) -> bool:
        """True if a read gives what it gave; false if it is left out, or no longer in the store."""
        found = connection.execute("select read from reads where id = ?", (number,)).fetchone()
        if found is None:
            return False
        name, arguments, _ = json.loads(found[0])
        if not left_out.isdisjoint(arguments):
            return False
        return json.dumps((name, arguments, read_again(name, arguments))) == str(found[0])

    def _id(self, connection: sqlite3.Connection, read: str) -> int:
        """The number of a read in the store, which never stands for another one."""
        connection.execute("insert or ignore into reads (key, read) values (?, ?)", (self._key, read))
        asked = "select id from reads where key = ? and read = ?"
        (number,) = connection.execute(asked, (self._key, read)).fetchone()
        return int(number)

    def _forget_unneeded_reads(self, connection: sqlite3.Connection) -> None:
        """Delete reads that no result depends on any more, once they may be most of them."""
        reads, results = (
            connection.execute(f"select count(*) from {table} where key = ?", (self._key,)).fetchone()[0]
            for table in ("reads", "results")
        )
        if reads < _READS_PER_RESULT * results + _FEW_READS:
            return
        rows = connection.execute("select reads from results where key = ?", (self._key,)).fetchall()
        needed = set(chain(*(array("Q", blob) for (blob,) in rows)))
        ids = connection.execute("select id from reads where key = ?", (self._key,)).fetchall()
        connection.executemany("delete from reads where id = ?", [row for row in ids if row[0] not in needed])


def _name(path: str) -> str:
    """A path as text of any database: its lone surrogates are escaped."""
    return json.dumps(path)


def _forget_old_runs(connection: sqlite3.Connection) -> None:
    old = connection.execute("select key from runs order by used desc limit -1 offset ?", (_MOST_RUNS,))
    for (key,) in old.fetchall():
        for table in ("runs", "reads", "results"):
            connection.execute(f"delete from {table} where key = ?", (key,))
