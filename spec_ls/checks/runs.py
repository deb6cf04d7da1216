"""Findings of one kind right behind each other, such as of empty sections: people see the first one alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")


def runs(items: Iterable[_Item], continues: Callable[[_Item, _Item], bool]) -> Iterator[tuple[_Item, ...]]:
    """The items in order, together as long as each ``continues`` the one before it."""
    run: tuple[_Item, ...] = ()
    for item in items:
        if run and not continues(run[-1], item):
            yield run
            run = ()
        run += (item,)
    if run:
        yield run
