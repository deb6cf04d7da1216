"""unknown-section: sections that a gate does not know."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import NESTED, named
from spec_ls.config import Config, GateSection, SectionRules
from spec_ls.findings import Severity
from spec_ls.model.gate_rules import with_gate_rules

CODE = "unknown-section"
GATED = Config(select=frozenset({CODE}), gate=frozenset({CODE}), covered=True)
WORK = GateSection(
    ("Implementation",), (GateSection(("Assignee(s)",)), GateSection(("Work Items",))), exactly=True
)
TEMPLATE = with_gate_rules(
    named(NESTED),
    SectionRules(
        listed=(GateSection(("Proposed change",)), WORK), extra=frozenset({"Notes"}), extra_of_template=True
    ),
)
TOP = "====\nSpec\n====\n\nProposed change\n===============\n\nFaster.\n\n"
BELOW = (
    "Implementation\n==============\n\nAssignee(s)\n-----------\n\nMe.\n\nWork Items\n----------\n\nAll.\n"
)


@pytest.mark.parametrize(
    "marked",
    [
        f"{TOP}{BELOW}",
        f"{TOP}{BELOW}\nNotes\n=====\n\nN.\n",
        f"{TOP}More\n----\n\nM.\n\n{BELOW}",
        f"{TOP}{BELOW}\nTesting\n=======\n\nT.\n",
        f"{TOP}{BELOW}\n«Open questions»(unknown-section)\n==============\n\nWho?\n",
        f"{TOP}{BELOW}\n«Risks»(unknown-section)\n-----\n\nR.\n",
        f"{TOP}{BELOW}\n«work item»(unknown-section)\n---------\n\nW.\n".replace("Work Items\n----------\n\nAll.\n", ""),
    ],
)  # fmt: skip
def test_where_it_is(marked):
    """Known are the gate's own, those it lets pass, and subsections where it does not list them all."""
    case = check(marked, TEMPLATE, config=GATED)
    assert all(finding.severity is Severity.ERROR for finding in case.findings)


@pytest.mark.parametrize(
    ("section", "covered", "message"),
    [
        ("Risks\n=====", True, 'the gate knows no section "Risks"'),
        ("Risks\n-----", True, 'the gate knows no section "Risks" in "Implementation"'),
        ("Risks\n=====", False, 'section "Risks" is not among those that specs of this project have'),
        (
            "Risks\n-----",
            False,
            'section "Risks" in "Implementation" is not among those that specs of this project have',
        ),
        ("Testings\n========", True, 'the gate knows no section "Testings", "Testing" is missing'),
    ],
)
def test_what_it_says(section, covered, message):
    """Its title, the section around it, the section that it is meant for; no gate where none reads the file."""
    config = Config(select=frozenset({CODE}), gate=frozenset({CODE}), covered=covered)
    assert look(f"{TOP}{BELOW}\n{section}\n\nR.\n", TEMPLATE, config=config).one(CODE).message == message


def test_the_rename():
    """A title that is nearly that of a free slot gets its name; another one has no fix."""
    case = look(f"{TOP}{BELOW}\nTestings\n========\n\nT.\n", TEMPLATE, config=GATED)
    assert case.fixed(CODE) == f"{TOP}{BELOW}\nTesting\n=======\n\nT.\n"
    assert look(f"{TOP}{BELOW}\nRisks\n=====\n\nR.\n", TEMPLATE, config=GATED).fixes(CODE) == ()


def test_no_gate():
    """Nothing is unknown where no gate minds."""
    check(f"{TOP}{BELOW}\nRisks\n=====\n\nR.\n", TEMPLATE, config=Config(select=frozenset({CODE})))


@pytest.mark.parametrize(
    ("sections", "found"),
    [
        ("", []),
        ("Testing\n=======\n\nT.\n", []),
        ("Testing\n=======\n\nT.\n\nReferences\n==========\n\nR.\n", ["Spec"]),
        ("Testing\n=======\n\nT.\n\nRisks\n=====\n\nR.\n", ["Risks"]),
        ("Risks\n=====\n\nR.\n", []),
    ],
)
def test_where_a_gate_counts(sections, found):
    """Where a gate counts top sections, none is unknown until there are too many; if all are known, the title says so."""
    rules = SectionRules(
        listed=(GateSection(("Proposed change",)),), extra=frozenset(), extra_of_template=True, count=3
    )
    case = look(f"{TOP}{BELOW}\n{sections}", with_gate_rules(named(NESTED), rules), config=GATED)
    lines = [case.spec.text.lines[finding.range.start.line].strip() for finding in case.findings]
    assert lines == found


def test_where_a_gate_counts_too_few():
    """The title says how many sections there are and how many the gate wants."""
    rules = SectionRules(optional=True, count=3)
    config = Config(select=frozenset({"missing-section"}), gate=frozenset({"missing-section"}), covered=True)
    case = look(f"{TOP}{BELOW}", with_gate_rules(named(NESTED), rules), config=config)
    (finding,) = case.findings
    assert (finding.message, finding.range.start.line) == ("there are 2 sections, the gate wants 3", 1)
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("sections", "severity"),
    [
        ("Testing\n=======\n\nT.\n\nTesting\n=======\n\nU.\n", Severity.WARNING),
        ("Work Items\n----------\n\nMore.\n", Severity.ERROR),
    ],
)
def test_a_double_among_listed_subsections(sections, severity):
    """A section that is there twice is an error of the gate only where the gate lists all subsections."""
    config = Config(select=frozenset({"duplicate-section"}), gate=frozenset({"duplicate-section"}))
    case = look(f"{TOP}{BELOW}\n{sections}", TEMPLATE, config=config)
    assert case.one("duplicate-section").severity is severity
