"""How long work may go on that is worth nothing to anybody when it comes late."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from time import thread_time


@dataclass(frozen=True, slots=True)
class Deadline:
    """An end for work in this thread, in seconds of its processor time (``time.thread_time``).

    Work under way is not interrupted: it is looked at between two steps.  Nothing that a document is judged by
    depends on it, only what is offered beside that.
    """

    end: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The deadline some seconds from now."""
        return cls(thread_time() + seconds)

    @property
    def is_over(self) -> bool:
        """True from the end on."""
        return self.end < inf and thread_time() >= self.end


NO_DEADLINE = Deadline(inf)
