"""Shares equal blocks among the documents that a command reads one after the other.

Half of a project's text stands in several of its specs: the licence, the headings, what a template says and
nobody changed.  A block that is shared brings the results that are kept with it (``kept.py``), docutils'
reading among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from spec_ls.rst.blocks import Block

_MOST = 4_000
"""Blocks of a generation: enough for 100 specs, and with all that is kept with them some 20 MB."""

_Generations = tuple[dict[Block, Block], dict[Block, Block]]
_shared: ContextVar[_Generations | None] = ContextVar("shared", default=None)


@contextmanager
def sharing_blocks() -> Iterator[None]:
    """Share equal blocks of the texts that are scanned in this context."""
    token = _shared.set(({}, {}))
    try:
        yield
    finally:
        _shared.reset(token)


def begin_sharing() -> None:
    """Share equal blocks from now on, to the end of this context (``contextvars``)."""
    _shared.set(({}, {}))


def share(blocks: list[Block]) -> list[Block]:
    """The blocks of a text; in the place of one that is known stands the block that was seen first."""
    generations = _shared.get()
    if generations is None:
        return blocks
    young, old = generations
    shared = []
    for block in blocks:
        known = young.get(block)
        if known is None:
            known = young[block] = old.pop(block, block)
        shared.append(known)
    if len(young) >= _MOST:  # those that no text has had since the last time are dropped
        _shared.set((dict[Block, Block](), young))
    return shared
