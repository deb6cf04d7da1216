"""missing-title: which specs have none, what it says, and what gives them one."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.marked import check, look
from checks.templates import FLAT, FRAMED, named
from spec_ls.config import Config
from spec_ls.findings import Severity

ALONE = Config(select=frozenset({"missing-title"}))
REST = "Change\n------\n\nC.\n\nTesting\n-------\n\nT.\n"
HERE = Path("specs/dim-the_lights.rst")


@pytest.mark.parametrize(
    ("template", "marked"),
    [
        (FLAT, f"«Problem»(missing-title)\n-------\n\nP.\n\n{REST}"),
        (FLAT, f"..\n  Me.\n\n«Problem»(missing-title)\n-------\n\nP.\n\n{REST}"),
        (FLAT, "«Problem»(missing-title)\n-------\n\nP.\n"),
        (FLAT, f"«Lights»(missing-title)\n------\n\nL.\n\n{REST}"),
        (FLAT, f"Text.\n\n«Lights»(missing-title)\n======\n\n{REST}"),
        (FLAT, f"\ufeff.. Me.\n\n«Lights»(missing-title)\n======\n\n{REST}"),
        (FRAMED, "«Problem»(missing-title)\n=======\n\nP.\n\nTesting\n=======\n\nT.\n"),
        (FLAT, f"Lights\n======\n\n{REST}"),
        (FLAT, f".. Me.\n\n.. _top:\n\nLights\n======\n\n{REST}"),
        (FLAT, f"Lights\n======\n\nfor all\n~~~~~~~\n\n{REST}"),
        (FLAT, f"Lights\n======\n\n{REST[:15]}"),
        (FRAMED, "::\n\n  Me.\n\nLights\n======\n\nProblem\n-------\n\nP.\n"),
        ("Problem\n-------\n\nP?\n\nChange\n------\n\nC?\n", f"Problem\n-------\n\nP.\n\n{REST}"),
    ],
)  # fmt: skip
def test_where_it_looks(template, marked):
    """A spec with sections needs a title, if the template has one; a lone section of its is no title."""
    check(marked, named(template), config=ALONE)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Lights", ".. Me.\n", "Text.\n\nMore text.\n", "----\n\nText.\n"]
)
def test_a_spec_in_the_making(text):
    """Before the first heading nothing is said of a title."""
    assert look(text, named(FLAT), config=ALONE).findings == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"Problem\n-------\n\nP.\n\n{REST}", "the spec has no title"),
        ("Problem\n-------\n\nP.\n", 'the spec has no title but its section "Problem"'),
        (
            f"Lights\n------\n\nL.\n\n{REST}",
            'the spec has no title: "Lights" is one of 3 sections of one level',
        ),
        (
            f"Text.\n\nLights\n======\n\n{REST}",
            'the spec has no title: text before "Lights" makes a section of it',
        ),
    ],
)
def test_what_it_says(text, message):
    """It tells what docutils makes of the heading that the author may have meant."""
    assert look(text, named(FLAT), config=ALONE).one("missing-title").message == message


@pytest.mark.parametrize(
    ("template", "before", "title", "fixed"),
    [
        (FLAT, f"Problem\n-------\n\nP.\n\n{REST}", 'Write the title "Dim the lights"',
         f"Dim the lights\n==============\n\nProblem\n-------\n\nP.\n\n{REST}"),
        (FLAT, f"..\n  Me.\n\n.. _p:\n\nProblem\n=======\n\nP.\n\n{REST.replace('-', '=')}",
         'Write the title "Dim the lights"',
         "..\n  Me.\n\nDim the lights\n--------------\n\n.. _p:\n\nProblem\n=======\n\nP.\n\n"
         + REST.replace("-", "=")),
        # the title that the author meant
        (FLAT, f"Lights\n------\n\nL.\n\n{REST}", 'Make "Lights" the title', f"Lights\n======\n\nL.\n\n{REST}"),
        (FRAMED, "Lights\n======\n\nL.\n\nProblem\n=======\n\nP.\n\nTesting\n=======\n\nT.\n",
         'Make "Lights" the title',
         "======\nLights\n======\n\nL.\n\nProblem\n=======\n\nP.\n\nTesting\n=======\n\nT.\n"),
    ],
)  # fmt: skip
def test_fix(template, before, title, fixed):
    """The title is made of the file's name, or of the heading that is one of many."""
    case = look(before, named(template), HERE, ALONE)
    assert case.fixes("missing-title")[0].title == title
    assert case.fixed("missing-title") == fixed
    assert look(fixed, named(template), HERE, ALONE).findings == ()


def test_text_before_the_title_is_for_its_author_to_move():
    """No fix is offered where text makes a section of the title."""
    assert look(f"Text.\n\nLights\n======\n\n{REST}", named(FLAT), HERE, ALONE).fixes("missing-title") == ()


def test_a_byte_order_mark_goes_first():
    """A byte order mark is text to docutils: it is the cause of a title that is none."""
    case = look(f"\ufeff.. Me.\n\nLights\n======\n\n{REST}", named(FLAT), HERE)
    assert case.one("missing-title").cause.code == "byte-order-mark"
    assert {finding.code for finding in case.findings if finding.is_shown} >= {"byte-order-mark"}
    assert case.fixed("byte-order-mark").startswith(".. Me.")


def test_severity():
    """It is an error where the gate rejects it, in the files that it opens."""
    text = f"Problem\n-------\n\nP.\n\n{REST}"
    gate = frozenset({"missing-title"})

    def severity(**settings):
        config = Config(select=gate, **settings)
        return look(text, named(FLAT), config=config).findings[0].severity

    assert severity() is Severity.WARNING
    assert severity(gate=gate) is Severity.ERROR
    assert severity(gate=gate, covered=False) is Severity.WARNING
