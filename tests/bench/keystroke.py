"""Where the time of a keystroke goes inside our server: from the message's bytes to those of its answer.

    python tests/bench/keystroke.py [--lines N] [--edits N] [--top N]

Everything but the pipes is the server's own, in this process, so that a profiler can look at it.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import gc
import json
import pstats
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

import texts
from actions import Buffer, characters
from editor import CAPABILITIES

from spec_ls.lsp import gc_policy
from spec_ls.lsp.server import Server

_IDLE_MOMENTS = 10_000
"""Far more than what is put off takes: one is four milliseconds' work."""


class Answers:
    """Takes what the server writes."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: bytes) -> None:
        self.size = len(data)

    def close(self) -> None:
        """There is nothing to close."""


class Conversation:
    """Messages to a server in this process."""

    def __init__(self, folder: Path) -> None:
        self.server, self.answers = Server(after_message=gc_policy.collect_between_messages), Answers()
        self.server.protocol.set_writer(self.answers)
        self.repository = texts.lay_out(folder)
        self.send({"id": 0, "method": "initialize", "params": {"capabilities": CAPABILITIES,
                   "processId": None, "rootUri": folder.as_uri()}})  # fmt: skip
        self.send({"method": "initialized", "params": {}})

    def send(self, message: Mapping[str, Any]) -> None:
        """What the server does with a message once it has its bytes."""
        self.receive(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def receive(self, data: bytes) -> None:
        """As the reading loop does."""
        self.server.protocol.receive(data)

    def open(self, lines: int) -> Iterator[bytes]:
        """Opens a document; what is yielded are edits in it, without end."""
        buffer, uri = Buffer(texts.document(lines)), self.repository.uri("spec")
        document = {"uri": uri, "languageId": "restructuredtext", "version": 1, "text": str(buffer)}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return self._edits(buffer, uri)

    def _edits(self, buffer: Buffer, uri: str) -> Iterator[bytes]:
        for version, step in enumerate(characters(buffer, Random(1)), 2):
            params = {"textDocument": {"uri": uri, "version": version}, "contentChanges": step.changes}
            message = {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}
            yield json.dumps(message).encode()


def _noting_collections() -> list[str]:
    """The times of all collections of the oldest objects from now on."""
    pauses, started = [], [0.0]

    def note(phase: str, about: Mapping[str, int]) -> None:
        if about["generation"] == 2 and phase == "start":
            started[0] = time.perf_counter()
        elif about["generation"] == 2:
            pauses.append(f"{1000 * (time.perf_counter() - started[0]):.0f} ms")

    gc.callbacks.append(note)
    return pauses


async def settled() -> None:
    """Over when docutils has read all: it does so a little at a time, in idle moments."""
    for _ in range(_IDLE_MOMENTS):
        await asyncio.sleep(0)


async def measure(lines: int, edits: int, top: int) -> None:
    """Print times and a profile."""
    with tempfile.TemporaryDirectory() as folder:
        conversation = Conversation(Path(folder).resolve())
        messages, times, profile = conversation.open(lines), [], cProfile.Profile()
        await settled()
        pauses = _noting_collections()
        for number in range(2 * edits + 20):
            data = next(messages)
            if number == edits + 20:
                profile.enable()
            start = time.perf_counter()
            conversation.receive(data)
            await asyncio.sleep(0)  # what waits for an idle moment has it
            if 20 <= number < edits + 20:
                times.append(time.perf_counter() - start)
        profile.disable()
    times.sort()
    p50, p95, worst = (1000 * time for time in (median(times), times[int(edits * 0.95)], times[-1]))
    print(f"{lines:,} lines: p50 {p50:.2f} ms, p95 {p95:.2f} ms, maximum {worst:.2f} ms,", end=" ")
    print(f"{conversation.answers.size:,} bytes an answer")
    print(f"full garbage collections: {pauses}; below, a profile of {edits} edits")
    pstats.Stats(profile).sort_stats("tottime").print_stats(top)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(r"spec_ls|pygls|docutils", top)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, default=1_086)
    parser.add_argument("--edits", type=int, default=320)
    parser.add_argument("--top", type=int, default=25)
    options = parser.parse_args()
    gc_policy.begin()
    asyncio.run(measure(options.lines, options.edits, options.top))


if __name__ == "__main__":
    main()
