"""A thread for work on files: a disk that hangs keeps that thread waiting, and no message of the client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

_Result = TypeVar("_Result")

_Job = tuple[Callable[[], Any], "asyncio.Future[Any]", asyncio.AbstractEventLoop]


class IOThread:
    """Runs functions one after the other.  The thread starts with the first.

    The standard library's executors do not fit: Python waits for their threads when the process ends, and so
    for the disk.
    """

    def __init__(self) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: Thread | None = None

    def run(self, work: Callable[[], _Result]) -> asyncio.Future[_Result]:
        """Run a function in the thread; the future, one of the calling event loop, gets its outcome."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[_Result] = loop.create_future()
        self._jobs.put((work, future, loop))
        if self._thread is None:
            self._thread = Thread(target=self._run_jobs, name="files", daemon=True)
            self._thread.start()
        return future

    def end(self) -> None:
        """End the thread once it has run what it was given so far."""
        self._jobs.put(None)

    def _run_jobs(self) -> None:
        while (job := self._jobs.get()) is not None:
            work, future, loop = job
            result, error = None, None
            try:
                result = work()
            except Exception as caught:
                error = caught
            with suppress(RuntimeError):  # the event loop is closed, nobody waits any more
                loop.call_soon_threadsafe(_resolve, future, result, error)


def _resolve(future: asyncio.Future[Any], result: Any, error: Exception | None) -> None:
    if future.done():  # cancelled
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)
