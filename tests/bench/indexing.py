"""The index of the workspace: how long it takes to build, what typing meets meanwhile, and its memory."""

from __future__ import annotations

import itertools
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import machine
import texts
from actions import Buffer, characters
from busy import keystroke_times
from editor import Answer, Editor
from figures import Times, shown
from plan import Plan, Server
from wire import TIMEOUT

COLD, WARM = "cold", "warm"
_LINES = 1_086
_PAUSE = 0.02
_INDEXED = re.compile(r"indexed (?P<count>\d+) documents in (?P<seconds>[\d.]+) s")
_KEYSTROKES = 200
"""How many are typed while all specs are diagnosed, at most."""
_SYMBOLS = 20
"""How often symbols of the workspace are asked for."""


def index(ours: Server, folder: Path, plan: Plan) -> list[dict[str, Any]]:
    """The figures of a first start in a repository of specs, and of one that finds the index on disk."""
    print(f"\n{'index':<6} {'files':>6} {'s':>7} {'cpu, s':>7} {'MB':>6}", end="")
    heads = f"{'p50':>8} {'p99':>8} {'max':>8} {'cpu p99':>8} {'runs':>5}"
    print(
        f"   keystrokes meanwhile: {heads}   while all is checked: {heads}   symbols: {'p50':>8} {'cpu':>8}"
    )
    repository = repository_of_specs(folder / "indexed", plan)
    rows = []
    for start in (COLD, WARM):
        row = {"start": start, **_built(ours, repository, folder / f"{start}.log")}
        rows.append(row)
        print(_line(row), flush=True)
    return rows


def repository_of_specs(folder: Path, plan: Plan) -> texts.Repository:
    """The real repository, which is only read; else, and where little is to be done, a small one."""
    if plan.indexes_all and texts.is_real():
        return texts.Repository(texts.NOVA)
    repository = texts.lay_out(folder)
    for number in range(plan.opened):
        shutil.copyfile(
            texts.SAMPLE, repository.folder / "specs" / texts.RELEASE / "approved" / f"spec-{number}.rst"
        )
    return repository


def _built(ours: Server, repository: texts.Repository, log: Path) -> dict[str, Any]:
    """The figures of one start: somebody types until the index is whole, and then until all specs are diagnosed."""
    logging = replace(ours, command=(*ours.command, "--log-file", str(log), "--log-level", "info"))
    editor = logging.start(repository, pause=_PAUSE, written=log.parent)
    editor.looks_at_cpu = True
    editor.initialize(repository.folder)
    uri, buffer = repository.uri("typed"), Buffer(texts.document(_LINES))
    editor.open(uri, str(buffer))
    typed = (editor.change(uri, step.changes) for step in characters(buffer, Random(1)))
    found, answers = _until_indexed(editor, typed, log)
    process = editor.wire.process.pid
    cpu, memory = machine.cpu(process), machine.memory(process)
    symbols = list(itertools.islice(_symbols(editor), _SYMBOLS))
    symbols_cpu = machine.cpu(process)
    diagnosed = list(_until_diagnosed(editor, typed))
    editor.leave()
    return {
        "files": int(found["count"]),
        "seconds": float(found["seconds"]),
        "cpu": cpu,
        "memory": memory,
        "keystrokes": keystroke_times(answers),
        "diagnosed": keystroke_times(diagnosed),
        "symbols": vars(Times.of(symbols)),
        "symbols_cpu": None if cpu is None or symbols_cpu is None else 1000 * (symbols_cpu - cpu) / _SYMBOLS,
    }


def _until_indexed(editor: Editor, typed: Iterator[Answer], log: Path) -> tuple[re.Match[str], list[Answer]]:
    """What the server logs when the index is whole, and the answers to what is typed until then."""
    answers, end = [], time.perf_counter() + TIMEOUT
    for answer in typed:
        answers.append(answer)
        found = _INDEXED.search(log.read_text("utf-8"))
        if found is not None:
            return found, answers
        if time.perf_counter() > end:
            break
    raise editor.wire.gone(f"no index in {TIMEOUT:.0f} s")


def _until_diagnosed(editor: Editor, typed: Iterator[Answer]) -> Iterator[Answer]:
    """The answers to what is typed until all specs are diagnosed, or long enough."""
    pull = editor.begin("workspace/diagnostic", {"previousResultIds": []})
    for answer in itertools.islice(typed, _KEYSTROKES):
        yield answer
        if editor.is_answered(pull):
            break


def _symbols(editor: Editor) -> Iterator[float]:
    """The times of requests for symbols of the workspace."""
    while True:
        sent = time.perf_counter()
        yield editor.request("workspace/symbol", {"query": "migr"}).time - sent


def _line(row: dict[str, Any]) -> str:
    return (
        f"{row['start']:<6} {row['files']:>6} {row['seconds']:>7.1f} {shown(row['cpu'], 1):>7}"
        f" {shown(row['memory'], 1):>6}   {'':<21} {_figures(row['keystrokes'])}"
        f"   {'':<21} {_figures(row['diagnosed'])}"
        f"   {'':<8} {row['symbols']['p50']:>8.2f} {shown(row['symbols_cpu'], 2):>8}"
    )


def _figures(typed: dict[str, Any]) -> str:
    worked = typed["cpu"] and typed["cpu"]["p99"]
    return f"{typed['p50']:>8.2f} {typed['p99']:>8.2f} {typed['max']:>8.2f} {shown(worked, 2):>8} {typed['count']:>5}"
