"""A language server in a process of its own, and JSON-RPC with it; nothing here waits for ever."""

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

_MOST_LINES = 50


class Trouble(Exception):
    """The server did not do what it should; the argument says what happened."""


class Conversation:
    """A running server.  Each answer has to come within ``patience`` seconds.  Raises ``Trouble``."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], patience: float) -> None:
        self._patience = patience
        self._messages: Queue[dict[str, Any] | None] = Queue()
        self._passed: list[dict[str, Any]] = []
        self._errors: deque[str] = deque(maxlen=_MOST_LINES)
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
            raise Trouble(f"the server could not be started: {error.strerror or error}") from None
        self._threads = [
            threading.Thread(target=work, args=(stream,), daemon=True)
            for work, stream in ((self._listen, self._process.stdout), (self._overhear, self._process.stderr))
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Conversation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave no process behind."""
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join(self._patience)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what it had not taken yet is of no use to anybody
                    continue

    @property
    def errors(self) -> tuple[str, ...]:
        """The last lines that the server wrote to standard error."""
        return tuple(self._errors)

    def tell(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any = None) -> Any:
        """Send a request; returns its result."""
        self._last_id += 1
        number = self._last_id
        self._send({"id": number, "method": method, "params": params})
        answer = self._wait(lambda message: message.get("id") == number and "method" not in message, method)
        if "error" in answer:
            raise Trouble(f"{method} was refused: {answer['error'].get('message')}")
        return answer.get("result")

    def hear(self, method: str) -> Any:
        """The parameters of the next notification of this method."""
        return self._wait(lambda message: message.get("method") == method, method).get("params")

    def end(self) -> int:
        """Wait for the process to end; returns its exit status."""
        try:
            return self._process.wait(self._patience)
        except subprocess.TimeoutExpired:
            raise Trouble(f"the server has not ended after {self._patience:g} s") from None

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            self._process.stdin.flush()
        except OSError:
            raise self._gone() from None

    def _wait(self, wanted: Callable[[dict[str, Any]], bool], method: str) -> dict[str, Any]:
        """The first message that is wanted; the others are kept."""
        for message in self._passed:
            if wanted(message):
                self._passed.remove(message)
                return message
        until = monotonic() + self._patience
        while True:
            message = self._next(until, method)
            if wanted(message):
                return message
            self._passed.append(message)

    def _next(self, until: float, method: str) -> dict[str, Any]:
        try:
            message = self._messages.get(timeout=max(0.0, until - monotonic()))
        except Empty:
            raise Trouble(f"no answer to {method} within {self._patience:g} s") from None
        if message is None:
            raise self._gone()
        return message

    def _gone(self) -> Trouble:
        try:
            return Trouble(f"the server ended with status {self._process.wait(self._patience)}")
        except subprocess.TimeoutExpired:
            return Trouble("the server closed its output")

    def _listen(self, stream: IO[bytes]) -> None:
        """Put each message into the queue, and None at the end, or where something else is written."""
        try:
            while length := _length(stream):
                self._messages.put(json.loads(stream.read(length)))
        except (ValueError, OSError):
            self._errors.append("standard output holds something else than messages")
        self._messages.put(None)

    def _overhear(self, stream: IO[bytes]) -> None:
        for line in stream:
            self._errors.append(line.decode("utf-8", "replace").rstrip())


def _length(stream: IO[bytes]) -> int:
    """The length that a message's header states; 0 at the end.  Raises ``ValueError``."""
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
