"""Matches a document's sections with a template's slots: found, missing, moved, misnamed, misplaced, double.

Titles match as in the gates: exact, by source text, under the same parent; of several with one title
under one parent the last counts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spec_ls.model.document import Document, Section
from spec_ls.model.likeness import difference
from spec_ls.model.template import Demand, Slot, Template


@dataclass(frozen=True, slots=True)
class Missing:
    """A slot without its section.  Slots below it are part of it.

    ``parent`` is the section that lacks it, ``None`` the document itself.  ``posted`` tells that the
    author stopped before it, to post the spec for preliminary feedback.  ``stand_in`` is the section that
    would fill it under another name, or in another place.
    """

    slot: Slot
    parent: Section | None
    posted: bool = False
    stand_in: Section | None = None


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

    def slot_of(self, section: Section) -> Slot | None:
        """The slot that a section fills."""
        return self._slots.get(section.number)

    def section_of(self, slot: Slot) -> Section | None:
        """The section that fills a slot."""
        return self._sections.get(slot.path)

    def parent_of(self, slot: Slot) -> Section | None:
        """The section that fills the slot above; ``None`` for a top slot, and where that is missing."""
        return self._sections.get(slot.path[:-1])

    def path_of(self, section: Section) -> tuple[str, ...]:
        """The titles from the first slot level down to a section's own; empty for the document's title."""
        return self.paths.get(section.number, ())


def match(document: Document, template: Template, posted: int | None = None) -> Outline:
    """The outline of a document.

    ``posted`` is the ordinal of the last heading before the place where the author stopped to ask for
    feedback, -1 if there is none before it; ``None`` if the author did not stop.
    """
    title, sections = _frame(document, template)
    matcher = _Matcher(frozenset(section.title for section in sections))
    matcher.level(template.slots, sections, None)
    matcher.find_unknown(template, sections)
    if posted is not None:
        matcher.stop_at(posted, template)
    matcher.find_misplaced(sections)
    return Outline(
        template,
        title,
        sections,
        tuple(sorted(matcher.found, key=_number)),
        tuple(matcher.missing),
        tuple(sorted(matcher.misordered, key=_number)),
        tuple(matcher.misnamed),
        tuple(matcher.misplaced),
        tuple(matcher.doubles),
        tuple(matcher.unknown),
        tuple(section for section in _walk(sections) if not section.children),
        dict(_paths(sections, ())),
        {one.section.number: one.slot for one in matcher.found},
        {one.slot.path: one.section for one in matcher.found},
    )


def _frame(document: Document, template: Template) -> tuple[Section | None, tuple[Section, ...]]:
    """The title, and the sections on the level of the first slots."""
    if template.framed and document.title is None and len(document.outermost) == 1:
        return document.outermost[0], document.outermost[0].children
    return document.title, document.sections


def _number(one: Match) -> int:
    return one.section.number


def _paths(sections: Iterable[Section], above: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for section in sections:
        path = (*above, section.title)
        yield section.number, path
        yield from _paths(section.children, path)


class _Matcher:
    """Collects what an outline holds, level by level.  ``tops`` are the titles of the top sections."""

    def __init__(self, tops: frozenset[str]) -> None:
        self.tops = tops
        self.found: list[Match] = []
        self.missing: list[Missing] = []
        self.misordered: list[Match] = []
        self.misnamed: list[Match] = []
        self.misplaced: list[Match] = []
        self.doubles: list[Match] = []
        self.unknown: list[Section] = []

    def level(
        self,
        slots: tuple[Slot, ...],
        sections: tuple[Section, ...],
        parent: Section | None,
        ordered: bool = False,
    ) -> None:
        """Match the slots and the sections below one parent, and what is below those.

        Nobody says where a section goes that only a gate's list has, but for an ``ordered`` list.
        """
        by_title = {section.title: section for section in sections}
        slot_titles = {title: slot for slot in slots for title in slot.titles}
        filled = {
            slot.path: [by_title[title] for title in slot.titles if title in by_title] for slot in slots
        }
        found = [Match(filled[slot.path][0], slot) for slot in slots if filled[slot.path]]
        lacking = [slot for slot in slots if not filled[slot.path]]
        free = [section for section in sections if section.title not in slot_titles]
        named = _pair_up(lacking, free)
        self.found += found
        self.misordered += _fewest_to_move([one for one in found if ordered or one.slot.line is not None])
        self.misnamed += [Match(section, slot) for slot in lacking if (section := named.get(slot.path))]
        self.missing += [
            Missing(slot, parent, stand_in=named.get(slot.path))
            for slot in lacking
            if self._is_asked_for(slot)
        ]
        self.doubles += [
            Match(section, slot_titles[section.title])
            for section in sections
            if section.title in slot_titles and by_title[section.title] is not section
        ]
        for one in found:
            self.level(one.slot.children, one.section.children, one.section, one.slot.ordered)

    def stop_at(self, posted: int, template: Template) -> None:
        """Mark as posted what the template asks for behind the last slot filled before the author's stop."""
        before = [one for one in self.found if one.section.number <= posted]
        order = [slot.path for slot in template.walk()]
        stop = order.index(max(before, key=_number).slot.path) + 1 if before else 0
        behind = set(order[stop:])
        self.missing = [
            Missing(one.slot, one.parent, one.posted or one.slot.path in behind, one.stand_in)
            for one in self.missing
        ]

    def find_unknown(self, template: Template, sections: tuple[Section, ...]) -> None:
        """Find top sections that the gate does not know, and subsections where it wants none but its own."""
        extra = template.rules.extra
        if extra is not True:
            known = {title for slot in template.slots for title in slot.titles} | (extra or set())
            self.unknown += [section for section in sections if section.title not in known]
        for one in self.found:
            if one.slot.exactly:
                known = {title for slot in one.slot.children for title in slot.titles}
                self.unknown += [inner for inner in one.section.children if inner.title not in known]
        self.unknown.sort(key=lambda section: section.number)

    def _is_asked_for(self, slot: Slot) -> bool:
        return slot.demand is not Demand.SILENCE and (slot.only_with is None or slot.only_with in self.tops)

    def find_misplaced(self, sections: tuple[Section, ...]) -> None:
        """Find missing slots' titles at another level or under another parent."""
        if not self.missing:
            return
        taken = {one.section.number for one in (*self.found, *self.misnamed, *self.doubles)}
        free: dict[str, Section] = {}
        for section in _walk(sections):
            if section.number not in taken:
                free.setdefault(section.title, section)
        for index, one in enumerate(self.missing):
            if one.stand_in is None and one.slot.title in free:
                section = free.pop(one.slot.title)
                self.misplaced.append(Match(section, one.slot))
                self.missing[index] = Missing(one.slot, one.parent, one.posted, section)


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)


def _pair_up(slots: list[Slot], sections: list[Section]) -> dict[tuple[str, ...], Section]:
    """For each slot the section whose title is most like its own, each section once."""
    pairs = [
        (apart, slot.level, i, j)
        for i, slot in enumerate(slots)
        for j, section in enumerate(sections)
        if (apart := difference(slot.title, section.title)) is not None
    ]
    named: dict[tuple[str, ...], Section] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(pairs):
        if slots[i].path not in named and j not in used:
            named[slots[i].path] = sections[j]
            used.add(j)
    return named


def _fewest_to_move(found: list[Match]) -> list[Match]:
    """The fewest of ``found`` (in template order) whose move makes the document's order the same."""
    tails: list[int] = []  # tails[k]: the lowest number that ends an ascending run of k + 1 sections
    run: list[int] = []  # the length of the longest ascending run that ends with each
    for one in found:
        length = bisect_left(tails, one.section.number)
        tails[length : length + 1] = [one.section.number]
        run.append(length + 1)
    kept: set[int] = set()
    wanted, below = len(tails), float("inf")
    for one, length in zip(reversed(found), reversed(run), strict=True):
        if length == wanted and one.section.number < below:
            kept.add(one.section.number)
            wanted, below = wanted - 1, one.section.number
    return [one for one in found if one.section.number not in kept]
