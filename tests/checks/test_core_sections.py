"""Sections to which None is no answer, and sections of references."""

from __future__ import annotations

import pytest

from checks.marked import look
from checks.templates import NESTED, named
from spec_ls.checks.fix_all import fix_all
from spec_ls.checks.run import check, fixes
from spec_ls.config import Config

START = (
    "####\nSpec\n####\n\nProblem description\n===================\n\nP.\n\nUse Cases\n---------\n\nAll.\n\n"
)
CHANGE = (
    "Proposed change\n===============\n\nC.\n\nAlternatives\n------------\n\nA.\n\n"
    "Security impact\n---------------\n\nS.\n\n"
)
WORK = "Implementation\n==============\n\nAssignee(s)\n-----------\n\nMe.\n\nWork Items\n----------\n\nW.\n\n"
END = "Dependencies\n============\n\nD.\n\nTesting\n=======\n\nT.\n\nReferences\n==========\n\nR.\n"
WHOLE = START + CHANGE + WORK + END

ADVICE = Config(gate=frozenset())


def findings(text, config=ADVICE):
    """The findings in a text, each as its code and section, and whether it has a fix."""
    case = look(text, named(NESTED), config=config)
    return [(found.code, found.section[-1], bool(fixes(case.spec, found))) for found in case.findings]


def without(section, text=WHOLE):
    """The text without a section."""
    start = text.index(f"{section}\n")
    parts = text[start:].split("\n\n")
    return text[:start] + "\n\n".join(parts[2:])


@pytest.mark.parametrize(
    ("section", "body"),
    [
        ("Use Cases", "For whom is it wrong?"),
        ("Assignee(s)", "Who will do it?"),
        ("Work Items", "What will they do?"),
        ("Security impact", "None"),
        ("Testing", "None"),
    ],
)
def test_what_is_inserted(section, body):
    """A core section gets the template's guidance, which stays a finding without a fix; others get None."""
    case = look(without(section), named(NESTED), config=ADVICE)
    fixed = case.fixed("missing-section", section)
    title = f"{section}\n{('-' if section != 'Testing' else '=') * len(section)}\n\n"
    assert title + body + "\n" in fixed
    left = [("leftover-guidance", section, False)] if body != "None" else []
    assert [found for found in findings(fixed) if found[1] == section] == left


def test_names_in_guidance_are_left_out():
    """A target in the template's guidance would be another one of its name; nothing of it is left."""
    guidance = "For whom is it wrong?\n\n"
    template = NESTED.replace(guidance, f"{guidance}.. _who: https://example.org/\n\n")
    fixed = look(without("Use Cases"), named(template), config=ADVICE).fixed("missing-section", "Use Cases")
    assert f"Use Cases\n---------\n\n{guidance}Proposed change" in fixed


def test_without_guidance():
    """A core section of which the template says nothing is inserted without text, and is empty."""
    text = without("Use Cases")
    template = NESTED.replace("For whom is it wrong?\n\n", "")
    case = look(text, named(template), config=ADVICE)
    fixed = case.fixed("missing-section", "Use Cases")
    assert "Use Cases\n---------\n\nProposed change" in fixed
    case = look(fixed, named(template), config=ADVICE)
    assert case.fixes("empty-section") == ()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("All.", []),
        ("None", []),
        ("", [("empty-section", True)]),
        ("For whom is it wrong?", [("leftover-guidance", False)]),
        ("For whom is it wrong?\n\nAll.", [("leftover-guidance", True)]),
    ],
)
def test_what_stands_there(body, found):
    """Guidance alone has no fix, and is deleted beside an author's text; None is the author's word."""
    text = WHOLE.replace("All.\n", f"{body}\n")
    assert findings(text) == [(code, "Use Cases", has_fix) for code, has_fix in found]


def test_an_empty_one_gets_the_guidance():
    """The fix of an empty core section is the template's guidance, that of another section None."""
    for body, section, title in (
        ("All.\n", "Use Cases", "Write the template's guidance, to be replaced"),
        ("T.\n", "Testing", 'Write "None"'),
    ):
        case = look(WHOLE.replace(body, ""), named(NESTED), config=ADVICE)
        assert [fix.title for fix in case.fixes("empty-section", section)] == [title]


def test_the_setting():
    """Settings name other core sections."""
    listed = Config(gate=frozenset(), core=frozenset({"testing"}))
    for section, body in (("Testing", "How will it be tested?"), ("Use Cases", "None")):
        case = look(without(section), named(NESTED), config=listed)
        line = "=" if section == "Testing" else "-"
        assert f"{section}\n{line * len(section)}\n\n{body}\n" in case.fixed("missing-section", section)


LINKS = "T [1]_, a_.\n\n.. [1] Note.\n\n.. _a: https://example.org\n"


def test_references_take_up_links():
    """A section of references begins above the targets and footnotes at the end, and gets no None."""
    template = NESTED.replace("Optional section. Links.", "Links.")
    text = WHOLE[: WHOLE.index("References\n")].replace("T.\n", LINKS)
    case = look(text, named(template), config=ADVICE)
    fixed = case.fixed("missing-section", "References")
    assert fixed.rstrip() == text.replace(".. [1]", "References\n==========\n\n.. [1]").rstrip()
    assert look(fixed, named(template), config=ADVICE).findings == ()


def test_links_alone():
    """A section of references that holds targets alone is not empty; another one is."""
    target = ".. _a: https://example.org\n"
    assert findings(WHOLE.replace("T.\n", "T a_.\n").replace("R.\n", target)) == []
    assert findings(WHOLE.replace("D.\n", "D a_.\n").replace("T.\n", target)) == [
        ("empty-section", "Testing", True)
    ]


def test_references_take_up_links_in_a_batch():
    """A section that is inserted before that of references comes above the links, too."""
    template = NESTED.replace("Optional section. Links.", "Links.")
    text = WHOLE[: WHOLE.index("Dependencies\n")].replace("W.\n", LINKS.replace("T [1]", "W [1]"))
    fixed = str(fix_all(check(look(text, named(template), config=ADVICE).spec), unsafe=True)[0].spec.text)
    new = "Dependencies\n============\n\nNone\n\nTesting\n=======\n\nNone\n\nReferences\n==========\n\n"
    assert fixed.rstrip() == text.replace(".. [1]", f"{new}.. [1]").rstrip()


def test_an_impact_is_never_core():
    """A change may have no impact of some kind, even if the template asks for that first."""
    template = (
        "Spec\n====\n\nSecurity impact\n---------------\n\nWhat can go wrong?\n\nMore\n----\n\nWhat else?\n"
    )
    case = look("Spec\n====\n\nMore\n----\n\nM.\n\nOther\n-----\n\nO.\n", named(template), config=ADVICE)
    assert "Security impact\n---------------\n\nNone\n" in case.fixed("missing-section")
