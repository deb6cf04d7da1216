"""Selections that grow: the steps at a place of each kind of text, and that they nest on any text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_ls.features.selection import selection_ranges
from spec_ls.features.sentences import sentences
from spec_ls.model.document import parse
from spec_ls.text import Position, Range, Text

from .specs import TEXTS


def steps(marked):
    """The texts of the ranges at the place marked by a broken bar, innermost first, without the document."""
    before, _, after = marked.partition("\u00a6")
    text = Text.of(before + after)
    lines = before.split("\n")
    (found,) = selection_ranges(parse(text), [Position(len(lines) - 1, len(lines[-1]))])
    assert found[-1] == Range(Position(0, 0), text.end)
    return [text.slice(range_) for range_ in found[:-1]]


SECTION = """\
One
===

- First item. It is written, e.g. by H¦ans, 𝄞 today.

  More.
- Second.

Inner
-----

Text.

Two
===
"""


def test_word_sentence_paragraph_item_list_section():
    """A selection grows in the steps of the text's own parts."""
    section = SECTION.replace("¦", "")[: SECTION.index("\n\nTwo") - 1]
    assert steps(SECTION) == [
        "Hans",
        "It is written, e.g. by Hans, 𝄞 today.",
        "First item. It is written, e.g. by Hans, 𝄞 today.",
        "- First item. It is written, e.g. by Hans, 𝄞 today.\n\n  More.",
        "- First item. It is written, e.g. by Hans, 𝄞 today.\n\n  More.\n- Second.",
        section,
    ]


def test_a_section_in_sections():
    """The inner section is selected before the outer one."""
    found = steps(SECTION.replace("¦", "").replace("Text.", "Te¦xt."))
    assert found[:3] == ["Text", "Text.", "Inner\n-----\n\nText."]
    assert found[3].startswith("One\n===")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=====\nTi¦tle x\n=====\n", ["Title", "Title x", "=====\nTitle x\n====="]),
        ("A ``co¦de. Now`` b. C.\n", ["code", "code. Now", "``code. Now``", "A ``code. Now`` b.", "A ``code. Now`` b. C."]),
        ("See :ref:`a b¦b <c>` now.\n", ["bb", "a bb <c>", ":ref:`a bb <c>`", "See :ref:`a bb <c>` now."]),
        ("See `a b¦b <http://c>`_.\n", ["bb", "a bb", "`a bb <http://c>`_", "See `a bb <http://c>`_."]),
        ("At http://a.b/¦c, x.\n", ["c", "http://a.b/c", "At http://a.b/c, x."]),
        ("+---+----+\n| a | b¦b |\n| c |    |\n+---+----+\n", ["bb", "| a | bb |", "| a | bb |\n| c |    |", "+---+----+\n| a | bb |\n| c |    |\n+---+----+"]),
        ("== ==\na¦a b\n== ==\n", ["aa", "aa b", "== ==\naa b\n== =="]),
        (".. note::\n\n   A¦b c.\n\n   D.\n", ["Ab", "Ab c.", ".. note::\n\n   Ab c.\n\n   D."]),
        ("::\n\n  x¦y z\n  b\n\n  c\n", ["xy", "xy z", "xy z\n  b", "xy z\n  b\n\n  c"]),
        ("- a\n\n  - b\n\n    c¦c\n  - d\n", ["cc", "- b\n\n    cc", "- b\n\n    cc\n  - d", "- a\n\n  - b\n\n    cc\n  - d"]),
        ("\t- a\n\n\t- c¦c d\n", ["cc", "cc d", "- cc d", "- a\n\n\t- cc d"]),
        ("¦", []),
        ("a\n\n¦\n\n\nb\n", []),
    ],
)  # fmt: skip
def test_steps(text, expected):
    """Titles, literals, addresses, tables, directives, literal blocks and nested lists have steps of their own."""
    assert steps(text) == expected


def test_lines_that_only_docutils_ends():
    """A paragraph behind a line separator is a paragraph of the same line of the buffer."""
    assert steps("a b\u2028\u2028c ¦dd\r\ne\r\n") == ["dd", "c dd\r\ne"]


@pytest.mark.parametrize(
    "text",
    [
        "One. |Two! |Three? |Four",
        "It is used, e.g. Nova, i.e. compute, cf. Cinder vs. Glance. |Next.",
        "By J. Smith et al. in Fig. 3, no. 5 of U.S. maps.",
        "The answer is no. |Nothing follows.",
        "Version 2.0 works. |nova-compute needs 3.1.",
        "Wait... and see. |(See below.) |`Ref`_ follows.",
        "Deploy, test, etc. |Then stop.",
        "Is it so?) |Yes.\n|Line two.",
        "多い。|少ない。",
    ],
)
def test_sentences(text):
    """Abbreviations, versions, initials and numbers end no sentence."""
    plain = text.replace("|", "")
    found = [plain[start:end] for start, end in sentences(plain)]
    assert found == [part.strip() for part in text.split("|")]


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(-1, 40), st.integers(-1, 12))
def test_ranges_nest(text, line, column):
    """Each range holds the place and lies in the next, which is larger; the last is the text."""
    document = parse(Text.of(text))
    position = document.text.clamp(Position(line, column))
    (found,) = selection_ranges(document, [Position(line, column)])
    for inner, outer in pairwise(found):
        assert outer.start <= inner.start <= position <= inner.end <= outer.end
        assert inner != outer
    assert found[-1] == Range(Position(0, 0), document.text.end)
    assert all(document.text.clamp(place) == place for range_ in found for place in range_)
