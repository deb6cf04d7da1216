"""Long work in short slices, between which messages of the client are handled."""

from __future__ import annotations

from time import perf_counter
from typing import Generic, NamedTuple, TypeVar

from spec_ls.rst.syntax.reading import Stepwise

_Result = TypeVar("_Result")

_SLICE = 0.002
"""Seconds of work between two moments at which a message of the client is handled."""


class Done(NamedTuple, Generic[_Result]):
    """The end of long work."""

    result: _Result


def run_slice(work: Stepwise[_Result]) -> Done[_Result] | None:
    """Do work for the time of a slice; None if it is not done then."""
    end = perf_counter() + _SLICE
    try:
        while perf_counter() < end:
            next(work)
    except StopIteration as done:
        return Done(done.value)
    return None
