"""A server as a process, and the answers that it gives; every answer is looked at."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path
from typing import IO, Any

from expected import key
from lsprotocol import types

REPOSITORY = Path(__file__).resolve().parents[2]
SERVER = [sys.executable, "-m", "spec_ls", "server"]
TIMEOUT = 120.0
"""Seconds to wait for answers, and for the end of the process, on a machine that has much else to do."""


class Connection:
    """A server in a folder; ``answers`` counts its responses by their ids, ``wrong`` is the first bad one.

    ``asked`` are the ids of its own requests.
    """

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (it is closed by kill)
        self.process = subprocess.Popen(
            SERVER, env=environment, cwd=folder, stdin=-1, stdout=-1, stderr=self._errors
        )
        self.answers: Counter[str] = Counter()
        self.wrong = ""
        self.asked: list[Any] = []
        self._changed = threading.Condition()
        self._is_over = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def write(self, data: bytes) -> None:
        """Send bytes; a server that is gone is noticed by whoever waits for an answer."""
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except OSError:
            pass

    def wait_for(self, expected: Counter[str]) -> bool:
        """Wait until there are as many answers; True if they are the expected ones."""
        with self._changed:
            wanted = expected.total()
            self._changed.wait_for(
                lambda: self.answers.total() >= wanted or self.wrong or self._is_over, TIMEOUT
            )
            return self.answers == expected and not self.wrong

    def end(self) -> tuple[int | None, str]:
        """Close the server's input; returns its exit status and what it wrote to standard error."""
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            status: int | None = self.process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = None
        self._reader.join(TIMEOUT)
        self._errors.seek(0)
        return status, self._errors.read().decode("utf-8", "backslashreplace")

    def kill(self) -> None:
        """End the process, if it has not ended, and close its streams."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self._errors):
            with contextlib.suppress(OSError):
                stream.close()

    def _read(self) -> None:
        wrong = ""
        try:
            while (raw := _frame(self.process.stdout)) is not None:
                message = json.loads(raw)
                wrong = _fault(raw, message)
                with self._changed:
                    if "method" in message:
                        self.asked += [message["id"]] if "id" in message else []
                    else:
                        self.answers[key(message.get("id"))] += 1
                    self.wrong = self.wrong or wrong
                    self._changed.notify_all()
        except (ValueError, OSError) as error:
            wrong = f"output that is no message: {error}"
        with self._changed:
            self._is_over, self.wrong = True, self.wrong or wrong
            self._changed.notify_all()


def _frame(stream: IO[bytes]) -> bytes | None:
    length = -1
    while (line := stream.readline()).strip():
        name, _, value = line.partition(b":")
        length = int(value) if name == b"Content-Length" else length
    if not line and length < 0:
        return None
    if length < 0:
        raise ValueError("a message without a length")
    return stream.read(length)


def _fault(raw: bytes, message: Any) -> str:
    """The fault of a message of the server, in words; empty if it has none."""
    if b"Traceback" in raw:
        return f"a traceback in a message: {raw[:2000]!r}"
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        return f"no message of JSON-RPC: {raw[:400]!r}"
    if "method" in message:
        return ""
    if "id" not in message or ("result" in message) == ("error" in message):
        return f"no response: {raw[:400]!r}"
    error = message.get("error", {"code": 0, "message": "x"})
    if not isinstance(error.get("code"), int) or not error.get("message"):
        return f"no error of JSON-RPC: {raw[:400]!r}"
    if "data" in error and error["code"] != types.LSPErrorCodes.ServerCancelled:
        return f"an error with more than a message: {raw[:2000]!r}"
    return ""
