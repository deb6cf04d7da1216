"""Where a heading can be typed: every line of a text, marked with what it is."""

import pytest
from hypothesis import given, settings

from spec_ls.features.heading_position import (
    HeadingPosition,
    heading_position,
    lines_below,
    sections_around,
)
from spec_ls.model.document import parse
from spec_ls.rst.blocks import Kind
from spec_ls.text import Text

from .specs import TEXTS

# In front of each line: "+" a heading can stand there, "-" it cannot.
TEXTS_BY_CONSTRUCT = {
    "sections": """\
-=====
+Title
-=====
+
+
+Problem
-=======
+
+One line
-
+
-Two
-lines
-
+
""",
    "overline without a heading": """\
+Text
-
-=====
+Ti
""",
    "a short underline": """\
+Title
---
-
+
""",
    "literal blocks": """\
+𝄞 Example::
-
-  literal
-
-
-  literal
-
+
+Quoted::
-
-> quoted
-
+
""",
    "lists": """\
-- one
-
-- two
-
-  and more
-
+
-1. one
-2. two
-
+
-:field: text
-:other: text
-
+
-term
-  definition
-
+
-| line
-
+
""",
    "explicit markup": """\
-.. comment
-
-   and more
-
+
-.. note:: a
-   :name: x
-
-   text
-
+
-.. _target:
-
+
-.. [1] note
-
+
""",
    "tables": """\
-+---+
-| a |
-+---+
-
+
-====  ====
-a     b
-====  ====
-1     2
-
-3     4
-====  ====
-
+
""",
    "other things": """\
-  quoted
-
+
->>> doctest
-
+
------
-
+
-\x20\x20
-\t
""",
}


@pytest.mark.parametrize("name", TEXTS_BY_CONSTRUCT)
def test_a_heading_stands_free(name):
    """A heading can stand at column 0, below a blank line or a heading, in no other construct."""
    marked = TEXTS_BY_CONSTRUCT[name].split("\n")[:-1]
    document = parse(Text.of("\n".join(line[1:] for line in marked) + "\n"))
    found = ["+" if heading_position(document, line) else "-" for line in range(len(marked))]
    assert [f"{mark}{line[1:]}" for mark, line in zip(found, marked, strict=True)] == marked


def test_an_empty_text_is_free():
    """The only line of an empty text is free."""
    assert heading_position(parse(Text.of("")), 0) == HeadingPosition(0, "", -1)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_line_of_any_text_can_be_asked_for(text):
    """No text makes the question fail, and adornment that is found belongs to the block of the line."""
    document = parse(Text.of(text))
    for line in range(len(document.text.lines)):
        found = heading_position(document, line)
        if found is None:
            continue
        lines_below(document, found)
        assert all(section.title for section in sections_around(document, found))
        if found.overline is not None:
            assert document.blocks.items[found.block].kind in (Kind.TITLE, Kind.BAD_TITLE)
