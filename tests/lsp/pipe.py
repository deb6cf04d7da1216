"""A server in bare JSON-RPC over pipes, for messages that a client library would hide, or never send."""

from __future__ import annotations

import itertools
import json
import socket
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
        self.to_server, self.from_server = self.process.stdin, self.process.stdout
        self.ids = itertools.count(1)
        self.heard: list[dict] = []

    def write(self, body: bytes, header: str = "Content-Length: {}\r\n\r\n") -> None:
        """Send a frame."""
        self.to_server.write(header.format(len(body)).encode() + body)
        self.to_server.flush()

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
        while (line := self.from_server.readline()).strip():
            name, _, value = line.decode().partition(":")
            length = int(value) if name == "Content-Length" else length
        assert length, f"the server ended: {self.process.stderr.read().decode()}"
        return json.loads(self.from_server.read(length))

    def initialize(self, **changes: object) -> dict:
        """Begin the session."""
        result = self.request("initialize", {**INITIALIZE, **changes})["result"]
        self.notify("initialized", {})
        return result

    def wait(self) -> tuple[int, str]:
        """The exit status, and what the server wrote to standard error."""
        _, errors = self.process.communicate(timeout=TIMEOUT)
        return self.process.returncode, errors.decode()

    def end(self) -> None:
        """End the server, if it has not ended, by a signal that lets coverage write what it has measured."""
        self.process.terminate()
        try:
            self.process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            raise


class TcpPipe(Pipe):
    """The same over TCP."""

    def __init__(self) -> None:
        super().__init__("--tcp", "127.0.0.1:0")
        port = int(self.process.stderr.readline().rpartition(b":")[2])
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.to_server, self.from_server = self.socket.makefile("wb"), self.socket.makefile("rb")

    def end(self) -> None:
        """End the server, and close the connection."""
        super().end()
        for stream in (self.to_server, self.from_server, self.socket):
            stream.close()
