"""Inline suppressions: what a comment covers, and what becomes of it while the text changes."""

from __future__ import annotations

import pytest
from checks.marked import check, look
from checks.templates import FLAT, named
from edited import edited
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_ls.checks.run import check as run
from spec_ls.config import Config
from spec_ls.model.document import parse
from spec_ls.spec import compare
from spec_ls.suppressions import suppressions
from spec_ls.text import Edit, Range, Text

TEMPLATE = named(FLAT)
LONG = "word " * 15 + "word, and more\n"
MARKED = "word " * 15 + "word«, and more»(line-too-long)\n"
ALONE = Config(select=frozenset({"line-too-long", "empty-section", "missing-section", "unused-suppression"}))
LONGER = "word " * 15 + "wo«rd, and more»(line-too-long)\n"
"""The same, two columns further to the right."""
START = "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n\nTesting\n-------\n\n"
OFF = ".. spec-ls: disable=line-too-long\n\n"


@pytest.mark.parametrize(
    "body",
    [
        f"{MARKED}\n{OFF}{LONG}\n{MARKED}",
        f"{OFF}{LONG}{LONG}\n{MARKED}",
        f"{OFF}.. spec-ls: disable=«empty-section»(unused-suppression)\n\n{LONG}\n{MARKED}",
        # a list is one block, and so is a paragraph with its literal block
        f"{OFF}- {LONG}- {LONG}\n- {LONG}\n{MARKED}",
        f"{OFF}- {LONG}\n* {LONGER}",
        f"{OFF}a\n  {LONG}b\n  {LONG}\n{MARKED}",
        f"{OFF}1. {LONG}2. {LONG}\n{MARKED}",
        f"{OFF}.. note::\n\n   {LONG}\n   {LONG}\n{MARKED}",
        f"{OFF}{LONG.strip()}::\n\n  $ ls -l\n\n{MARKED}",
        f"{OFF}.. _target:\n\n{LONG}\n{MARKED}",
        f"Text.\n\n{OFF}{LONG}{'~' * 99}\n\n{MARKED}",
        # a comment between two others, or the end, behind it
        f"{OFF}.. Another comment.\n\n{MARKED}".replace(
            "line-too-long\n", "«line-too-long»(unused-suppression)\n", 1
        ),
        "Text.\n\n.. spec-ls: disable=«line-too-long»(unused-suppression)",
        # only a comment of its own is one
        f"Text.\n.. spec-ls: disable=line-too-long\n\n{MARKED}",
        f"  .. spec-ls: disable=line-too-long\n\n  {LONGER}",
        f"- .. spec-ls: disable=line-too-long\n\n  {LONGER}",
        f".. disable=line-too-long\n\n{MARKED}",
        f".. spec-ls: disabled=line-too-long\n\n{MARKED}",
        f"..\n  spec-ls: disable=line-too-long\n\n{MARKED}",
    ],
)
def test_what_a_comment_covers(body):
    """It covers the next block, with all that docutils counts to it, and nothing else."""
    check(START + body, TEMPLATE, config=ALONE)


@pytest.mark.parametrize(
    "comment",
    [
        ".. spec-ls: disable=line-too-long",
        "..  spec-ls:disable = line-too-long  ",
        ".. spec-ls: disable=empty-section , line-too-long,missing-title",
        ".. spec-ls: disable=line-too-long\n   The tables of the API are wider.",
        ".. spec-ls: disable=,line-too-long,",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_how_it_is_written(comment, newline):
    """Spaces around the sign and the commas do not matter, and words of explanation may follow below."""
    text = f"{START}{comment}\n\n{LONG}".replace("\n", newline)
    assert {finding.code for finding in look(text, TEMPLATE, config=ALONE).findings} <= {"unused-suppression"}


@pytest.mark.parametrize("before", ["", ".. Me.\n\n", "\n\n", "Text.\n\n"])
def test_before_the_title_it_covers_the_file(before):
    """Before the first heading a comment covers all of the file, itself included."""
    text = f"{before}{OFF}{START}{LONG}\n{LONG}"
    assert "line-too-long" not in {finding.code for finding in look(text, TEMPLATE, config=ALONE).findings}


def test_the_title_is_promoted_all_the_same():
    """A comment before the title leaves it the document's title."""
    case = look(OFF + START + "Text.\n", TEMPLATE)
    assert case.spec.document.title is not None
    assert [finding.code for finding in case.findings] == ["unused-suppression"]


def test_missing_sections_are_covered_where_they_are_shown():
    """A section that is missing is suppressed at the title of what lacks it."""
    text = "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n"
    assert [finding.code for finding in look(text, TEMPLATE, config=ALONE).findings] == ["missing-section"]
    assert look(f".. spec-ls: disable=missing-section\n\n{text}", TEMPLATE).findings == ()


def test_no_comment_no_suppression():
    """A spec without such comments has no suppressions."""
    case = look(START + LONG, TEMPLATE)
    assert suppressions(case.spec) == ()


PIECES = (
    ".. spec-ls: disable=line-too-long\n", ".. spec-ls: disable=empty-section,foo\n", ".. spec-ls: disable=\n",
    ".. spec-ls: disable=unused-suppression\n", "\n", LONG, "- " + LONG, "Notes\n-----\n\n", ".. _t:\n", "Code::\n\n  x\n",
    "  " + LONG, "..\n", "====\nSpec\n====\n\n", ".. Me.\n", ".. image:: x.png\n", ":", "\r", "\u2028",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), TEXTS), max_size=4))
@settings(deadline=None, max_examples=150)
def test_after_edits_they_are_those_of_a_fresh_look(text, changes):
    """What comments suppress after edits is what they suppress in the text as it is then."""
    checked = run(compare(parse(Text.of(text)), TEMPLATE))
    for line, height, new in changes:
        edits = [Edit(Range.of(line, 0, line + height, 0), new[:90])]
        checked = run(edited(checked.spec, edits))
        fresh = run(compare(parse(checked.spec.text), TEMPLATE))
        assert checked.findings == fresh.findings
        assert suppressions(checked.spec) == suppressions(fresh.spec)


@given(TEXTS)
@settings(deadline=None, max_examples=150)
def test_findings_are_those_without_comments_or_covered(text):
    """A comment takes findings away and adds none but those about itself."""
    case = look(text, TEMPLATE, config=ALONE)
    off = look(text.replace("spec-ls: disable", "spec-ls, disable"), TEMPLATE, config=Config())
    told = {
        (finding.code, finding.message) for finding in case.findings if finding.code != "unused-suppression"
    }
    assert told <= {(finding.code, finding.message) for finding in off.findings}
