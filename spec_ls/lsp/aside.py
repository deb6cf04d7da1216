"""A thread for work that may have to wait for a disk, so that no message has to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, wait
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")

_PATIENCE = 0.02
"""Seconds to wait for what takes a millisecond on a disk that is not slow."""


class Aside:
    """Does one piece of work after the other.  Its thread begins with the first.

    No executor of the standard library: the end of the process waits for theirs, and so for the disk.
    """

    def __init__(self) -> None:
        self._waiting: SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = SimpleQueue()
        self._late = 0
        self._thread: Thread | None = None

    def ask(self, work: Callable[[], _Result], then: Callable[[_Result], None]) -> None:
        """Give the result of ``work`` to ``then`` in the event loop's thread, which calls this.

        That is done before this returns if it is quick, and else later.  Work that fails is logged.
        """
        future: Future[_Result] = Future()
        self._waiting.put((work, future))
        if self._thread is None:
            self._thread = Thread(target=self._run, name="files", daemon=True)
            self._thread.start()
        if not self._late:  # else it waits for a slow one itself
            wait([future], _PATIENCE)
        if future.done():
            _finish(future, then)
            return
        self._late += 1
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda done: _call(loop, lambda: self._finish_late(done, then)))

    def end(self) -> None:
        """Let the thread end when it has done what was asked so far."""
        self._waiting.put(None)

    def _finish_late(self, future: Future[_Result], then: Callable[[_Result], None]) -> None:
        self._late -= 1
        _finish(future, then)

    def _run(self) -> None:
        while (waiting := self._waiting.get()) is not None:
            work, future = waiting
            try:
                future.set_result(work())
            except Exception as error:
                future.set_exception(error)


def _finish(future: Future[_Result], then: Callable[[_Result], None]) -> None:
    try:
        then(future.result())
    except Exception:
        log.exception("looking at files failed")


def _call(loop: asyncio.AbstractEventLoop, function: Callable[[], None]) -> None:
    try:
        loop.call_soon_threadsafe(function)
    except RuntimeError:
        return  # the loop is closed, nobody waits any more
