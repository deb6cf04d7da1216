"""Work that may be left and taken up again: what takes long must not keep a keystroke waiting."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

_Result = TypeVar("_Result")

Pausing = Generator[None, None, _Result]
"""Work that yields after each small piece; it returns its result.  What it has found by then is kept."""


def without_pause(work: Pausing[_Result]) -> _Result:
    """The result of work that is done in one go."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: _Result = end.value
            return result
