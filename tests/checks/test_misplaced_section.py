"""misplaced-section: titles of the template at another level or under another parent."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import DEEP, FLAT, FRAMED, NESTED, named
from spec_ls.config import Config

ALONE = Config(ignore=frozenset({"missing-section", "missing-title", "missing-license"}))


@pytest.mark.parametrize(
    ("template", "marked", "message"),
    [
        (FLAT, "Spec\n====\n\nProblem\n-------\n\nP.\n\n«Change»(misplaced-section)\n~~~~~~\n\nC.\n\nTesting\n-------\n\n"
         "T.\n", 'section "Change" belongs at the top level'),
        (NESTED, "####\nSpec\n####\n\nProblem description\n===================\n\nP.\n\n«Use Cases»(misplaced-section)\n"
         "=========\n\nU.\n", 'section "Use Cases" belongs in "Problem description"'),
        (NESTED, "####\nSpec\n####\n\nImplementation\n==============\n\nAssignee(s)\n-----------\n\nA.\n\n"
         "Dependencies\n============\n\nD.\n\n«Work Items»(misplaced-section)\n----------\n\nW.\n",
         'section "Work Items" belongs in "Implementation"'),
        (DEEP, "####\nSpec\n####\n\nProblem\n=======\n\nP.\n\n«Storage»(misplaced-section)\n-------\n\nS.\n\nChange\n"
         "======\n\nC.\n", 'section "Storage" belongs in "Change"'),
        # two of the title: the first that is free
        (NESTED, "####\nSpec\n####\n\nProblem description\n===================\n\nP.\n\n«Testing»(misplaced-section)\n"
         "-------\n\nT.\n\nProposed change\n===============\n\nC.\n\nTesting\n-------\n\nT.\n",
         'section "Testing" belongs at the top level'),
        # text before the title keeps it from being promoted, so all is one level down
        (FLAT, "«Text.»(text-before-title)\n\nSpec\n====\n\n«Problem»(misplaced-section)\n-------\n\nP.\n\nNotes\n-----\n\nN.\n",
         'section "Problem" belongs at the top level'),
    ],
)  # fmt: skip
def test_where_it_stands(template, marked, message):
    """A warning on the title says where the section belongs."""
    finding = check(marked, named(template), config=ALONE).one("misplaced-section")
    assert finding.message == message
    assert str(finding.severity) == "warning"
    assert finding.template.line == finding.subject[0].slot.line


@pytest.mark.parametrize(
    ("template", "text"),
    [
        # a slot that is filled has no misplaced sections
        (NESTED, "####\nSpec\n####\n\nProblem description\n===================\n\nP.\n\nTesting\n-------\n\nT.\n\n"
         "Testing\n=======\n\nT.\n"),
        # a section below the parent that lacks it is not looked for above
        (NESTED, "####\nSpec\n####\n\nProblem description\n===================\n\nP.\n\nOverview\n--------\n\nO.\n\nX\n=\n\nX.\n"),
        # a subsection's parent is missing: what is missing is the parent
        (NESTED, "####\nSpec\n####\n\nProblem description\n===================\n\nP.\n\nWork Items\n==========\n\nT.\n"),
        (FRAMED, "Text.\n\nSpec\n====\n\nProblem\n-------\n\nP.\n\nTesting\n-------\n\nT.\n"),
    ],
)  # fmt: skip
def test_what_stands_where_it_may(template, text):
    """A title outside its slot is no matter where the slot is filled, or its parent is missing."""
    check(text, named(template), config=ALONE)


def test_a_level_higher():
    """What is in a section rises with it, each heading in the document's adornment at its new level."""
    start = (
        "####\nSpec\n####\n\nProblem description\n===================\n\nP.\n\nUse Cases\n---------\n\nU.\n\n"
    )
    section = "Implementation\n{}\n\nAssignee(s)\n{}\n\nA.\n\nWork Items\n{}\n\nSteps\n{}\n\nS.\n\n"
    end = "Dependencies\n============\n\nD.\n"
    adornments = ("-" * 14, "~" * 11, "~" * 10, "^" * 5)
    case = look(start + section.format(*adornments) + end, named(NESTED), config=ALONE)
    (fix,) = case.fixes("misplaced-section")
    assert fix.title == 'Make "Implementation" a section of level 1'
    risen = section.format("=" * 14, "-" * 11, "-" * 10, "~" * 5)
    assert case.applied(fix) == start + risen + end


def test_another_level():
    """A section right behind its parent's text is brought to its level where it stands, subsections too."""
    text = (
        "####\nSpec\n####\n\nProblem\n=======\n\nP.\n\nChange\n======\n\nC.\n\nInterfaces\n==========\n\nI.\n\n"
        "REST\n----\n\nR.\n\nTesting\n=======\n\nT.\n"
    )
    case = look(text, named(DEEP), config=ALONE)
    assert [fix.title for fix in case.fixes("misplaced-section")] == [
        'Make "Interfaces" a section of level 2'
    ]
    assert case.fixed("misplaced-section") == text.replace(
        "Interfaces\n==========", "Interfaces\n----------"
    ).replace("REST\n----", "REST\n~~~~")


def test_another_parent():
    """A section under another parent is moved to the template's place below its own, subsections and all."""
    text = (
        "####\nSpec\n####\n\nProblem\n=======\n\nP.\n\nInterfaces\n----------\n\nI.\n\n.. _rest:\n\nREST\n~~~~\n\nR.\n\n"
        "Change\n======\n\nC.\n\nStorage\n-------\n\nS.\n\nTesting\n=======\n\nT.\n"
    )
    case = look(text, named(DEEP), config=ALONE)
    assert [fix.title for fix in case.fixes("misplaced-section")] == ['Move "Interfaces" to its place']
    assert case.fixed("misplaced-section") == (
        "####\nSpec\n####\n\nProblem\n=======\n\nP.\n\nChange\n======\n\nC.\n\nInterfaces\n----------\n\nI.\n\n"
        ".. _rest:\n\nREST\n~~~~\n\nR.\n\nStorage\n-------\n\nS.\n\nTesting\n=======\n\nT.\n"
    )


def test_another_parent_and_level():
    """A section that is both moved and brought to another level gets the document's adornment there."""
    text = (
        "####\nSpec\n####\n\nProblem\n=======\n\nP.\n\nStorage\n=======\n\nS.\n\nDisks\n-----\n\nD.\n\nChange\n======\n\n"
        "C.\n\nTesting\n=======\n\nT.\n"
    )
    case = look(text, named(DEEP), config=ALONE)
    assert case.fixed("misplaced-section") == (
        "####\nSpec\n####\n\nProblem\n=======\n\nP.\n\nChange\n======\n\nC.\n\nStorage\n-------\n\nS.\n\n"
        "Disks\n~~~~~\n\nD.\n\nTesting\n=======\n\nT.\n"
    )


def test_sections_behind_each_other():
    """Sections that were put wrong in the same way follow from the first, whose fix brings them all."""
    start = (
        "####\nSpec\n####\n\nProblem description\n===================\n\nP.\n\n"
        "Proposed change\n===============\n\nC.\n\n"
    )
    wrong = (
        "«Implementation»(misplaced-section)\n--------------\n\nI.\n\n"
        "Dependencies\n------------\n\nD.\n\nTesting\n-------\n\nT.\n"
    )
    case = check(start + wrong, named(NESTED), config=ALONE, shown=True)
    found = case.one("misplaced-section", "Implementation")
    assert found.message == 'section "Implementation" belongs at the top level, as do the next 2'
    titles = [fix.title for fix in case.fixes("misplaced-section", "Implementation")]
    assert titles == ['Bring "Implementation" and the next 2 to their places']
    right = wrong.replace("«Implementation»(misplaced-section)", "Implementation").replace("-", "=")
    assert case.fixed("misplaced-section", "Implementation") == start + right
