"""What is expected of our own server, most of it as a ratio to the echo server's figure of the same run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from actions import CHARACTER, CHARACTER_IN_PEP
from plan import ECHO, OURS
from process import EARLY

_CHARACTERS = (
    (CHARACTER, 1_086, 3.0),
    (CHARACTER, 9_414, 2.0),
    (CHARACTER_IN_PEP, 2_500, 3.0),
    (CHARACTER_IN_PEP, 9_414, 2.0),
)
"""The action, the number of lines, and how many times the echo server's p50 ours should be at most."""


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
    verdicts = [*_latency(found["latency"]), *_busy(found), *_process(found), *_core(found["core"])]
    return [{**one._asdict(), "figure": round(one.figure, 3), "met": one.met} for one in verdicts]


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


def _busy(found: Mapping[str, Any]) -> Iterator[Verdict]:
    for row in found.get("busy", ()):
        yield Verdict(f"a keystroke while {row['situation']}, p99", row["p99"], 50.0, "ms")


def _process(found: Mapping[str, Any]) -> Iterator[Verdict]:
    start, memory = found["start"], found["memory"].get(OURS, {})
    if OURS in start and ECHO in start:
        ratio = start[OURS]["initialize"]["p50"] / start[ECHO]["initialize"]["p50"]
        yield Verdict("initialize, beside echo", ratio, 1.3)
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
