"""Formatting: each rule, what stays as it is, and that docutils reads the same."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_ls.config import Config, FormatProse, LineRule
from spec_ls.features.formatting.whole import formatting
from spec_ls.model.document import parse
from spec_ls.rst.meaning import meaning_of
from spec_ls.rst.syntax.reading import run_to_end
from spec_ls.text import Range, Text, apply_edits

LIMIT = Config(max_line_length=20)
ALL = replace(LIMIT, format_prose=FormatProse.ALL)


def edits_of(text, config=None, only=None, is_kept=lambda line: False):
    return run_to_end(formatting(parse(Text.of(text)), config, only, is_kept))


def formatted(text, config=None, only=None, is_kept=lambda line: False):
    """The text formatted, which stays so when it is formatted again, and is the same to docutils."""
    edits = edits_of(text, config, only, is_kept)
    now = str(apply_edits(Text.of(text), edits))
    if only is None:
        assert edits_of(now, config, only, is_kept) == ()
    assert meaning_of(text, whatever_adornment=True) == meaning_of(now, whatever_adornment=True)
    return now


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Title\n====\n", "Title\n=====\n"),  # docutils warns of this one
        ("Title\n=======\n", "Title\n=====\n"),
        ("API\n====\n", "API\n====\n"),
        ("A\n=\n", "A\n=\n"),
        ("=========\nTitle\n=========\n", "=====\nTitle\n=====\n"),
        ("======\n Title\n======\n", "=======\n Title\n=======\n"),
        ("日本\n=====\n", "日本\n====\n"),
        ("Re\u0301sume\u0301\n=======\n", "Re\u0301sume\u0301\n======\n"),
        ("😀 b\n==========\n", "😀 b\n====\n"),
        ("\ufeffTitle\n=======\n", "\ufeffTitle\n=======\n"),
        ("Ab\tc\n====================\n", "Ab\tc\n====================\n"),
    ],
)
def test_adornment_gets_the_length_of_its_title(text, expected):
    """It takes as many columns as the title, with what an overline adds, and no fewer than four if it had four."""
    assert formatted(text) == expected


def test_adornment_of_one_length_is_a_habit():
    """Where titles of different widths have adornment of the same length, others get that length."""
    titles = "".join(f"{title}\n{'=' * 20}\n\nText.\n\n" for title in ("One", "Four", "Seven"))
    assert formatted(f"{titles}Eleven\n======\n\nText.\n") == f"{titles}Eleven\n{'=' * 20}\n\nText.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n\n\nb\n", "a\n\nb\n"),
        ("\n\na\n", "a\n"),
        ("a\n\n\n", "a\n"),
        ("a", "a\n"),
        ("a\n\n  ", "a\n"),
        ("* a\n* b\n\n\n* c\n", "* a\n* b\n\n* c\n"),
        ("* a\n\n\n  b\n", "* a\n\n  b\n"),
        ("a::\n\n\n  b\n\n\n  c\n\n\nd\n", "a::\n\n  b\n\n\n  c\n\nd\n"),
        (".. a\n\n\n   b\n", ".. a\n\n\n   b\n"),
        (".. code::\n\n   a\n\n\n   b\n", ".. code::\n\n   a\n\n\n   b\n"),
        ("", ""),
        ("\n\n", ""),
        ("a\r\n\r\n\r\nb\r\n", "a\r\n\r\nb\r\n"),
    ],
)
def test_one_blank_line_between_blocks(text, expected):
    """None at the start and the end, and as many as there were in text that is literal."""
    assert formatted(text) == expected


def sections(*gaps, below="\n"):
    """A document with so many blank lines before its sections."""
    parts = [f"{chr(10) * (gap + 1)}Title{n}\n======\n{below}Text.\n" for n, gap in enumerate(gaps)]
    return "Text.\n" + "".join(part.removeprefix("\n") for part in parts)


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ((1, 1, 2, 1), (1, 1, 1, 1)),
        ((2, 2, 2, 1), (2, 2, 2, 2)),
        ((2, 1, 2, 1), (2, 1, 2, 1)),
        ((3, 1, 2, 1), (1, 1, 1, 1)),
        ((3, 1, 2, 2), (2, 2, 2, 2)),
    ],
)
def test_blank_lines_before_titles_are_the_documents_habit(gaps, expected):
    """There are as many as before most; without a clear habit only those go that are more than usual."""
    assert formatted(sections(*gaps)) == sections(*expected)


def test_a_blank_line_below_titles_is_a_habit_too():
    """It is inserted where most titles have one, and taken from none."""
    bare = "Title9\n======\nText.\n"
    assert formatted(sections(1, 1) + "\n" + bare) == sections(1, 1) + "\nTitle9\n======\n\nText.\n"
    assert formatted(sections(1, 1, below="")) == sections(1, 1, below="")


def test_a_label_belongs_to_its_title():
    """The blank lines of a section stand before the target that names it; other targets end the one before."""
    text = sections(2, 2, 2) + "\n.. _x: http://a\n\n.. _label:\n\nTitle9\n======\n\nText.\n"
    expected = sections(2, 2, 2) + "\n.. _x: http://a\n\n\n.. _label:\n\nTitle9\n======\n\nText.\n"
    assert formatted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  \nb\t\n", "a\nb\n"),
        ("a::\n\n  b  \n  \n  c\n", "a::\n\n  b\n\n  c\n"),
        ("a\u2028  \nb  \n", "a\u2028  \nb\n"),  # ends a line to docutils alone
        ("+---+  \n| a |\n+---+\n", "+---+\n| a |\n+---+\n"),
    ],
)
def test_white_space_at_line_ends_goes(text, expected):
    """Also in literal text, of which docutils strips it."""
    assert formatted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":a:    x\n:bcd:  y\n:e: z\n", ":a:    x\n:bcd:  y\n:e:    z\n"),
        (":a:    x\n:bcd:  y\n:e: z\n    z\n", ":a:    x\n:bcd:  y\n:e:    z\n       z\n"),
        (":a:    x\n:bcd:  y\n:e:     z\n        z\n", ":a:    x\n:bcd:  y\n:e:    z\n       z\n"),
        (":a:    x\n:bcd:  y\n:longer: z\n", ":a:    x\n:bcd:  y\n:longer: z\n"),
        (":a: x\n:bcd: y\n:e:  z\n", ":a: x\n:bcd: y\n:e:  z\n"),
        (":a:  x\n\n:b: y\n", ":a:  x\n\n:b: y\n"),
        (":a:    x\n:bcd:  y\n:e:\n  z\n", ":a:    x\n:bcd:  y\n:e:\n  z\n"),
    ],
)
def test_fields_are_aligned_where_most_are(text, expected):
    """Values go to the column of most others, if their author put names of different widths there."""
    assert formatted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("== ==\na  long text\n== ==\n", "== =========\na  long text\n== =========\n"),
        ("== ==\na  b\n== ==\nc  d\n e f\ng   h\n== ==\n", "== ==\na  b\n== ==\nc  d\ne  f\ng  h\n== ==\n"),
        ("== ==\na  b\n== ==\n", "== ==\na  b\n== ==\n"),
        ("== ==\na  1\nb   2\nc   3\nd   4\n== ==\n", "== ==\na  1\nb   2\nc   3\nd   4\n== ==\n"),
        ("== ==\na  - x\n\n     y\nb  z\n== ==\n", "== ===\na  - x\n\n     y\nb  z\n== ===\n"),
        ("== ==\na  日本語\n== ==\n", "== ==\na  日本語\n== ==\n"),
        ("== ==\na  b\n-----\nc  long\n== ==\n", "== ==\na  b\n-----\nc  long\n== ==\n"),
    ],
)
def test_simple_tables_are_aligned(text, expected):
    """The last column's border is as long as its text, and single cells stand below most of the others."""
    assert formatted(text) == expected


LONG = "Some words that are over the limit\nand more.\nShort.\nEnd.\n"


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (None, LONG),
        (replace(LIMIT, line_rule=LineRule.OFF), LONG),
        (replace(LIMIT, format_prose=FormatProse.KEEP), LONG),
        (LIMIT, "Some words that are\nover the limit and\nmore. Short.\nEnd.\n"),
        (ALL, "Some words that are\nover the limit and\nmore. Short. End.\n"),
        (replace(LIMIT, wrap_at=15), "Some words that\nare over the\nlimit and more.\nShort.\nEnd.\n"),
        (replace(ALL, wrap_at=15), "Some words that\nare over the\nlimit and more.\nShort. End.\n"),
        (replace(LIMIT, wrap_at=30), "Some words that are\nover the limit and\nmore. Short.\nEnd.\n"),
        (replace(LIMIT, wrap_at=60, ignore=frozenset({"line-too-long"})), LONG),
    ],
)
def test_prose_is_wrapped_where_lines_have_a_limit(config, expected):
    """Only what is over the limit moves, unless the settings ask for more, or for less."""
    assert formatted(LONG, config) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("* Some words over the limit\n", "* Some words over\n  the limit\n"),
        (
            "* Some words over the limit\n\n  More words over the limit\n",
            "* Some words over\n  the limit\n\n  More words over\n  the limit\n",
        ),
        ("=== ===\na   some words over the limit\n=== ===\n", None),
        ("Code::\n\n  some words that are over the limit\n", None),
        (".. some words that are over the limit\n", None),
        (".. unknown:: some words over the limit\n", None),
        ("| some words that are over the limit\n", None),
        ("A http://example.org/that/cannot/be/broken\n", None),
        ("term\n  some words over the limit\n", "term\n  some words over\n  the limit\n"),
    ],
)
def test_what_is_wrapped(text, expected):
    """Running text in blocks of all kinds, and nothing else."""
    table = "=== ==========================\na   some words over the limit\n=== ==========================\n"
    assert formatted(text, LIMIT) == (
        expected or (table.replace("==========================", "=" * 25) if "===" in text else text)
    )


def test_a_range_asks_for_the_blocks_that_it_touches():
    """Other blocks stay as they are, whichever end of the range comes first."""
    text = "a  \n\n\n\nb  \n\n\n\nc  \n"
    expected = "a  \n\n\n\nb\n\nc  \n"
    assert formatted(text, only=Range.of(4, 0, 4, 1)) == expected
    assert formatted(text, only=Range.of(4, 1, 4, 0)) == expected
    assert formatted(text, only=Range.of(99, 0, 200, 0)) == text


def test_what_is_no_rst_stays():
    """Neither a preamble nor a merge conflict is touched, nor what is too long for docutils."""
    assert formatted("PEP: 1  \nTitle: a  \n\n\nText  \n", is_kept=lambda line: line < 4) == (
        "PEP: 1  \nTitle: a  \n\n\nText\n"
    )
    conflict = "<<<<<<< a\nx  \n=======\ny  \n>>>>>>> b\n"
    assert formatted(f"Text  \n\n{conflict}\nMore  \n").count("  \n") == conflict.count("  \n")
    assert edits_of("x" * 10_001 + "  \n") == ()


def test_edits_are_small():
    """Each is about a part of a line, or lines that are inserted or deleted: nothing else is touched."""
    edits = edits_of("a  \n\n\n\nTitle\n===\n\n\nb\n\nc\n")
    assert [(edit.range, edit.text) for edit in edits] == [
        (Range.of(0, 1, 0, 3), ""),
        (Range.of(2, 0, 4, 0), ""),
        (Range.of(7, 0, 8, 0), ""),
    ]
    title = edits_of("Title\n====\n")
    assert [(edit.range, edit.text) for edit in title] == [(Range.of(1, 4, 1, 4), "=")]


PIECES = st.sampled_from(
    [
        "Title\n=====\n", "====\nTitle\n====\n", "Other\n-------\n", "\n", "\n\n", "  \n", "text  \n", "a long line of words \n",
        "* item\n", "* a long line of words in it\n", "  more words in it, too\n", "1. one\n", "2. two\n", "::\n", "  literal  words and more words\n",
        ":a: b\n", ":bcd:   e f g h i j k l m n\n", ".. note:: a b c d e f g h i j\n", ".. _t:\n", ".. c\n", "== ==\n", "a  b c\n", "+--+\n", "| a|\n",
        "| line block of many words\n", "``a b`` *c* `d`_ |e|\n", "𝄞 a\tb\r\n", "\x0c\n", "\u2028", "日本 語\n", "-- \n", "- \n", "<<<<<<< a\n", ">>>>>>> b\n",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from([None, LIMIT, ALL]))
@settings(max_examples=60, deadline=None)
def test_any_text_keeps_its_meaning_and_is_formatted_once(text, config):
    """Whatever the text is, docutils reads it as before, and formatting it again changes nothing."""
    formatted(text, config)


@pytest.mark.parametrize(
    "text",
    ["* a\n" * 3_000, "a b " * 20_000, "`" * 5_000, "word " * 2_000 + "\n", " a\n" * 5_000, ":a: b\n" * 3_000,
     "A\n=\n\n\n" * 2_000, "== ==\n" + "a  b\n" * 3_000 + "== ==\n", "1. x\n" * 3_000, "\n" * 50_000],
)  # fmt: skip
def test_a_hostile_text_ends_soon(text):
    """The work is bounded by the length of the text."""
    start = process_time()
    edits_of(text, ALL)
    assert process_time() - start < 5
