"""Writing suppressions: the comment covers the finding and is nothing but a comment."""

from __future__ import annotations

import pytest
from checks.marked import look
from checks.templates import FLAT, named

from spec_ls.edits.suppress import suppress, suppress_in_file
from spec_ls.findings import Safety
from spec_ls.rst.shared_blocks import sharing_blocks

START = "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n\nTesting\n-------\n"
LONG = "word " * 15 + "word, and more\n"
OFF = ".. spec-ls: disable=line-too-long\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "fixed"),
    [
        (f"\n{LONG}", f"\n{OFF}\n{LONG}"),
        (LONG, f"\n{OFF}\n{LONG}"),
        (f"\nText.\n\n- Text.\n- {LONG}", f"\nText.\n\n{OFF}\n- Text.\n- {LONG}"),
        (f"\nText.\n\n.. _t:\n\n{LONG}", f"\nText.\n\n{OFF}\n.. _t:\n\n{LONG}"),
        (f"\n.. spec-ls: disable=empty-section\n\n{LONG}",
         f"\n.. spec-ls: disable=empty-section,line-too-long\n\n{LONG}"),
        (f"\nText.\n\n    {LONG}", None),
    ],
)  # fmt: skip
def test_what_is_written(before, fixed, newline):
    """A comment before the block, or one more code in the comment that is there."""
    case = look((START + before).replace("\n", newline), named(FLAT))
    fix = suppress(case.spec, case.one("line-too-long"))
    if fixed is None:
        assert fix is None  # the comment would take the quotation in
    else:
        assert fix is not None
        assert (fix.title, fix.safety) == ("Suppress line-too-long here", Safety.SAFE)
        assert case.applied(fix) == (START + fixed).replace("\n", newline)


@pytest.mark.parametrize("again", ["Text.\n", "* Item.\n", ".. A comment.\n", LONG])
def test_a_block_that_stands_there_twice(again):
    """Blocks that are the same objects, since a command shares equal ones, do not hinder a comment between them."""
    text = f"{START}\n{again}\n{LONG}\n{again}\nEnd.\n\n{again}"
    with sharing_blocks():
        case = look(text, named(FLAT))
        finding = next(finding for finding in case.findings if finding.code == "line-too-long")
        fix = suppress(case.spec, finding)
        line = finding.range.start.line
    lines = text.split("\n")
    assert case.applied(fix) == "\n".join([*lines[:line], OFF, *lines[line:]])


@pytest.mark.parametrize(
    "text", ["Spec\n====\n", "", "Text.\n", "\n\nSpec\n====\n", ".. Me.\n\nSpec\n====\n"]
)
def test_at_the_title_it_is_for_the_file(text):
    """What is shown at the title, or at the first line, is suppressed for the file."""
    case = look(text, named(FLAT))
    fix = suppress(case.spec, case.findings[0])
    assert fix is not None
    assert fix.title == "Suppress missing-section in this file"
    assert {finding.code for finding in look(case.applied(fix), named(FLAT)).findings}.isdisjoint(
        {"missing-section"}
    )


@pytest.mark.parametrize("above", ["", ".. Me.\n\n", ".. spec-ls: disable=empty-section\n\n"])
def test_the_whole_file(above):
    """A comment before the title covers all findings of the code; at the title ``suppress`` writes that."""
    case = look(f"{above}{START}\n{LONG}\n{LONG}", named(FLAT))
    finding = next(finding for finding in case.findings if finding.code == "line-too-long")
    fix = suppress_in_file(case.spec, finding)
    assert fix is not None
    assert (fix.title, fix.safety) == ("Suppress line-too-long in this file", Safety.SAFE)
    new = case.applied(fix)
    codes = "empty-section,line-too-long" if "spec-ls" in above else "line-too-long"
    kept = "" if "spec-ls" in above else above
    assert new == f"{kept}.. spec-ls: disable={codes}\n\n{START}\n{LONG}\n{LONG}"
    assert "line-too-long" not in {finding.code for finding in look(new, named(FLAT)).findings}
    at_title = look("Spec\n====\n", named(FLAT))
    assert suppress_in_file(at_title.spec, at_title.findings[0]) is None


def test_nothing_is_written_above_a_byte_order_mark():
    """Above a byte order mark nothing can stand."""
    case = look("\ufeffSpec\n====\n", named(FLAT))
    assert suppress(case.spec, case.findings[0]) is None
