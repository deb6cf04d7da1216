"""duplicate-section: slots that are filled twice."""

from __future__ import annotations

import pytest

from checks.marked import check
from checks.templates import FLAT, NESTED, named
from spec_ls.config import Config


@pytest.mark.parametrize(
    ("template", "marked"),
    [
        (FLAT, "Spec\n====\n\n«Problem»(duplicate-section)\n-------\n\nOne.\n\nProblem\n-------\n\nTwo.\n"),
        (FLAT, "Spec\n====\n\n«Problem»(duplicate-section)\n-------\n\nOne.\n\n«Problem»(duplicate-section)\n-------\n\n"
         "Two.\n\nProblem\n-------\n\nThree.\n"),
        (FLAT, "Spec\n====\n\nNotes\n-----\n\nOne.\n\nNotes\n-----\n\nTwo.\n"),
        (FLAT, "Spec\n====\n\nProblem\n-------\n\nOne.\n\nproblem\n-------\n\nTwo.\n"),
        (NESTED, "####\nSpec\n####\n\nProposed change\n===============\n\n«Security impact»(duplicate-section)\n"
         "---------------\n\nOne.\n\nSecurity impact\n---------------\n\nTwo.\n\nTesting\n=======\n\nSecurity impact\n"
         "---------------\n\nThree.\n"),
    ],
)  # fmt: skip
def test_all_but_the_last_are_named(template, marked):
    """Of several sections with one title under one parent the last fills the slot, the others are named."""
    check(marked, named(template), config=Config(ignore=frozenset({"missing-section"})))


def test_what_it_says():
    """A warning that points at the one that counts, and no fix: which text stays is the author's to say."""
    text = "Spec\n====\n\n«Testing»(duplicate-section)\n-------\n\nOne.\n\nTesting\n-------\n\nTwo.\n"
    case = check(text, named(FLAT), config=Config(select=frozenset({"duplicate-section"})))
    (finding,) = case.findings
    assert finding.message == 'section "Testing" is here more than once, only the one on line 9 counts'
    assert str(finding.severity) == "warning"
    assert finding.section == ("Testing",)
    assert finding.template.line == 13
    assert case.fixes("duplicate-section") == ()


def test_the_subsections_of_the_last_one_count():
    """What a section lacks is looked for in the last one of its title, as in a gate."""
    check(
        "####\nSpec\n####\n\n«Implementation»(duplicate-section)\n==============\n\nOne.\n\nAssignee(s)\n"
        "-----------\n\nA.\n\n«Work Items»(missing-section)\n----------\n\nW.\n\n"
        "Implementation\n==============\n\nTwo.\n\nAssignee(s)\n-----------\n\nA.\n".replace(
            "Spec", "«Spec»(5 missing-section)"
        ),
        named(NESTED),
    )
