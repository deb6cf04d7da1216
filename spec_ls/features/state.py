"""How far a spec has come: which of the sections that its template demands somebody has written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spec_ls.analysis import Analysis, unpromoted
from spec_ls.model.document import Status
from spec_ls.model.outline import Outline
from spec_ls.model.template import Slot


@dataclass(frozen=True, slots=True)
class State:
    """How many sections are demanded, and what became of them.

    ``required`` is the sum of ``written``, ``empty`` and those in ``missing``: the titles that nobody wrote,
    in the template's order.  ``stubs`` of the written ones only say None or the like.
    """

    required: int
    written: int
    stubs: int
    empty: int
    missing: tuple[str, ...]


def state(analysis: Analysis) -> State | None:
    """The state of a spec; None for a text that is none.

    What stands behind the place where an author stopped to ask for feedback is not demanded.
    """
    analysis = unpromoted(analysis)
    outline = analysis.outline
    if outline is None:
        return None
    document, stubs = analysis.document, analysis.config.stubs
    there = [document.status(one.section, stubs) for one in outline.found if one.slot.required]
    missing = tuple(_missing(outline))
    empty = there.count(Status.EMPTY)
    return State(len(there) + len(missing), len(there) - empty, there.count(Status.STUB), empty, missing)


def _missing(outline: Outline) -> Iterator[str]:
    order = {slot.path: number for number, slot in enumerate(outline.template.walk())}
    lacking = [one.slot for one in outline.missing if one.slot.required and not one.posted]
    for slot in sorted(lacking, key=lambda slot: order[slot.path]):
        yield from (one.title for one in _demanded(slot))


def _demanded(slot: Slot) -> Iterator[Slot]:
    """A slot and what is demanded below it: nobody asks for what is below an optional one."""
    yield slot
    for child in slot.children:
        if child.required:
            yield from _demanded(child)
