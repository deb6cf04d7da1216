"""Looks at all inputs of ``spec-ls check``.

Known results are taken from the store, the other inputs are spread over processes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
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

_FILES_PER_PROCESS = 8
"""A process, and the store, are worth their start for so many files: a tenth of a second of work."""


def looks(
    sources: Sequence[InputSource], options: Options, wanted: FixesWanted
) -> Iterator[tuple[int, Look]]:
    """The look at each input, by its index, in the order in which they are done."""
    if options.no_cache or options.since is not None or len(sources) < _FILES_PER_PROCESS:
        yield from _made(sources, range(len(sources)), options, wanted)
        return
    kept = _KeptLooks(sources, options, wanted)
    known = kept.known()
    yield from known.items()
    left = [index for index in range(len(sources)) if index not in known]
    made = dict[int, Look]()
    for index, look in _made(sources, left, options, wanted):
        made[index] = look
        yield index, look
    kept.keep(made)


def _made(
    sources: Sequence[InputSource], left: Sequence[int], options: Options, wanted: FixesWanted
) -> Iterator[tuple[int, Look]]:
    """Looks that are made now, in as many processes as are worth it."""
    if not left:
        return
    from spec_ls.cli.looker import Looker  # loads all checks
    from spec_ls.cli.workers import Lost, available_processors, in_processes

    make = partial(Looker, options, wanted)
    items = [sources[index] for index in left]
    processes = min(options.jobs or available_processors(), -(-len(items) // _FILES_PER_PROCESS))
    if processes == 1:
        yield from zip(left, map(make(), items), strict=True)
        return
    for number, look in in_processes(make, items, processes):
        if isinstance(look, Lost):
            name = items[number].name
            look = Look(messages=(f"{name}: not checked: the process that checked it was killed, twice",))
        yield left[number], look


class _KeptLooks:
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
        return os.path.abspath(self._sources[index].name)


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
        [wanted.each, wanted.unsafe, wanted.count],
    )
    return blake2b(json.dumps(depends).encode(), digest_size=16).hexdigest()
