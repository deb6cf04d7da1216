"""Looks at all inputs of ``spec-ls check``.

Known results are taken from the store, the other inputs are spread over processes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial

from spec_ls.cli.arguments import Options
from spec_ls.cli.inputs import InputSource
from spec_ls.cli.look import Look
from spec_ls.report.results import FixesWanted

_FILES_PER_PROCESS = 8
"""A process, and the store, are worth their start for so many files: a tenth of a second of work."""

_KEPT_AT_A_TIME = 500
"""Looks that are stored together; until then they hold all that was read for them."""


def looks(
    sources: Sequence[InputSource], options: Options, wanted: FixesWanted
) -> Iterator[tuple[int, Look]]:
    """The look at each input, by its index, in the order in which they are done."""
    if options.no_cache or options.since is not None or len(sources) < _FILES_PER_PROCESS:
        yield from _made(sources, range(len(sources)), options, wanted)
        return
    from spec_ls.cli.kept_looks import KeptLooks  # loads a database

    kept = KeptLooks(sources, options, wanted)
    known = kept.known()
    yield from known.items()
    left = [index for index in range(len(sources)) if index not in known]
    made = dict[int, Look]()
    for index, look in _made(sources, left, options, wanted):
        made[index] = look
        yield index, look
        if len(made) == _KEPT_AT_A_TIME:
            kept.keep(made)
            made.clear()
    kept.keep(made)


def _made(
    sources: Sequence[InputSource], left: Sequence[int], options: Options, wanted: FixesWanted
) -> Iterator[tuple[int, Look]]:
    """Looks that are made now, in as many processes as are worth it."""
    if not left:
        return
    from spec_ls.cli.looker import Looker  # loads all checks

    make = partial(Looker, options, wanted)
    items = [sources[index] for index in left]
    processes = min(options.jobs or _available_processors(), -(-len(items) // _FILES_PER_PROCESS))
    if processes == 1:
        yield from zip(left, map(make(), items), strict=True)
        return
    from spec_ls.cli.workers import Lost, in_processes

    for number, look in in_processes(make, items, processes):
        if isinstance(look, Lost):
            name = items[number].name
            look = Look(messages=(f"{name}: not checked: the process that checked it was killed, twice",))
        yield left[number], look


def _available_processors() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
