"""Whether the server answers each request once over long sessions, in which documents and settings change.

    python tests/protocol/sessions.py [--messages N] [--seed N] [--session N]

sends messages to one server after the other over standard input and output, and waits now and then until all
that must be answered is.  A session's messages depend on the seed and its number alone, so that --session
repeats a single one.  Exit 1: a failure, which is printed with what was sent.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
from collections import Counter, deque
from pathlib import Path
from random import Random
from time import monotonic

FOLDER = Path(__file__).resolve().parent
sys.path[1:1] = [str(FOLDER), str(FOLDER.parent), str(FOLDER.parents[1])]

import headers  # noqa: E402  (it lies in a folder added above)
from connection import Connection  # noqa: E402
from expected import answered_id  # noqa: E402
from made_up import body, initialize  # noqa: E402

from spec_ls.lsp import uris  # noqa: E402

_MESSAGES = 2_000
"""Messages of one session."""

_SHOWN = 400
"""Bytes of a message that are printed."""


class Failed(Exception):
    """A promise that the server has not kept, in words."""


class Conversation:
    """One server, what was sent to it and what it must answer."""

    def __init__(self, random: Random, folder: Path) -> None:
        self.random, self.uri = random, uris.from_path(folder)
        self.sent: list[tuple[bytes, str | None]] = []
        self.count = 0
        self._expected: Counter[str] = Counter()
        self._recent: deque[str] = deque(maxlen=10)
        self._open: list[str] = []
        self._numbers = itertools.count(1)
        self._frames: list[bytes] = []
        self.connection = Connection(folder)

    def send(self, data: bytes) -> None:
        """Send a message, perhaps together with those that follow."""
        answered = answered_id(data)
        self.sent.append((data, answered))
        self.count += 1
        if answered is not None:
            self._expected[answered] += 1
            self._recent.append(answered)
        self._frames.append(headers.right(self.random, len(data)) + data)
        if self.random.random() < 0.3:
            self.flush()

    def request(self, id_: str, method: str, params: object = None) -> None:
        """Send a request that is right."""
        self.send(json.dumps({"jsonrpc": "2.0", "id": id_, "method": method, "params": params}).encode())

    def ask_for_all(self) -> None:
        """Ask for the diagnostics of the workspace, which may stay open until something changes."""
        id_ = f"all {next(self._numbers)}"
        self.request(id_, "workspace/diagnostic", {"previousResultIds": []})
        self._open.append(json.dumps(id_))

    def cancel_some(self) -> None:
        """Cancel requests that may not be answered yet; they are answered all the same."""
        self._cancel(self.random.sample([*self._recent], min(3, len(self._recent))))

    def _cancel(self, ids: list[str]) -> None:
        for id_ in ids:
            self.send(b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": %s}}' % id_.encode())

    def respond(self) -> None:
        """Answer what the server has asked, rightly or not, or let it wait for ever."""
        while self.connection.asked:
            id_ = self.connection.asked.pop(0)
            values = [None, [None], [{"template": "nova"}], {"applied": True}, {"applied": 5}, 5, [[]]]
            error = self.random.choice([{"code": 1, "message": "no"}, {}, 5, None, {"code": "x"}])
            answer = self.random.choice([{"result": self.random.choice(values)}, {"error": error}, None])
            if answer is not None:
                self.send(json.dumps({"jsonrpc": "2.0", "id": id_, **answer}).encode())

    def flush(self) -> None:
        """Send what was held back, in pieces that end anywhere."""
        data, self._frames = b"".join(self._frames), []
        while data:
            size = self.random.choice([1, 7, 100, 4_096, 70_000, len(data)])
            self.connection.write(data[:size])
            data = data[size:]

    def settle(self) -> None:
        """Wait until everything is answered.  Raises ``Failed`` if it is not, or not as it should be."""
        self._cancel(self._open)
        self._open.clear()
        self.request(f"sync {next(self._numbers)}", "spec-ls/state", {"textDocument": {"uri": "untitled:1"}})
        self.flush()
        if not self.connection.wait_for(self._expected):
            raise Failed(self._unanswered())
        self.sent = self.sent[-1:]

    def end(self, end: bytes, status: int) -> None:
        """Send the last bytes, and see how the server ends."""
        self.connection.write(end)
        found, errors = self.connection.end()
        if found != status:
            raise Failed(f"status {found}, not {status}, after {end[:60]!r}\n{errors[-2000:]}")
        if "Traceback" in errors or " failed" in errors:
            raise Failed(f"standard error holds a traceback:\n{_around_fault(errors)}")
        others = [line for line in errors.split("\n") if line and not line.startswith("spec-ls: ")]
        if others:
            raise Failed(f"standard error has more than messages:\n{others[0][:2000]}")
        if self.connection.answers != self._expected:
            raise Failed(self._unanswered())

    def _unanswered(self) -> str:
        """The messages that were not answered, or too often; the server is ended for its last words."""
        status, errors = self.connection.end()
        answers, parts = self.connection.answers, [f"{self.connection.wrong or 'answers differ'}"]
        for id_ in sorted((self._expected - answers) | (answers - self._expected)):
            parts.append(f"id {id_[:80]}: {answers[id_]} answers, not {self._expected[id_]}")
            parts += [f"  {data[:_SHOWN]!r}" for data, answered in self.sent if answered == id_]
        last = "\n  ".join(repr(data[:_SHOWN]) for data, _ in self.sent[-30:])
        return "\n".join(
            [*parts, f"status {status}, standard error:", errors[-4000:], "sent last:", f"  {last}"]
        )


def _around_fault(errors: str) -> str:
    """The first fault in a log, with what was logged before and behind it."""
    found = [place for place in (errors.find("Traceback"), errors.find(" failed")) if place >= 0]
    begin = max(0, min(found) - 500)
    return errors[begin : begin + 5_000]


def converse(random: Random, folder: Path, messages: int) -> int:
    """One session from its begin to its end; returns how many messages it had.  Raises ``Failed``."""
    talk = Conversation(random, folder)
    try:
        for _ in range(random.choice([0, 10])):
            talk.send(body(random, talk.uri))
        wrong = {**initialize(random, talk.uri), random.choice(["capabilities", "workspaceFolders"]): 5}
        talk.request("too wrong to begin", "initialize", wrong)
        talk.settle()
        talk.request("begin", "initialize", initialize(random, talk.uri))
        talk.send(b'{"jsonrpc": "2.0", "method": "initialized", "params": {}}')
        for number in range(messages):
            talk.send(body(random, talk.uri))
            if random.random() < 0.05:
                talk.cancel_some()
            if random.random() < 0.02:
                talk.ask_for_all()
            talk.respond()
            if number % 40 == 39:
                talk.settle()
        _end(random, talk)
    finally:
        talk.connection.kill()
    return talk.count


def _end(random: Random, talk: Conversation) -> None:
    is_shut_down = random.random() < 0.5
    if is_shut_down:
        talk.request("last", "shutdown")
        for _ in range(random.choice([0, 10])):
            talk.send(body(random, talk.uri))
    talk.settle()
    good = 0 if is_shut_down else 1
    leave = b'Content-Length: 34\r\n\r\n{"jsonrpc": "2.0","method":"exit"}'
    ends = [(leave, good), (b"", good), (random.choice(headers.CUT), good), (random.choice(headers.WRONG), 1)]
    talk.end(*random.choice(ends))


def project(folder: Path) -> Path:
    """A repository with a template."""
    from made_up import TEXT

    (folder / ".gitreview").touch()
    (folder / "specs" / "2026.1").mkdir(parents=True)
    (folder / "specs" / "template.rst").write_text(TEXT, encoding="utf-8")
    return folder


def run(messages: int, seed: int, session: int | None = None, size: int = _MESSAGES) -> str | None:
    """Send at least ``messages`` messages in sessions of some size; returns the first failure in words."""
    begun, count = monotonic(), 0
    with tempfile.TemporaryDirectory() as name:
        folder = project(Path(name).resolve())
        for number in itertools.count() if session is None else [session]:
            try:
                count += converse(Random(f"{seed} {number}"), folder, min(size, messages))
            except Failed as failure:
                return f"--seed {seed} --session {number}: {failure}"
            if count >= messages:
                break
            print(f"{count:,} messages, {number + 1} sessions", end="\r", file=sys.stderr, flush=True)
    print(f"{count:,} messages, {number + 1} sessions, {monotonic() - begun:.0f} s: all answered once")
    return None


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser("sessions", description="Send random messages to real servers.")
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--session", type=int)
    options = parser.parse_args(arguments)
    failure = run(options.messages, options.seed, options.session)
    if failure:
        print(failure.encode("utf-8", "backslashreplace").decode())
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
