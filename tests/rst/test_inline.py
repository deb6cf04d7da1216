"""Inline markup is docutils', and each part of it stands where its range says."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import assume, given
from inline_judge import docutils_markup, our_markup
from judge import shown

from rst.texts import example_count, names_and_markup
from spec_ls.model.document import parse
from spec_ls.rst.inline import InlineKind, InlineMarkup, inline_markup
from spec_ls.text import Text


@example_count(1)
@given(names_and_markup())
def test_markup_is_that_of_docutils(text: str) -> None:
    """Kind and source of each markup are those of docutils' reading, where docutils drops no table or directive."""
    theirs = docutils_markup(text)
    assume(theirs is not None)
    assert Counter(theirs) == Counter(our_markup(text)), shown(text)


PLACES = {
    "emphasis": ("Some *words* here.\n", InlineKind.EMPHASIS, "*words*", "words"),
    "beyond the basic plane": ("𝄞 *a𝄞*\n", InlineKind.EMPHASIS, "*a𝄞*", "a𝄞"),
    "behind a tab": ("a\tb **c**\n", InlineKind.STRONG, "**c**", "c"),
    "over two lines of Windows": ("a ``b\r\nc`` d\r\n", InlineKind.LITERAL, "``b\r\nc``", "b\r\nc"),
    "in an item": ("- a\n\n  1. |x|\n", InlineKind.SUBSTITUTION_REFERENCE, "|x|", "x"),
    "in a grid table": ("+---+-----+\n| 漢 | a_ |\n+---+-----+\n", InlineKind.REFERENCE, "a_", "a"),
    "in a joined cell": ("=====  =====\na      b\n=====  =====\nc `d e`_\n------------\n=====  =====\n", InlineKind.REFERENCE, "`d e`_", "d e"),
    "in a row of a simple table that no rule ends": ("==  ==\na   b\nc   *d*\n==  ==\n", InlineKind.EMPHASIS, "*d*", "d"),
    "in a csv-table with rows in its head": (".. csv-table::\n   :header-rows: 1\n\n   a, *b*\n   c, d\n", InlineKind.EMPHASIS, "*b*", "b"),
    "in a csv-table": (".. csv-table::\n\n   \"a, b\", \"c\n   `𝄞\n   d`_\", \"e\"\"*f*\"\n", InlineKind.REFERENCE, "`𝄞\n   d`_", "𝄞\n   d"),
    "in a csv-table's header": (".. csv-table:: a\n   :header: b, *c*\n\n   d, e\n", InlineKind.EMPHASIS, "*c*", "c"),
    "in a directive": (".. note:: a\n   [#n]_\n", InlineKind.FOOTNOTE_REFERENCE, "[#n]_", "#n"),
    "in a title of a directive": (".. topic:: A *b*\n   :class: c\n\n   d\n", InlineKind.EMPHASIS, "*b*", "b"),
    "in a field's name": (":a [B]_: c\n", InlineKind.CITATION_REFERENCE, "[B]_", "B"),
    "in a line block": ("| a\n|   _`b c`\n", InlineKind.TARGET, "_`b c`", "b c"),
    "in a replacement": (".. |x| replace:: a *b*\n", InlineKind.EMPHASIS, "*b*", "b"),
    "before a literal block": ("See http://x.y::\n\n  z\n", InlineKind.URL, "http://x.y", "http://x.y"),
    "in a title": ("====\n a_\n====\n", InlineKind.REFERENCE, "a_", "a"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_ranges(name: str) -> None:
    """The range of markup holds it with its delimiters, the one of its content holds that."""
    text, kind, source, content = PLACES[name]
    [found] = markup(text)
    buffer = Text.of(text)
    assert (found.kind, buffer.slice(found.range), buffer.slice(found.content)) == (kind, source, content)


def test_parts_of_a_role() -> None:
    """The role of interpreted text has a range, before and behind it."""
    buffer = "An :ab:`c` and `d`:e:.\n"
    roles = [
        (found.role, found.role_range and Text.of(buffer).slice(found.role_range)) for found in markup(buffer)
    ]
    assert roles == [("ab", "ab"), ("e", "e")]


def test_parts_of_an_embedded_target() -> None:
    """An embedded URI and an alias have ranges, without what stands around them."""
    buffer = "A `b <http://c>`__ `d <e f_>`_ `<g>`_\n"
    found = [
        (one.text, one.target, one.target_range and Text.of(buffer).slice(one.target_range), one.is_alias, one.suffix)
        for one in markup(buffer)
    ]  # fmt: skip
    assert found == [
        ("b", "http://c", "http://c", False, "__"),
        ("d", "e f", "e f", True, "_"),
        ("g", "g", "g", False, "_"),
    ]


def markup(text: str) -> list[InlineMarkup]:
    """The markup in the only block of a text that has any."""
    found = [inline_markup(block) for block in parse(Text.of(text)).blocks]
    assert sum(map(bool, found)) == 1
    return [one for block in found for one in block]
