"""Shares equal blocks among the documents that a command reads one after the other, and equal documents.

Half of a project's text stands in several of its specs: the licence, the headings, what a template says and
nobody changed.  A block that is shared brings the results that are kept with it (``kept.py``), docutils'
reading among them.  A document is wanted twice where a spec is evidence for its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from spec_ls.rst.blocks import Block
from spec_ls.text import Text

_MOST_BLOCKS = 4_000
"""Blocks of a generation: enough for 100 specs, and with all that is kept with them some 20 MB."""

_MOST_LINES = 20_000
"""Lines of the latest documents, which are shared: twice those of the specs that are evidence for one."""

_Document = TypeVar("_Document")


class _Shared:
    """What is shared in a context: two generations of blocks, and documents by text.  Holds caches alone."""

    def __init__(self) -> None:
        self.young: dict[Block, Block] = {}
        self.old: dict[Block, Block] = {}
        self.documents: dict[Text, Any] = {}


_shared: ContextVar[_Shared | None] = ContextVar("shared", default=None)


@contextmanager
def sharing_blocks() -> Iterator[None]:
    """Share equal blocks of the texts that are scanned in this context, and documents of equal texts."""
    token = _shared.set(_Shared())
    try:
        yield
    finally:
        _shared.reset(token)


def begin_sharing() -> None:
    """Share equal blocks, and documents, from now on, to the end of this context (``contextvars``)."""
    _shared.set(_Shared())


def share(blocks: list[Block]) -> list[Block]:
    """The blocks of a text; in the place of one that is known stands the block that was seen first."""
    known = _shared.get()
    if known is None:
        return blocks
    young, old = known.young, known.old
    shared = []
    for block in blocks:
        first = young.get(block)
        if first is None:
            first = young[block] = old.pop(block, block)
        shared.append(first)
    if len(young) >= _MOST_BLOCKS:  # those that no text has had since the last time are dropped
        known.young, known.old = {}, young
    return shared


def share_document(text: Text, parse: Callable[[Text], _Document]) -> _Document:
    """The document of a text: the last one of an equal text, else what ``parse`` makes of it."""
    known = _shared.get()
    if known is None:
        return parse(text)
    documents = known.documents
    found: _Document | None = documents.pop(text, None)
    document = parse(text) if found is None else found
    documents[text] = document  # the latest stands last
    while len(documents) > 1 and sum(len(other.lines) for other in documents) > _MOST_LINES:
        del documents[next(iter(documents))]
    return document
