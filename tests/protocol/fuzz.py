"""A server over standard input and output, and messages of every wrong kind as raw bytes.

    python tests/protocol/fuzz.py [--messages N] [--seed N] [--session N]

Each session starts a server, sends it bytes before ``initialize``, in the session and after ``shutdown``, in
pieces that end anywhere, and ends it in one of several ways.  Every message gets exactly the answer that
``wrong_frames.expected_answer`` names, the process lives until it is ended, with the status that the end
calls for, and writes no traceback.  Exit 1: something else happened; it is printed with the number of its
session, which ``--session`` runs alone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from random import Random
from time import monotonic
from typing import IO, Any

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[1:1] = [str(Path(__file__).resolve().parent), str(REPOSITORY / "tests"), str(REPOSITORY)]

from wrong_frames import Maker, encoded, expected_answer  # noqa: E402  (it lies in the folder added above)

SERVER = [sys.executable, "-m", "spec_ls", "server"]
MESSAGES = 1_000  # of one session
BURST = 40
TIMEOUT = 180.0
"""Seconds until an answer counts as missing."""

BAD_HEADERS = [
    b"Content-Length: x\r\n\r\n{}",
    b"Content-Length: -1\r\n\r\n{}",
    b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    b"Content-Length: 99999999999999999999\r\n\r\n{}",
    b"Content-Type: a/b\r\n\r\n{}",
    b"POST / HTTP/1.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\n",
    b"\xff\xfe\n",
    b"{}\n",
]


class Wrong(Exception):
    """The server did something that it must not do; the argument says what."""


@dataclass(frozen=True, slots=True)
class End:
    """A way to end a session, and the exit status that it calls for."""

    name: str
    sent: bytes
    status: int


class Conversation:
    """A running server.  ``expected`` and ``answers`` count answers by their id, as JSON."""

    def __init__(self, maker: Maker) -> None:
        environment = (
            {**os.environ, "PYTHONPATH": str(REPOSITORY)} if (REPOSITORY / "spec_ls").is_dir() else None
        )
        self.maker, self.sent = maker, 0
        self.process = subprocess.Popen(SERVER, env=environment, stdin=-1, stdout=-1, stderr=-1)
        self.expected: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()
        self.bodies: dict[str, list[bytes]] = {}
        self._news: Queue[dict[str, Any] | None] = Queue()
        self._asked: list[Any] = []
        self.errors: list[bytes] = []
        self._threads = [
            threading.Thread(target=read, args=(stream,), daemon=True)
            for read, stream in ((self._read, self.process.stdout), (self._read_errors, self.process.stderr))
        ]
        for thread in self._threads:
            thread.start()

    def send(self, bodies: list[bytes]) -> None:
        """Send messages in pieces that end anywhere; what the server asked for is answered, right or wrong."""
        random = self.maker.random
        while self._asked:
            answer = random.choice([{"result": None}, {"result": self.maker.value()}, {"error": {}}, {}])
            bodies.append(encoded({"jsonrpc": "2.0", "id": self._asked.pop(), **answer}))
        data = b""
        for body in bodies:
            data += self.maker.header(len(body)) + body
            wanted = expected_answer(body)
            if wanted is not None:
                self.expected[wanted] += 1
                self.bodies.setdefault(wanted, []).append(body)
        self.sent += len(bodies)
        self.write(data)

    def write(self, data: bytes) -> None:
        """Send bytes in pieces."""
        while data:
            size = self.maker.random.choice([1, 7, 100, 4096, 70_000])
            try:
                self.process.stdin.write(data[:size])
                self.process.stdin.flush()
            except OSError:
                raise Wrong("the server ended") from None
            data = data[size:]

    def settle(self) -> None:
        """Wait until everything is answered.  Raises ``Wrong`` if that does not happen."""
        until = monotonic() + TIMEOUT
        while self.expected - self.answers:
            try:
                message = self._news.get(timeout=max(0.0, until - monotonic()))
            except Empty:
                raise Wrong(f"no answer within {TIMEOUT:g} s") from None
            if message is None:
                raise Wrong("the server ended")
            self._take(message)
        self._check_counts()

    def end(self, end: End) -> None:
        """End the session, and check how the process ends."""
        self.write(end.sent)
        self.process.stdin.close()
        try:
            status = self.process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            raise Wrong(f"the server does not end ({end.name})") from None
        for thread in self._threads:
            thread.join(TIMEOUT)
        while (message := self._news.get()) is not None:
            self._take(message)
        self._check_counts()
        lines = [line.decode("utf-8", "replace") for line in self.errors]
        other = [line[:300] for line in lines if not line.startswith("spec-ls: ")]
        if other or any("Traceback" in line for line in lines):
            raise Wrong(f"standard error has more than messages:\n{''.join(other)[-5000:]}")
        if status != end.status:
            raise Wrong(f"status {status} instead of {end.status} ({end.name})")

    def kill(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except OSError:
                continue

    def explain(self) -> str:
        """The messages whose answers are too few or too many."""
        lines = []
        for id_ in (self.expected - self.answers) + (self.answers - self.expected):
            lines.append(f"id {id_[:80]}: {self.answers[id_]} answers instead of {self.expected[id_]}, to")
            lines += [f"  {_shortened(body)}" for body in self.bodies.get(id_, [])[-3:]]
        errors = [line[:300].decode("utf-8", "replace").rstrip() for line in self.errors[-10:]]
        return "\n".join([*lines[:40], "standard error ends with:", *errors])

    def _take(self, message: dict[str, Any]) -> None:
        if "method" in message:
            if "id" in message:
                self._asked.append(message["id"])
            return
        if "raceback" in json.dumps(message) or "data" in message.get("error", {}):
            raise Wrong(f"an answer carries more than a message: {json.dumps(message)[:2000]}")
        if ("result" in message) == ("error" in message):
            raise Wrong(f"an answer has to have a result or an error: {json.dumps(message)[:500]}")
        self.answers[json.dumps(message["id"])] += 1

    def _check_counts(self) -> None:
        if self.answers - self.expected:
            raise Wrong("an answer that nobody asked for")

    def _read(self, stream: IO[bytes]) -> None:
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name == b"Content-Length" else length
                header = stream.readline()
            self._news.put(json.loads(stream.read(length)))
        self._news.put(None)

    def _read_errors(self, stream: IO[bytes]) -> None:
        self.errors.extend(stream)


def ends(random: Random, shut_down: bool) -> End:
    """A way to end a session."""
    status = 0 if shut_down else 1
    exit_ = b'{"jsonrpc":"2.0","method":"exit"}'
    frame = b"Content-Length: %d\r\n\r\n%s" % (len(exit_), exit_)
    bad = End("bad header", random.choice(BAD_HEADERS), 1)
    within = End("the input ends within a message", b"Content-Length: 99\r\n\r\n{", status)
    return random.choice([End("exit", frame, status), End("end of input", b"", status), bad, within])


def session(number: int, seed: int, count: int) -> tuple[int, str | None]:
    """Run one session of ``count`` messages; returns how many were sent, and what was wrong."""
    random = Random(f"{seed} {number}")
    maker = Maker(random)
    conversation = Conversation(maker)
    try:
        _talk(conversation, random, count)
    except Wrong as wrong:
        return conversation.sent, f"session {number} of seed {seed}: {wrong}\n{conversation.explain()}"
    finally:
        conversation.kill()
    return conversation.sent, None


def _talk(conversation: Conversation, random: Random, count: int) -> None:
    maker = conversation.maker
    early = [body for body in (maker.body() for _ in range(count // 20)) if b"initialize" not in body]
    conversation.send([*early, *_initialize(maker)])
    conversation.settle()
    while conversation.sent < count * 19 // 20:
        conversation.send([maker.body() for _ in range(random.randint(1, BURST))])
        conversation.settle()
    shut_down = random.random() < 0.5
    if shut_down:
        conversation.send([encoded({"jsonrpc": "2.0", "id": "shut down", "method": "shutdown"})])
        conversation.settle()
    conversation.send([maker.body() for _ in range(count // 20)])
    conversation.settle()
    conversation.end(ends(random, shut_down))


def _initialize(maker: Maker) -> list[bytes]:
    """``initialize``, first with whatever, then rightly."""
    pick = maker.random.choice
    encodings = [pick(["utf-8", "utf-16", "utf-32", "utf-7"])]
    can = {"general": {"positionEncodings": encodings}, "workspace": {"configuration": True}}
    right = {"processId": pick([None, 0, -1, 2**31 - 1]), "rootUri": None, "capabilities": can}
    right |= {"trace": pick(["off", "messages", "verbose"]), "initializationOptions": maker.value()}
    wrong = {**right, pick(["processId", "capabilities", "workspaceFolders"]): pick(["x", 5, [[]], 1.5])}
    tried = [maker.request("initialize", maker.value()), maker.request("initialize", wrong)]
    made = maker.request("initialize", right, id="initialize")
    return [*map(encoded, [*tried, made, {"jsonrpc": "2.0", "method": "initialized", "params": {}}])]


def _shortened(body: bytes) -> str:
    return repr(body if len(body) < 400 else body[:200] + b" ... " + body[-200:])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        "fuzz", description="Send a server messages of every wrong kind as raw bytes."
    )
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--session", type=int, help="run the session of this number alone")
    options = parser.parse_args(arguments)
    begun, sent, number = monotonic(), 0, options.session or 0
    while sent < options.messages:
        done, wrong = session(number, options.seed, min(MESSAGES, options.messages))
        sent += done
        if wrong:
            print(wrong)
            return 1
        if options.session is not None:
            break
        number += 1
    print(f"{sent:,} messages in {monotonic() - begun:.0f} s: each answered once, no traceback")
    return 0


if __name__ == "__main__":
    sys.exit(main())
