"""Which section of a document fills which slot of its template: the values that ``matching.py`` makes."""

from __future__ import annotations

from dataclasses import dataclass, field

from spec_ls.model.slot import Slot
from spec_ls.model.template import Template
from spec_ls.rst.sections import Section


@dataclass(frozen=True, slots=True)
class Missing:
    """A slot without its section.  Slots below it are part of it.

    ``parent`` is the section that lacks it, None the document itself.  ``behind_stop`` is true if the author
    stopped before it, to post the spec for preliminary feedback.  ``stand_in`` is the section that would fill
    it under another name, or in another place; ``in_place`` is true if only its name is another.
    ``children`` are sections that stand elsewhere in a row and belong into it: its heading alone is missing
    above them.
    """

    slot: Slot
    parent: Section | None
    behind_stop: bool = False
    stand_in: Section | None = None
    in_place: bool = False
    children: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A section and the slot that it fills, or was meant to fill."""

    section: Section
    slot: Slot


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a document beside the slots of its template.

    ``title`` is the document's title and ``sections`` its top sections, on the level of the first slots.
    ``found`` are the filled slots in document order, ``misordered`` the fewest of them whose move
    restores the template's order.  ``doubles`` are sections whose slot a later section fills, ``unknown``
    those that fill none where a gate might mind, ``leaves`` all sections without subsections.
    """

    template: Template
    title: Section | None
    sections: tuple[Section, ...]
    found: tuple[Match, ...]
    missing: tuple[Missing, ...]
    misordered: tuple[Match, ...]
    misnamed: tuple[Match, ...]
    misplaced: tuple[Match, ...]
    doubles: tuple[Match, ...]
    unknown: tuple[Section, ...]
    leaves: tuple[Section, ...]
    paths: dict[int, tuple[str, ...]]
    _slots: dict[int, Slot] = field(repr=False)
    _sections: dict[tuple[str, ...], Section] = field(repr=False)

    @property
    def top_titles(self) -> int:
        """The number of top sections as gates count them: those with one title are one."""
        return len({section.title for section in self.sections})

    @property
    def filled(self) -> frozenset[tuple[str, ...]]:
        """The paths of the slots that have a section."""
        return frozenset(self._sections)

    def slot_of(self, section: Section) -> Slot | None:
        """The slot that a section fills."""
        return self._slots.get(section.number)

    def section_of(self, slot: Slot) -> Section | None:
        """The section that fills a slot."""
        return self._sections.get(slot.path)

    def parent_of(self, slot: Slot) -> Section | None:
        """The section that fills the slot above; None for a top slot, and where that section is missing."""
        return self._sections.get(slot.path[:-1])

    def path_of(self, section: Section) -> tuple[str, ...]:
        """The titles from the first slot level down to a section's own; empty for the document's title."""
        return self.paths.get(section.number, ())
