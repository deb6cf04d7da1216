"""What a server's process costs: the time until it is there, and its memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import machine
import texts
from actions import Buffer
from editor import Editor
from figures import Times, shown
from plan import ECHO, Plan, Server

INITIALIZE, DIAGNOSTICS = "initialize", "diagnostics"
LINES = 1_086
"""The size of the document that is opened and edited."""
EARLY = 1_000
"""After so many edits a process has all that it needs: from there on its memory should stay."""


def starts(servers: Sequence[Server], repository: texts.Repository, plan: Plan) -> dict[str, Any]:
    """From the process' start to the answer of ``initialize``, and to the diagnostics of an open spec.

    Beside them is the processor time until then.  Of several starts of each the first counts for nothing:
    behind it the system has its files in memory, and its modules are compiled.
    """
    text, uri = texts.document(LINES), repository.uri("first")
    found: dict[str, dict[str, list[float]]] = {server.name: {} for server in servers}
    untimed = plan.starts > 1
    for number in range(plan.starts + untimed):
        for server in servers:
            for kind, seconds in _started(server.start(repository), repository, uri, text):
                if number >= untimed and seconds is not None:
                    found[server.name].setdefault(kind, []).append(seconds)
    return {
        name: {kind: vars(Times.of(times)) for kind, times in kinds.items()} for name, kinds in found.items()
    }


def _started(
    editor: Editor, repository: texts.Repository, uri: str, text: str
) -> Iterator[tuple[str, float | None]]:
    """What one start takes, by kind; the session ends with it."""
    process = editor.wire.process.pid
    yield INITIALIZE, editor.initialize(repository.folder)
    initialized = machine.cpu(process)
    answer = editor.open(uri, text, pause=0.0)
    opened = machine.cpu(process)
    yield DIAGNOSTICS, answer.sent + answer.first - editor.wire.started
    yield f"{INITIALIZE}, cpu", initialized
    yield f"{DIAGNOSTICS}, cpu", opened
    editor.leave()


def memories(servers: Sequence[Server], repository: texts.Repository, plan: Plan) -> dict[str, Any]:
    """Resident megabytes of each server: at the start, with many specs open, after few edits and many."""
    found = {}
    for server in servers:
        editor = server.start(repository, pause=0.0)
        editor.initialize(repository.folder)
        found[server.name] = _memory(editor, repository, plan, plan.edits if server.quick else 0)
        editor.leave()
    return found


def _memory(editor: Editor, repository: texts.Repository, plan: Plan, edits: int) -> dict[str, float | None]:
    process = editor.wire.process.pid
    found = {"start": machine.memory(process)}
    for uri, text in repository.specs(plan.opened):
        editor.open(uri, text)
    found[f"{plan.opened} specs open"] = machine.memory(process)
    uri, buffer, random = repository.uri("typed"), Buffer(texts.document(LINES)), Random(2)
    editor.open(uri, str(buffer))
    early = min(EARLY, edits // 4)
    for number in range(0, edits, 2):
        if number in (early, early + 1):
            found[f"{early} edits"] = machine.memory(process)
        line = buffer.prose(random)
        editor.change(uri, [buffer.replace(line, 1, line, 1, "x")])
        editor.change(uri, [buffer.replace(line, 1, line, 2, "")])
    if edits:
        found[f"{edits} edits"] = machine.memory(process)
    return found


def report(start: Mapping[str, Any], memory: Mapping[str, Any]) -> None:
    """Print the figures of both."""
    heads = "   ".join(f"{kind:>16} {'/ echo':>7} {'p95':>7}" for kind in next(iter(start.values()), ()))
    print(f"\n{'start, ms':<12} {heads}")
    for name, one in start.items():
        print(f"{name:<12} {'   '.join(_start(start, one, kind) for kind in one)}")
    print()
    for name, one in memory.items():
        print(f"{name:<12} MB: " + ", ".join(f"{when} {shown(mb, 1)}" for when, mb in one.items()))


def _start(start: Mapping[str, Any], one: Mapping[str, Any], kind: str) -> str:
    times, echo = one[kind], start.get(ECHO)
    ratio = times["p50"] / echo[kind]["p50"] if echo else None
    return f"{times['p50']:>16.0f} {shown(ratio, 2):>7} {times['p95']:>7.0f}"
