"""Results that are kept with the block or chunk that they are about.

Data never changes, with this one exception: a block or chunk remembers the last result of each function that
is decorated here.  Such a function is pure, so a remembered result is the result of a fresh call.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from spec_ls.deadline import interrupt_if_over

Memo = dict[Callable[..., Any], tuple[tuple[Any, ...], Any]]
"""By function: the arguments besides the holder, and the result."""


class Holder(Protocol):
    """An immutable value that results are kept with."""

    @property
    def memo(self) -> Memo:
        """The results."""
        ...


_Holder = TypeVar("_Holder", bound=Holder)
_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def remember(
    holder: Holder, function: Callable[..., Any], arguments: tuple[Any, ...], compute: Callable[[], _Result]
) -> _Result:
    """The result that the holder remembers for a function and its arguments, else what is computed now.

    Before it is computed, work whose deadline is over is interrupted (``deadline.py``).
    """
    remembered = holder.memo.get(function)
    if remembered is not None and remembered[0] == arguments:
        result: _Result = remembered[1]
        return result
    interrupt_if_over()
    result = compute()
    holder.memo[function] = (arguments, result)
    return result


class kept(Generic[_Holder, _Arguments, _Result]):  # noqa: N801  # it is used as a decorator
    """A pure function of a block or chunk: it is computed again only when its other arguments differ.

    The other arguments are all else that the result depends on.  They are positional and compared with
    ``==``.
    """

    def __init__(self, function: Callable[Concatenate[_Holder, _Arguments], _Result]) -> None:
        self._function = function
        update_wrapper(self, function)

    def __call__(self, holder: _Holder, /, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        """The function's result."""
        return remember(holder, self._function, args, lambda: self._function(holder, *args, **kwargs))

    def keep(
        self, result: _Result, holder: _Holder, /, *args: _Arguments.args, **_: _Arguments.kwargs
    ) -> None:
        """Keep the result for a holder, where it was computed in steps."""
        holder.memo[self._function] = (args, result)

    def known(
        self, holder: _Holder, /, *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> _Result | None:
        """The result if it is remembered; the function is not called."""
        remembered = holder.memo.get(self._function)
        return remembered[1] if remembered is not None and remembered[0] == args else None
