"""Keeps Python's garbage collector out of the time between an edit and its answer.

By its own rules the collector examines all living objects again and again: 100 ms with 9,414 lines open, in
the midst of a keystroke.  But the server's state has no cycles, so reference counts free it; only the trees
that docutils leaves behind need a collector.  So young objects are collected between two messages, once the
answer is sent.  Objects that survive are state: they are frozen, and examined again only once in a long
while, since some were part of a cycle when they were frozen and became garbage later.

Each collection is of all generations, though frozen objects leave but the young ones to examine: only such a
one gives back the memory of the tuples that Python keeps for tuples to come, up to 2,000 of each size.  They
lie wherever they were made, and over a day the server would grow by some megabytes of them.

Blocks of more than 512 bytes come from the C library.  After ten minutes of edits a third of its memory lies
free between blocks that are in use, and glibc gives back the end of its memory alone unless it is asked.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cache

_COLLECT_BETWEEN_MESSAGES = 5_000
"""Collect between messages after this many surviving allocations (about 1 ms); some 75 edits make them."""

_COLLECT_ANY_TIME = 50_000
"""Collect within a message after this many: opening a long document makes more garbage than it keeps."""

_COLLECT_ALL = 200
"""Examine frozen objects, too, in every collection of this number, after some 15,000 edits.

That takes 100 ms with 9,414 lines open.
"""

_ALL_GENERATIONS = 2


def begin() -> None:
    """Replace Python's own rules.  Best called before all imports: they make many objects that stay."""
    gc.set_threshold(_COLLECT_ANY_TIME, 1_000, 1_000)


def collect_between_messages() -> None:
    """Collect and freeze young objects if there are enough; in the long run collect frozen ones, too.

    The memory that is free then goes back to the system.
    """
    young, passed, _ = gc.get_count()
    if young >= _COLLECT_BETWEEN_MESSAGES or passed:
        gc.collect(_ALL_GENERATIONS)
        if gc.get_stats()[_ALL_GENERATIONS]["collections"] % _COLLECT_ALL == 0:
            gc.unfreeze()
            gc.collect(_ALL_GENERATIONS)
        gc.freeze()
        _give_back()()


@cache
def _give_back() -> Callable[[], object]:
    """glibc's function that gives free memory back; elsewhere one that does nothing."""
    try:
        from ctypes import CDLL

        trim = CDLL(None).malloc_trim
    except (ImportError, OSError, AttributeError, TypeError):  # another C library, or another system
        return _do_nothing
    return lambda: trim(0)


def _do_nothing() -> None:
    pass
