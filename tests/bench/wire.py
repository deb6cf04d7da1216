"""A server's process behind its standard input and output: LSP's base protocol, and the time of each message."""

from __future__ import annotations

import json
import os
import select
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

TIMEOUT = 60.0
"""Seconds after which an answer counts as not given."""

_CHUNK = 1 << 18


class Frame(NamedTuple):
    """A message as it came: ``time`` is when its last byte was read, in seconds of ``perf_counter``."""

    time: float
    content: bytes


class ServerGone(Exception):
    """The server ended, or did not answer in time; the text ends with what it wrote to standard error."""


def encoded(message: Mapping[str, Any]) -> bytes:
    """A message with its header."""
    content = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(content), content)


class Wire:
    """A server's process.  Nothing is read or written but inside ``send`` and ``receive``."""

    def __init__(self, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the process
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            bufsize=0,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._in, self._out = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self._in, False)
        self._buffer = bytearray()
        self._inbox: deque[Frame] = deque()
        self.ended = False

    def send(self, data: bytes) -> None:
        """Write a message whole.  What the server writes meanwhile is read, so that neither waits forever."""
        left = memoryview(data)
        while left:
            readable, writable, _ = select.select([self._out], [self._in], [], TIMEOUT)
            if readable:
                self._read()
            if writable:
                try:
                    left = left[os.write(self._in, left) :]
                except BrokenPipeError:
                    raise self.gone("it ended") from None
            elif not readable:
                raise self.gone(f"it read nothing for {TIMEOUT:.0f} s")

    def receive(self, until: float) -> Frame | None:
        """The next message, or None if there is none before a time of ``perf_counter``."""
        while not self._inbox:
            readable, _, _ = select.select([self._out], [], [], max(0.0, until - time.perf_counter()))
            if not readable:
                return None
            self._read()
        return self._inbox.popleft()

    def gone(self, why: str) -> ServerGone:
        """End the process; returns the error that says why."""
        self._errors.seek(0)
        words = self._errors.read().decode(errors="replace")[-2_000:]
        self.end()
        return ServerGone(f"{why}; {words or 'no word on standard error'}")

    def end(self) -> None:
        """End the process if it has not ended by itself."""
        if self.ended:
            return
        self.ended = True
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._errors.close()

    def _read(self) -> None:
        chunk = os.read(self._out, _CHUNK)
        now = time.perf_counter()
        if not chunk:
            raise self.gone("it ended")
        self._buffer += chunk
        while (frame := self._cut()) is not None:
            self._inbox.append(Frame(now, frame))

    def _cut(self) -> bytes | None:
        """The first message of the buffer, if it is there to its end."""
        header_end = self._buffer.find(b"\r\n\r\n")
        if header_end < 0:
            return None
        header = bytes(self._buffer[:header_end]).lower()
        length = int(header.partition(b"content-length:")[2].split(b"\r\n")[0])
        start = header_end + 4
        if len(self._buffer) < start + length:
            return None
        content = bytes(self._buffer[start : start + length])
        del self._buffer[: start + length]
        return content
