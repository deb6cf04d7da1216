"""Evidence of demand: sections that most of a template's specs lack."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec_ls.model.document import parse
from spec_ls.model.evidence import Traits, demands, follows, title_set, traits_of, with_evidence
from spec_ls.model.slot import Demand
from spec_ls.model.template import read_template
from spec_ls.text import Text

TEMPLATE = """\
Change
======

What to do?

Example call
------------

It returns an ID.

Upgrade Impacts
===============

This is an optional section.

References
==========

Links.
"""
WITH = frozenset({"change", "example call", "upgrade impact", "reference"})
WITHOUT = WITH - {"example call"}


def changed(*specs: frozenset[str], has_gate: bool = False) -> dict[str, Demand]:
    """The demand that these specs change, by the slot's title."""
    found = demands(read_template(TEMPLATE, "t"), specs, has_gate)
    return {path[-1]: demand for path, demand in found.items()}


def test_two_thirds_of_ten() -> None:
    """Nobody asks for a section that two thirds of at least ten specs lack."""
    assert changed(*[WITHOUT] * 10) == {"Example call": Demand.SILENCE}
    assert changed(*[WITHOUT] * 8, *[WITH] * 4) == {"Example call": Demand.SILENCE}


def test_one_in_five() -> None:
    """A section that one in five specs lacks is asked for, though not strictly, but for an optional one."""
    assert changed(*[WITHOUT] * 7, *[WITH] * 4) == {"Example call": Demand.HABIT}
    assert changed(*[WITHOUT] * 2, *[WITH] * 8) == {"Example call": Demand.HABIT}
    assert changed(*[WITHOUT] * 2, *[WITH] * 9) == {}
    without = WITH - {"upgrade impact"}
    assert changed(without, *[WITH] * 9) == {"Upgrade Impacts": Demand.SILENCE}
    lacking = [Traits(WITH - {"change"})] * 2 + [Traits(WITH)] * 8
    assert with_evidence(read_template(TEMPLATE, "t"), lacking).slots[0].required


def test_a_text_that_shares_little_is_no_evidence() -> None:
    """A spec that follows a template has a third of its top sections, and one at least."""
    template = read_template(TEMPLATE, "t")
    assert follows(frozenset({"reference"}), template)
    assert not follows(frozenset({"example call"}), template)
    longer = read_template(f"{TEMPLATE}\nHistory\n=======\n", "t")
    assert not follows(frozenset({"reference"}), longer)
    assert follows(frozenset({"reference", "history"}), longer)
    assert not follows(frozenset(), read_template("Text.\n", "t"))


def test_a_section_in_another_place_is_there() -> None:
    """Titles count at any level, whatever their case and number; fields are no titles."""
    titles = title_set(parse(Text.of("Spec\n====\n\n2. EXAMPLE CALLS\n----------------\n\n:Reference: x\n")))
    assert titles == {"spec", "example call", ":reference"}
    assert set(changed(*[titles] * 10)) == {"Change", "Upgrade Impacts", "References"}


def test_a_gate() -> None:
    """There is no evidence against a known gate; sections that only the template has are not the gate's."""
    template = read_template(TEMPLATE + "\nDetails\n-------\n\nPages\n~~~~~\n\nText.\n", "t")
    found = demands(template, [frozenset({"spec"})] * 10, has_gate=True)
    assert [path[-1] for path in found] == ["Upgrade Impacts", "Pages"]


def test_the_demand_alone_changes() -> None:
    """Slots that specs lack get another demand, with their subsections as they are; few specs say nothing."""
    template = read_template(TEMPLATE, "t")
    adjusted = with_evidence(template, [Traits(WITHOUT)] * 10)
    wanted = [Demand.GATE, Demand.SILENCE, Demand.NOBODY, Demand.GATE]
    assert [slot.demand for slot in adjusted.walk()] == wanted
    assert with_evidence(template, [Traits(WITHOUT)] * 9) is template
    assert with_evidence(template, [Traits(WITH)] * 10) is template


def test_images_and_names() -> None:
    """Where one in five specs has images, or another name than its blueprint, nobody minds either."""
    words = "ASCII diagrams are required.\n\nhttps://blueprints.launchpad.net/nova/+spec/example\n\n"
    template = read_template(f"{words}{TEMPLATE}", "t")
    assert template.ascii_diagrams
    assert template.blueprints
    for count, is_minded in ((1, True), (2, False)):
        specs = [Traits(WITH, has_images=True, is_misnamed=True)] * count + [Traits(WITH)] * (10 - count)
        adjusted = with_evidence(template, specs)
        assert (adjusted.ascii_diagrams, bool(adjusted.blueprints)) == (is_minded, is_minded)


@pytest.mark.parametrize(
    ("name", "text", "traits"),
    [
        ("a-b", "Spec\n====\n\nhttps://blueprints.launchpad.net/nova/+spec/A_b\n", (False, False)),
        ("b", "Spec\n====\n\nhttps://blueprints.launchpad.net/nova/+spec/a-b\n", (False, True)),
        ("b", "Spec\n====\n\nOne\n---\n\nhttps://blueprints.launchpad.net/nova/+spec/a-b\n", (False, False)),
        ("b", "Spec\n====\n\n.. image:: a.png\n", (True, False)),
    ],
)
def test_traits(name: str, text: str, traits: tuple[bool, bool]) -> None:
    """Images anywhere; the name of a blueprint that is linked before the first section."""
    found = traits_of(parse(Text.of(text)), Path(f"{name}.rst"))
    assert (found.has_images, found.is_misnamed) == traits
