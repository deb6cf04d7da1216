"""Evidence of demand: how many of a template's specs lack a section says how much anybody asks for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from spec_ls.model.document import Document
from spec_ls.model.template import Demand, Slot, Template
from spec_ls.model.title_similarity import folded_title
from spec_ls.rst.blocks import Kind

ENOUGH_SPECS = 10
"""Fewer specs are no evidence."""

_FIELD = re.compile(r":([^:`]+):(?:\s|$)")


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


def demands(
    template: Template, specs: Collection[frozenset[str]], has_gate: bool = False
) -> Mapping[tuple[str, ...], Demand]:
    """The demand for the slots, by their paths, that many of the template's specs lack, wherever they stand.

    If two thirds lack a section, nobody misses it.  If one in five does, reviews let its absence pass, and
    nobody misses it if it is optional.  ``specs`` are the specs' titles, each as in ``title_set``; too few of
    them say nothing.  With ``has_gate`` the demand of gates stays: there is no evidence against a known one.
    """
    if len(specs) < ENOUGH_SPECS:
        return {}
    changed = {}
    for slot in template.walk():
        lacking = 0 if has_gate and slot.demand is Demand.GATE else _count_of_lacking(slot, specs)
        if 5 * lacking >= len(specs):
            is_missed = slot.required and 3 * lacking < 2 * len(specs)
            changed[slot.path] = Demand.HABIT if is_missed else Demand.SILENCE
    return changed


def with_evidence(template: Template, changed: Mapping[tuple[str, ...], Demand]) -> Template:
    """The template with another demand for the slots with these paths."""
    if not changed:
        return template
    return replace(template, slots=tuple(_with_demand(slot, changed) for slot in template.slots))


def _count_of_lacking(slot: Slot, specs: Collection[frozenset[str]]) -> int:
    titles = {folded_title(title) for title in slot.titles}
    return sum(1 for spec in specs if titles.isdisjoint(spec))


def _with_demand(slot: Slot, changed: Mapping[tuple[str, ...], Demand]) -> Slot:
    children = tuple(_with_demand(child, changed) for child in slot.children)
    return replace(slot, demand=changed.get(slot.path, slot.demand), children=children)
