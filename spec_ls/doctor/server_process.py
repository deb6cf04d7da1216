"""Runs a language server as a process and speaks JSON-RPC with it; each wait has a time limit."""

from __future__ import annotations

import json
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from queue import Empty, Queue
from time import monotonic
from types import TracebackType
from typing import IO, Any

_MAX_ERROR_LINES = 50


class ServerFault(Exception):
    """The server did not answer as it should; the argument is the message."""


class ServerProcess:
    """A running server.  Each answer has to come within ``timeout`` seconds.  Raises ``ServerFault``."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], timeout: float) -> None:
        self._timeout = timeout
        self._messages: Queue[dict[str, Any] | None] = Queue()
        self._unread: list[dict[str, Any]] = []
        self._errors: deque[str] = deque(maxlen=_MAX_ERROR_LINES)
        self._last_id = 0
        try:
            self._process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            raise ServerFault(f"the server could not be started: {error.strerror or error}") from None
        self._threads = [
            threading.Thread(target=read, args=(stream,), daemon=True)
            for read, stream in (
                (self._read_messages, self._process.stdout),
                (self._read_errors, self._process.stderr),
            )
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> ServerProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kill the process and close its streams."""
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join(self._timeout)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # the server had not read everything
                    continue

    @property
    def errors(self) -> tuple[str, ...]:
        """The last lines that the server wrote to standard error."""
        return tuple(self._errors)

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def request(self, method: str, params: Any = None) -> Any:
        """Send a request and return its result."""
        self._last_id += 1
        request_id = self._last_id
        self._send({"id": request_id, "method": method, "params": params})
        answer = self._wait(
            lambda message: message.get("id") == request_id and "method" not in message, method
        )
        if "error" in answer:
            raise ServerFault(f"{method} was refused: {answer['error'].get('message')}")
        return answer.get("result")

    def wait_for(self, method: str) -> Any:
        """Wait for the next notification of a method and return its parameters."""
        return self._wait(lambda message: message.get("method") == method, method).get("params")

    def wait_for_exit(self) -> int:
        """Wait for the process to end and return its exit status."""
        try:
            return self._process.wait(self._timeout)
        except subprocess.TimeoutExpired:
            raise ServerFault(f"the server has not ended after {self._timeout:g} s") from None

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            self._process.stdin.flush()
        except OSError:
            raise self._ended() from None

    def _wait(self, wanted: Callable[[dict[str, Any]], bool], method: str) -> dict[str, Any]:
        """The first message that ``wanted`` is true for; the others are kept."""
        for message in self._unread:
            if wanted(message):
                self._unread.remove(message)
                return message
        until = monotonic() + self._timeout
        while True:
            message = self._next(until, method)
            if wanted(message):
                return message
            self._unread.append(message)

    def _next(self, until: float, method: str) -> dict[str, Any]:
        try:
            message = self._messages.get(timeout=max(0.0, until - monotonic()))
        except Empty:
            raise ServerFault(f"no answer to {method} within {self._timeout:g} s") from None
        if message is None:
            raise self._ended()
        return message

    def _ended(self) -> ServerFault:
        try:
            return ServerFault(f"the server ended with status {self._process.wait(self._timeout)}")
        except subprocess.TimeoutExpired:
            return ServerFault("the server closed its output")

    def _read_messages(self, stream: IO[bytes]) -> None:
        """Put each message into the queue, and None at the end or at anything that is no message."""
        try:
            while length := _content_length(stream):
                self._messages.put(json.loads(stream.read(length)))
        except (ValueError, OSError):
            self._errors.append("standard output holds something other than messages")
        self._messages.put(None)

    def _read_errors(self, stream: IO[bytes]) -> None:
        for line in stream:
            self._errors.append(line.decode("utf-8", "replace").rstrip())


def _content_length(stream: IO[bytes]) -> int:
    """Read a message's header and return the length of its body; 0 at the end.  Raises ``ValueError``."""
    length = 0
    for line in iter(stream.readline, b""):
        name, colon, value = line.partition(b":")
        if not line.strip():
            return length
        if not colon:
            raise ValueError(line)
        if name.lower() == b"content-length":
            length = int(value)
    return 0
