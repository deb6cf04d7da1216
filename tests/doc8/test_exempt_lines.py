"""exempt_lines: it looks around its candidates alone; tests/corpus/doc8.py compares its answers with doc8's."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rst.texts import texts

from spec_ls.doc8 import exempt_lines
from spec_ls.model.document import Document, parse
from spec_ls.text import Text

LONG = "a line with spaces"


def parsed(text: str) -> Document:
    return parse(Text.of(text))


def exempt(text: str) -> list[int]:
    """The lines of a text with all lines as candidates that are exempt and not empty."""
    document = parsed(text)
    found = exempt_lines(document, range(len(document.text.lines)))
    return sorted(line for line in found if document.text.lines[line].strip())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{LONG}\n", []),
        ("oneword\n", [0]),
        (f"{LONG} http://x\n", [0]),
        (f"{LONG}\n  {LONG}\n{LONG}\n", [0]),
        (f".. x:: {LONG}\n   {LONG}\n{LONG}\n", [0, 1]),
        (f"a b c::\n\n  {LONG}\n  {LONG}\n\n{LONG}\n", [3]),
        (f".. _a: {LONG}\n", [0]),
    ],
)
def test_each_reason_is_enough(text, lines):
    """Single words, addresses, a line below with more indentation, directives and verbatim text."""
    assert exempt(text) == lines


def test_only_candidates_are_returned():
    """A line that nobody asked about is not in the answer, nor is one of an empty text."""
    document = parsed("oneword\n\noneword\n")
    assert exempt_lines(document, [2]) == {2}
    assert exempt_lines(document, []) == frozenset()
    assert exempt_lines(parsed(""), [0]) == {0}


@given(texts(), st.randoms())
@settings(deadline=None)
def test_each_line_is_judged_by_itself(text: str, chance: random.Random) -> None:
    """The answer for a line does not depend on the other candidates, nor on what was asked before."""
    document = parsed(text)
    numbers = range(len(document.text.lines))
    every = exempt_lines(document, numbers)
    some = [number for number in numbers if chance.random() < 0.5]
    assert exempt_lines(document, some) == every.intersection(some)
    assert exempt_lines(parsed(text), some) == every.intersection(some)


@pytest.mark.parametrize(
    "text",
    [
        f".. x::\n\n{f'   {LONG}' + chr(10)}" * 3_000,
        ".. code::\n\n" + f"   {LONG}\n" * 9_000,
        f".. code::\n   :name: x\n\n   {LONG}\n\n{LONG}\n\n" * 1_500,
        f".. code::\n\n   {LONG}\n   {LONG}\n\n{LONG}\n\n" * 1_500,
        f"a b::\n\n   {LONG}\n   {LONG}\n\n" * 2_000,
        f"* {LONG}\n\n" * 4_000,
        f"+--------------------+\n| {LONG} |\n+--------------------+\n\n" * 2_000,
        f"a\n=\n\n{LONG}\n\nb\n-\n\n{LONG}\n\n" * 1_000,
    ],
    ids=["directives", "one directive", "titles", "overhang", "literals", "list", "tables", "sections"],
)
def test_long_texts_take_no_time(text):
    """No text of some 10,000 lines, all of them candidates, takes longer than a few seconds."""
    document = parsed(f"Top\n###\n\n{text}")
    start = time.thread_time()
    exempt_lines(document, range(len(document.text.lines)))
    assert time.thread_time() - start < 5
