"""Results of files that earlier runs have kept, each in the store of the repository that its file is in."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from spec_ls.workspace.layout import is_root
from spec_ls.workspace.result_store import ResultStore, StoredResult
from spec_ls.workspace.store import Store, top_of


class ResultName(NamedTuple):
    """What a result is of: a file, and what else it was given, in a few letters."""

    path: Path
    given: str = ""

    @property
    def in_store(self) -> str:
        """The name in a store."""
        path = os.path.abspath(self.path)
        return f"{path} {self.given}" if self.given else path


class KeptResults:
    """The kept results of one kind.

    ``depends`` is all that they depend on besides files and the ``code``, as JSON has it; ``folders`` are
    those that the user works in, on which results depend where no repository is.
    """

    def __init__(self, code: str, depends: object, folders: Iterable[str | Path]) -> None:
        self._depends = [code, depends]
        self._folders = sorted(map(os.path.abspath, folders))
        self._tops: dict[Path, Path] = {}
        self._stores: dict[Path, ResultStore] = {}

    def current(
        self, names: Iterable[ResultName], today: date, without: Collection[str] = ()
    ) -> dict[ResultName, str]:
        """The results that still count, but for those that depend on the files at some paths."""
        found = dict[ResultName, str]()
        for top, inside in self._by_top(names):
            values = self._store(top).current([name.in_store for name in inside], today, without)
            found |= {name: values[name.in_store] for name in inside if name.in_store in values}
        return found

    def keep(self, results: Mapping[ResultName, StoredResult]) -> None:
        """Keep new results."""
        for top, inside in self._by_top(results):
            self._store(top).keep({name.in_store: results[name] for name in inside})

    def _by_top(self, names: Iterable[ResultName]) -> Iterator[tuple[Path, list[ResultName]]]:
        by_top = dict[Path, list[ResultName]]()
        for name in names:
            folder = Path(os.path.abspath(name.path)).parent
            top = self._tops.get(folder) or self._tops.setdefault(folder, top_of(folder))
            by_top.setdefault(top, []).append(name)
        yield from by_top.items()

    def _store(self, top: Path) -> ResultStore:
        known = self._stores.get(top)
        if known is None:
            known = self._stores[top] = ResultStore(Store(top), self._key(top))
        return known

    def _key(self, top: Path) -> str:
        depends = [*self._depends, [] if is_root(top) else self._folders]
        return blake2b(json.dumps(depends).encode(), digest_size=16).hexdigest()
