"""The section tree of any text is the one that docutils builds."""

from __future__ import annotations

import docutils
import pytest
from hypothesis import assume, example, given
from judge import Outline, by_docutils, by_us, difference, shown

from rst.texts import example_count, texts
from spec_ls.rst.scan import scan
from spec_ls.text import Text


def agree(text: str, want: Outline | None) -> None:
    """Fail, with the text to read, where our sections are not docutils'."""
    assert want is not None, "docutils gave up"
    differing = difference(want, by_us(text))
    assert not differing, f"\n{shown(text)}\n{differing}"


@given(texts())
@example("=====\nTitle\n=====\n\n==\n")
@example("+---+\n| a |\n+---+\n| b\n")
@example("1. a\n2. b\n\n10. c\n   d\n")
@example("==  ==\na   b\n\nTitle\n=====\n\n==  ==\n")
@example("::\n\nTitle\n=====\n")
@example(".. image:: x\n\nTitle\n=====\n\nAB\n--\n")
@example(".. foo::\n\nTitle\n=====\n\nAB\n--\n")
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


@pytest.mark.parametrize("wide", ["漢字", "e\u0301e\u0301e\u0301", "\U0001d11e", "\u200b\u200b"])
@pytest.mark.parametrize("length", range(1, 8))
def test_width_of_titles(wide, length):
    """An underline's length is compared with the columns that docutils counts for a title."""
    text = f"{wide}\n{'=' * length}\n\n{'-' * length}\n{wide}\n{'-' * length}\n\ntext\n"
    agree(text, by_docutils(text))


def test_the_judge_is_supported():
    """The docutils that judges is one that we support."""
    assert tuple(map(int, docutils.__version__.split(".")[:2])) >= (0, 21)
