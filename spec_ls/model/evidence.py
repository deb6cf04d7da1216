"""Evidence of demand: how many of a template's specs do without a thing says how much anybody asks for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from spec_ls.model.document import Document
from spec_ls.model.images import has_images
from spec_ls.model.links import blueprint_names, folded_name
from spec_ls.model.slot import Demand, Slot
from spec_ls.model.template import Template
from spec_ls.model.title_similarity import folded_title
from spec_ls.rst.blocks import Kind

ENOUGH_SPECS = 10
"""Fewer specs are no evidence."""

_FIELD = re.compile(r":([^:`]+):(?:\s|$)")


class Traits(NamedTuple):
    """The traits of a spec that are evidence: its titles as in ``title_set``, and what its authors passed by.

    ``has_images`` is true if there are images in it, ``is_misnamed`` if it is not named after its blueprint.
    """

    titles: frozenset[str] = frozenset()
    has_images: bool = False
    is_misnamed: bool = False


def traits_of(document: Document, path: Path) -> Traits:
    """The traits of the spec at a path."""
    blocks = document.blocks
    end = blocks.headings[1] if len(blocks.headings) > 1 else len(blocks)
    names = blueprint_names("".join(block.text for block in blocks.items[:end]))
    is_misnamed = bool(names) and folded_name(path.stem) not in map(folded_name, names)
    return Traits(title_set(document), bool(blocks.where(has_images)), is_misnamed)


def title_set(document: Document) -> frozenset[str]:
    """The titles in a document, in lower case and singular, and the names of its fields, with a colon before.

    Fields take the place of sections in short forms of specs.
    """
    titles = {folded_title(heading.title) for heading in document.headings}
    for block in document.blocks:
        if block.kind is Kind.FIELD and (found := _FIELD.match(block.lines[0])):
            titles.add(":" + found[1].casefold())
    return frozenset(titles)


def follows(titles: frozenset[str], template: Template) -> bool:
    """True if a spec has a third of the template's top sections: one that has less is no evidence."""
    top = [{folded_title(title) for title in slot.titles} for slot in template.slots]
    there = sum(1 for slot in top if not slot.isdisjoint(titles))
    return there > 0 and 3 * there >= len(top)


def with_evidence(template: Template, specs: Collection[Traits], has_gate: bool = False) -> Template:
    """The template with the demand that its specs show, ASCII for diagrams and names of files included.

    Reviews let pass what one in five specs does without.  Too few specs say nothing.  With ``has_gate`` the
    sections that a gate asks for stay: there is no evidence against a known one.
    """
    if len(specs) < ENOUGH_SPECS:
        return template
    if changed := demands(template, [spec.titles for spec in specs], has_gate):
        template = replace(template, slots=tuple(_with_demand(slot, changed) for slot in template.slots))
    if template.ascii_diagrams and _are_many(sum(spec.has_images for spec in specs), specs):
        template = replace(template, ascii_diagrams=False)
    if template.blueprints and _are_many(sum(spec.is_misnamed for spec in specs), specs):
        template = replace(template, blueprints=frozenset())
    return template


def with_demand_of_half(template: Template, specs: Collection[Traits]) -> Template:
    """The template with no more demand than documents show that are all that speaks for it.

    A section that half of them lack is not missed; any other that is asked for is a habit.
    """
    template = with_evidence(template, specs)
    titles = [spec.titles for spec in specs]
    changed = {}
    for slot in template.walk():
        if not specs or 2 * _count_of_lacking(slot, titles) > len(specs):
            changed[slot.path] = Demand.SILENCE
        elif slot.required:
            changed[slot.path] = Demand.HABIT
    return replace(template, slots=tuple(_with_demand(slot, changed) for slot in template.slots))


def demands(
    template: Template, specs: Collection[frozenset[str]], has_gate: bool = False
) -> Mapping[tuple[str, ...], Demand]:
    """The demand for the slots, by their paths, that many of the template's specs lack, wherever they stand.

    If two thirds lack a section, nobody misses it.  If one in five does, reviews let its absence pass; an
    optional one is missed only if all others have it.  ``specs`` are the specs' titles, each as in
    ``title_set``; ``has_gate`` is as in ``with_evidence``.
    """
    changed = {}
    for slot in template.walk():
        lacking = 0 if has_gate and slot.demand is Demand.GATE else _count_of_lacking(slot, specs)
        if lacking and not slot.required:
            changed[slot.path] = Demand.SILENCE
        elif _are_many(lacking, specs):
            is_missed = 3 * lacking < 2 * len(specs)
            changed[slot.path] = Demand.HABIT if is_missed else Demand.SILENCE
    return changed


def _are_many(count: int, specs: Collection[object]) -> bool:
    return 5 * count >= len(specs)


def _count_of_lacking(slot: Slot, specs: Collection[frozenset[str]]) -> int:
    titles = {folded_title(title) for title in slot.titles}
    return sum(1 for spec in specs if titles.isdisjoint(spec))


def _with_demand(slot: Slot, changed: Mapping[tuple[str, ...], Demand]) -> Slot:
    children = tuple(_with_demand(child, changed) for child in slot.children)
    return replace(slot, demand=changed.get(slot.path, slot.demand), children=children)
