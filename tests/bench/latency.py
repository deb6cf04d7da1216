"""The time from each edit to its diagnostics.  The servers take turns edit by edit: noise meets all alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from random import Random

import machine
import peps
import texts
from actions import ACTIONS, IN_PEPS, OPEN, OPEN_PEP, Action, Buffer
from editor import Answer, Editor
from figures import HEADER, Row, line
from plan import Plan, Server

_OPENS = 20
_FULLER, _A_LINE = 0.05, 0.00012
"""Seconds in which all is said of a document that is opened, and more of them for each line."""
_WARM_UP = 4

Editors = dict[str, Editor]


def latency(servers: Sequence[Server], repository: texts.Repository, plan: Plan) -> list[Row]:
    """The rows of all actions at all sizes, and of some in a PEP; each is printed as it is found."""
    rows: list[Row] = []
    print(HEADER)
    proposals = peps.lay_out(repository.folder.parent / "peps")
    measured = [(size, repository) for size in plan.sizes] + [(size, proposals) for size in plan.peps]
    for size, repository in measured:
        with ExitStack() as stack:
            editors = _started([server for server in servers if server.most >= size], size, repository, stack)
            for found in _at(size, editors, repository, plan):
                rows += found
                print("\n".join(line(rows, row) for row in found), flush=True)
    return rows


def _started(servers: Sequence[Server], size: int, repository: texts.Repository, stack: ExitStack) -> Editors:
    """A new process of each server.  How much the first one finds in the text is told to those after it."""
    findings, editors = 0, {}
    for server in servers:
        editor = editors[server.name] = server.start(repository, findings)
        stack.callback(editor.leave)
        editor.initialize(repository.folder)
        answer = editor.open(uri := repository.uri("first"), repository.document(size))
        editor.close(uri)
        findings = findings or answer.diagnostics
    return editors


def _at(size: int, editors: Editors, repository: texts.Repository, plan: Plan) -> Iterator[list[Row]]:
    yield _opens(size, editors, repository, plan)
    for action in ACTIONS if repository.document is texts.document else IN_PEPS:
        yield _edits(size, action, editors, repository, plan)


def _opens(size: int, editors: Editors, repository: texts.Repository, plan: Plan) -> list[Row]:
    text, uri = repository.document(size), repository.uri("opened")
    turns = {name: _Turns(editor, plan, _OPENS) for name, editor in editors.items()}
    while waiting := [one for one in turns.values() if not one.done]:
        for one in waiting:
            pause = _until_all_is_said(size)
            one.take(one.editor.open(uri, text, pause), pause=pause)
            one.editor.close(uri)
    action = OPEN if repository.document is texts.document else OPEN_PEP
    return [one.row(size, action, name) for name, one in turns.items()]


def _edits(
    size: int, action: Action, editors: Editors, repository: texts.Repository, plan: Plan
) -> list[Row]:
    text, uri = action.text(size, repository), repository.uri("edited")
    turns, steps = {}, {}
    for name, editor in editors.items():
        editor.open(uri, text, _until_all_is_said(size))
        steps[name] = action.steps(Buffer(text), Random(1))
        for _ in range(_WARM_UP):
            editor.change(uri, next(steps[name]).changes)
        turns[name] = _Turns(editor, plan, action.most)
    while waiting := [name for name, one in turns.items() if not one.done]:
        for name in waiting:
            step = next(steps[name])
            turns[name].take(editors[name].change(uri, step.changes), step.timed)
    for editor in editors.values():
        editor.close(uri)
    return [one.row(size, action.name, name) for name, one in turns.items()]


def _until_all_is_said(size: int) -> float:
    return _FULLER + _A_LINE * size


class _Turns:
    """One server's turns with one action, and what they took."""

    def __init__(self, editor: Editor, plan: Plan, most: int) -> None:
        self.editor, self.done = editor, False
        self._plan, self._most = plan, most
        self._answers: list[Answer] = []
        self._made, self._spent = 0, 0.0
        self._cpu = machine.cpu(editor.wire.process.pid)

    def take(self, answer: Answer, timed: bool = True, pause: float | None = None) -> None:
        """Note what one turn took, the pause behind it included."""
        self._made += 1
        self._spent += answer.last + (self.editor.pause if pause is None else pause)
        if timed:
            self._answers.append(answer)
        made = len(self._answers)
        self.done = made >= self._most or (made >= self._plan.least and self._spent > self._plan.budget)
        if self.done:
            before, now = self._cpu, machine.cpu(self.editor.wire.process.pid)
            self._cpu = None if before is None or now is None else (now - before) / self._made

    def row(self, size: int, action: str, server: str) -> Row:
        """The figures of all turns."""
        return Row.of(size, action, server, self._answers, self._cpu)
