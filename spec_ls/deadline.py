"""How long work may go on that is worth nothing to anybody when it comes late."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from time import perf_counter, thread_time


@dataclass(frozen=True, slots=True)
class Deadline:
    """An end for work in this thread, in seconds of its processor time (``time.thread_time``).

    It is looked at between two steps of the work.  Nothing that a document is judged by depends on it, only
    what is offered beside that.  ``earliest`` is a time of ``time.perf_counter``.
    """

    end: float
    earliest: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The deadline some seconds from now."""
        return cls(thread_time() + seconds, perf_counter() + seconds)

    def at_least(self, seconds: float) -> Deadline:
        """This deadline, or the one some seconds from now if that is later."""
        return max(self, Deadline.after(seconds), key=lambda deadline: deadline.end)

    def is_over(self) -> bool:
        """True from the end on.  The processor's clock is slow to ask for, and never ahead of the other."""
        return perf_counter() >= self.earliest and thread_time() >= self.end


NO_DEADLINE = Deadline(inf, inf)


class OutOfTime(BaseException):
    """Raised out of work whose deadline is over; no ``except Exception`` of a check or a fix contains it."""


_current = ContextVar("deadline", default=NO_DEADLINE)


@contextmanager
def interrupting(deadline: Deadline) -> Iterator[None]:
    """Let the work inside be interrupted, by ``OutOfTime``, once a deadline is over."""
    token = _current.set(_current.get() if deadline is NO_DEADLINE else deadline)
    try:
        yield
    finally:
        _current.reset(token)


def interrupt_if_over() -> None:
    """Raise ``OutOfTime`` if the deadline of the work under way is over."""
    deadline = _current.get()
    if deadline is not NO_DEADLINE and deadline.is_over():
        raise OutOfTime
