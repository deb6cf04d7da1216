"""The figures of each minute of a soak, and the verdict on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from figures import Times, shown

EARLY, LATE = 5, 15
"""The processor time of edits between the ends of these minutes is compared with that of the last minutes."""
SETTLED = 10
"""By the end of this minute a server holds all that it needs."""
LAST = 10
"""The number of minutes at the end that are compared."""

MOST_GROWTH = 0.03
MOST_SLOWER = 1.2

HEADER = f"{'minute':>6} {'edits':>8} {'RSS MB':>8} {'USS MB':>8} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8}"


@dataclass(frozen=True, slots=True)
class Minute:
    """Resident megabytes at the end of a minute, and the processor seconds of its edits.

    ``number`` counts from 1, ``edits`` are all since the start; None where the system does not tell.
    """

    number: int
    edits: int
    resident: float | None
    own: float | None
    seconds: Sequence[float]

    def line(self) -> str:
        """A row of the table whose header is ``HEADER``."""
        times = Times.of(self.seconds)
        return (
            f"{self.number:>6} {self.edits:>8} {shown(self.resident, 1):>8} {shown(self.own, 1):>8}"
            f" {times.p50:>8.2f} {times.p99:>8.2f} {times.max:>8.2f}"
        )


def judged(minutes: Sequence[Minute]) -> Iterator[tuple[str, bool]]:
    """Each comparison for which there are enough minutes, in words, and true if it is as it should be."""
    if len(minutes) > SETTLED:
        settled, last = minutes[SETTLED - 1].resident, minutes[-1].resident
        if settled and last:
            growth = last / settled - 1
            yield (
                f"memory from minute {SETTLED} to {len(minutes)}: {growth:+.1%} (at most {MOST_GROWTH:+.0%})",
                growth <= MOST_GROWTH,
            )
    if len(minutes) >= LATE + LAST:
        early, late = _p99(minutes[EARLY:LATE]), _p99(minutes[-LAST:])
        yield (
            f"p99 of an edit's processor time: {late:.2f} ms in the last {LAST} minutes, {early:.2f} ms in"
            f" minutes {EARLY} to {LATE}: {late / early:.2f} times (at most {MOST_SLOWER})",
            late <= MOST_SLOWER * early,
        )


def _p99(minutes: Sequence[Minute]) -> float:
    return Times.of(second for minute in minutes for second in minute.seconds).p99
