"""How long a keystroke takes while our server has something else to do."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import texts
from actions import Buffer, characters
from editor import Answer, Editor
from figures import Times, shown
from plan import SERVERS, Plan, Server
from request_times import LONG, methods, params, positions

_LINES = 1_086
_PAUSE = 0.02
"""Seconds between two keystrokes; nobody types so fast, and the server has little time for the rest."""
_KEYSTROKES = 20
"""So many are timed each time."""
_MOST_KEYSTROKES = 200
"""While one request is answered: a server that does not answer it is typed at no longer."""


def keystrokes(ours: Server, repository: texts.Repository, plan: Plan) -> list[dict[str, Any]]:
    """The times of keystrokes in each situation, printed as they are found."""
    print(
        f"\n{'a keystroke while ...':<64} {'p50':>8} {'p95':>8} {'p99':>8} {'max':>8} {'cpu p99':>8} {'runs':>5}"
    )
    found = []
    for situation, answers in _situations(ours, repository, plan):
        row = {"situation": situation, **keystroke_times(answers)}
        found.append(row)
        print(_line(row), flush=True)
    return found


def keystroke_times(answers: Sequence[Answer]) -> dict[str, Any]:
    """The times of keystrokes, and ``cpu``: the processor time that the server, all threads, took meanwhile.

    On a machine with nothing else to do it is about the time itself.
    """
    worked = [answer.cpu for answer in answers if answer.cpu is not None]
    cpu = vars(Times.of(worked)) if worked else None
    return {**vars(Times.of(answer.first for answer in answers)), "cpu": cpu}


def _situations(ours: Server, repository: texts.Repository, plan: Plan) -> Iterator[tuple[str, list[Answer]]]:
    for size in plan.long:
        with _Typing(ours, repository, plan) as typing:
            text = texts.document(size)
            yield f"docutils first reads another text, {size:,} lines", typing.beside_a_new(text)
            yield f"docutils first reads the text itself, {size:,} lines", typing.in_a_new(text)
    with _Typing(ours, repository, plan) as typing:
        count = typing.open_specs(2 * plan.opened)
        yield f"{count} open specs get another template", typing.behind(typing.change_templates)
    slow = replace(ours, command=(sys.executable, str(SERVERS / "slow_disk.py")))
    with _Typing(slow, repository, plan) as typing:
        yield "each look at a file takes 20 ms", typing.behind(lambda: None)
    for size in plan.asked:
        with _Typing(ours, repository, plan, size) as typing:
            for method in sorted(LONG.intersection(methods())):
                yield f"it answers {method}, {size:,} lines", typing.beside_a_request(method)


def _line(row: Mapping[str, Any]) -> str:
    figures = " ".join(f"{row[name]:>8.2f}" for name in ("p50", "p95", "p99", "max"))
    cpu = row["cpu"] and row["cpu"]["p99"]
    return f"{row['situation']:<64} {figures} {shown(cpu, 2):>8} {row['count']:>5}"


class _Typing:
    """An author who types in one document of a server."""

    def __init__(self, server: Server, repository: texts.Repository, plan: Plan, lines: int = _LINES) -> None:
        self._repository, self._plan = repository, plan
        self._editor: Editor = server.start(repository, pause=_PAUSE)
        self._editor.looks_at_cpu = True
        self._editor.initialize(repository.folder)
        self._uri, self._buffer = repository.uri("mine"), Buffer(texts.document(lines))
        self._editor.open(self._uri, str(self._buffer))
        self._steps = characters(self._buffer, Random(1))
        for _ in range(8):
            self._type(self._uri, next(self._steps).changes)

    def __enter__(self) -> _Typing:
        return self

    def __exit__(self, *_: object) -> None:
        self._editor.leave()

    def behind(self, begin: Callable[[], object]) -> list[Answer]:
        """The times of keystrokes behind each beginning of something else."""
        times = []
        for _ in range(self._plan.starts):
            begin()
            times += [self._type(self._uri, next(self._steps).changes) for _ in range(_KEYSTROKES)]
        return times

    def beside_a_new(self, text: str) -> list[Answer]:
        """The times of keystrokes while another text has just been opened, its first answer out."""
        times = []
        for number in range(self._plan.starts):
            self._editor.open(uri := self._repository.uri(f"other-{number}"), text)
            times += [self._type(self._uri, next(self._steps).changes) for _ in range(_KEYSTROKES)]
            self._editor.close(uri)
        return times

    def in_a_new(self, text: str) -> list[Answer]:
        """The times of keystrokes in a text that has just been opened, its first answer out."""
        times = []
        for number in range(self._plan.starts):
            self._editor.open(uri := self._repository.uri(f"new-{number}"), text)
            steps = characters(Buffer(text), Random(number))
            times += [self._type(uri, next(steps).changes) for _ in range(_KEYSTROKES)]
            self._editor.close(uri)
        return times

    def beside_a_request(self, method: str) -> list[Answer]:
        """The times of keystrokes in the text that a request is about, until that is answered."""
        found, places = [], positions(self._buffer, Random(2), method)
        for _ in range(self._plan.starts):
            id_ = self._editor.begin(method, params(method, self._uri, next(places)))
            for _ in range(_MOST_KEYSTROKES):
                found.append(self._type(self._uri, next(self._steps).changes))
                if self._editor.is_answered(id_):
                    break
        return found

    def open_specs(self, count: int) -> int:
        """Open real specs; returns how many."""
        specs = list(self._repository.specs(count))
        for uri, text in specs:
            self._editor.open(uri, text)
        return len(specs)

    def change_templates(self) -> None:
        """Change the templates of all specs, and say so."""
        paths = sorted((self._repository.folder / "specs").glob("*template.rst"))
        for path in paths:
            path.write_text(f"{path.read_text('utf-8')}\n.. {time.time_ns()}\n", "utf-8")
        changes = [{"uri": path.as_uri(), "type": 2} for path in paths]
        self._editor.notify("workspace/didChangeWatchedFiles", {"changes": changes})

    def _type(self, uri: str, changes: Sequence[Mapping[str, Any]]) -> Answer:
        return self._editor.change(uri, changes)
