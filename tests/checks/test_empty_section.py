"""empty-section: what counts as text, and where None is written."""

from __future__ import annotations

import pytest

from checks.marked import check
from checks.templates import FLAT, named
from spec_ls.config import Config

ALONE = Config(select=frozenset({"empty-section"}))
START = "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n\n"


@pytest.mark.parametrize(
    "marked",
    [
        "«Testing»(empty-section)\n-------",
        "«Testing»(empty-section)\n-------\n",
        "«Testing»(empty-section)\n-------\n\n\n\n",
        "«Testing»(empty-section)\n-------\n\n.. A comment.\n\n..\n",
        "«Testing»(empty-section)\n-------\n\n.. _target: https://example.org/\n\n__ https://example.org/\n",
        "«Testing»(empty-section)\n-------\n\n.. |name| replace:: text\n",
        "Testing\n-------\nNone\n",
        "Testing\n-------\n\nTBD\n",
        "Testing\n-------\n\n.. note:: x\n",
        "Testing\n-------\n\n.. image:: x.png\n",
        "Testing\n-------\n\n.. [1] A footnote.\n",
        "Testing\n-------\n\n* item\n",
        "Testing\n-------\n\n|\n",
        "Testing\n-------\n\nMore\n~~~~\n\nText.\n",
        "Testing\n-------\n\n«More»(empty-section)\n~~~~\n",
        "Testing\n-------\n\nText.\n\n«More»(empty-section)\n~~~~\n\n«And more»(empty-section)\n~~~~~~~~\n",
        "======  =====\na       b\n======  =====\n\n«Testing»(empty-section)\n-------\n",
        "«Notes»(empty-section)\n-----\n\nTesting\n-------\n\nT.\n",
    ],
)
def test_what_is_empty(marked):
    """Neither text nor subsections: comments, targets and substitution definitions are no text."""
    check(START + marked, named(FLAT), config=ALONE)


@pytest.mark.parametrize(
    "marked", ["Spec\n====\n", "Spec\n====\n\nfor all\n-------\n", "..\n  Me.\n\n====\nSpec\n====\n"]
)
def test_titles_are_never_empty(marked):
    """The document's title and subtitle are no sections, so they need no text."""
    check(marked, named(FLAT), config=ALONE)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("before", "fixed"),
    [
        ("«Testing»(empty-section)\n-------", "Testing\n-------\n\nNone\n"),
        ("«Testing»(empty-section)\n-------\n", "Testing\n-------\n\nNone\n"),
        ("«Testing»(empty-section)\n-------\n\n", "Testing\n-------\n\nNone\n\n"),
        ("«Testing»(empty-section)\n-------\n  \n", "Testing\n-------\n\nNone\n  \n"),
        (
            "«Testing»(empty-section)\n-------\nNotes\n-----\n\nN.\n",
            "Testing\n-------\n\nNone\n\nNotes\n-----\n\nN.\n",
        ),
        (
            "«Testing»(empty-section)\n-------\n\nNotes\n-----\n\nN.\n",
            "Testing\n-------\n\nNone\n\nNotes\n-----\n\nN.\n",
        ),
        (
            "«Testing»(empty-section)\n-------\n\n\nNotes\n-----\n\nN.\n",
            "Testing\n-------\n\nNone\n\n\nNotes\n-----\n\nN.\n",
        ),
        ("«Testing»(empty-section)\n-------\n\n.. Comment.\n", "Testing\n-------\n\nNone\n\n.. Comment.\n"),
        ("«Testing»(empty-section)\n-------\n.. _a: b\n", "Testing\n-------\n\nNone\n\n.. _a: b\n"),
        (
            "«Testing»(empty-section)\n-------\n\n.. _notes:\n\nNotes\n-----\n\nN.\n",
            "Testing\n-------\n\nNone\n\n.. _notes:\n\nNotes\n-----\n\nN.\n",
        ),
    ],
)
def test_fix(before, fixed, newline):
    """None is written one blank line below the heading, with the text's own line ends."""
    case = check((START + before).replace("\n", newline), named(FLAT), config=ALONE)
    assert case.fixed("empty-section") == (START + fixed).replace("\n", newline)
    assert case.fixes("empty-section")[0].title == 'Write "None"'


def test_what_it_says():
    """A warning with the section's path, and the template's line where the section is one of its slots."""
    case = check(
        START + "«Testing»(empty-section)\n-------\n\n«Notes»(empty-section)\n-----\n",
        named(FLAT),
        config=ALONE,
    )
    first, second = case.findings
    assert first.message == 'section "Testing" has neither text nor subsections'
    assert str(first.severity) == "warning"
    assert first.section == ("Testing",)
    assert first.template.line == 13
    assert (second.section, second.template) == (("Notes",), None)


def test_sections_behind_each_other():
    """Empty sections behind each other are one finding, whose fix writes into all."""
    text = (
        START
        + "«Testing»(empty-section)\n-------\n\nNotes\n-----\n\nMore\n----\n\n«Last»(empty-section)\n----\n"
    )
    case = check(text, named(FLAT), config=ALONE, shown=True)
    message = 'section "Testing" has neither text nor subsections, nor have the next 2'
    assert [finding.message for finding in case.findings] == [
        message,
        'section "Notes" has neither text nor subsections',
        'section "More" has neither text nor subsections',
        'section "Last" has neither text nor subsections',
    ]
    assert [fix.title for fix in case.fixes("empty-section", "Testing")] == ['Write "None" in 3 sections']
    assert case.fixed("empty-section", "Testing").endswith(
        "Testing\n-------\n\nNone\n\nNotes\n-----\n\nNone\n\nMore\n----\n\nNone\n\nLast\n----\n"
    )
