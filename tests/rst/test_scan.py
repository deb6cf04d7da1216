"""``scan`` divides a text into blocks, each of the kind that docutils takes it for."""

from __future__ import annotations

import re
from itertools import pairwise

import docutils
import judge
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rst.texts import PLAIN, example_count, texts
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.scan import scan
from spec_ls.text import Position, Range, Text

# Each text with its blocks: to the left of the bar stands the kind of the block that starts in the line.
TEXTS = {
    "titles": """
        TITLE          |=====
                       |Title
                       |=====
                       |
        TITLE          |Section
                       |=======
        TITLE          |Subsection
                       |----------
        PARAGRAPH      |Text.
    """,
    "a title shorter or longer than its underline": """
        TITLE          |A title
                       |====
                       |
        TITLE          |AB
                       |--
                       |
        PARAGRAPH      |ABC
                       |--
                       |
        PARAGRAPH      |AB
                       |-
    """,
    "wide and combining characters count as columns": """
        PARAGRAPH      |漢字
                       |===
                       |
        TITLE          |漢字
                       |====
                       |
        TITLE          |\u0065\u0301\u0065\u0301
                       |==
    """,
    "an overlined title may be indented": """
        TITLE          |=========
                       |  Title
                       |=========
    """,
    "overlines that fit no title": """
        BAD_TITLE      |====
                       |Title
                       |----
                       |
        BAD_TITLE      |====
                       |----
        PARAGRAPH      |Text.
                       |
        BAD_TITLE      |=====
                       |Title
    """,
    "short adornment is text": """
        PARAGRAPH      |==
                       |Title
                       |==
                       |
        TITLE          |==
                       |AB
                       |==
                       |
        PARAGRAPH      |---
                       |
        PARAGRAPH      |...
                       |
        PARAGRAPH      |::
    """,
    "transitions": """
        PARAGRAPH      |Text.
                       |
        TRANSITION     |----
                       |
        TRANSITION     |****
                       |
        PARAGRAPH      |Text.
    """,
    "blank lines go with the block before them, but for those on top": """
        BLANK          |
                       |
        PARAGRAPH      |Text
                       |that goes on.
                       |
                       |
        PARAGRAPH      |More.
                       |
    """,
    "literal blocks": """
        PARAGRAPH      |Text::
                       |
        LITERAL_BLOCK  |  Title
                       |  =====
                       |
                       |    deeper
                       |
        PARAGRAPH      |More
                       |text ::
        LITERAL_BLOCK  |  at once
        PARAGRAPH      |::
                       |
        LITERAL_BLOCK  | one
                       |
        PARAGRAPH      |Two colons, escaped\\::
                       |
        BLOCK_QUOTE    |  no literal
                       |
        PARAGRAPH      |The escape escaped\\\\::
                       |
        LITERAL_BLOCK  |  literal
    """,
    "quoted literal blocks end with their quote": """
        PARAGRAPH            |Text::
                             |
        QUOTED_LITERAL_BLOCK |> one
                             |>two
                             |
        PARAGRAPH            |Text::
                             |
        QUOTED_LITERAL_BLOCK |* one
                             |* two
        PARAGRAPH            |Text::
                             |
        PARAGRAPH            |none
    """,
    "a title may follow two colons only where it is quoted": """
        PARAGRAPH            |Text::
                             |
        QUOTED_LITERAL_BLOCK |=====
        TITLE                |Title
                             |=====
    """,
    "block quotes": """
        BLOCK_QUOTE    |  Quoted
                       |
                       |    deeper
                       |
                       |  -- Somebody
                       |
        PARAGRAPH      |Text.
    """,
    "each item of a bullet list": """
        BULLET_ITEM    |* one
        BULLET_ITEM    |* two
                       |  goes on
                       |
                       |  * nested
                       |
        BULLET_ITEM    |*
        BULLET_ITEM    |- another list
        BULLET_ITEM    |+ a third
        BULLET_ITEM    |• a bullet
        PARAGRAPH      |*no item
    """,
    "enumerated lists end where the sequence breaks": """
        ENUMERATED_LIST |1. one
                        |2. two
                        |
                        |   more of two
                        |
                        |3. three
                        |
        ENUMERATED_LIST |5. five
                        |
        ENUMERATED_LIST |a) alpha
                        |b) beta
                        |
        ENUMERATED_LIST |(i) roman
                        |(ii) roman
                        |
        ENUMERATED_LIST |#. auto
                        |#. auto
                        |
        ENUMERATED_LIST |I. Roman
                        |II. Roman
                        |
        ENUMERATED_LIST |h. the eighth letter
                        |i. the ninth
    """,
    "what looks like an enumerated list": """
        PARAGRAPH      |1. One
                       |goes on at the margin.
                       |
        PARAGRAPH      |IIII. is no number
                       |
        PARAGRAPH      |1.no space
                       |
        PARAGRAPH      |A. Einstein
                       |was a physicist.
    """,
    "definitions": """
        DEFINITION_ITEM |term
                        |  definition
        DEFINITION_ITEM |term : classifier
                        |  definition
                        |
                        |  more
    """,
    "fields": """
        FIELD          |:author: Me
        FIELD          |:date:
        FIELD          |:a\\: b: text
                       |   goes on
                       |
                       |   and on
                       |
        PARAGRAPH      |:no field
                       |
        PARAGRAPH      |: no: field
                       |
        PARAGRAPH      |:role:`text` is text
    """,
    "options": """
        OPTION_ITEM    |-a  all
        OPTION_ITEM    |-b FILE, --file=FILE
                       |    A file.
        OPTION_ITEM    |/V  DOS
                       |
        PARAGRAPH      |-c
                       |
        PARAGRAPH      |-d no two spaces
    """,
    "line blocks": """
        LINE_BLOCK     || one
                       |  goes on
                       ||
                       || two
                       |
        PARAGRAPH      ||no line|
    """,
    "doctest blocks": """
        DOCTEST_BLOCK  |>>> 1
                       |1
                       |
        PARAGRAPH      |>>>1
    """,
    "grid tables": """
        GRID_TABLE     |+---+---+
                       || a | b |
                       |+===+===+
                       || c | d |
                       |+---+---+
                       |
        PARAGRAPH      |+-+
    """,
    "a grid table without its last border leaves two lines to be read again": """
        GRID_TABLE     |+---+
        LINE_BLOCK     || a |
        GRID_TABLE     |+---+
                       || b |
    """,
    "simple tables": """
        SIMPLE_TABLE   |===  ===
                       |a    b
                       |===  ===
                       |c
                       |
                       |     d
                       |===  ===
                       |
        TRANSITION     |========
    """,
    "a simple table without a border below takes all": """
        SIMPLE_TABLE   |===  ===
                       |a    b
                       |
                       |Title
                       |-----
    """,
    "comments": """
        COMMENT        |.. one
                       |   goes on
                       |
                       |   and on
                       |
        COMMENT        |..
                       |   below
                       |
        COMMENT        |..
                       |
        BLOCK_QUOTE    |   not in the empty comment
                       |
        PARAGRAPH      |..no comment
    """,
    "targets": """
        TARGET           |.. _one: http://example.org
        TARGET           |.. _`two: 2`:
        TARGET           |.. _three: over
                         |   lines
                         |
        ANONYMOUS_TARGET |__ http://example.org
        TARGET           |.. __:
        COMMENT          |.. _no target
                         |
        PARAGRAPH        |__no_target
    """,
    "substitution definitions": """
        SUBSTITUTION_DEFINITION |.. |one| replace:: 1
        SUBSTITUTION_DEFINITION |.. |two| image:: 2.png
                                |   :alt: two
        COMMENT                 |.. | no | replace:: 3
    """,
    "directives": """
        DIRECTIVE      |.. note:: argument
                       |   :class: option
                       |
                       |   Content.
                       |
                       |   Title
                       |   =====
                       |
        DIRECTIVE      |.. code::
                       |
                       |   Title
                       |   =====
                       |
        DIRECTIVE      |.. py:function:: x
        DIRECTIVE      |.. note ::
        COMMENT        |.. note:x
        DIRECTIVE      |.. see:: also
    """,
    "footnotes and citations": """
        FOOTNOTE       |.. [1] one
        FOOTNOTE       |.. [#] two
                       |
                       |   more
                       |
        FOOTNOTE       |.. [#name] three
        FOOTNOTE       |.. [*] four
        CITATION       |.. [CIT2002] five
        COMMENT        |.. [no citation] six
    """,
}  # fmt: skip

# Where docutils sees a line end, a tab or a space and the buffer does not, or the other way round.
LINE_ENDS = {
    "\\r\\n": ("Title\r\n=====\r\n\r\nText\r\n", ["TITLE", "PARAGRAPH"]),
    "\\r": ("Title\r=====\r\rText", ["TITLE", "PARAGRAPH"]),
    "mixed": ("Title\r\n=====\n\rText\r\n- item", ["TITLE", "PARAGRAPH"]),
    "LINE SEPARATOR": ("Title\u2028=====\u2028\u2028Text", ["TITLE", "PARAGRAPH"]),
    "PARAGRAPH SEPARATOR": ("Title\u2029=====\u2029Text", ["TITLE", "PARAGRAPH"]),
    "NEL": ("Title\x85=====\x85Text", ["TITLE", "PARAGRAPH"]),
    "FS, GS and RS": ("Title\x1c=====\x1d- item\x1e- item", ["TITLE", "BULLET_ITEM", "BULLET_ITEM"]),
    "form feed is a space": ("Text\n\n\fquoted\n", ["PARAGRAPH", "BLOCK_QUOTE"]),
    "vertical tab is a space": ("term\n\vdefinition", ["DEFINITION_ITEM"]),
    "a form feed alone is a blank line": ("one\n\f\ntwo", ["PARAGRAPH", "PARAGRAPH"]),
    "a tab indents": ("* item\n\ttext\n\nText", ["BULLET_ITEM", "PARAGRAPH"]),
    "no final line end": ("Title\n=====", ["TITLE"]),
    "byte order mark": ("\ufeff=====\nTitle\n=====\n", ["PARAGRAPH"]),
    "NUL": ("a\0b\n====\n", ["TITLE"]),
    "white space at a line's end": ("=====  \nTitle \t\n=====\n", ["TITLE"]),
    "a no-break space does not indent": ("Text\n\n\u00a0text\n", ["PARAGRAPH", "PARAGRAPH"]),
}


@pytest.mark.parametrize("name", TEXTS)
def test_kinds_and_texts(name: str) -> None:
    """The blocks of a small text have the expected kinds and texts."""
    text, blocks = _annotated(TEXTS[name])
    assert [(block.kind.name, block.text) for block in scan(Text.of(text))] == blocks


@pytest.mark.parametrize("name", TEXTS)
def test_kinds_are_those_of_docutils(name: str) -> None:
    """The small texts' blocks are what docutils finds, so the tables above say what it does."""
    text, _ = _annotated(TEXTS[name])
    if name != "directives":  # which make of a block whatever they like
        assert _told(text) == judge.kinds(text)
    want = judge.by_docutils(text)
    assert want is not None
    assert not judge.difference(want, judge.by_us(text))


@pytest.mark.parametrize(("text", "kinds"), LINE_ENDS.values(), ids=LINE_ENDS)
def test_lines_are_those_of_docutils(text: str, kinds: list[str]) -> None:
    """A text is divided into the lines that docutils sees, and no character is lost by it."""
    blocks = scan(Text.of(text))
    assert [block.kind.name for block in blocks] == kinds
    assert "".join(block.text for block in blocks) == text
    assert _told(text) == judge.kinds(text)


# docutils drops a substitution definition whose content it does not like, and it trips over its own mark of
# an inclusion's end where there is none to end.
@pytest.mark.skipif(docutils.__version_info__ < (0, 22), reason="older ones keep some wrong titles twice")
@example_count(4)
@given(texts([fragment for fragment in PLAIN if "|sub" not in fragment and "inclusion" not in fragment]))
def test_random_kinds_are_those_of_docutils(text: str) -> None:
    """On random texts without directives, docutils finds the same blocks in the same order."""
    assert _told(text) == judge.kinds(text), judge.shown(text)


@example_count(4)
@given(texts())
def test_blocks_are_the_text(text: str) -> None:
    """The blocks, joined, are the text, and each says rightly where it starts."""
    buffer = Text.of(text)
    blocks = scan(buffer)
    assert "".join(block.text for block in blocks) == text
    assert blocks.starts == [len(re.findall("\r\n|\r|\n", before)) for before in _before(blocks.items)]
    assert blocks.headings == [index for index, block in enumerate(blocks) if block.kind is Kind.TITLE]
    for index, block in enumerate(blocks):
        at = blocks.start(index)
        assert "".join(buffer.lines[at.line :])[at.column :].startswith(block.text), judge.shown(text)


@example_count(1)
@given(texts())
def test_blank_lines_end_blocks(text: str) -> None:
    """No block but a first blank one starts with a blank line, and none is empty."""
    blocks = scan(Text.of(text)).items
    for before, block in pairwise([None, *blocks]):
        assert block is not None
        assert block.lines
        assert bool(block.lines[0].strip()) or (before is None and block.kind is Kind.BLANK)


def _annotated(table: str) -> tuple[str, list[tuple[str, str]]]:
    """The text to the right of the bars, and its blocks as kind and text."""
    blocks: list[tuple[str, str]] = []
    for row in table.strip("\n").split("\n"):
        kind, bar, line = row.partition("|")
        if not bar:
            continue
        if kind.strip():
            blocks.append((kind.strip(), ""))
        blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]}{line}\n")
    return "".join(text for _, text in blocks), blocks


_BY_DOCUTILS = {
    "ANONYMOUS_TARGET": "target",
    "BULLET_ITEM": "list_item",
    "DEFINITION_ITEM": "definition_list_item",
    "GRID_TABLE": "table",
    "OPTION_ITEM": "option_list_item",
    "QUOTED_LITERAL_BLOCK": "literal_block",
    "SIMPLE_TABLE": "table",
}


def _told(text: str) -> list[str]:
    """The blocks of a text by docutils' names, less those of which it makes nothing."""
    seen = [block.kind.name for block in scan(Text.of(text)) if not _is_dropped(block)]
    return [_BY_DOCUTILS.get(name, name.lower()) for name in seen]


def _is_dropped(block: Block) -> bool:
    lone_colons = block.kind is Kind.PARAGRAPH and block.text.rstrip() == "::"
    return lone_colons or block.kind in (Kind.BLANK, Kind.BAD_TITLE)


def _before(items: tuple[Block, ...]) -> list[str]:
    """For each block the text before it."""
    texts_, text = [], ""
    for block in items:
        texts_.append(text)
        text += block.text
    return texts_


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("* a\n* b\n", True),
        ("* a\n\n* b\n", True),
        ("* a\n\n- b\n", False),
        (":a: b\n:c: d\n", True),
        ("a\n  b\n\nc\n  d\n", True),
        ("-a  b\n\n-c  d\n", True),
        (":a: b\n\n* c\n", False),
        ("a\n\nb\n", False),
        ("1. a\n\n* b\n", False),
    ],
)
def test_items_of_one_list(text, same):
    """Two blocks are items of one list if docutils would gather them in one."""
    block, following = scan(Text.of(text)).items
    assert following.continues_list(block) is same


@given(st.text(alphabet="a -*=.:`_\t\n\r\x0c\u2028\x85😀", max_size=40))
def test_a_place_in_a_block_is_that_in_the_buffer(text: str) -> None:
    """What stands in the buffer up to the place of a character is what stands before the character."""
    buffer = Text.of(text)
    blocks, before = scan(buffer), ""
    for index, block in enumerate(blocks):
        for offset in range(len(block.text) + 1):
            above = before + block.text[:offset]
            if above.endswith("\r") and block.text[offset : offset + 1] == "\n":
                continue  # between the two is no place
            place = blocks.at_offset(index, offset)
            assert buffer.slice(Range(Position(0, 0), place)) == above
        before += block.text
