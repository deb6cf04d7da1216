"""Standard input and output, as an editor uses them that has started the server.

Both are pipes that can block, so each has a thread: the one that reads stops while nobody takes what it has
read, and the one that writes has what the client does not read at once.
"""

from __future__ import annotations

import asyncio
import logging
import os
import select
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from spec_ls.lsp.output import LAST_OUTPUT, MAX_WAITING, KeptOutput

log = logging.getLogger(__name__)

_CHUNK = 1 << 16
_MAX_CHUNKS = 4
"""Chunks of input that have been read and wait for the event loop."""

AT_ONCE = getattr(select, "PIPE_BUF", 512)
"""Bytes that a pipe takes without blocking if it takes any (POSIX, "Write to a Pipe"); 512 everywhere."""

_GRACE = 0.3
"""Seconds to a forced end once nobody can read any more: a client that ended well closes its pipes, too."""


class StandardInput:
    """Feeds what arrives at a file descriptor to ``reader``, which holds some 128 KB at most.

    ``sys.stdin.buffer`` is left alone: a thread that waits in it would hold its lock when the process ends.
    The thread is a daemon: the end of the process must not wait for the next input.
    """

    def __init__(self, descriptor: int) -> None:
        self.reader = asyncio.StreamReader()
        self._descriptor, self._loop = descriptor, asyncio.get_running_loop()
        self._chunks_allowed = threading.Semaphore(_MAX_CHUNKS)
        self._chunks_held, self._is_paused, self._is_over = 0, False, False
        self.reader.set_transport(self)  # type: ignore[arg-type]  # it calls the two functions below alone
        threading.Thread(target=self._read, name="stdin", daemon=True).start()

    def pause_reading(self) -> None:
        """Called by the reader when it holds enough."""
        self._is_paused = True

    def resume_reading(self) -> None:
        """Called by the reader when it needs more."""
        self._is_paused = False
        for _ in range(self._chunks_held):
            self._chunks_allowed.release()
        self._chunks_held = 0

    def end(self) -> None:
        """Let the reader see the end of the input, whatever comes."""
        self._fed(b"")

    def _read(self) -> None:
        with suppress(RuntimeError):  # the loop is closed, nobody reads any more
            try:
                while self._chunks_allowed.acquire() and (chunk := os.read(self._descriptor, _CHUNK)):
                    self._loop.call_soon_threadsafe(self._fed, chunk)
                self._loop.call_soon_threadsafe(self._fed, b"")
            except OSError as error:
                self._loop.call_soon_threadsafe(self.reader.set_exception, error)

    def _fed(self, chunk: bytes) -> None:
        if self._is_over:
            return
        if not chunk:
            self._is_over = True
            self.reader.feed_eof()
            return
        self.reader.feed_data(chunk)
        if self._is_paused:
            self._chunks_held += 1
        else:
            self._chunks_allowed.release()


class StandardOutput(KeptOutput):
    """Writes to a file descriptor.

    What a pipe takes at once is written at once; a thread writes the rest.  ``broke`` is called in the event
    loop's thread once when writing fails, as it does when the client has closed its end.  Where the system
    tells of that end (POSIX), the process ends soon after even if it is busy, with the status of ``status``.
    """

    def __init__(self, descriptor: int, broke: Callable[[], None], status: Callable[[], int]) -> None:
        super().__init__()
        self._descriptor, self._broke, self._status = descriptor, broke, status
        self._loop = asyncio.get_running_loop()
        self._is_broken = False
        self._parts: deque[memoryview] = deque()
        self._waiting = 0
        self._changed = threading.Condition()  # of the two above, and of whether output is broken
        self._poll = poll_of(descriptor, "POLLOUT")
        threading.Thread(target=self._write_parts, name="stdout", daemon=True).start()
        hang_up = poll_of(descriptor)
        if hang_up is not None:
            threading.Thread(target=self._watch, args=(hang_up,), name="hang-up", daemon=True).start()

    def write(self, data: bytes) -> None:
        """Send a message, or what the client has not the room to take."""
        with self._changed:
            left = memoryview(data)
            if not self._parts:
                left = self._write_at_once(left)
            if left and not self._is_broken:
                self._parts.append(left)
                self._waiting += len(left)
                self._changed.notify_all()
            if self._waiting > MAX_WAITING:
                self._room.clear()

    async def finish(self) -> None:
        """Wait until everything is sent, for as long as the client reads."""
        if self._waiting:
            await asyncio.to_thread(self._finish)

    def _finish(self) -> None:
        with self._changed:
            before = self._waiting + 1
            while self._waiting and self._waiting < before:
                before = self._waiting
                self._changed.wait_for(lambda: not self._waiting, LAST_OUTPUT)

    def _write_at_once(self, left: memoryview) -> memoryview:
        """Write what the pipe takes without blocking; returns the rest."""
        try:
            while left and self._poll is not None and self._poll.poll(0):
                left = left[os.write(self._descriptor, left[:AT_ONCE]) :]
        except OSError as error:
            self._break(error)
        return left

    def _write_parts(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._parts)
                part = self._parts[0]
            try:
                written = os.write(self._descriptor, part[:_CHUNK])
            except OSError as error:
                with self._changed:
                    self._break(error)
                return
            with self._changed:
                self._take(written)

    def _take(self, written: int) -> None:
        """Remove what has been written."""
        self._waiting -= written
        rest = self._parts.popleft()[written:]
        if rest:
            self._parts.appendleft(rest)
        if not self._waiting:
            self._changed.notify_all()
        if self._waiting <= MAX_WAITING // 2 and not self._room.is_set():
            with suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._room.set)

    def _break(self, error: OSError) -> None:
        """Forget what waits: nobody will read it."""
        if not self._is_broken:
            self._is_broken = True
            self._parts.clear()
            self._waiting = 0
            self._changed.notify_all()
            with suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._client_is_gone, error)

    def _client_is_gone(self, error: OSError) -> None:
        log.error("the client stopped reading: %s", error)
        self._room.set()
        self._broke()

    def _watch(self, hang_up: select.poll) -> None:
        """Wait until nobody can read any more, which no write may have noticed, and end the process."""
        if any(event & (select.POLLERR | select.POLLHUP) for _, event in hang_up.poll()):
            threading.Event().wait(_GRACE)
            os._exit(self._status())  # nothing is open that a clean end would save


def descriptor_of(stream: object, name: str) -> int:
    """The file descriptor of a standard stream.  Raises ``OSError`` if whoever started this has closed it."""
    if stream is None:  # see the documentation of sys.__stdin__
        raise OSError(f"{name} is closed")
    return stream.fileno()  # type: ignore[attr-defined,no-any-return]


def poll_of(descriptor: int, event: str = "") -> select.poll | None:
    """Asks whether a descriptor takes output, or with no event whether its reader is gone.

    None on Windows, which cannot be asked about pipes.
    """
    if not hasattr(select, "poll"):
        return None
    poll = select.poll()
    poll.register(descriptor, getattr(select, event) if event else 0)
    return poll
