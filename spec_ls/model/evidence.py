"""Evidence of demand: which sections of a template most of its specs lack, so that nobody asks for them."""

from __future__ import annotations

import re
from collections.abc import Collection
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


def lacked_slots(template: Template, specs: Collection[frozenset[str]]) -> frozenset[tuple[str, ...]]:
    """The paths of the slots that at least two thirds of the template's specs lack, wherever they have them.

    ``specs`` are the specs' titles, each as in ``title_set``; too few of them say nothing.
    """
    if len(specs) < ENOUGH_SPECS:
        return frozenset()
    return frozenset(slot.path for slot in template.walk() if slot.required and _is_lacked(slot, specs))


def with_evidence(template: Template, lacked: Collection[tuple[str, ...]], demand: Demand) -> Template:
    """The template with another demand for the slots with these paths."""
    if not lacked:
        return template
    return replace(template, slots=tuple(_with_demand(slot, lacked, demand) for slot in template.slots))


def _is_lacked(slot: Slot, specs: Collection[frozenset[str]]) -> bool:
    titles = {folded_title(title) for title in slot.titles}
    lacking = sum(1 for spec in specs if titles.isdisjoint(spec))
    return 3 * lacking >= 2 * len(specs)


def _with_demand(slot: Slot, lacked: Collection[tuple[str, ...]], demand: Demand) -> Slot:
    children = tuple(_with_demand(child, lacked, demand) for child in slot.children)
    own = demand if slot.path in lacked else slot.demand
    return replace(slot, demand=own, children=children)
