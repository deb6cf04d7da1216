"""The looks at inputs that earlier runs have kept in the stores of the repositories."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path

from spec_ls.cli.arguments import Options
from spec_ls.cli.inputs import InputSource
from spec_ls.cli.look import Look
from spec_ls.report.results import FixesWanted
from spec_ls.report.stored_results import read_result, written
from spec_ls.workspace.code_version import code_version
from spec_ls.workspace.layout import is_root
from spec_ls.workspace.result_store import ResultStore, StoredResult
from spec_ls.workspace.store import Store, top_of


class KeptLooks:
    """The looks in the stores of the repositories that some inputs are in."""

    def __init__(self, sources: Sequence[InputSource], options: Options, wanted: FixesWanted) -> None:
        self._sources = sources
        self._by_top = dict[Path, list[int]]()
        tops = dict[Path, Path]()
        for index, source in enumerate(sources):
            if source.path is not None and not source.is_stdin:
                folder = Path(os.path.abspath(source.path)).parent
                top = tops.get(folder) or tops.setdefault(folder, top_of(folder))
                self._by_top.setdefault(top, []).append(index)
        code = code_version()
        self._stores = {
            top: ResultStore(Store(top), _key(code, top, options, wanted)) for top in self._by_top
        }

    def known(self) -> dict[int, Look]:
        """The looks that still count, by the index of the input."""
        found, today = dict[int, Look](), date.today()
        for top, indexes in self._by_top.items():
            values = self._stores[top].current(map(self._name, indexes), today)
            for index in indexes:
                look = _read(values.get(self._name(index)), self._sources[index].name)
                if look is not None:
                    found[index] = look
        return found

    def keep(self, made: dict[int, Look]) -> None:
        """Keep new looks: those that can be made again, and that went well."""
        today = date.today()
        for top, indexes in self._by_top.items():
            fresh = {}
            for index in indexes:
                look = made.get(index)
                if look is not None and look.reads is not None and not look.messages and look.disk is None:
                    day = today if look.for_today else None
                    fresh[self._name(index)] = StoredResult(_written(look), look.reads, day)
            if fresh:
                self._stores[top].keep(fresh)

    def _name(self, index: int) -> str:
        """The path of an input; with other entries of a baseline its result is another one."""
        source = self._sources[index]
        path = os.path.abspath(source.name)
        if not source.known:
            return path
        return f"{path} {blake2b(json.dumps(source.known).encode(), digest_size=8).hexdigest()}"


def _written(look: Look) -> str:
    chosen = None if look.chosen is None else os.fspath(look.chosen)
    return json.dumps((chosen, None if look.result is None else written(look.result)))


def _read(text: str | None, name: str) -> Look | None:
    """A stored look; None if there is none, or if somebody else wrote it."""
    if text is None:
        return None
    try:
        chosen, result = json.loads(text)
        return Look(result and read_result(result, name), chosen=chosen and Path(chosen))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _key(code: str, top: Path, options: Options, wanted: FixesWanted) -> str:
    """What results depend on besides files: the code, the options, and outside of a repository the PATHs."""
    depends = (
        code,
        os.getcwd(),
        [] if is_root(top) else sorted(map(os.path.abspath, options.paths)),
        options.template,
        options.settings,
        sorted(options.select),
        sorted(options.ignore),
        [wanted.each, wanted.unsafe, wanted.count, wanted.source],
    )
    return blake2b(json.dumps(depends).encode(), digest_size=16).hexdigest()
