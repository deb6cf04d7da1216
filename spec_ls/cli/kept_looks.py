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
from spec_ls.workspace.kept_results import KeptResults, ResultName
from spec_ls.workspace.result_store import StoredResult


class KeptLooks:
    """The looks in the stores of the repositories that some inputs are in."""

    def __init__(self, sources: Sequence[InputSource], options: Options, wanted: FixesWanted) -> None:
        self._sources = sources
        self._names = {index: name for index, source in enumerate(sources) if (name := _name(source))}
        self._results = KeptResults(code_version(), _depends(options, wanted), options.paths)

    def known(self) -> dict[int, Look]:
        """The looks that still count, by the index of the input."""
        values = self._results.current(self._names.values(), date.today())
        looks = {
            index: _read(values.get(name), self._sources[index].name) for index, name in self._names.items()
        }
        return {index: look for index, look in looks.items() if look is not None}

    def keep(self, made: dict[int, Look]) -> None:
        """Keep new looks: those that can be made again, and that went well."""
        today, fresh = date.today(), dict[ResultName, StoredResult]()
        for index, look in made.items():
            name = self._names.get(index)
            if name and look.reads is not None and not look.messages and look.disk is None:
                fresh[name] = StoredResult(_written(look), look.reads, today if look.for_today else None)
        if fresh:
            self._results.keep(fresh)


def _name(source: InputSource) -> ResultName | None:
    """The name of an input's result, another one with other entries of a baseline; None for no file's."""
    if source.path is None or source.is_stdin:
        return None
    if not source.known:
        return ResultName(source.path)
    return ResultName(source.path, blake2b(json.dumps(source.known).encode(), digest_size=8).hexdigest())


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
    except Exception:  # whatever it holds
        return None


def _depends(options: Options, wanted: FixesWanted) -> object:
    """What results depend on besides files, the code and the PATHs."""
    return (
        os.getcwd(),
        options.template,
        options.settings,
        sorted(options.select),
        sorted(options.ignore),
        [wanted.each, wanted.unsafe, wanted.count, wanted.source],
    )
