"""The progress of a spec: which of the sections that its template demands are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spec_ls.model.document import Status
from spec_ls.model.outline import Outline
from spec_ls.model.slot import Slot
from spec_ls.spec import Spec


@dataclass(frozen=True, slots=True)
class Progress:
    """The number of sections that are demanded, and of those in each state.

    ``required`` is the sum of ``written``, ``empty`` and the number of ``missing`` titles, which are in the
    template's order.  ``stubs`` counts the written ones that only say None or the like.
    """

    required: int
    written: int
    stubs: int
    empty: int
    missing: tuple[str, ...]


def progress(spec: Spec) -> Progress:
    """The progress of a spec.

    Sections behind the place where the author stopped to ask for feedback are not demanded.
    """
    spec = spec.unpromoted
    document, outline, stubs = spec.document, spec.outline, spec.config.stubs
    states = [document.status(match.section, stubs) for match in outline.found if match.slot.required]
    missing = tuple(_missing(outline))
    empty = states.count(Status.EMPTY)
    written = len(states) - empty
    return Progress(len(states) + len(missing), written, states.count(Status.STUB), empty, missing)


def _missing(outline: Outline) -> Iterator[str]:
    order = {slot.path: number for number, slot in enumerate(outline.template.walk())}
    lacking = [
        missing.slot for missing in outline.missing if missing.slot.required and not missing.behind_stop
    ]
    for slot in sorted(lacking, key=lambda slot: order[slot.path]):
        yield from (demanded.title for demanded in _demanded(slot))


def _demanded(slot: Slot) -> Iterator[Slot]:
    """A slot and the demanded ones below it; below an optional one none is demanded."""
    yield slot
    for child in slot.children:
        if child.required:
            yield from _demanded(child)
