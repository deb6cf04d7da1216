"""Random RST: lines that begin, continue, end or spoil every kind of block, glued at random."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from spec_ls.text import Edit, Position, Range, Text

ADORNMENT = [
    "=", "==", "===", "====", "=====", "======", "============", "-", "--", "---", "----", "-----", "~~~~~",
    "~~~", "^^^^^^", "++++", "****", "....", "::::", ">>>>", "____", "||||", "$$$$$$", "#####", "!!!!",
    "====-", "=-=-",
]  # fmt: skip

PROSE = [
    "Title", "AB", "Words of *some* length.", "text::", "text ::", "::", "\\::", "a\\::", "a\\\\::", "漢字漢字",
    "e\u0301e\u0301e\u0301", "\U0001d11e clef", "\u00a0nbsp", "ab\tcd", "\ufefftext", "*star", "|bar",
    "a | b", "_x", "\x1funit", "\u2003em space", "\u200bzero",
]  # fmt: skip

MARKERS = [
    "- item", "* item", "+ item", "-", "\u2022 item", "\u2023", "- \ttab", "-  wide", "*", "1. one",
    "2. two", "3. three", "1.", "2) two", "(1) paren", "(2) paren", "a) alpha", "b) beta", "h. aitch",
    "i. roman", "ii. roman", "i.", "j. jay", "I. Roman", "MMMM. big", "XIV. roman", "IIII. no roman",
    "A. Alpha", "Z. zed", "0. zero", "#. auto", "#.", "123456789. many", "1.no space", ":field: body",
    ":field:", ":Organization: a", ":copyright: a", ":a", ":a\\: b: c", ": a: b", ":a:b: c", ":`x`: y", ":", "-a  option", "-a",
    "-a ARG  described", "--long=ARG  described", "--long <a b>  described", "/V  dos", "-a, --all  both",
    "+x", "-- attribution", ">>> doctest", ">>>", ">>>no", "| line", "|", "|line", "> quoted", "> quoted2",
    "$ quoted", ">",
]  # fmt: skip

TABLES = [
    "+---+---+", "| a | b |", "+===+===+", "| a | b", "+---+", "+--+", "+-+", "|   |   |", "+---+---+ +",
    "===  ===", "a    b", "=  =", "===  ====", "--   ---", "=====  ", "a",
]  # fmt: skip

EXPLICIT = [
    "..", ".. ", "...", ".. comment", "..comment", ".. _target:", ".. _target: http://x", ".. _`a b`: x",
    ".. _`a: b", ".. _bad", ".. _a\\: b", ".. _multi line", ".. _ bad:", ".. __: anonymous", "__ anonymous",
    "__", "___", ".. |sub| replace:: x", ".. |sub", ".. |sub| image:: x.png", ".. | no|", ".. [1] note",
    ".. [#] note", ".. [#a] note", ".. [*] note", ".. [cit] cited", ".. [c i] no", ".. [1]",
    '.. end of inclusion from "x"',
]  # fmt: skip

DIRECTIVES = [
    ".. note::", ".. note:: text", ".. image:: x.png", ".. figure:: x.png", ".. foo::", ".. foo:bar:: x",
    ".. note ::", ".. code-block:: python", ".. code::", ".. class:: x", ".. contents::", ".. sectnum::",
    ".. meta::", ".. role:: x", ".. default-role:: x", ".. default-role::", ".. table:: t",
    ".. list-table::", ".. csv-table::", ".. raw:: html", ".. topic:: t", ".. sidebar:: s", ".. epigraph::",
    ".. parsed-literal::", ".. math::", ".. replace:: x", ".. unicode:: x", ".. date::", ".. include:: x",
    ".. container::", ".. header:: h", ".. footer:: f", ".. title:: t", ".. rubric:: r", ".. line-block::",
    ".. target-notes::", ".. compound::", ".. pull-quote::", "   :class: x", "   :name: n", "   :alt: a",
    "   body",
]  # fmt: skip

# All that ends a line of a buffer, of docutils' input or of neither (form feed, vertical tab).
LINE_ENDS = ["\n"] * 14 + ["\n\n"] * 3 + ["\n \n", "\n\n\n", "\n\r", "\r\r\n", "\f\n", "\n\f"]
LINE_ENDS += ["\r\n", "\r", "\u2028", "\u2029", "\x1c", "\x1d", "\x1e", "\x85", "\f", "\v"]
INDENTS = [""] * 10 + ["  ", "  ", "   ", "    ", " ", "\t", " \t", "\f", "\u00a0", "\u3000"]

PLAIN = [*ADORNMENT, *PROSE, *MARKERS, *TABLES, *EXPLICIT]
"""All fragments but directives, which make of a block whatever they like."""

FRAGMENTS = [*PLAIN, *DIRECTIVES]

INLINE = [
    "*x", "**x", "*x*", "``x", "``x``", "`x", "`x`", "|x|", "|x", "|x|_", "foo_", "`foo bar`_", "`an`__", "an__",
    "_`tgt`", "tgt_", "`a <http://b>`_", "`a <b_>`_", ":unk:`x`", ":ref:`x`", "`x`:ref:", ":r:`x`", ":r:`x`:r:",
    "[1]_", "[#]_", "[*]_", "[#a]_", "[Cit]_", "a_b", "x*", "'*'", "\\*x", "http://a_", "(``x``)", "*x*y", "x::",
]  # fmt: skip

NAMES = [
    ".. _foo: http://a", ".. _foo: http://b", ".. _foo:", ".. _foo bar: foo_", ".. _foo: foo bar_", ".. __: y",
    "__ y", ".. [1] n", ".. [#] n", ".. [#a] n", ".. [*] n", ".. [Cit] c", ".. |x| replace:: *y*",
    ".. |x| replace:: foo_", ".. |x| replace:: |y|", ".. |y| replace:: |x|", ".. |z|", ".. role:: r",
    ".. default-role:: r", ".. default-role:: code", "Foo\n===", "Foo bar\n-------",
]  # fmt: skip

SPHINX = [
    ".. code-block::", ".. code-block:: a b", ".. sourcecode:: x\n   :unknown: y", ".. seqdiag::", ".. todo::",
    ".. versionadded:: 1", ".. versionadded::", ".. py:function:: f()", ".. nope:: x", ".. nope:x:: y", ".. toctree::",
    ".. only:: html", ".. glossary::", ".. seealso:: x", ".. math:: x\n   :label: y", ".. rst-class:: x",
]  # fmt: skip

# Where docutils' own way of going on is not ours, and nobody is helped by the difference: a table of contents
# vanishes, with all in it, from a text without sections; ``meta`` moves to the top of the document;
# ``target-notes`` makes footnotes of its own; bibliographic fields are taken apart before names are looked up;
# an inclusion's end without an inclusion makes docutils raise; lines in ``line-block`` are counted twice, and
# those in ``csv-table`` from the text's first one.
APART = (
    ".. contents::",
    ".. meta::",
    ".. target-notes::",
    "inclusion",
    ":Author",
    ":Date",
    ".. header::",
    ".. footer::",
    ".. line-block::",
    ".. csv-table::",
)
PIECES = [one for one in [*FRAGMENTS, *SPHINX] if not one.startswith(APART) and "inclusion" not in one]

LONE_COLONS = ["", "", "", "::\n\n"]
"""Before a title, or after one: a paragraph that is only ``::``, which leaves no node of its own."""

LINE_INDENTS = ["", "", "", "   ", "- "]
LINE_GAPS = ["\n", "\n\n", "\n\n", "\n\n::\n\n"]

SECTIONS = ["Title\n=====\n", "AB\n--\n", "Words\n~~~~~\n", "漢字\n^^^^\n"]
SECTIONS += ["=====\nOver \n=====\n", "----\nOver\n----\n"]


def texts(fragments: list[str] = FRAGMENTS, size: int = 14) -> st.SearchStrategy[str]:
    """Texts of up to ``size`` fragments; some without a final line end, some with a byte order mark."""
    words = st.one_of(_from(fragments), _from(ADORNMENT))
    line = st.tuples(_from(INDENTS), words, _from(LINE_ENDS)).map("".join)
    gap, colons = _from(["", "\n", "\n\n"]), _from(LONE_COLONS)
    section = st.tuples(gap, colons, _from(SECTIONS), gap, colons).map("".join)
    pieces = st.lists(st.one_of(line, line, line, line, section), max_size=size).map("".join)
    return st.one_of(pieces, pieces, pieces.map(str.rstrip), pieces.map("\ufeff".__add__))


def lines() -> st.SearchStrategy[str]:
    """Texts of few lines with names, markup and directives, some of them nested."""
    words = st.lists(_from([*INLINE, "words", "of text"]), min_size=1, max_size=4).map(" ".join)
    line = st.one_of(words, words, _from(NAMES), _from(PIECES))
    return st.lists(st.tuples(_from(LINE_INDENTS), line, _from(LINE_GAPS)).map("".join), max_size=10).map(
        "".join
    )


_DROPPED = ("=  =", "===", "+--", "+==", ".. |z|", ".. default-role", ".. role")
"""Beginnings of fragments of which docutils makes nothing, or drops all, as of a malformed table."""

_NAMED = [
    one
    for one in [*NAMES, *EXPLICIT, *MARKERS, *TABLES, ".. note:: text"]
    if not one.startswith((*APART, *_DROPPED))
]


def names_and_markup() -> st.SearchStrategy[str]:
    """Texts of few lines with names and inline markup, in paragraphs, items and quotes, and a good table."""
    words = st.lists(_from([*INLINE, "words", "of text"]), min_size=1, max_size=4).map(" ".join)
    table = words.map(lambda text: f"+-{'-' * len(text)}-+\n| {text} |\n+-{'-' * len(text)}-+")
    line = st.one_of(words, words, words, _from(_NAMED), table)
    pieces = st.tuples(_from(["", "", "", "- "]), line, _from(["\n\n", "\n\n\n"])).map("".join)
    return st.lists(pieces, max_size=10).map("".join)


def edits(text: Text) -> st.SearchStrategy[Edit]:
    """Edits of a buffer: typing, deleting and pasting, a little outside of it too."""
    line = st.integers(-1, len(text.lines))
    position = st.builds(Position, line, st.integers(-1, 12))
    range_ = st.one_of(
        position.map(Range.at),
        position.map(lambda start: Range(start, Position(start.line, start.column + 1))),
        position.map(lambda start: Range(start, Position(start.line + 1, 0))),
        st.tuples(position, position).map(lambda pair: Range(min(pair), max(pair))),
    )
    typed = _from(["\n", "x", " ", "  ", "=", "\r", "\u2028", "\n\n", "====\n"])
    return st.builds(Edit, range_, st.one_of(st.just(""), typed, texts(size=3)))


def example_count(times: int) -> Callable[[Any], Any]:
    """Settings of a test that tries ``times`` as many examples as the profile says (100 by default)."""
    health = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    examples = times * settings.default.max_examples
    return settings(max_examples=examples, deadline=None, suppress_health_check=health)


def _from(choices: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(choices)
