"""What a gate asks for, laid over what a template asks for."""

from __future__ import annotations

import pytest

from spec_ls.config import GateSection, SectionRules
from spec_ls.model.gate_rules import with_gate_rules
from spec_ls.model.slot import Demand, Slot
from spec_ls.model.template import read_template

TEMPLATE = """\
====
Spec
====

Problem
=======

What is wrong?

Cases
-----

This is an optional section.

Change
======

Others
------

Details
~~~~~~~

Data
----

History
=======

Optional section.
"""

LETTERS = {Demand.GATE: "gate", Demand.TEMPLATE: "template", Demand.NOBODY: "-", Demand.SILENCE: "silence"}


def shown(slots: tuple[Slot, ...]) -> str:
    """The slots as an indented list, each with who asks for it."""
    return "".join(
        f"{'  ' * (slot.level - 1)}{'|'.join(slot.titles)}: {LETTERS[slot.demand]}\n{shown(slot.children)}"
        for slot in slots
    )


PLAIN = """\
Problem: gate
  Cases: -
Change: gate
  Others: gate
    Details: template
  Data: gate
History: -
"""

CASES = {
    "the template's own words": (SectionRules(), PLAIN),
    "a gate reads no prose": (
        SectionRules(optional=frozenset()),
        PLAIN.replace(": -", ": gate"),
    ),
    "but knows what may be left out": (
        SectionRules(optional=frozenset({("History",), ("Change", "Data")})),
        PLAIN.replace(": -", ": gate")
        .replace("History: gate", "History: -")
        .replace("Data: gate", "Data: -"),
    ),
    "a list of its own, the template's others are not asked for by the gate": (
        SectionRules(
            listed=(GateSection(("Change",), (GateSection(("Data",)),)), GateSection(("Work",))), extra=True
        ),
        """\
Problem: template
  Cases: -
Change: gate
  Others: template
    Details: template
  Data: gate
Work: gate
History: -
""",
    ),
    "a list and nothing else": (
        SectionRules(
            listed=(
                GateSection(("Change",), (GateSection(("Data",)),), exactly=True),
                GateSection(("Problem",)),
            )
        ),
        """\
Problem: gate
  Cases: -
Change: gate
  Data: gate
""",
    ),
    "a list, and the template's others without a word": (
        SectionRules(listed=(GateSection(("Problem",)),), optional=True, extra_of_template=True),
        """\
Problem: gate
  Cases: silence
Change: silence
  Others: silence
    Details: silence
  Data: silence
History: silence
""",
    ),
    "one of two titles, the template's own first": (
        SectionRules(listed=(GateSection(("Driver", "Problem")), GateSection(("New", "Other")))),
        "Problem|Driver: gate\n  Cases: -\nNew|Other: gate\n",
    ),
    "an order of its own": (
        SectionRules(
            listed=(
                GateSection(
                    ("Change",),
                    (GateSection(("Data",)), GateSection(("Others",))),
                    exactly=True,
                    ordered=True,
                ),
            )
        ),
        "Change: gate\n  Data: gate\n  Others: gate\n    Details: template\n",
    ),
}


@pytest.mark.parametrize(("rules", "slots"), CASES.values(), ids=CASES)
def test_who_asks_for_a_section(rules: SectionRules, slots: str) -> None:
    """The gate's rules decide what is asked for, and the template where it goes."""
    template = with_gate_rules(read_template(TEMPLATE, "builtin:test"), rules)
    assert shown(template.slots) == slots
    assert template.rules == rules


def test_a_list_without_a_template() -> None:
    """A list of a gate is a template by itself, and says so where a template has no line."""
    rules = SectionRules(
        listed=(GateSection(("One",), (GateSection(("Two",), (GateSection(("Three",)),)),)),)
    )
    template = with_gate_rules(read_template("", "settings:sections"), rules)
    assert [(slot.path, slot.line, slot.demand) for slot in template.walk()] == [
        (("One",), None, Demand.GATE),
        (("One", "Two"), None, Demand.GATE),
        (("One", "Two", "Three"), None, Demand.GATE),
    ]
    assert {template.place(slot) for slot in template.walk()} == {None}
