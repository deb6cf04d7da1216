"""How long work may go on that is worth nothing to anybody when it comes late."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from time import perf_counter, thread_time


@dataclass(frozen=True, slots=True)
class Deadline:
    """An end for work in this thread, in seconds of its processor time (``time.thread_time``).

    Work under way is not interrupted: it is looked at between two steps.  Nothing that a document is judged
    by depends on it, only what is offered beside that.  ``earliest`` is a time of ``time.perf_counter``.
    """

    end: float
    earliest: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The deadline some seconds from now."""
        return cls(thread_time() + seconds, perf_counter() + seconds)

    def is_over(self) -> bool:
        """True from the end on.  The processor's clock is slow to ask for, and never ahead of the other."""
        return perf_counter() >= self.earliest and thread_time() >= self.end


NO_DEADLINE = Deadline(inf, inf)
