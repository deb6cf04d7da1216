"""A document's sections beside the slots of its template."""

from __future__ import annotations

import pytest
from checks.templates import DEEP, FLAT, FRAMED, NESTED, named

from spec_ls.model.document import parse
from spec_ls.spec import compare
from spec_ls.text import Text


def outline(text, template):
    return compare(parse(Text.of(text)), named(template)).outline


SPEC = """\
====
Spec
====

Notes
=====

N.

Change
======

One.

Change
======

Two.

Storage
-------

S.

interface
---------

I.

Testing
-------

T.
"""


@pytest.fixture
def matched():
    return outline(SPEC, DEEP)


def test_found(matched):
    """Found are the sections that fill a slot, the last of each title, in the document's order."""
    assert [(match.section.number, match.slot.path) for match in matched.found] == [
        (3, ("Change",)),
        (4, ("Change", "Storage")),
    ]
    assert matched.title.title == "Spec"
    assert [section.title for section in matched.sections] == ["Notes", "Change", "Change"]


def test_missing(matched):
    """Missing are the slots without a section, each with its parent and what would fill it."""
    found = [
        (
            missing.slot.path,
            missing.parent and missing.parent.number,
            missing.stand_in and missing.stand_in.title,
        )
        for missing in matched.missing
    ]
    assert found == [
        (("Problem",), None, None),
        (("Testing",), None, "Testing"),
        (("Change", "Interfaces"), 3, "interface"),
    ]


def test_astray(matched):
    """Doubles, misnamed and misplaced sections are each told with the slot that they were meant for."""
    assert [(match.section.number, match.slot.title) for match in matched.doubles] == [(2, "Change")]
    assert [(match.section.title, match.slot.title) for match in matched.misnamed] == [
        ("interface", "Interfaces")
    ]
    assert [(match.section.title, match.slot.path) for match in matched.misplaced] == [
        ("Testing", ("Testing",))
    ]
    assert matched.misordered == ()
    assert [section.title for section in matched.leaves] == [
        "Notes",
        "Change",
        "Storage",
        "interface",
        "Testing",
    ]


def test_questions(matched):
    """A section knows its slot and its path, a slot its section and its parent's."""
    template = matched.template
    change, storage = template.slots[1], template.slots[1].children[1]
    section = matched.section_of(storage)
    assert section.title == "Storage"
    assert matched.slot_of(section) is storage
    assert matched.path_of(section) == ("Change", "Storage")
    assert matched.parent_of(storage) is matched.section_of(change)
    assert matched.parent_of(change) is None
    assert matched.path_of(matched.title) == ()
    notes = matched.sections[0]
    assert matched.slot_of(notes) is None
    assert matched.path_of(notes) == ("Notes",)
    assert matched.section_of(template.slots[0]) is None


@pytest.mark.parametrize(
    ("template", "text", "title", "sections"),
    [
        (FLAT, "", None, []),
        (FLAT, "Spec\n====\n", "Spec", []),
        (FLAT, "Spec\n====\n\nProblem\n-------\n\nChange\n------\n", "Spec", ["Problem", "Change"]),
        (
            FLAT,
            "Spec\n====\n\nSub\n---\n\nProblem\n~~~~~~~\n\nChange\n~~~~~~\n",
            "Spec",
            ["Problem", "Change"],
        ),
        (FLAT, "Problem\n=======\n\nChange\n======\n", None, ["Problem", "Change"]),
        (FLAT, "Text.\n\nSpec\n====\n\nProblem\n-------\n\nChange\n------\n", None, ["Spec"]),
        (
            FRAMED,
            "Text.\n\nSpec\n====\n\nProblem\n-------\n\nChange\n------\n",
            "Spec",
            ["Problem", "Change"],
        ),
        (FRAMED, "Spec\n====\n\nProblem\n-------\n\nChange\n------\n", "Spec", ["Problem", "Change"]),
        (FRAMED, "Text.\n\nSpec\n====\n\nText.\n", "Spec", []),
        (FRAMED, "Problem\n=======\n\nChange\n======\n", None, ["Problem", "Change"]),
        (FRAMED, "Text.\n", None, []),
    ],
)
def test_which_sections_are_on_the_first_slot_level(template, text, title, sections):
    """They stand below docutils' title, or in a framed template below the lone outermost section."""
    found = outline(text, template)
    assert (found.title.title if found.title else None) == title
    assert [section.title for section in found.sections] == sections


def test_a_stand_in_serves_one_slot():
    """Of a template's like titles each is taken by the section that is most like it, once."""
    template = (
        "=====\nTitle\n=====\n\nItems one\n=========\n\nItems two\n=========\n\nItems three\n===========\n"
    )
    text = "====\nSpec\n====\n\nitem one\n========\n\nItems tow\n=========\n\nThe rest\n========\n"
    found = outline(text, template)
    assert [(match.section.title, match.slot.title) for match in found.misnamed] == [
        ("item one", "Items one"),
        ("Items tow", "Items two"),
    ]


def test_what_is_missing_below_what_is_missing_is_part_of_it():
    """A missing slot's own slots are not missing themselves."""
    found = outline("====\nSpec\n====\n\nText.\n", NESTED)
    assert {missing.slot.level for missing in found.missing} == {1}
