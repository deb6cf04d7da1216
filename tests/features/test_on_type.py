"""Formatting while typing: what Enter, space, a bar and adornment do, and where they do nothing."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_ls.config import Config, FormatProse, LineRule
from spec_ls.features.formatting.on_type import on_type
from spec_ls.model.document import parse
from spec_ls.text import Position, Text, apply_edits

from .test_formatting import PIECES

CURSOR = "¦"
LIMIT = Config(max_line_length=20)


def typed(marked, character, config=None, adornment=frozenset()):
    """The text after a character was typed; a bar that is broken marks the cursor behind it."""
    before, _, behind = marked.partition(CURSOR)
    position = Position(before.count("\n"), len(before) - before.rfind("\n") - 1)
    text = Text.of(before + behind)
    return str(apply_edits(text, list(on_type(parse(text), position, character, config, adornment))))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Title here\n====\n¦\n\nText.\n", "Title here\n==========\n\n\nText.\n"),
        ("Title here\n==\n¦", "Title here\n==========\n"),
        ("====\nTitle here\n====\n¦\n", "==========\nTitle here\n==========\n\n"),
        ("Title here\n¦\n====\n\nText.\n", "Title here\n==========\n\n\nText.\n"),
        ("====\nTitle here\n¦\n====\n\nText.\n", "==========\nTitle here\n==========\n\n\nText.\n"),
        ("Text.\n¦\n====\n", "Text.\n=====\n\n"),
        ("Text\nmore\n¦\n====\n", "Text\nmore\n\n====\n"),
        ("Title\n=====\nx¦ text\n", "Title\n=====\nx text\n"),
        ("日本\n==\n¦", "日本\n====\n"),
    ],
)
def test_enter_sizes_adornment(marked, expected):
    """At the end of an underline; at the end of a title the new line goes below its underline."""
    assert typed(marked, "\n") == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("- a\n¦", "- a\n- "),
        ("-   a\n¦", "-   a\n-   "),
        ("* a\n  b\n¦", "* a\n  b\n* "),
        ("* a\n  b\n  ¦", "* a\n  b\n* "),  # the editor has indented the line
        ("* a\n\n  - 😀\n  ¦\n", "* a\n\n  - 😀\n  - \n"),
        ("1. a\n¦", "1. a\n2. "),
        ("9. a\n¦", "9. a\n10. "),
        ("a) a\n¦", "a) a\nb) "),
        ("(i) a\n¦", "(i) a\n(ii) "),
        ("#. a\n¦", "#. a\n#. "),
        ("z. a\n¦", "z. a\n"),
        ("1. a\n¦\n2. b\n3. c\n", "1. a\n2. \n3. b\n4. c\n"),
        ("8. a\n¦\n9. b\n   b\n", "8. a\n9. \n10. b\n   b\n"),
        ("- a\r\n¦\r\n", "- a\r\n- \r\n"),
        ("- a\n- \n¦", "- a\n\n"),
        ("- a\n-\n¦", "- a\n\n"),
        ("- a\n- \n  ¦", "- a\n\n"),
        ("- a\n\n  - b\n  - \n    ¦", "- a\n\n  - b\n\n  "),
        ("1. a\n2. \n¦", "1. a\n\n"),
        ("1. a\n2. b\n3. \n¦", "1. a\n2. b\n\n"),
        ("1. a\n5. \n¦", "1. a\n5. \n"),
        ("- a\n¦b\n", "- a\n  b\n"),  # a line that was divided
        ("- a\n\n  b\n¦\n", "- a\n\n  b\n\n"),
        ("Text\n- a\n¦", "Text\n- a\n"),  # no list to docutils
        ("a::\n\n  - b\n¦\n", "a::\n\n  - b\n\n"),
        (".. code::\n\n   - b\n¦\n", ".. code::\n\n   - b\n\n"),
        ("-\ta\n¦", "-\ta\n"),
    ],
)
def test_enter_continues_a_list(marked, expected):
    """With the list's own marker or the next number; on an empty item it ends the list."""
    assert typed(marked, "\n") == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (".. a comment\n¦", ".. a comment\n   "),
        (".. a comment\n     more\n¦", ".. a comment\n     more\n     "),
        ("..\n¦", "..\n"),
        (".. note:: a\n¦", ".. note:: a\n"),
        ("| a\n¦", "| a\n| "),
        ("  | a\n¦", "  | a\n  | "),
        ("| a\n| \n¦", "| a\n\n"),
        ("plain\n¦", "plain\n"),
    ],
)
def test_enter_continues_comments_and_line_blocks(marked, expected):
    """A comment by its indentation, a line block by its bar; an empty line of one ends it."""
    assert typed(marked, "\n") == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("A title\n=¦", "A title\n======="),
        ("A title\n===¦", "A title\n======="),
        ("A title\n========¦", "A title\n======="),
        ("A title\n====¦", "A title\n===="),
        ("A title\n=======¦", "A title\n======="),
        ("日本語\n=¦\n", "日本語\n======\n"),
        ("=====\nA title\n=¦\n", "=======\nA title\n=======\n"),
        ("One\n+++\n\nA title\n+¦\n", "One\n+++\n\nA title\n+++++++\n"),
        ("A title\n-¦", "A title\n-"),  # may become a list
        ("One\n===\n\nA title\n~¦", "One\n===\n\nA title\n~"),
        ("A text.\n=¦", "A text.\n="),
        ("Two\nlines\n=¦", "Two\nlines\n="),
        ("  quote\n=¦", "  quote\n="),
        ("Code::\n\n  a\n  =¦", "Code::\n\n  a\n  ="),
        ("\n=¦", "\n="),
        ("=¦", "="),
    ],
)
def test_the_first_character_of_adornment_completes_the_line(marked, expected):
    """Below a line that may be a title, with a character that the document uses; more of them are too many."""
    assert typed(marked, "=") == expected


def test_adornment_of_the_template_is_used_too():
    """A character that adorns the template's titles completes a line before the document has any."""
    assert typed("A title\n-¦", "-", adornment=frozenset("=-")) == "A title\n-------"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "+---+---+\n| a | b |\n+===+===+\n| long text|¦\n",
            "+-----------+---+\n| a         | b |\n+===========+===+\n| long text |\n",
        ),
        ("+---+---+\n| a | b |\n+---+---+\n| l|¦\n", "+---+---+\n| a | b |\n+---+---+\n| l |\n"),
        ("+---+---+\n| ab|¦ b |\n+---+---+\n", "+---+---+\n| ab| b |\n+---+---+\n"),
        ("+---+---+\n| abc |¦| b |\n+---+---+\n", "+-----+---+\n| abc | b |\n+-----+---+\n"),
        (
            "+---+---+\n| a | b |\n+---+---+\n| span  |\n+---+---+\n| abc|¦\n",
            "+-----+---+\n| a   | b |\n+-----+---+\n| span    |\n+-----+---+\n| abc |\n",
        ),
        ("  +---+\n  | a |\n  +---+\n  | bcd|¦\n", "  +-----+\n  | a   |\n  +-----+\n  | bcd |\n"),
        ("+---+---+\n| a | b |\n+---+---+\n| a |¦\n", "+---+---+\n| a | b |\n+---+---+\n| a |\n"),
        ("+---+---+\n| a |¦ b | c |\n+---+---+\n", "+---+---+\n| a | b | c |\n+---+---+\n"),
        ("+---+---+\n| 日本|¦\n+---+---+\n", "+---+---+\n| 日本|\n+---+---+\n"),
        ("| line block|¦\n", "| line block|\n"),
        ("a::\n\n  +--+\n  | abc|¦\n", "a::\n\n  +--+\n  | abc|\n"),
        ("|¦", "|"),
    ],
)
def test_a_bar_widens_the_column_of_a_grid_table(marked, expected):
    """In all rows and borders; the bar of a cell that is too narrow moves to the column's end."""
    assert typed(marked, "|") == expected


@pytest.mark.parametrize(
    ("marked", "config", "expected"),
    [
        ("Some words over the limit ¦", LIMIT, "Some words over the\nlimit "),
        ("Some words over the limit ¦", Config(max_line_length=20, wrap_at=12), None),
        (
            "Some words over the limit ¦",
            Config(max_line_length=20, wrap_at=16),
            "Some words over\nthe limit ",
        ),
        ("* Some words over the limit ¦\n", LIMIT, "* Some words over\n  the limit \n"),
        ("Some words over the limit ¦\nmore\n", LIMIT, "Some words over the\nlimit \nmore\n"),
        ("Some words over the¦ limit\n", LIMIT, "Some words over the limit\n"),
        ("Some words over the limit ¦", None, "Some words over the limit "),
        ("Some words over the limit ¦", Config(max_line_length=20, format_prose=FormatProse.KEEP), None),
        ("Some words over the limit ¦", Config(max_line_length=20, line_rule=LineRule.OFF), None),
        ("a::\n\n  some words over the limit ¦", LIMIT, None),
        ("http://example.org/which/cannot/be/broken ¦", LIMIT, None),
        ("Some words ¦", LIMIT, None),
    ],
)
def test_a_space_breaks_a_line_that_is_too_long(marked, config, expected):
    """The last words of running text go to a line of their own, where lines have a limit."""
    assert typed(marked, " ", config) == (expected or marked.replace(CURSOR, ""))


@given(
    st.lists(PIECES, max_size=8).map("".join),
    st.integers(-1, 60),
    st.integers(-1, 90),
    st.sampled_from("\n |=-x"),
)
@settings(max_examples=300, deadline=None)
def test_any_position_of_any_text(text, line, column, character):
    """Nothing is raised, no edit overlaps another, and none takes a word away."""
    before = Text.of(text)
    edits = on_type(parse(before), Position(line, column), character, LIMIT)
    ordered = sorted(edits, key=lambda edit: edit.range)
    assert all(one.range.end <= other.range.start for one, other in pairwise(ordered))
    now = str(apply_edits(before, list(edits)))
    assert [c for c in now if c.isalpha()] == [c for c in text if c.isalpha()]
