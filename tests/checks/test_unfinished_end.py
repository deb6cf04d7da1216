"""Where a text ends that its author has not finished: what may still come there."""

from __future__ import annotations

import pytest

from checks.marked import look
from checks.templates import FLAT, named
from spec_ls.checks.unfinished_end import UnfinishedEnd

START = "Spec\n====\n\nProblem\n-------\n"


def end_of(text: str) -> UnfinishedEnd:
    return UnfinishedEnd.of(look(text, named(FLAT)).spec)


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("", False),
        (START, True),
        (f"{START}\n.. A comment.\n", True),
        (f"{START}\nText.\n", False),
        (f"{START}\nText.\n\n.. A comment.\n", False),
        (f"{START}\nText.\n\n.. [1] A footnote.\n", True),
        (f"{START}\nText.\n\n.. _here: https://example.org/\n\n\n", True),
        (f"{START}\n.. [1] A footnote.\n\nText.\n", False),
    ],
)
def test_where_definitions_may_follow(text, lists):
    """They follow other definitions, and an empty heading; comments and blank lines behind these say nothing."""
    assert end_of(text).lists_definitions is lists


@pytest.mark.parametrize(
    ("text", "is_open", "colon"),
    [
        ("", True, False),
        (f"{START}\nText", True, False),
        (f"{START}\nText\n", True, False),
        (f"{START}\nText:\n", True, True),
        (f"{START}\nText: \n", True, True),
        (f"{START}\nText:\n\n", False, True),
        (f"{START}\nText: more\n", True, False),
    ],
)
def test_where_a_paragraph_may_go_on(text, is_open, colon):
    """The last paragraph may go on until a blank line ends it; a colon at its end asks for more."""
    end = end_of(text)
    assert (end.is_open, end.ends_with_colon) == (is_open, colon)


def test_the_last_heading():
    """Headings are counted from 0, their lines too; without any the section begins at the first line."""
    ends = [
        end_of(text)
        for text in ("", "Text.\n", "Spec\n====\n", START, f"{START}\nText.\n\nNotes\n-----\n\nN.\n")
    ]
    assert [(end.last_heading, end.section_line) for end in ends] == [
        (-1, 0),
        (-1, 0),
        (0, 0),
        (1, 3),
        (2, 8),
    ]
