"""Short words behind headings: whether the template demands a section, and where it stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spec_ls.features.hover import need
from spec_ls.model.slot import Slot
from spec_ls.model.template import Template
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Position, Range


@dataclass(frozen=True, slots=True)
class Hint:
    """A word behind a heading's title, and a sentence about it; both plain text."""

    position: Position
    label: str
    tooltip: str


def heading_hints(spec: Spec, range_: Range) -> tuple[Hint, ...]:
    """The hints of the headings in some lines, in order; sections that fill no slot have none."""
    spec = spec.unpromoted
    document, outline = spec.document, spec.outline
    order = list(spec.template.walk())
    numbers = {slot.path: number for number, slot in enumerate(order)}
    found = []
    for section in _sections_near(spec, document.outermost, range_):
        slot = outline.slot_of(section)
        if slot is not None:
            end = document.title_range(section).end
            found.append(Hint(end, need(slot), _place(slot, order, numbers[slot.path], spec.template)))
    return tuple(hint for hint in found if range_.start.line <= hint.position.line <= range_.end.line)


def _sections_near(spec: Spec, sections: tuple[Section, ...], range_: Range) -> Iterator[Section]:
    """The sections that share a line with a range, in order."""
    for section in sections:
        start, end = spec.document.lines(section)
        if start <= range_.end.line and range_.start.line < end:
            yield section
            yield from _sections_near(spec, section.children, range_)


def _place(slot: Slot, order: list[Slot], number: int, template: Template) -> str:
    """Where a slot stands in the template."""
    before = f', behind "{order[number - 1].title}"' if number else ""
    return f"{need(slot)}, section {number + 1} of {len(order)} in template {template.name}{before}"
