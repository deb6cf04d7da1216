"""A progress bar for work that takes longer than a second."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

_Item = TypeVar("_Item")

_SECONDS = 1.0
"""Work that is done earlier shows nothing."""


def with_progress(items: Iterable[_Item], total: int, after: float = _SECONDS) -> Iterator[_Item]:
    """The items as they come; ``after`` seconds a bar on a terminal shows how many of ``total`` are there."""
    if not _can_show():
        yield from items
        return
    start, bar, is_due = time.monotonic(), None, True
    try:
        for number, item in enumerate(items, 1):
            if is_due and number < total and time.monotonic() - start > after:
                bar, is_due = _started(total), False
            if bar is not None:
                bar.update(bar.task_ids[0], completed=number)
            yield item
    finally:
        if bar is not None:
            bar.stop()


def _can_show() -> bool:
    """True if standard error is a terminal that can move its cursor."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _started(total: int) -> Progress | None:
    """A bar; none without the package that draws it."""
    try:
        from rich.console import Console as Terminal  # slow to import
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    except ImportError:
        return None

    bar = Progress(
        TextColumn("checking"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Terminal(stderr=True),
        transient=True,
    )
    bar.add_task("checking", total=total)
    bar.start()
    return bar
