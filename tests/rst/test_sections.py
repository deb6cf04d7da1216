"""The section tree of any text is the one that docutils builds."""

from __future__ import annotations

from textwrap import dedent

import docutils
import pytest
from hypothesis import assume, example, given
from judge import Outline, by_docutils, by_us, difference, folded, shown

from rst.texts import example_count, texts
from spec_ls.model.document import parse
from spec_ls.rst.scan import scan
from spec_ls.text import Text

# Texts with their outline as it is printed: both sides have to give it, so that neither can be blind.
OUTLINES = {
    "title and sections": (
        "=====\nTitle\n=====\n\nOne\n===\n\nTwo\n---\n\nThree\n=====\n",
        """
        title: 'Title' (level 1, line 2)
            'One' (level 2, line 5)
              'Two' (level 3, line 8)
            'Three' (level 2, line 11)
        """,
    ),
    "title and subtitle": (
        "Title\n=====\n\n.. comment\n\nSub\n---\n\nOne\n~~~\n",
        """
        title: 'Title' (level 1, line 1)
        subtitle: 'Sub' (level 2, line 6)
              'One' (level 3, line 9)
        """,
    ),
    "two outermost titles": (
        "One\n===\n\nTwo\n===\n",
        """
          'One' (level 1, line 1)
          'Two' (level 1, line 4)
        """,
    ),
    "text before a lone title": (
        "Text.\n\nOne\n===\n\nTwo\n---\n",
        """
          'One' (level 1, line 3)
            'Two' (level 2, line 6)
        """,
    ),
    "text between title and subtitle": (
        "Title\n=====\n\nText.\n\nSub\n---\n",
        """
        title: 'Title' (level 1, line 1)
            'Sub' (level 2, line 6)
        """,
    ),
    "a title two levels down is none": (
        "A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n\nE\n~\n\nF\n-\n",
        """
          'A' (level 1, line 1)
            'B' (level 2, line 4)
              'C' (level 3, line 7)
          'D' (level 1, line 10)
            'F' (level 2, line 16)
        """,
    ),
    "over and under is not under alone": (
        "===\nOne\n===\n\nTwo\n===\n\n===\nSix\n===\n",
        """
          'One' (level 1, line 2)
            'Two' (level 2, line 5)
          'Six' (level 1, line 9)
        """,
    ),
    "a title's source text": (
        "*One* ``two``\tthree\\ \n=====================\n\n\n",
        """
        title: '*One* ``two``   three\\\\' (level 1, line 1)
        """,
    ),
    "docutils' lines and ours": (
        "a\u2028Text\n\n====\u2028Over\n====\n\nUnder\x85-----\r\rUnder\r\n-----\f\n",
        """
          'Over' (level 1, line 3)
            'Under' (level 2, line 6)
            'Under' (level 2, line 8)
        """,
    ),
    "directives that leave nothing and some that do": (
        ".. class:: x\n\n.. |sub| replace:: x\n\n.. _target:\n\nTitle\n=====\n\n.. note:: x\n\nSub\n---\n",
        """
        title: 'Title' (level 1, line 7)
            'Sub' (level 2, line 12)
        """,
    ),
    "titles in other blocks are none": (
        "* One\n  ===\n\n  Two\n  ===\n\n.. note::\n\n   Three\n   =====\n\n::\n\n  Four\n  ====\n",
        "(no section)",
    ),
    "a line that is too long to read": ("Title\n=====\n\n" + "x" * 10_001, "(no section)"),
    "nothing": ("", "(no section)"),
}


def agree(text: str, want: Outline | None) -> None:
    """Fail, with the text to read, where our sections are not docutils'."""
    assert want is not None, "docutils gave up"
    differing = difference(want, by_us(text))
    assert not differing, f"\n{shown(text)}\n{differing}"


@pytest.mark.parametrize(("text", "outline"), OUTLINES.values(), ids=OUTLINES)
def test_outlines(text, outline):
    """Small texts have the outlines that are written beside them, by docutils and by us."""
    want = dedent(outline).strip("\n")
    assert dedent(str(by_docutils(text))) == want
    assert dedent(str(by_us(text))) == want
    agree(text, by_docutils(text))


@given(texts())
@example("=====\nTitle\n=====\n\n==\n")
@example("+---+\n| a |\n+---+\n| b\n")
@example("1. a\n2. b\n\n10. c\n   d\n")
@example("==  ==\na   b\n\nTitle\n=====\n\n==  ==\n")
@example("::\n\nTitle\n=====\n")
@example(".. image:: x\n\nTitle\n=====\n\nAB\n--\n")
@example(".. foo::\n\nTitle\n=====\n\nAB\n--\n")
@example(">>>>\x1e  Title\n>>>>\n")
@example("=====\x85Title\n=====\n\nAB\x1c--")
@example("a\u2028=====\nb\x85~~~~~\nc\n")
@example_count(4)
def test_sections_are_those_of_docutils(text):
    """Titles, levels, nesting, lines and promotion are docutils', whatever the text."""
    want = by_docutils(text)
    assume(want is not None)  # there are texts at which docutils itself raises
    agree(text, want)


@given(texts())
@example_count(2)
def test_the_blocks_joined_are_the_text(text):
    """Nothing of a text is lost or changed."""
    assert "".join(block.text for block in scan(Text.of(text))) == text


@given(texts())
@example_count(1)
def test_title_ranges_hold_the_titles(text):
    """Where a title is said to stand there is its source text, and its heading's lines hold it."""
    buffer = Text.of(text)
    document = parse(buffer)
    for section in document.walk(document.outermost):
        where = document.title_range(section)
        start, end = document.heading_lines(section)
        assert folded(buffer.slice(where)) == folded(section.title), f"\n{shown(text)}\n{section}"
        assert start <= where.start.line <= where.end.line <= end, f"\n{shown(text)}\n{section}"


@pytest.mark.parametrize("wide", ["漢字", "e\u0301e\u0301e\u0301", "\U0001d11e", "\u200b\u200b"])
@pytest.mark.parametrize("length", range(1, 8))
def test_width_of_titles(wide, length):
    """An underline's length is compared with the columns that docutils counts for a title."""
    text = f"{wide}\n{'=' * length}\n\n{'-' * length}\n{wide}\n{'-' * length}\n\ntext\n"
    agree(text, by_docutils(text))


def test_the_judge_is_supported():
    """The docutils that judges is one that we support."""
    assert tuple(map(int, docutils.__version__.split(".")[:2])) >= (0, 21)
