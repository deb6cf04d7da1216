"""Times to figures, and figures to tables.  All times here are milliseconds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from editor import Answer
from plan import ECHO


@dataclass(frozen=True)
class Times:
    """``count`` times by nearest rank."""

    p50: float
    p95: float
    p99: float
    max: float
    count: int

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Times:
        """The figures of at least one time in seconds."""
        ranked = sorted(1000 * one for one in seconds)
        ranks = (ranked[math.ceil(len(ranked) * share) - 1] for share in (0.5, 0.95, 0.99))
        return cls(*(round(time, 3) for time in (*ranks, ranked[-1])), len(ranked))


@dataclass(frozen=True)
class Row:
    """What one server took for one action at one size.

    ``last`` is the p50 of the last answer where there were several.  ``cpu`` is the server's processor time
    for one edit, ``own`` the probe's part of the p50; ``bytes`` and ``diagnostics`` are medians of an answer.
    """

    lines: int
    action: str
    server: str
    first: Times
    last: float | None
    cpu: float | None
    own: float
    bytes: int
    diagnostics: int

    @classmethod
    def of(cls, lines: int, action: str, server: str, answers: Sequence[Answer], cpu: float | None) -> Row:
        """The row of at least one answer; ``cpu`` in seconds."""
        several = any(answer.count > 1 for answer in answers)
        return cls(
            lines,
            action,
            server,
            Times.of(answer.first for answer in answers),
            round(1000 * median(answer.last for answer in answers), 3) if several else None,
            None if cpu is None else round(1000 * cpu, 3),
            round(1000 * median(answer.busy for answer in answers), 3),
            int(median(answer.bytes for answer in answers)),
            int(median(answer.diagnostics for answer in answers)),
        )

    def as_json(self) -> dict[str, Any]:
        """The row as plain values."""
        return asdict(self)


def ratios(rows: Sequence[Row], row: Row) -> tuple[float | None, float | None]:
    """How many times the echo server's p50, and its processor time, a row's are."""
    for echo in rows:
        if (echo.lines, echo.action, echo.server) == (row.lines, row.action, ECHO):
            cpu = row.cpu / echo.cpu if row.cpu and echo.cpu else None
            return row.first.p50 / echo.first.p50, cpu
    return None, None


HEADER = (
    f"{'lines':>7} {'action':<24} {'server':<12} {'p50':>8} {'p95':>8} {'p99':>8} {'max':>8} {'/ echo':>7}"
    f" {'last':>8} {'cpu':>8} {'/ echo':>7} {'probe':>6} {'kB':>7} {'found':>6} {'runs':>5}"
)


def line(rows: Sequence[Row], row: Row) -> str:
    """A row of the table whose header is ``HEADER``."""
    first, (ratio, cpu_ratio) = row.first, ratios(rows, row)
    return (
        f"{row.lines:>7,} {row.action:<24} {row.server:<12} {first.p50:>8.2f} {first.p95:>8.2f}"
        f" {first.p99:>8.2f} {first.max:>8.2f} {shown(ratio, 2):>7} {shown(row.last, 2):>8}"
        f" {shown(row.cpu, 2):>8} {shown(cpu_ratio, 2):>7} {row.own:>6.2f} {row.bytes / 1000:>7.1f}"
        f" {row.diagnostics:>6} {first.count:>5}"
    )


def shown(figure: float | None, digits: int) -> str:
    """A figure, or a dash where there is none."""
    return "-" if figure is None else f"{figure:.{digits}f}"
