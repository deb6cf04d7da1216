"""Python's garbage collector, kept out of the time between an edit and its answer.

Left to itself it looks at all that is alive again and again: 100 ms with 9,414 lines open, in the midst of
a keystroke.  But what the server keeps has no cycles, so that counting references frees it; only what
docutils leaves behind must be found.  So young objects are looked at between two messages, when the answer is
out.  Whatever is alive then is kept state: it is frozen, and never looked at again.
"""

from __future__ import annotations

import gc

_FEW = 5_000
"""So many objects more than went: to look at them takes 1 ms.  About 200 edits leave as many."""

_MANY = 50_000
"""So many are looked at within a message, too: opening a long document makes more garbage than it keeps."""


def begin() -> None:
    """Take over from Python's own rules.  Best before all imports: they make much that stays."""
    gc.set_threshold(_MANY, 1_000, 1_000)


def rest() -> None:
    """Look at what has come since the last time, if it is worth it; between two messages."""
    young, passed, _ = gc.get_count()
    if young >= _FEW or passed:
        gc.collect()
        gc.freeze()
