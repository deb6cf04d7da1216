"""Tests that are collected once and run in forked processes, on the code as it is and on each mutant."""

from __future__ import annotations

import ast
import gc
import os
import pickle
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from mutants.mutations import Mutant, codes_of, functions_of, key_of, put_in

_SLOW = 1.0
"""Seconds of processor time from which a test is left out: made-up texts, budgets that are used up."""


_NOTE = "__note_that_a_function_was_entered__"


@dataclass(frozen=True, slots=True)
class Killed:
    """The mutant was noticed."""


Outcomes = dict[Mutant, Killed | str]
"""By mutant: it was noticed, or in words how it survived."""

_Function = tuple[str, str]
"""Path of a module, ``__qualname__`` of a function."""


@dataclass(frozen=True, slots=True)
class _Entered:
    """Which functions a test entered, and its seconds of processor time."""

    functions: set[_Function]
    seconds: float


@dataclass(eq=False)
class Session:
    """A plugin that runs what was collected once for each mutant, until ``until`` on the monotonic clock."""

    mutants: Sequence[Mutant]
    children: int
    until: float
    outcomes: Outcomes = field(default_factory=dict)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's loop."""
        items = [item for item in session.items if not item.get_closest_marker("hypothesis")]
        entered = _entered(items, {mutant.path for mutant in self.mutants})
        items = [item for item in items if entered[item.nodeid].seconds < _SLOW]
        took = sum(entered[item.nodeid].seconds for item in items)
        print(f"{len(items)} tests take {took:.1f} s of processor time", flush=True)
        for path in {mutant.path for mutant in self.mutants}:
            functions_of(path)
        gc.freeze()  # collections in the forked processes leave alone what they share
        running: dict[int, Mutant] = {}
        for mutant in self.mutants:
            if time.monotonic() > self.until:
                print("the time is over: not all mutants were tried")
                break
            tests = _tests_of(mutant, items, entered)
            if not tests:
                self._survived(mutant, "no test enters the function")
                continue
            if len(running) == self.children:
                self._wait_for_one(running)
            seconds = sum(entered[item.nodeid].seconds for item in tests)
            running[_forked(lambda m=mutant, t=tests, s=seconds: _passes(m, t, s))] = mutant  # type: ignore[misc]
        while running:
            self._wait_for_one(running)
        return True

    def _wait_for_one(self, running: dict[int, Mutant]) -> None:
        child, status = os.wait()
        mutant = running.pop(child)
        if status == 0:
            self._survived(mutant, "all tests pass")
        else:
            self.outcomes[mutant] = Killed()

    def _survived(self, mutant: Mutant, how: str) -> None:
        self.outcomes[mutant] = how
        print(f"\n{mutant.label} ({how})\n{mutant.diff()}", flush=True)


def _tests_of(
    mutant: Mutant, items: Iterable[pytest.Item], entered: dict[str, _Entered]
) -> list[pytest.Item]:
    """The tests that enter the mutant's function, those of its module first, then the quick ones."""
    function, stem = (str(mutant.path), mutant.name), mutant.path.stem
    return sorted(
        (item for item in items if function in entered[item.nodeid].functions),
        key=lambda item: (stem not in item.nodeid.replace("-", "_"), entered[item.nodeid].seconds),
    )


def _passes(mutant: Mutant, tests: Iterable[pytest.Item], seconds: float) -> bool:
    limit = int(10 * seconds) + 5  # a mutant that takes far longer is noticed: the process is ended
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    put_in(mutant)
    return all(_passed(test) for test in tests)


def _passed(item: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _entered(items: Iterable[pytest.Item], paths: Iterable[Path]) -> dict[str, _Entered]:
    """By test: what it enters of the modules, found in a process of its own, so that nothing is remembered here."""
    reader, writer = os.pipe()

    def look() -> bool:
        entries: list[_Function] = []
        for path in paths:
            _note_entries(path, entries.append)
        found = dict(_entered_by_each(items, entries))
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(found, pipe)
        return True

    child = _forked(look)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        content = pipe.read()
    os.waitpid(child, 0)
    found: dict[str, _Entered] = pickle.loads(content)
    return found


def _entered_by_each(
    items: Iterable[pytest.Item], entries: list[_Function]
) -> Iterator[tuple[str, _Entered]]:
    for item in items:
        entries.clear()
        start = time.process_time()
        if not _passed(item):
            raise AssertionError(f"{item.nodeid} fails without a mutant")
        yield item.nodeid, _Entered(set(entries), time.process_time() - start)


def _note_entries(path: Path, note: Callable[[_Function], object]) -> None:
    """Let each function of a module say that it was entered."""
    tree = ast.parse(path.read_text("utf-8"))
    _call_at_entry(tree, "")
    codes = codes_of(compile(tree, str(path), "exec", dont_inherit=True))
    for function in functions_of(path):
        if code := codes.get(key_of(function.__code__)):
            function.__code__ = code
            function.__globals__[_NOTE] = lambda name: note((str(path), name))


def _call_at_entry(holder: ast.Module | ast.ClassDef, within: str) -> None:
    for node in holder.body:
        if isinstance(node, ast.FunctionDef):
            call = ast.parse(f"{_NOTE}({within + node.name!r})").body[0]
            node.body.insert(0, ast.increment_lineno(call, node.lineno - 1))
        elif isinstance(node, ast.ClassDef):
            _call_at_entry(node, f"{within}{node.name}.")


def _forked(work: Callable[[], bool]) -> int:
    """Start a process that ends with 0 if the work says so; what it prints is lost."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        status = 0 if work() else 1
    finally:
        os._exit(status)
