"""Does work on many items in several processes."""

from __future__ import annotations

import logging
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_START_METHOD = "fork" if sys.platform == "linux" else "spawn"
"""Forking costs least; elsewhere than on Linux it is not safe with the system's own libraries."""

_BATCH = 8
"""Items that a process gets at a time: a few milliseconds of work each."""


class Lost(NamedTuple):
    """There is no result: the process that worked on the item ended, twice."""


def in_processes(
    make: Callable[[], Callable[[Item], Result]],
    items: Sequence[Item],
    processes: int,
    start_method: str = _START_METHOD,
) -> Iterator[tuple[int, Result | Lost]]:
    """The result of each item, with the item's index, in the order in which they are done.

    ``make`` is called in each process and gives the function that does the work; it and the items must be
    picklable.  Neighbouring items go to the same process as far as possible.  The items of a process that
    ends, such as one that the system kills for its memory, are tried once more.
    """
    pool = _Pool(make, items, processes, multiprocessing.get_context(start_method))
    try:
        yield from pool.results()
    finally:
        pool.end()


class _Worker:
    """A process and this end of the pipe to it; ``busy`` are the indexes of the items that it works on."""

    def __init__(
        self, context: Any, make: Callable[[], Callable[[Any], Any]], others: list[Connection]
    ) -> None:
        self.connection, theirs = context.Pipe()
        inherited = [*others, self.connection] if context.get_start_method() == "fork" else []
        self.process = context.Process(target=_work, args=(theirs, inherited, make), daemon=True)
        with _without_interrupts():  # until the process ignores them
            self.process.start()
        theirs.close()
        self.busy: list[int] = []


class _Pool(Generic[Item, Result]):
    def __init__(
        self,
        make: Callable[[], Callable[[Item], Result]],
        items: Sequence[Item],
        processes: int,
        context: Any,
    ) -> None:
        self._make, self._items, self._context = make, items, context
        size = max(1, -(-len(items) // processes))
        self._shares = [
            deque(range(start, min(start + size, len(items)))) for start in range(0, len(items), size)
        ]
        self._again = deque[int]()
        self._tried_again = set[int]()
        self._workers: list[_Worker | None] = [None] * len(self._shares)

    def results(self) -> Iterator[tuple[int, Result | Lost]]:
        """The results as they come."""
        self._hand_out()
        while busy := {worker.connection: worker for worker in self._workers if worker and worker.busy}:
            for connection in wait(list(busy)):
                worker = busy[connection]
                done, worker.busy = worker.busy, []
                try:
                    yield from zip(done, worker.connection.recv(), strict=True)
                except (EOFError, OSError):
                    yield from self._lost(worker, done)
            self._hand_out()

    def end(self) -> None:
        """End all processes, whatever they do."""
        for worker in filter(None, self._workers):
            worker.connection.close()
            if worker.busy:
                worker.process.terminate()
        for worker in filter(None, self._workers):
            worker.process.join()

    def _lost(self, worker: _Worker, items: list[int]) -> Iterator[tuple[int, Lost]]:
        """Give up the items of a process that has ended for the second time; try the others again."""
        worker.process.join()
        worker.connection.close()
        self._workers[self._workers.index(worker)] = None
        for item in items:
            if item in self._tried_again:
                yield item, Lost()
            else:
                self._tried_again.add(item)
                self._again.append(item)

    def _hand_out(self) -> None:
        """Give each idle process its next items; one that has ended is replaced."""
        for number, worker in enumerate(self._workers):
            if worker is not None and worker.busy:
                continue
            batch = self._next(number)
            if not batch:
                continue
            if worker is None:
                others = [other.connection for other in self._workers if other is not None]
                worker = self._workers[number] = _Worker(self._context, self._make, others)
            worker.busy = batch
            with suppress(OSError):  # it has ended already, which receiving tells
                worker.connection.send([self._items[index] for index in batch])

    def _next(self, number: int) -> list[int]:
        """The next items of a process: of its own share, then from the end of the longest."""
        own = self._shares[number]
        if own:
            return [own.popleft() for _ in range(min(_BATCH, len(own)))]
        longest = max(self._shares, key=len)
        if longest:
            taken = [longest.pop() for _ in range(min(_BATCH, -(-len(longest) // 2)))]
            return taken[::-1]
        return [self._again.popleft()] if self._again else []


def _work(
    connection: Connection, inherited: list[Connection], make: Callable[[], Callable[[Any], Any]]
) -> None:
    """Work until the other end of the pipe is closed, as it is when that process ends, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the first process ends the others
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for other in inherited:
        other.close()
    logging.getLogger().handlers.clear()  # those of the first process print
    do = make()
    while True:
        try:
            items = connection.recv()
            connection.send([do(item) for item in items])
        except (EOFError, OSError):
            return


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let Ctrl-C wait until the end of this context, also in processes that start in it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
