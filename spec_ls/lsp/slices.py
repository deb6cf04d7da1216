"""Long work in short slices, between which messages of the client are handled."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Generator
from time import perf_counter
from typing import Any, Generic, NamedTuple, TypeVar

_Result = TypeVar("_Result")

_SLICE = 0.002
"""Seconds of work between two moments at which a message of the client is handled."""


class Waiting(NamedTuple):
    """Work goes on once a coroutine, which this function makes, is over."""

    until: Callable[[], Coroutine[Any, Any, None]]


class Done(NamedTuple, Generic[_Result]):
    """The end of long work."""

    result: _Result


def run_slice(work: Generator[Waiting | None, None, _Result]) -> Done[_Result] | Waiting | None:
    """Do work for the time of a slice, or until it has to wait; None if it is not done then."""
    end = perf_counter() + _SLICE
    try:
        while perf_counter() < end:
            pause = next(work)
            if pause is not None:
                return pause
    except StopIteration as done:
        return Done(done.value)
    return None


def awaited(make: Callable[[], Awaitable[_Result]]) -> Generator[Waiting, None, _Result]:
    """The result of what ``make`` gives to wait for, within stepwise work; raises what that raises."""
    results, errors = list[_Result](), list[Exception]()

    async def wait() -> None:
        try:
            results.append(await make())
        except Exception as error:
            errors.append(error)

    yield Waiting(wait)
    if errors:
        raise errors[0]
    return results[0]
