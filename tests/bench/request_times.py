"""The time from each request about a document to its answer, in a document that has just been edited.

The echo server answers with as many bytes; the servers take turns.  The methods are those of all handlers.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from random import Random
from statistics import median

import machine
import texts
from actions import Buffer, characters
from docutils.core import publish_doctree
from editor import Editor
from figures import Times, shown
from lsprotocol import types
from plan import Plan, Server

sys.path.insert(1, str(texts.REPOSITORY))

from tests.document_requests import Json, methods, params

LONG = frozenset(
    {
        types.TEXT_DOCUMENT_FORMATTING,
        types.TEXT_DOCUMENT_RANGE_FORMATTING,
        types.TEXT_DOCUMENT_RANGES_FORMATTING,
        types.TEXT_DOCUMENT_RENAME,
    }
)
"""Requests whose answers are proven with docutils: they may take as long as it does."""

_WINDOW = 50
"""Lines that an editor shows: ranges are of so many lines."""
_SETTLING = 0.02
"""Seconds behind an edit in which docutils reads what is new, and behind an answer until it is asked again."""


@dataclass(frozen=True)
class RequestRow:
    """What requests of one method took in a document of so many lines.

    ``cpu`` is our server's processor time for one request, and ``echo_cpu`` the echo server's; ``readings`` how
    many times docutils could read the text in the median of the former; ``bytes`` the median of an answer.
    """

    lines: int
    method: str
    ours: Times
    echo: Times | None
    cpu: Times | None
    echo_cpu: Times | None
    readings: float | None
    bytes: int

    @property
    def over(self) -> float:
        """Milliseconds that ours takes more than the echo server."""
        return self.ours.p50 - (self.echo.p50 if self.echo else 0)

    @property
    def over_cpu(self) -> float | None:
        """Milliseconds that ours works more than the echo server."""
        return None if self.cpu is None else self.cpu.p50 - (self.echo_cpu.p50 if self.echo_cpu else 0)


def requests(ours: Server, echo: Server | None, repository: texts.Repository, plan: Plan) -> list[Json]:
    """The rows of all methods at all sizes, printed as they are found."""
    print(f"\n{'lines':>7} {'request':<42} {'p50':>8} {'p95':>8} {'max':>8} {'- echo':>8}", end="")
    print(f" {'cpu p50':>8} {'p95':>8} {'- echo':>8} {'docutils':>8} {'kB':>7} {'runs':>5}")
    rows = []
    for size in plan.asked:
        text = texts.document(size)
        reading = _reading(text)
        with ExitStack() as stack:
            servers = [ours] if echo is None else [ours, replace(echo, command=(*echo.command, *methods()))]
            asking = [_Asking(server, repository, text, stack) for server in servers]
            for method in methods():
                row = _row(size, method, asking, reading, plan)
                rows.append({**asdict(row), "over": row.over, "over_cpu": row.over_cpu})
                print(_line(row), flush=True)
    return rows


def positions(buffer: Buffer, random: Random, method: str = "") -> Iterator[Json]:
    """Positions in lines of each kind in turn, without end: titles, explicit markup, inline markup, fields, others.

    For a rename they are in titles alone, of which most can be renamed.  The lines are those that the buffer has when it is asked; all are ASCII, so that a column is a column.
    """
    while True:
        for is_meant in _KINDS[:1] if method == types.TEXT_DOCUMENT_RENAME else _KINDS:
            lines = [number for number in range(1, len(buffer.lines) - 1) if is_meant(buffer.lines, number)]
            if lines:
                number = random.choice(lines)
                yield {"line": number, "character": _column(buffer.lines[number], random)}


_KINDS = (
    lambda lines, at: lines[at][:1].isalnum() and texts.is_adornment(lines[at + 1]),
    lambda lines, at: lines[at].startswith(".. ") and lines[at].isascii(),
    lambda lines, at: ("`" in lines[at] or "_ " in lines[at]) and lines[at].isascii(),
    lambda lines, at: lines[at].startswith(":") and lines[at].isascii(),
    lambda lines, at: lines[at].isascii(),
)


def _column(line: str, random: Random) -> int:
    """Behind what makes markup of a line, as when it has just been typed; else anywhere."""
    marks = [column + 1 for column, character in enumerate(line) if character in "`_:|["]
    return random.choice(marks) if marks else random.randint(0, len(line))


class _Asking:
    """An editor that edits and asks, on one server."""

    def __init__(self, server: Server, repository: texts.Repository, text: str, stack: ExitStack) -> None:
        self.editor: Editor = server.start(repository)
        stack.callback(self.editor.leave)
        self.editor.initialize(repository.folder)
        self.uri, self.buffer = repository.uri("asked"), Buffer(text)
        self.editor.open(self.uri, text, 0.5 + text.count("\n") / 5_000)
        self._steps = characters(self.buffer, Random(1))
        self._result_ids: dict[str, str] = {}

    def begin(self, method: str) -> None:
        """Forget what was found; from now on a method is asked for."""
        self._method, self._positions = method, positions(self.buffer, Random(2), method)
        self.times: list[float] = []
        self.cpu: list[float | None] = []
        self.bytes: list[int] = []

    def ask(self) -> None:
        """Edit; once that is answered, ask."""
        method = self._method
        self.editor.change(self.uri, next(self._steps).changes)
        self.editor.rest(_SETTLING)
        wanted = self._params()
        before, sent = machine.cpu(self.editor.wire.process.pid), time.perf_counter()
        reply = self.editor.request(method, wanted)
        self.editor.rest(_SETTLING / 10)
        after = machine.cpu(self.editor.wire.process.pid)
        self.times.append(reply.time - sent)
        self.cpu.append(None if before is None or after is None else after - before)
        self.bytes.append(reply.bytes)
        if isinstance(reply.result, dict) and "resultId" in reply.result:
            self._result_ids[_family(method)] = reply.result["resultId"]

    def cpu_times(self) -> Times | None:
        """The processor times of requests."""
        found = [one for one in self.cpu if one is not None]
        return Times.of(found) if found else None

    def _params(self) -> Json:
        method = self._method
        position = next(self._positions)
        start = {"line": max(0, position["line"] - _WINDOW), "character": 0}
        made = params(method, self.uri, position, start)
        if "previousResultId" in made:
            made["previousResultId"] = self._result_ids.get(_family(method), "none")
        return made


def _row(size: int, method: str, asking: Sequence[_Asking], reading: float, plan: Plan) -> RequestRow:
    for one in asking:
        one.begin(method)
    ours, *others = asking
    for _ in range(plan.requests):
        ours.ask()
        for echo in others:
            echo.editor.notify("bench/answer", {"bytes": ours.bytes[-1]})
            echo.ask()
        if len(ours.times) >= plan.least and sum(ours.times) > plan.budget:
            break
    cpu = ours.cpu_times()
    return RequestRow(
        size,
        method,
        Times.of(ours.times),
        Times.of(others[0].times) if others else None,
        cpu,
        others[0].cpu_times() if others else None,
        None if cpu is None else round(cpu.p50 / reading, 2),
        int(median(ours.bytes)),
    )


def _family(method: str) -> str:
    """What the numbers of results are shared by: tokens in full, and their changes."""
    return method.split("/")[1]


def _reading(text: str) -> float:
    """The milliseconds of processor time in which docutils reads a text, the shortest of three times."""
    times = []
    for _ in range(3):
        began = time.thread_time()
        publish_doctree(text, settings_overrides={"report_level": 5, "warning_stream": False})
        times.append(1000 * (time.thread_time() - began))
    return min(times)


def _line(row: RequestRow) -> str:
    readings = row.readings if row.method in LONG else None
    return (
        f"{row.lines:>7,} {row.method:<42} {row.ours.p50:>8.2f} {row.ours.p95:>8.2f} {row.ours.max:>8.2f}"
        f" {row.over:>8.2f} {shown(row.cpu and row.cpu.p50, 2):>8} {shown(row.cpu and row.cpu.p95, 2):>8}"
        f" {shown(row.over_cpu, 2):>8} {shown(readings, 2):>8}"
        f" {row.bytes / 1000:>7.1f} {row.ours.count:>5}"
    )
