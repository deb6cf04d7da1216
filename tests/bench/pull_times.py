"""How long the diagnostics of all specs of a workspace take, and what typing meets meanwhile.

    python tests/bench/pull_times.py [--runs N] [--short] [--before FOLDER]

A first start has nothing on disk; the second one finds what the first has kept.  Each is done with no document
open, and while somebody types in one of 1,086 lines from its opening on, when the index of the workspace is
built, too.  ``--before`` is a tree of an older commit, whose server takes turns with ours.  Nothing fails
because of a time.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import machine
import texts
from actions import Buffer, characters
from busy import keystroke_times
from editor import Answer, Editor
from figures import shown
from indexing import repository_of_specs
from plan import BEFORE, OURS, OWN, SHORT, Plan, Server
from wire import ServerGone

COLD, WARM = "cold", "warm"
ALONE, TYPING = "alone", "typing"
_LINES = 1_086
_PAUSE = 0.02
_FIRST = "Title\n=====\n\nText.\n"
_METHOD, _PARAMS = "workspace/diagnostic", {"previousResultIds": []}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    options = parser().parse_args(arguments)
    plan = SHORT if options.short else Plan(starts=options.runs)
    ours = next(server for server in OWN if server.name == OURS)
    older = [replace(ours, name=BEFORE, package=options.before.resolve())] if options.before else []
    with tempfile.TemporaryDirectory(prefix="pull-times-") as name:
        try:
            report([ours, *older], Path(name).resolve(), plan)
        except ServerGone as error:
            print(f"pull_times: a server is gone: {error}", file=sys.stderr)
            return 2
    return 0


def parser() -> argparse.ArgumentParser:
    """The arguments."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--runs", type=int, default=5)
    made.add_argument("--short", action="store_true", help="a few seconds: shows that all works")
    made.add_argument("--before", metavar="FOLDER", type=Path, help="a tree of an older commit")
    return made


def report(servers: Sequence[Server], scratch: Path, plan: Plan) -> None:
    """Measure, and print a row for each server and start."""
    print(", ".join(f"{name} {value}" for name, value in machine.description().items()))
    repository = repository_of_specs(scratch / "repository", plan)
    rows: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for run in range(plan.starts):
        for server, way in itertools.product(servers, (ALONE, TYPING)):
            for start in (COLD, WARM):
                written = scratch / f"{server.name}-{way}-{run}"
                row = (
                    _alone(server, repository, written)
                    if way == ALONE
                    else _typed(server, repository, written)
                )
                rows.setdefault((server.name, way, start), []).append(row)
    print(f"\n{'server':<8} {'':<6} {'start':<5} {'files':>5} {'s':>7} {'cpu, s':>7} {'MB':>6}", end="")
    print(f"   keystrokes: {'p50':>6} {'p99':>7} {'max':>7} {'cpu p99':>7} {'count':>6}")
    for names, found in rows.items():
        print(_line(names, found))
    for server in servers:
        for line in _opened(server, repository, scratch / f"{server.name}-opened", plan):
            print(line, flush=True)


def _alone(server: Server, repository: texts.Repository, written: Path) -> dict[str, Any]:
    """The figures of a start with no document open."""
    editor = server.start(repository, written=written)
    editor.initialize(repository.folder)
    editor.request("workspace/symbol", {"query": "x"})  # all is imported then
    row = _pulled(editor, iter(()))
    editor.leave()
    return row


def _typed(server: Server, repository: texts.Repository, written: Path) -> dict[str, Any]:
    """The figures of a start while somebody types."""
    editor = server.start(repository, pause=_PAUSE, written=written)
    editor.looks_at_cpu = True
    editor.initialize(repository.folder)
    uri, buffer = repository.uri("typed"), Buffer(texts.document(_LINES))
    editor.open(uri, str(buffer))
    row = _pulled(editor, (editor.change(uri, step.changes) for step in characters(buffer, Random(1))))
    editor.leave()
    return row


def _pulled(editor: Editor, typed: Iterator[Answer]) -> dict[str, Any]:
    """The figures of one request for all diagnostics, during which somebody types, or nobody."""
    process = editor.wire.process.pid
    before, sent, answers = machine.cpu(process), time.perf_counter(), list[Answer]()
    pull = editor.begin(_METHOD, _PARAMS)
    for answer in typed:
        answers.append(answer)
        if editor.is_answered(pull):
            break
    reply = editor.answer(pull, _METHOD)
    after = machine.cpu(process)
    return {
        "files": len(reply.result["items"]),
        "seconds": reply.time - sent,
        "cpu": None if before is None or after is None else after - before,
        "memory": machine.memory(process),
        "answers": answers,
    }


def _line(names: tuple[str, ...], rows: Sequence[dict[str, Any]]) -> str:
    """Medians over all runs; keystrokes are those of all runs together."""
    server, way, start = names
    cpu, memory = (_median([row[name] for row in rows]) for name in ("cpu", "memory"))
    seconds = statistics.median(row["seconds"] for row in rows)
    answers = [answer for row in rows for answer in row["answers"]]
    line = (
        f"{server:<8} {way:<6} {start:<5} {rows[0]['files']:>5} {seconds:>7.2f} {shown(cpu, 2):>7}"
        f" {shown(memory, 1):>6}"
    )
    if not answers:
        return line
    typed = keystroke_times(answers)
    worked = typed["cpu"] and typed["cpu"]["p99"]
    times = f"{typed['p50']:>6.1f} {typed['p99']:>7.1f} {typed['max']:>7.1f}"
    return f"{line}               {times} {shown(worked, 1):>7} {typed['count']:>6}"


def _median(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def _opened(server: Server, repository: texts.Repository, written: Path, plan: Plan) -> Iterator[str]:
    """From the opening of a document to its first diagnostics, behind others and as a server's first."""
    text = texts.document(_LINES)
    for about, before, opened in (
        (f"{_LINES} lines", _FIRST, text),
        (f"{_LINES} lines, the server's first", None, text),
        ("5 lines, the server's first", None, _FIRST),
    ):
        answers = []
        for _ in range(2 * plan.starts):
            editor = server.start(repository, written=written)
            editor.looks_at_cpu = True
            editor.initialize(repository.folder)
            if before is not None:
                editor.open(repository.uri("first"), before, pause=1.0)  # all is imported then
            answers.append(editor.open(repository.uri("second"), opened, pause=0.0))
            editor.leave()
        first = 1000 * statistics.median(answer.first for answer in answers)
        cpu = _median([answer.cpu for answer in answers])
        worked = "" if cpu is None else f", {1000 * cpu:.0f} ms of processor time"
        yield f"{server.name}: {about}: first diagnostics {first:.0f} ms after the opening{worked}"


if __name__ == "__main__":
    sys.exit(main())
