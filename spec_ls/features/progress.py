"""The progress of a spec: which of the sections that its template demands are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spec_ls.model.body import says_something
from spec_ls.model.document import Document, Status
from spec_ls.model.leftovers import leftovers, of_template
from spec_ls.model.outline import Outline
from spec_ls.model.slot import Slot
from spec_ls.rst.blocks import Kind
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec


@dataclass(frozen=True, slots=True)
class Progress:
    """The number of sections that are demanded, and of those in each state.

    ``required`` is the sum of ``written``, ``empty`` and the number of ``missing`` titles, which are in the
    template's order.  ``stubs`` counts the written ones that only say None or the like, ``guidance`` those
    that have nothing but the template's text.
    """

    required: int
    written: int
    stubs: int
    empty: int
    missing: tuple[str, ...]
    guidance: int = 0


def progress(spec: Spec) -> Progress:
    """The progress of a spec.

    Sections behind the place where the author stopped to ask for feedback are not demanded.
    """
    spec = spec.unpromoted
    document, outline, stubs = spec.document, spec.outline, spec.config.stubs
    sections = [match.section for match in outline.found if match.slot.required]
    states = [document.status(section, stubs) for section in sections]
    of_templates = _of_template(spec)
    guidance = sum(
        state is Status.WRITTEN and _is_guidance(document, section, of_templates)
        for section, state in zip(sections, states, strict=True)
    )
    missing = tuple(_missing(outline))
    empty = states.count(Status.EMPTY)
    written = len(states) - empty
    return Progress(len(states) + len(missing), written, states.count(Status.STUB), empty, missing, guidance)


def _of_template(spec: Spec) -> frozenset[int]:
    """The indices of the blocks that are the template's text, or hold what is to be replaced."""
    indices = of_template(spec.blocks, spec.template.own_text)
    taken = leftovers(spec.blocks, spec.outline, indices) if indices else []
    replaced = (index for index in indices if spec.template.own_text.to_replace(spec.blocks.items[index]))
    return frozenset({*replaced, *(index for found in taken for index in range(found.start, found.end))})


def _is_guidance(document: Document, section: Section, of_templates: frozenset[int]) -> bool:
    """True if a section, with those in it, has text and none that is not the template's."""
    blocks = document.blocks
    headings = blocks.headings
    end = headings[section.end] if section.end < len(headings) else len(blocks)
    said = [
        index
        for index in range(headings[section.number] + 1, end)
        if blocks.items[index].kind is not Kind.TITLE and says_something(blocks.items[index])
    ]
    return bool(said) and of_templates.issuperset(said)


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
