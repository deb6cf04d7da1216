"""A server in bare JSON-RPC over pipes, for messages that a client library would hide, or never send."""

from __future__ import annotations

import itertools
import json
import subprocess
from collections.abc import Sequence

from .driver import ENVIRONMENT, SERVER, TIMEOUT

INITIALIZE = {"processId": None, "rootUri": None, "capabilities": {}}


class Pipe:
    """A server and the bytes to and from it; ``heard`` are the messages that answer no request."""

    def __init__(self, *arguments: str, command: Sequence[str] = SERVER) -> None:
        self.process = subprocess.Popen(
            [*command, *arguments], env=ENVIRONMENT, stdin=-1, stdout=-1, stderr=-1
        )
        self.ids = itertools.count(1)
        self.heard: list[dict] = []

    def write(self, body: bytes, header: str = "Content-Length: {}\r\n\r\n") -> None:
        """Send a frame."""
        self.process.stdin.write(header.format(len(body)).encode() + body)
        self.process.stdin.flush()

    def notify(self, method: str, params: object = None) -> None:
        """Send a notification."""
        self.write(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())

    def request(self, method: str, params: object = None) -> dict:
        """Send a request; returns the response to it."""
        id_ = next(self.ids)
        self.write(json.dumps({"jsonrpc": "2.0", "id": id_, "method": method, "params": params}).encode())
        while (message := self.read()).get("id") != id_ or "method" in message:
            assert "method" in message, message
            self.heard.append(message)
        return message

    def read(self) -> dict:
        """The next message of the server."""
        length = 0
        while (line := self.process.stdout.readline()).strip():
            name, _, value = line.decode().partition(":")
            length = int(value) if name == "Content-Length" else length
        assert length, f"the server ended: {self.process.stderr.read().decode()}"
        return json.loads(self.process.stdout.read(length))

    def initialize(self, **changes: object) -> dict:
        """Begin the session."""
        result = self.request("initialize", {**INITIALIZE, **changes})["result"]
        self.notify("initialized", {})
        return result

    def wait(self) -> tuple[int, str]:
        """The exit status, and what the server wrote to standard error."""
        _, errors = self.process.communicate(timeout=TIMEOUT)
        return self.process.returncode, errors.decode()
