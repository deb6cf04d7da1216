"""misordered-section: which sections it names, and where they go."""

from __future__ import annotations

import itertools

import pytest

from checks.marked import check, look
from checks.templates import DEEP, FLAT, FRAMED, NESTED, named
from spec_ls.config import Config, SectionRules
from spec_ls.edits.move import put_in_order
from spec_ls.model.gate_rules import with_gate_rules
from spec_ls.model.template import Template


def template(names: str) -> Template:
    return named("=====\nTitle\n=====\n" + "".join(f"\n{name}\n====\n\nText.\n" for name in names))


SIX = template("ABCDEF")
"""A template of six sections that are called A to F."""


def spec(names: str) -> str:
    return "====\nSpec\n====\n" + "".join(f"\n{name}\n====\n\nText of {name}.\n" for name in names)


def marked(names: str, wrong: str) -> str:
    text = spec(names)
    for name in wrong:
        text = text.replace(f"\n{name}\n", f"\n«{name}»(misordered-section)\n")
    return text


@pytest.mark.parametrize(
    ("names", "wrong"),
    [
        ("ABCDEF", ""),
        ("FABCDE", "F"),
        ("BCDEFA", "A"),
        ("ACBDEF", "B"),
        ("BADCFE", "ACE"),
        ("FEDCBA", "ABCDE"),
        ("DEFABC", "ABC"),
        ("AFBCDE", "F"),
    ],
)
def test_the_fewest_sections_are_named(names, wrong):
    """As few sections are out of order as must move; of several choices the later in the template stays."""
    check(marked(names, wrong), SIX)


def test_no_smaller_choice_would_do():
    """For every order of five sections, those that are not named are a longest run in the template's order."""
    five = template("ABCDE")
    for names in itertools.permutations("ABCDE"):
        case = look(spec("".join(names)), five)
        moved = {finding.section[-1] for finding in case.findings}
        kept = [name for name in names if name not in moved]
        assert kept == sorted(kept)
        longest = max(
            length
            for length in range(1, 6)
            if any(list(run) == sorted(run) for run in itertools.combinations(names, length))
        )
        assert len(kept) == longest
        fix = put_in_order(case.spec)
        assert (case.applied(fix) if fix else spec("".join(names))) == spec("ABCDE")


@pytest.mark.parametrize(
    ("names", "title", "message"),
    [
        ("FABCDE", "F", '"F" should come after "E"'),
        ("BCDEFA", "A", '"A" should come before "B"'),
        ("EAD", "E", '"E" should come after "D"'),
        ("BAF", "A", '"A" should come before "B"'),
        ("ABDECF", "C", '"C" should come before "D"'),
    ],
)
def test_message(names, title, message):
    """It names the neighbour in the template that the spec has."""
    finding = look(spec(names), SIX).one("misordered-section", title)
    assert finding.message == message
    assert str(finding.severity) == "warning"
    assert finding.section == (title,)
    assert finding.template.line == SIX.slots["ABCDEF".index(title)].line


@pytest.mark.parametrize(
    ("template", "text"),
    [
        # subsections, below their own parent
        (NESTED, "====\nSpec\n====\n\nProposed change\n===============\n\nC.\n\nSecurity impact\n"
         "---------------\n\nS.\n\n«Alternatives»(misordered-section)\n------------\n\nA.\n\nTesting\n=======\n\nT.\n"),
        # sections that the template does not have stand where they like
        (FLAT, "Spec\n====\n\nX\n-\n\nText.\n\nProblem\n-------\n\nP.\n\nY\n-\n\nText.\n\nChange\n------\n\nC.\n\n"
         "Testing\n-------\n\nT.\n\nZ\n-\n\nText.\n"),
        (FLAT, "Spec\n====\n\n«Testing»(misordered-section)\n-------\n\nT.\n\nX\n-\n\nText.\n\nProblem\n-------\n\n"
         "P.\n\nChange\n------\n\nC.\n"),
        # the last of several with one title counts
        (FLAT, "Spec\n====\n\nProblem\n-------\n\nP.\n\n«Testing»(duplicate-section)\n-------\n\nT.\n\nChange\n------\n\n"
         "C.\n\nTesting\n-------\n\nT.\n"),
        # within a framed title
        (FRAMED, "::\n\n  Copyright\n\nSpec\n####\n\nChange\n======\n\nC.\n\nAlternatives\n------------\n\nA.\n\n"
         "«Problem»(misordered-section)\n=======\n\nP.\n\nTesting\n=======\n\nT.\n"),
        # on the third level
        (DEEP, "====\nSpec\n====\n\nChange\n======\n\nC.\n\nInterfaces\n----------\n\nI.\n\nREST\n~~~~\n\nR.\n\n"
         "«Command line»(misordered-section)\n~~~~~~~~~~~~\n\nL.\n\nX\n=\n\nText.\n"),
    ],
)  # fmt: skip
def test_where_it_looks(template, text):
    """Order is a matter of the sections under one parent, and only of those that the template has."""
    check(text, named(template), config=Config(ignore=frozenset({"missing-section", "missing-license"})))


def test_moves_with_its_whole_body():
    """A section moves with its subsections and what is in them, and stands one gap from its neighbours."""
    text = (
        "====\nSpec\n====\n\nIntro.\n\nTesting\n=======\n\nT::\n\n  code\n\n    more\n\n\nDetails\n-------\n\n* a\n\n* b\n\n"
        "Problem\n=======\n\nP.\n\nChange\n======\n\nC.\n"
    )
    case = look(text, named(FLAT))
    assert case.fixed("misordered-section") == (
        "====\nSpec\n====\n\nIntro.\n\nProblem\n=======\n\nP.\n\nChange\n======\n\nC.\n\n"
        "Testing\n=======\n\nT::\n\n  code\n\n    more\n\n\nDetails\n-------\n\n* a\n\n* b\n"
    )
    assert case.fixes("misordered-section")[0].title == 'Move "Testing" to its place'


def test_no_fix_changes_which_of_two_sections_counts():
    """Between two sections of one title only the author can choose, so neither is moved past the other."""
    text = spec("BACB").replace("Text of B", "Text one of B", 1)
    case = look(text, SIX)
    for finding in case.findings:
        if finding.code == "misordered-section":
            for fix in case.fixes(finding.code, finding.section[-1]):
                now = look(case.applied(fix), SIX)
                second = now.spec.outline.section_of(SIX.slots[1])
                line = now.spec.document.lines(second)[0]
                assert "Text of B" in "".join(now.spec.text.lines[line : line + 4])


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("ABCEFD", None),
        ("DABCEF", None),
        ("CDABEF", '"C" should come after "B"'),
        ("ABDFCE", '"F" should come after "E"'),
        ("ABEFCD", '"C" should come before "E"'),
    ],
)
def test_a_section_that_documents_have_anywhere(names, message):
    """It is never out of order, and no message names it as a neighbour."""
    rules = SectionRules(asked=frozenset("ABC"), anywhere=frozenset("D"))
    found = look(spec(names), with_gate_rules(SIX, rules)).findings
    assert message in [finding.message for finding in found] or (message is None and not found)
