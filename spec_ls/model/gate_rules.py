"""A template's sections as its gate asks for them."""

from __future__ import annotations

from dataclasses import replace

from spec_ls.config import GateSection, SectionRules
from spec_ls.model.slot import Demand, Slot
from spec_ls.model.template import GATED_LEVELS, Template

_NO_STYLE = "="


def with_gate_rules(template: Template, rules: SectionRules) -> Template:
    """The template as the gate reads it.

    A gate that goes by the template ignores its prose: it asks for all sections of the levels that it reads
    but those in ``rules.optional``.  A gate with a list of its own asks for the listed sections.  Where none
    asks for sections, habit does for ``rules.asked``.
    """
    slots = template.slots
    if rules.listed:
        rest = rules.extra is True or rules.extra_of_template or rules.count is not None
        slots = _merged(rules.listed, slots, (), rest, rules)
    elif rules.asked is not None:
        slots = tuple(_of_habit(slot, rules.asked, rules.anywhere) for slot in slots)
    elif rules.optional is not None:
        slots = tuple(_asked(slot, rules) for slot in slots)
    return replace(template, slots=slots, rules=rules)


def _of_habit(slot: Slot, asked: frozenset[str], anywhere: frozenset[str]) -> Slot:
    """A slot of a template, with those below it, that habit asks for or nobody."""
    children = tuple(_of_habit(child, asked, anywhere) for child in slot.children)
    is_asked = not asked.isdisjoint(slot.titles) and slot.demand is not Demand.NOBODY
    return replace(
        slot,
        demand=Demand.HABIT if is_asked else Demand.SILENCE,
        children=children,
        anywhere=not anywhere.isdisjoint(slot.titles),
    )


def _asked(slot: Slot, rules: SectionRules) -> Slot:
    """A slot of the template, with those below it, under a gate that goes by the template."""
    children = tuple(_asked(child, rules) for child in slot.children)
    demand = slot.demand
    if _is_optional(slot, rules):
        demand = Demand.SILENCE if rules.optional is True else Demand.NOBODY
    elif slot.level <= GATED_LEVELS:
        demand = Demand.GATE
    return replace(slot, demand=demand, children=children)


def _is_optional(slot: Slot, rules: SectionRules) -> bool:
    return rules.optional is True or (isinstance(rules.optional, frozenset) and slot.path in rules.optional)


def _merged(
    listed: tuple[GateSection, ...],
    slots: tuple[Slot, ...],
    above: tuple[str, ...],
    keep: bool,
    rules: SectionRules,
) -> tuple[Slot, ...]:
    """The listed sections and, if they are to be kept, the template's others: in the template's order.

    A section that the template lacks comes right behind the one listed before it.
    """
    style = slots[0].style if slots else _NO_STYLE
    merged = {slot.title: _unlisted(slot, rules) for slot in slots}
    asked: dict[str, Slot] = {}
    for wanted in listed:
        known = next(
            (slot for slot in slots if slot.title in wanted.titles and slot.title not in asked), None
        )
        slot = _listed(wanted, known, above, style, rules)
        asked[slot.title] = slot
    order = [title for title in merged if keep or title in asked]
    for title, before in zip(asked, [None, *asked], strict=False):
        if title not in merged:
            order.insert(order.index(before) + 1 if before else 0, title)
    return tuple((merged | asked)[title] for title in order)


def _listed(
    listed: GateSection, slot: Slot | None, above: tuple[str, ...], style: str, rules: SectionRules
) -> Slot:
    """The slot of a listed section."""
    if slot is None:
        path = (*above, listed.titles[0])
        slot = Slot(listed.titles[0], len(path), path, Demand.GATE, "", (), style, None, ())
    children = _merged(listed.subsections, slot.children, slot.path, not listed.exactly, rules)
    if listed.ordered:
        order = [title for inner in listed.subsections for title in inner.titles]
        children = tuple(sorted(children, key=lambda child: order.index(child.title)))
    return replace(
        slot,
        demand=Demand.GATE,
        children=children,
        others=tuple(title for title in listed.titles if title != slot.title),
        exactly=listed.exactly,
        ordered=listed.ordered,
        only_with=listed.only_with,
    )


def _unlisted(slot: Slot, rules: SectionRules) -> Slot:
    """A slot that the template has, but not the gate's list, with those below it."""
    children = tuple(_unlisted(child, rules) for child in slot.children)
    demand = Demand.SILENCE if _is_optional(slot, rules) else max(slot.demand, Demand.TEMPLATE)
    return replace(slot, demand=demand, children=children)
