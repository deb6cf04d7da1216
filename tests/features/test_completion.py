"""Completion on any text: what is accepted is a heading, in its slot wherever it can be."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_ls.edits.section_bodies import body_of
from spec_ls.features.completion import complete, matches
from spec_ls.text import Position, apply_edits

from .specs import TEMPLATE, TEXTS, compared


@pytest.mark.parametrize(
    ("title", "typed", "found"),
    [
        ("Security impact", "", True),
        ("Security impact", "s", True),
        ("Security impact", "SEC imp", True),
        ("Security impact", "impact", True),
        ("Security impact", "impact sec", False),
        ("Security impact", "ecurity", False),
        ("Security impact", "security impacts", False),
        ("Security impact", "s i m", False),
    ],
)
def test_typed_words_begin_words_of_the_title(title, typed, found):
    """A title is found by the beginnings of some of its words, in their order."""
    assert matches(title, typed) is found


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(0, 60), st.integers(0, 12))
def test_an_accepted_heading_is_a_heading(text, line, column):
    """Wherever a heading is offered, accepting it adds a section of that title and loses no other."""
    spec = compared(text)
    place = Position(min(line, len(spec.text.lines) - 1), column)
    before = titles(spec)
    for candidate in complete(spec, place):
        after = compared(str(apply_edits(spec.text, (candidate.edit, *candidate.also))))
        if candidate.slot is None:
            assert titles(after) == before
            continue
        assert candidate.label in titles(after)
        assert len(titles(after)) >= len(before)
        if candidate.body is not None:
            start, end = candidate.body
            body = "\n".join(body_of(spec, candidate.slot))
            assert candidate.edit.text[start:end].replace("\r", "") == body


def titles(spec):
    """The titles of all headings, in order."""
    return [heading.title for heading in spec.document.headings]


TIDY = """\
%%%%%
Title
%%%%%

Problem
*******

text

Use Cases
+++++++++

None

Change
******

text

Alternatives
++++++++++++

None

Testing
*******

None
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("slot", [slot for slot in TEMPLATE.walk() if not slot.children])
def test_the_section_that_was_left_out_is_first(slot, newline):
    """Where a section is left out, accepting the first candidate puts it back as it was."""
    section = re.search(rf"{slot.title}\n.*\n\n.*\n", TIDY)
    first, last = section.span()
    text = (TIDY[:first] + TIDY[last:]).replace("\n", newline)
    spec = compared(text)
    candidate = complete(spec, Position(TIDY[:first].count("\n"), 0))[0]
    assert candidate.label == slot.title
    after = apply_edits(spec.text, (candidate.edit, *candidate.also))
    body = "\n".join(body_of(spec, slot))
    wanted = f"{TIDY[:first]}{section[0].replace('None', body)}{TIDY[last:]}"
    assert str(after) == wanted.replace("\n", newline)
