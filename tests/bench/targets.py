"""What is expected of our own server, most of it as a ratio to the echo server's figure of the same run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from actions import CHARACTER, CHARACTER_IN_PEP
from indexing import COLD
from lsprotocol import types
from plan import BEFORE, ECHO, OURS
from process import DIAGNOSTICS, EARLY, INITIALIZE
from request_times import LONG

_CHARACTERS = (
    (CHARACTER, 1_086, 3.0),
    (CHARACTER, 9_414, 2.0),
    (CHARACTER_IN_PEP, 2_500, 3.0),
    (CHARACTER_IN_PEP, 9_414, 2.0),
)
"""The action, the number of lines, and how many times the echo server's p50 ours should be at most."""


_AT_ONCE = frozenset({types.TEXT_DOCUMENT_COMPLETION, types.TEXT_DOCUMENT_HOVER})
_SMALL, _LARGE = 1_086, 9_414
_GROWTH = 2.0
"""An answer that is so many times longer for the larger of the two documents grows with it, and has no bound there."""


class Verdict(NamedTuple):
    """One expectation: ``figure`` should be at most ``limit``."""

    expected: str
    figure: float
    limit: float
    unit: str = "times"

    @property
    def met(self) -> bool:
        """Whether it is so."""
        return self.figure <= self.limit


def judged(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All expectations that the figures of a run tell something of, as plain values."""
    verdicts = [
        *_latency(found["latency"]),
        *requests_judged(found.get("requests", ())),
        *_busy(found),
        *_index(found.get("index", ())),
        *_process(found),
        *_core(found["core"]),
    ]
    return [{**one._asdict(), "figure": round(one.figure, 3), "met": one.met} for one in verdicts]


def requests_judged(rows: Sequence[Mapping[str, Any]]) -> Iterator[Verdict]:
    """Short answers beside the echo server's, long ones beside docutils' reading of the text."""
    sizes = {row["method"]: row["bytes"] for row in rows if row["lines"] == _SMALL}
    for row in rows:
        method, lines = row["method"], row["lines"]
        name = f"{method} at {lines:,} lines"
        if method in LONG and lines in (_SMALL, _LARGE):
            if row["readings"] is not None:
                yield Verdict(f"{name}, beside a reading of docutils, cpu", row["readings"], 3.0)
        elif lines == _SMALL or (lines == _LARGE and row["bytes"] < _GROWTH * sizes.get(method, 0)):
            limit = 5.0 if method in _AT_ONCE else 10.0
            yield Verdict(f"{name}, over echo", row["over"], limit, "ms")
            if row["over_cpu"] is not None:
                yield Verdict(f"{name}, over echo, cpu", row["over_cpu"], limit, "ms")


def report(verdicts: Sequence[Mapping[str, Any]]) -> None:
    """Print what was expected and what was found."""
    print()
    for one in verdicts:
        word = "as expected" if one["met"] else "MISSED"
        print(f"{word:<12} {one['expected']}: {one['figure']:.2f} of at most {one['limit']:g} {one['unit']}")


def _latency(rows: Sequence[Mapping[str, Any]]) -> Iterator[Verdict]:
    times = {(row["lines"], row["action"], row["server"]): row["first"] for row in rows}
    for action, size, limit in _CHARACTERS:
        ours, echo = (times.get((size, action, name)) for name in (OURS, ECHO))
        if ours and echo:
            yield Verdict(f"a {action} at {size:,} lines, beside echo", ours["p50"] / echo["p50"], limit)
        if ours:
            yield Verdict(f"a {action} at {size:,} lines, p95 beside p50", ours["p95"] / ours["p50"], 2.0)


def _index(rows: Sequence[Mapping[str, Any]]) -> Iterator[Verdict]:
    for row in rows:
        name = f"{row['start']} index of {row['files']:,} files"
        yield Verdict(name, row["seconds"], 10.0 if row["start"] == COLD else 1.0, "s")
        yield from _keystroke(f"{name}: a keystroke meanwhile", row["keystrokes"])
        yield from _keystroke(f"a keystroke while {row['files']:,} files are checked", row["diagnosed"])
        if row["memory"] is not None:
            yield Verdict(f"{name}: memory", row["memory"], 150.0, "MB")


def _keystroke(name: str, times: Mapping[str, Any]) -> Iterator[Verdict]:
    yield Verdict(f"{name}, p99", times["p99"], 50.0, "ms")
    if times["cpu"]:
        yield Verdict(f"{name}, p99, cpu", times["cpu"]["p99"], 50.0, "ms")


def _busy(found: Mapping[str, Any]) -> Iterator[Verdict]:
    for row in found.get("busy", ()):
        yield from _keystroke(f"a keystroke while {row['situation']}", row)


def _process(found: Mapping[str, Any]) -> Iterator[Verdict]:
    start, memory = found["start"], found["memory"].get(OURS, {})
    if OURS in start and ECHO in start:
        ratio = start[OURS]["initialize"]["p50"] / start[ECHO]["initialize"]["p50"]
        yield Verdict("initialize, beside echo", ratio, 1.3)
    for kind in (INITIALIZE, DIAGNOSTICS):
        for name in (kind, f"{kind}, cpu"):
            if (old := start.get(BEFORE, {}).get(name)) and (new := start[OURS].get(name)):
                yield Verdict(f"start: {name}, beside the tree before", new["p50"] / old["p50"], 1.1)
    if opened := memory.get("50 specs open"):
        yield Verdict("memory with 50 specs open", opened, 90.0, "MB")
    early = memory.get(f"{EARLY} edits")
    if early and (late := list(memory.values())[-1]):
        yield Verdict(f"memory after {list(memory)[-1]}, beside {EARLY}", late / early, 1.05)


def _core(figures: Mapping[str, Any]) -> Iterator[Verdict]:
    # Not from the wire: a second answer that says the same as the first is not sent.
    if row := figures.get("1086"):
        yield Verdict(
            "opening 1,086 lines inside the core, docutils' messages included", row["open"], 60.0, "ms"
        )
    # One frame of a screen; and the time within which a keystroke is to be answered in any document.
    for size, limit in ((10_000, 16.0), (50_000, 50.0)):
        if row := figures.get(str(size)):
            yield Verdict(
                f"a character inside the core at {size:,} lines", row["character"]["median"], limit, "ms"
            )
