"""unused-suppression: which comments suppress nothing, what it says, and what deletes them."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import FLAT, named
from spec_ls.config import Config
from spec_ls.findings import Safety, Severity

TEMPLATE = named(FLAT)
START = "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n\nTesting\n-------\n\n"
LONG = "word " * 15 + "word, and more\n"


@pytest.mark.parametrize(
    "marked",
    [
        f"{START}.. spec-ls: disable=«line-too-long»(unused-suppression)\n\nText.\n",
        f"{START}.. spec-ls: disable = «line-to-long»(unused-suppression) ,line-too-long\n\n{LONG}",
        f"{START}«.. spec-ls: disable=»(unused-suppression)\n\nText.\n",
        f"{START}«.. spec-ls: disable= ,»(unused-suppression)\n\nText.\n",
        f".. spec-ls: disable=«empty-section»(unused-suppression)\n\n{START}Text.\n",
        f".. spec-ls: disable=empty-section\n\n{START}",
        f".. spec-ls: disable=unused-suppression,empty-section,foo\n\n{START}Text.\n\n.. spec-ls: disable=foo\n",
        # two that cover the same
        f".. spec-ls: disable=line-too-long\n\n{START}.. spec-ls: disable=line-too-long\n\n{LONG}",
    ],
)
def test_where_it_points(marked):
    """The code in the comment, or the comment that names none; never the code of this check itself."""
    check(marked, TEMPLATE)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("line-too-long", '"line-too-long" is suppressed where it is not found'),
        ("line-to-long", 'unknown code "line-to-long", did you mean "line-too-long"?'),
        ("Foo bar", 'unknown code "Foo bar"'),
        ("", "no code is named"),
    ],
)
def test_what_it_says(code, message):
    """It is information, and tells a code that nobody knows from one that is not found."""
    (finding,) = look(f"{START}.. spec-ls: disable={code}\n\nText.\n", TEMPLATE).findings
    assert (finding.message, finding.severity) == (message, Severity.INFORMATION)


def test_guesses_are_bounded():
    """What was meant is said of the first twenty unknown codes."""
    codes = ",".join(["line-to-long"] * 22)
    config = Config(select=frozenset({"unused-suppression"}))
    found = look(f"{START}.. spec-ls: disable={codes}\n\nText.\n", TEMPLATE, config=config).findings
    assert [finding.message for finding in found] == [
        *['unknown code "line-to-long", did you mean "line-too-long"?'] * 20,
        *['unknown code "line-to-long"'] * 2,
    ]


@pytest.mark.parametrize(
    "config",
    [
        Config(ignore=frozenset({"line-too-long"})),
        Config(select=frozenset({"unused-suppression"})),
        Config(ignore=frozenset({"unused-suppression"})),
    ],
)
def test_what_is_not_looked_for(config):
    """Of a code that is switched off by settings nobody knows whether it would be found."""
    text = f"{START}.. spec-ls: disable=line-too-long\n\nText.\n"
    assert look(text, TEMPLATE, config=config).findings == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (".. spec-ls: disable=foo\n\nText.\n", "Text.\n"),
        ("Text.\n\n.. spec-ls: disable=foo\n   For a reason.\n\nText.\n", "Text.\n\nText.\n"),
        ("Text.\n\n.. spec-ls: disable=foo\n", "Text.\n\n"),
        ("Text.\n\n.. spec-ls: disable=foo", "Text.\n\n"),
        (".. spec-ls: disable=\n\nText.\n", "Text.\n"),
        (f".. spec-ls: disable=foo, line-too-long\n\n{LONG}", f".. spec-ls: disable=line-too-long\n\n{LONG}"),
        (f".. spec-ls: disable=line-too-long , foo\n\n{LONG}", f".. spec-ls: disable=line-too-long\n\n{LONG}"),
    ],
)  # fmt: skip
def test_fix(before, after, newline):
    """The code is deleted from the comment, or the comment with its last code."""
    config = Config(select=frozenset({"unused-suppression", "line-too-long"}))
    case = look((START + before).replace("\n", newline), TEMPLATE, config=config)
    assert case.fixed("unused-suppression").rstrip() == (START + after).replace("\n", newline).rstrip()
    assert [fix.safety for fix in case.fixes("unused-suppression")] == [Safety.SAFE]


@pytest.mark.parametrize(
    "text",
    [
        "  A quotation.\n\n.. spec-ls: disable=foo\n\n  Another one.\n",
        "Text.\x85\x85.. spec-ls: disable=foo\n\nText.\n",
    ],
)
def test_a_comment_that_cannot_go_stays(text):
    """It holds what may be meant for a quotation, or shares its line with text."""
    config = Config(select=frozenset({"unused-suppression"}))
    assert look(START + text, TEMPLATE, config=config).fixes("unused-suppression") == ()
