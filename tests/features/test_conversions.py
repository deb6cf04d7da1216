"""Conversions: before and after, where they are offered, and docutils' word on all of them."""

from __future__ import annotations

import pytest
from conversions_judge import broken_promise
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_ls.deadline import Deadline
from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.conversions.conversion import Conversion
from spec_ls.features.conversions.offered import conversions
from spec_ls.model.document import parse
from spec_ls.text import Position, Range, Text, apply_edits, split_lines

LIMIT = 30


def place(text: str, offset: int) -> Position:
    lines = split_lines(text[:offset])
    return Position(len(lines) - 1, len(lines[-1]))


def at_markers(marked: str) -> tuple[str, Range]:
    """A text without its markers ``$``, and the range between them, or at the only one."""
    first, _, rest = marked.partition("$")
    inside, marker, behind = rest.partition("$")
    text = first + inside + behind
    start, end = place(text, len(first)), place(text, len(first) + (len(inside) if marker else 0))
    return text, Range(start, end)


def offered(marked: str, unasked: bool = False) -> list[Conversion]:
    text, range_ = at_markers(marked)
    return conversions(parse(Text.of(text)), range_, LIMIT, unasked=unasked)


def converted(marked: str, title: str) -> str | None:
    """The text after the conversion with a title; None if it is not offered."""
    text, _ = at_markers(marked)
    found = [conversion for conversion in offered(marked) if conversion.title.startswith(title)]
    return str(apply_edits(Text.of(text), found[0].edits)) if found else None


CONVERSIONS = {
    "wrap": ("Wrap", "a $long line of prose that goes on and on\n", "a long line of prose that goes\non and on\n"),
    "wrap in an item": ("Wrap", "- a $long line of prose that goes on\n\n- b\n", "- a long line of prose that\n  goes on\n\n- b\n"),
    "unwrap": ("Join", "one line,\r\nan$other one\r\n\r\n𝄞\r\n", "one line, another one\r\n\r\n𝄞\r\n"),
    "underline": ("Size", "A title$\n---\n\ntext\n", "A title\n-------\n\ntext\n"),
    "underline, too long": ("Size", "漢字\n=====$===\n\ntext\n", "漢字\n====\n\ntext\n"),
    "overline": ("Size", "===\nA ti$tle\n===\n\ntext\n", "=======\nA title\n=======\n\ntext\n"),
    "URL": (
        "Convert",
        "See https://example.org/$some_page.html?x=1.\n\nb\n",
        "See `some page`_.\n\n.. _some page: https://example.org/some_page.html?x=1\n\nb\n",
    ),
    "URL with other targets": (
        "Convert",
        "𝄞 $https://example.org/a-b, x_\r\n\r\n.. _x: http://x\r\n\r\nA b\r\n===\r\n\r\nc\r\n",
        "𝄞 `a b 2`_, x_\r\n\r\n.. _x: http://x\r\n.. _a b 2: https://example.org/a-b\r\n\r\nA b\r\n===\r\n\r\nc\r\n",
    ),
    "URL that has a target": (
        "Convert",
        "See https://example.org$.\n\n.. _Known: https://example.org\n",
        "See `Known`_.\n\n.. _Known: https://example.org\n",
    ),
    "URL in a list": (
        "Convert",
        "- http://$example.org/abc\n- b\n\nc\n",
        "- `abc`_\n- b\n\n.. _abc: http://example.org/abc\n\nc\n",
    ),
    "footnotes": (
        "Sort",
        "a [3]_$, [1]_, 3_ and [*]_\n\n.. [1] one [2]_\n.. [2] two\n   more\n.. [3] three\n.. [*] star\n",
        "a [1]_, [2]_, 1_ and [*]_\n\n.. [1] three\n.. [2] one [3]_\n.. [3] two\n   more\n.. [*] star\n",
    ),
    "footnotes with labels": (
        "Sort",
        "[#b]_$ [#a]_\r\n\r\n.. [#a] 𝄞\r\n\r\n.. [#b] b\r\n\r\nc\r\n",
        "[#b]_ [#a]_\r\n\r\n.. [#b] b\r\n\r\n.. [#a] 𝄞\r\n\r\nc\r\n",
    ),
    "footnotes that nobody refers to": (
        "Sort", "[5]_$\n\n.. [4] four\n.. [5] five\n\nText.\n", "[1]_\n\n.. [1] five\n.. [2] four\n\nText.\n"
    ),
    "CSV to simple": (
        "Convert to a simple",
        "x\n\n$Name,Size\nfoo,12\n\"a, b\",𝄞\n$\ny\n",
        "x\n\n====  ====\nName  Size\n====  ====\nfoo   12\na, b  𝄞\n====  ====\n\ny\n",
    ),
    "CSV with numbers": ("Convert to a simple", "$1;2\r\n3;4$\r\n", "==  ==\r\n1   2\r\n3   4\r\n==  ==\r\n"),
    "CSV with tabs to grid": ("Convert to a grid", "$a\tb\n\t1$\n", "+---+---+\n| a | b |\n+===+===+\n|   | 1 |\n+---+---+\n"),
    "Markdown to grid": (
        "Convert to a grid",
        "$| a | 漢字 |\n|---|:-:|\n| x\\|y | 2 |$\n",
        "+-----+------+\n| a   | 漢字 |\n+=====+======+\n| x|y | 2    |\n+-----+------+\n",
    ),
    "Markdown without outer bars": (
        "Convert to a simple", "$a | b\n--- | ---\nc | d$\n", "==  ==\na   b\n==  ==\nc   d\n==  ==\n"
    ),
    "grid to list-table": (
        "Convert to a list-table",
        "+---+------+\n| a | 漢 $  |\n+===+======+\n| b | - c  |\n|   | - d  |\n+---+------+\n|   | e    |\n|   |      |\n|   | f    |\n+---+------+\n",
        ".. list-table::\n   :header-rows: 1\n\n   * - a\n     - 漢\n   * - b\n     - - c\n       - d\n   * -\n     - e\n\n       f\n",
    ),
    "simple to list-table": (
        "Convert to a list-table",
        "==  ==\r\na$   𝄞\r\n==  ==\r\n\r\nx\r\n",
        ".. list-table::\r\n\r\n   * - a\r\n     - 𝄞\r\n\r\nx\r\n",
    ),
    "simple to grid": ("Convert to a grid", "==  ==\n$a   b\n==  ==\n", "+---+---+\n| a | b |\n+---+---+\n"),
    "bullets to numbers": ("Convert to a list with numbers", "- $a\n\n  𝄞\n- b::\n\n    c\n\nd\n", "1. a\n\n   𝄞\n2. b::\n\n     c\n\nd\n"),
    "numbers to bullets": ("Convert to a list with bullets", "9. a$\n   b\n10. c\n\nd\n", "- a\n  b\n- c\n\nd\n"),
    "a nested list": ("Convert to a list with numbers", "* a\r\n\r\n  * $b\r\n  * c\r\n* d\r\n", "* a\r\n\r\n  1. b\r\n  2. c\r\n* d\r\n"),
    "a list in a list's first line": ("Convert to a list with numbers", "* - $b\n  - c\n* d\n", "* 1. b\n  2. c\n* d\n"),
    "beside another list": ("Convert to a list with bullets", "- a\n\n1. $b\n2. c\n", "- a\n\n* b\n* c\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CONVERSIONS)
def test_what_a_conversion_changes(name: str) -> None:
    """The text says the same in another form."""
    title, marked, expected = CONVERSIONS[name]
    assert converted(marked, title) == expected


NOT_OFFERED = {
    "a paragraph that is wrapped": ("Wrap", "a $short line\n"),
    "a paragraph of one line": ("Join", "a $short line\n"),
    "a drawing": ("Join", "+--+   $+--+\n|  |-->|  |\n+--+   +--+\n"),
    "a selection over two paragraphs": ("Join", "a $b\nc\n\nd $e\n"),
    "a literal block": ("Wrap", "a::\n\n  a $long line of code that goes on and on\n"),
    "a title of the right length": ("Size", "A title$\n=======\n"),
    "a list below a line": ("Size", "Text.$\n- a\n"),
    "a URL in a title": ("Convert", "See http://$example.org/a\n=========================\n"),
    "a URL in a table": ("Convert", "===================  =\nhttp://$example.org  a\n===================  =\n"),
    "a URL in a target": ("Convert", ".. _a: http://example.org/$x\n"),
    "an e-mail address": ("Convert", "a$@example.org\n"),
    "a URL without words": ("Convert", "http://$1/2\n"),
    "footnotes in order": ("Sort", "[1]_$ [2]_\n\n.. [1] a\n.. [2] b\n"),
    "a label that is used twice": ("Sort", "[2]_$\n\n.. [2] a\n.. [2] b\n"),
    "a footnote that is not there": ("Sort", "[2]_$ [3]_\n\n.. [2] a\n"),
    "footnotes that docutils numbers": ("Sort", "[#]_ [2]_$\n\n.. [2] a\n.. [#] b\n"),
    "a number that is a title": ("Sort", "[2]_$\n\n.. [2] a\n\n1\n====\n\nx\n"),
    "no cursor at a footnote": ("Sort", "a $ b [2]_\n\n.. [2] a\n"),
    "CSV of rows of different lengths": ("Convert to", "$a,b\nc,d,e$\n"),
    "prose with commas": ("Convert to", "$It is long, and has\none comma, two, three$\n"),
    "a cell that would be a list": ("Convert to", "$a;b\n- c;d$\n"),
    "a part of a paragraph": ("Convert to", "$a,b\nc,d$\ne,f\n"),
    "code": ("Convert to", "::\n\n  $a,b\n  c,d$\n"),
    "a table with spans": ("Convert to", "+---+---+\n| a$    |\n+---+---+\n| b | c |\n+---+---+\n"),
    "a table that is broken": ("Convert to", "+---+---+\n| a$| b\n+---+---+\n"),
    "an item with a tab": ("Convert to", "- $a\n\n\tb\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_OFFERED)
def test_what_is_not_offered(name: str) -> None:
    """Nothing is offered where it makes no sense, or cannot be proven."""
    title, marked = NOT_OFFERED[name]
    assert converted(marked, title) is None


UNASKED = {
    "prose": ("Some $prose.\nAnd more.\n", []),
    "a line over the limit": ("a $long line of prose that goes on and on\n", [ActionKind.WRAP]),
    "a selection": ("$a\nb$\n", [ActionKind.WRAP, ActionKind.UNWRAP]),
    "a list's marker": ("$- a\n- b\n", [ActionKind.LIST]),
    "a list's text": ("- a b$ c\n- b\n", []),
    "a table's first line": ("==  $==\na   b\n==  ==\n", [ActionKind.TABLE] * 2),
    "a table's cell": ("==  ==\na   b$\n==  ==\n", []),
    "a URL": ("See http://example.org/$a\n", [ActionKind.TARGET]),
}


@pytest.mark.parametrize("name", UNASKED)
def test_what_is_offered_unasked(name: str) -> None:
    """At each place of the cursor only what the place itself asks for, and little of it."""
    marked, kinds = UNASKED[name]
    assert [conversion.kind for conversion in offered(marked, unasked=True)] == kinds


def test_only_the_kinds_that_are_wanted() -> None:
    """Others are not even looked for."""
    text, range_ = at_markers("- $a\n- b c\n")
    document = parse(Text.of(text))
    wanted = conversions(document, range_, LIMIT, lambda kind: kind is ActionKind.LIST)
    assert [conversion.kind for conversion in wanted] == [ActionKind.LIST]


def test_out_of_time() -> None:
    """What is not proven before the deadline is not offered."""
    text, range_ = at_markers("- $a\n- b\n")
    assert conversions(parse(Text.of(text)), range_, LIMIT, deadline=Deadline.after(0)) == []


def test_a_range_upside_down_or_outside() -> None:
    """It counts as the nearest range in the text."""
    document = parse(Text.of("- a\n- b\n"))
    for range_ in (Range.of(1, 1, 0, 0), Range.of(-1, -5, 99, 99), Range.of(99, 0, 99, 0)):
        conversions(document, range_, LIMIT)
    assert conversions(parse(Text.of("")), Range.of(0, 0, 5, 5), LIMIT) == []


PIECES = st.sampled_from(
    [
        "word ", "other words of a line ", "a,b\n", "c,d\n", "a | b\n", "--- | ---\n", "| x | y |\n", "\n", "\n\n", "\r\n", "- ", "* ",
        "  ", "1. ", "2. ", "(a) ", "Title\n--\n", "====\n", "==  ==\n", "+--+--+\n", "|a |b |\n", "+==+==+\n", "[1]_ ", "[2]_ ",
        "[#a]_ ", ".. [1] x\n", ".. [2] y\n\n", ".. [#a] z\n", "https://example.org/a ", "http://b.c/d-e\n", ".. _x: http://y\n", "::\n\n",
        "``a  b``", "*em*", "|s| ", "𝄞", "漢", "e\u0301", "\t", "\x0c", "\u2028", "\ufeff", "`q`_ ", ":role:`a` ", ".. note:: ", "\\",
    ]
)  # fmt: skip


@st.composite
def places(draw: st.DrawFn) -> tuple[str, Range]:
    text = "".join(draw(st.lists(PIECES, max_size=25)))
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    return text, Range(place(text, start), place(text, draw(st.sampled_from([start, end]))))


@settings(max_examples=100, deadline=None)
@given(places())
def test_no_text_is_harmed(case: tuple[str, Range]) -> None:
    """Whatever the text, nothing raises, each offer changes it, and docutils finds what the conversion promises."""
    text, range_ = case
    document = parse(Text.of(text))
    for conversion in conversions(document, range_, LIMIT):
        now = str(apply_edits(document.text, conversion.edits))
        assert now != text
        assert broken_promise(conversion.kind, text, now) is None
