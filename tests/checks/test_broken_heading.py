"""broken-heading: lines that are meant for a heading, and that docutils reads as something else."""

from __future__ import annotations

import pytest

from checks.marked import check, look, unmarked
from checks.templates import FLAT, NESTED, named
from spec_ls.config import Config
from spec_ls.findings import Safety, Severity

START = "Spec\n====\n\nProblem\n-------\n\nP.\n\n"
END = "\nTesting\n-------\n\nT.\n"
RIGHT = "Change\n------\n\nC.\n"

BROKEN = {
    "a short underline": ("«Change»(broken-heading)\n---\n\nC.\n", "fewer than four characters"),
    "mixed characters": ("«Change»(broken-heading)\n---===\n\nC.\n", "one ASCII character"),
    "dashes of an editor": ("«Change»(broken-heading)\n\u2014\u2014\u2014\n\nC.\n", "one ASCII character"),
    "indented": (" «Change»(broken-heading)\n ------\n\nC.\n", "indented"),
    "a blank line inside": ("«Change»(broken-heading)\n\n------\n\nC.\n", "a blank line stands between"),
    "an overline alone": ("------\n«Change»(broken-heading)\n\nC.\n", "no underline"),
    "an overline alone, text at once": ("------\n«Change»(broken-heading)\nC.\n", "no underline"),
    "a short overline": ("----\n«Change»(broken-heading)\n------\n\nC.\n", "are not the same"),
    "Markdown": ("«## Change»(broken-heading)\n\nC.\n", "Markdown"),
    "Markdown, text at once": ("«## Change ##»(broken-heading)\nC.\n", "Markdown"),
    "bold": ("«**Change**»(broken-heading)\n\nC.\n", "bold"),
    "bold with a colon": ("«**Change:**»(broken-heading)\n\nC.\n", "bold"),
}


@pytest.mark.parametrize(("broken", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_heading_is_the_one_finding(broken, words):
    """It stands at the line, says what docutils makes of it, and its fix makes just that heading."""
    case = check(START + broken + END, named(FLAT), shown=True)
    finding = case.one("broken-heading")
    assert words in finding.message
    assert finding.severity is Severity.ERROR
    (fix,) = case.fixes("broken-heading")
    assert fix.safety is Safety.SAFE
    assert case.applied(fix) == START + RIGHT + END


def test_without_a_blank_line_before_it():
    """A heading right below text is part of that text; a blank line makes it a heading."""
    text = START.rstrip("\n") + "\n«Change»(broken-heading)\n------\n\nC.\n" + END
    case = check(text, named(FLAT), shown=True)
    assert "without a blank line" in case.one("broken-heading").message
    assert case.fixed("broken-heading") == START + RIGHT + END


def test_two_lines():
    """A title of two lines is joined."""
    text = "Spec\n====\n\n«Problem»(broken-heading)\ndescription\n-------------------\n\nP.\n\nProposed change\n---------------\n\nC.\n"
    case = look(unmarked(text)[0], named(NESTED))
    assert "Problem description\n-------------------\n\nP." in case.fixed("broken-heading")


def test_what_follows_has_it_as_its_cause():
    """The missing section stays, as a consequence without a fix."""
    case = check(START + "«## Change»(broken-heading)\n\nC.\n" + END, named(FLAT), shown=True)
    missing = case.one("missing-section")
    assert missing.cause is not None
    assert (missing.cause.code, missing.cause.line, missing.cause.reported) == ("broken-heading", 8, True)
    assert case.fixes("missing-section") == ()


def test_what_stays_when_it_is_mended_does_not_follow_from_it():
    """docutils' message in a long text above the heading is there with and without it, so it is shown."""
    text = "«*»(rst-syntax)open\n" + "Text.\n" * 60
    marked = START + text + "«Change»(broken-heading)\n------\n\nC.\n" + END
    check(marked, named(FLAT), shown=True)


def test_a_cause_that_nobody_wants_to_see():
    """Where the cause is ignored, what follows is shown, and still has no fix."""
    config = Config(ignore=frozenset({"broken-heading"}))
    marked = START.replace("Spec", "«Spec»(missing-section)") + "## Change\n\nC.\n" + END
    case = check(marked, named(FLAT), config=config, shown=True)
    assert case.fixes("missing-section") == ()


@pytest.mark.parametrize(
    "text",
    [
        START + RIGHT + "\n**Testing**\n\n## Problem\n" + END,  # no section is missing
        START + RIGHT + "\n## Notes\n\nN.\n" + END,  # the template has no such section
        START + RIGHT + "\n::\n\n  ## Change\n" + END,
    ],
)
def test_a_line_that_no_section_lacks(text):
    """Where no section of that title is missing, the line may be meant as it is."""
    check(text, named(FLAT))


def test_the_title():
    """A title whose overline is too short is no title: all that the spec lacks for it follows."""
    text = "=====\n«A spec»(broken-heading)\n======\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n\nTesting\n-------\n\nT.\n"
    case = check(text, named(FLAT), shown=True)
    assert case.fixed("broken-heading").startswith("======\nA spec\n======\n")


@pytest.mark.parametrize("lines", ["====\n# Spec\n----\n", "####\n# Spec #\n", "=====\n# Spec\n"])
def test_a_title_in_markdown_between_lines_of_rst(lines):
    """What docutils says of them is all that is said: nothing tells how the title should look."""
    case = look(lines + "\n" + START.removeprefix("Spec\n====\n\n") + RIGHT + END, named(FLAT))
    codes = {finding.code for finding in case.findings}
    assert "rst-syntax" in codes
    assert "broken-heading" not in codes


@pytest.mark.parametrize("first", ["## Testing", "**Testing**", "Testing\n---"])
def test_out_of_the_templates_order(first):
    """A line that would be a section in a wrong place may be meant as it is; no stub is written beside it."""
    text = f"Spec\n====\n\n{first}\n\nT.\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n"
    case = look(text, named(FLAT))
    assert [(finding.code, finding.section) for finding in case.findings] == [
        ("missing-section", ("Testing",))
    ]
    assert case.fixes("missing-section") == ()
