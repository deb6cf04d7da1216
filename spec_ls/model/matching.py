"""Matches a document's sections with a template's slots.

Titles match as in the gates: exact, by source text, under the same parent; of several with one title
under one parent the last counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from spec_ls.model.document import Document
from spec_ls.model.fewest_moves import fewest_to_move
from spec_ls.model.outline import Match, Missing, Outline
from spec_ls.model.slot import Demand, Slot
from spec_ls.model.template import Template
from spec_ls.model.title_similarity import folded_title, title_distance
from spec_ls.rst.sections import Section, walk


def match_sections(document: Document, template: Template, feedback_stop: int | None = None) -> Outline:
    """The outline of a document.

    ``feedback_stop`` is the ordinal of the last heading before the place where the author stopped to ask for
    feedback, -1 if there is none before it; None if the author did not stop.
    """
    title, sections = _frame(document, template)
    matcher = _Matcher(frozenset(section.title for section in sections))
    matcher.match_level(template.slots, sections, None)
    matcher.find_unknown(template, sections)
    if feedback_stop is not None:
        matcher.stop_at(feedback_stop, template)
    matcher.find_misplaced(sections)
    return Outline(
        template,
        title,
        sections,
        tuple(sorted(matcher.found, key=_number)),
        tuple(matcher.missing),
        tuple(sorted(matcher.misordered, key=_number)),
        tuple(matcher.misnamed),
        tuple(sorted(matcher.misplaced, key=_number)),
        tuple(matcher.doubles),
        tuple(matcher.unknown),
        tuple(section for section in walk(sections) if not section.children),
        dict(_paths(sections, ())),
        {found.section.number: found.slot for found in matcher.found},
        {found.slot.path: found.section for found in matcher.found},
    )


def _frame(document: Document, template: Template) -> tuple[Section | None, tuple[Section, ...]]:
    """The title, and the sections on the level of the first slots."""
    if template.framed and document.title is None and len(document.outermost) == 1:
        return document.outermost[0], document.outermost[0].children
    return document.title, document.sections


def _number(match: Match) -> int:
    return match.section.number


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

    def match_level(
        self,
        slots: tuple[Slot, ...],
        sections: tuple[Section, ...],
        parent: Section | None,
        ordered: bool = False,
    ) -> None:
        """Match the slots and the sections below one parent, and all below those."""
        by_title = {section.title: section for section in sections}
        filled = {
            slot.path: [by_title[title] for title in slot.titles if title in by_title] for slot in slots
        }
        found = [Match(filled[slot.path][0], slot) for slot in slots if filled[slot.path]]
        self.found += found
        # The place of a section that only a gate's list has is known only in an ordered list.
        placed = [match for match in found if ordered or match.slot.has_place]
        self.misordered += [placed[index] for index in fewest_to_move(list(map(_number, placed)))]
        self._find_missing([slot for slot in slots if not filled[slot.path]], slots, sections, parent)
        self._find_doubles(slots, sections, by_title)
        for match in found:
            self.match_level(match.slot.children, match.section.children, match.section, match.slot.ordered)

    def _find_missing(
        self,
        lacking: list[Slot],
        slots: tuple[Slot, ...],
        sections: tuple[Section, ...],
        parent: Section | None,
    ) -> None:
        """Add the slots below one parent that no section fills, and the sections that were meant to."""
        titles = {title for slot in slots for title in slot.titles}
        named = _pair_up(lacking, [section for section in sections if section.title not in titles])
        self.misnamed += [Match(section, slot) for slot in lacking if (section := named.get(slot.path))]
        self.missing += [
            Missing(slot, parent, stand_in=named.get(slot.path), in_place=slot.path in named)
            for slot in lacking
            if self._is_asked_for(slot)
        ]

    def _find_doubles(
        self, slots: tuple[Slot, ...], sections: tuple[Section, ...], by_title: dict[str, Section]
    ) -> None:
        """Add the sections whose slot a later section of the same title fills."""
        slots_by_title = {title: slot for slot in slots for title in slot.titles}
        self.doubles += [
            Match(section, slots_by_title[section.title])
            for section in sections
            if section.title in slots_by_title and by_title[section.title] is not section
        ]

    def stop_at(self, feedback_stop: int, template: Template) -> None:
        """Mark the missing slots behind the last slot that is filled before the author's stop."""
        before = [match for match in self.found if match.section.number <= feedback_stop]
        order = [slot.path for slot in template.walk()]
        stop = order.index(max(before, key=_number).slot.path) + 1 if before else 0
        behind = set(order[stop:])
        self.missing = [replace(missing, behind_stop=missing.slot.path in behind) for missing in self.missing]

    def find_unknown(self, template: Template, sections: tuple[Section, ...]) -> None:
        """Add top sections that the gate does not know, and subsections where it wants none but its own."""
        extra = template.rules.extra
        if extra is not True:
            known = {title for slot in template.slots for title in slot.titles} | (extra or set())
            self.unknown += [section for section in sections if section.title not in known]
        for match in self.found:
            if match.slot.exactly:
                known = {title for slot in match.slot.children for title in slot.titles}
                self.unknown += [inner for inner in match.section.children if inner.title not in known]
        self.unknown.sort(key=lambda section: section.number)

    def _is_asked_for(self, slot: Slot) -> bool:
        return slot.demand is not Demand.SILENCE and (slot.only_with is None or slot.only_with in self.tops)

    def find_misplaced(self, sections: tuple[Section, ...]) -> None:
        """Add the sections that have a missing slot's title at another level or under another parent."""
        if not self.missing:
            return
        taken = {match.section.number for match in (*self.found, *self.misnamed, *self.doubles)}
        free = [section for section in walk(sections) if section.number not in taken]
        for same in (str, folded_title):
            self._place(free, same)
        placed = {match.section.number for match in self.misplaced}
        free = [section for section in free if section.number not in placed]
        for index, missing in enumerate(self.missing):
            if missing.stand_in is None and missing.slot.children and sections:
                level = sections[0].level + missing.slot.level
                inner = [section for section in free if section.level == level]
                self.missing[index] = replace(missing, children=_children_of(missing.slot, inner))

    def _place(self, free: list[Section], same: Callable[[str], str]) -> None:
        """Give each missing slot the first free section whose title is the same to ``same``, if any."""
        by_title: dict[str, Section] = {}
        placed = {match.section.number for match in self.misplaced}
        for section in free:
            if section.number not in placed:
                by_title.setdefault(same(section.title), section)
        for index, missing in enumerate(self.missing):
            title = same(missing.slot.title)
            if missing.stand_in is None and title in by_title:
                section = by_title.pop(title)
                self.misplaced.append(Match(section, missing.slot))
                self.missing[index] = replace(missing, stand_in=section)


def _children_of(slot: Slot, free: list[Section]) -> tuple[Section, ...]:
    """The first free sections in a row that belong below a slot: half at least of those that it asks for."""
    titles = {title for child in slot.children for title in child.titles}
    asked_for = sum(child.required for child in slot.children)
    row: list[Section] = []
    for section in free:
        if section.title in titles and (not row or row[-1].end == section.number):
            row.append(section)
        elif row:
            break
    return tuple(row) if row and 2 * len(row) >= asked_for else ()


def _pair_up(slots: list[Slot], sections: list[Section]) -> dict[tuple[str, ...], Section]:
    """For each slot, by its path, the section with the most similar title; each section once."""
    pairs = [
        (distance, slot.level, i, j)
        for i, slot in enumerate(slots)
        for j, section in enumerate(sections)
        if (distance := title_distance(slot.title, section.title)) is not None
    ]
    named: dict[tuple[str, ...], Section] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(pairs):
        if slots[i].path not in named and j not in used:
            named[slots[i].path] = sections[j]
            used.add(j)
    return named
