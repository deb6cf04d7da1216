"""Nesting list items, and the other way round."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_ls.features.formatting.nesting import nest_item, unnest_item
from spec_ls.model.document import parse
from spec_ls.text import Text, apply_edits

from .test_formatting import PIECES


def after(change, text, line):
    """The text after a change of the item that holds a line; None if there is none."""
    before = Text.of(text)
    edits = change(parse(before), line)
    return str(apply_edits(before, list(edits))) if edits else None


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("- a\n- b\n- c\n", 1, "- a\n\n  - b\n\n- c\n"),
        ("- a\n- b\n", 1, "- a\n\n  - b\n"),
        ("- a\n\n- 😀\n  c\n\n  d\n", 3, "- a\n\n  - 😀\n    c\n\n    d\n"),
        ("- a\n\n  * x\n\n- b\n", 4, "- a\n\n  * x\n\n  * b\n"),
        ("-   a\n-   b\n", 1, "-   a\n\n    -   b\n"),
        ("1. a\n2. b\n3. c\n", 1, "1. a\n\n   1. b\n\n2. c\n"),
        ("1. a\n\n   1. x\n\n2. b\n3. c\n", 4, "1. a\n\n   1. x\n\n   2. b\n\n2. c\n"),
        ("1. a\n\n   - x\n\n2. b\n", 4, "1. a\n\n   - x\n\n   1. b\n"),
        ("Text\n\n  - q\n  - r\n\nEnd\n", 3, "Text\n\n  - q\n\n    - r\n\nEnd\n"),
        ("- a\r\n- b\r\n", 1, "- a\r\n\r\n  - b\r\n"),
        ("- a\n- b\n", 0, None),
        ("text\n", 0, None),
        ("- a\n-\tb\n", 1, None),
        ("a::\n\n  - a\n  - b\n", 3, None),
        ("- a\n- b\n", 9, None),
    ],
)
def test_an_item_is_nested_in_the_one_before_it(text, line, expected):
    """It joins the list that ends that item, or begins one; the numbers behind it move up."""
    assert after(nest_item, text, line) == expected


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("- a\n\n  - b\n", 2, "- a\n\n- b\n"),
        ("- a\n\n  - b\n  - c\n  - d\n\n- e\n", 3, "- a\n\n  - b\n\n- c\n\n  - d\n\n- e\n"),
        ("1. a\n\n   a. b\n   b. c\n   c. d\n\n2. e\n", 3, "1. a\n\n   a. b\n\n2. c\n\n   a. d\n\n3. e\n"),
        ("- a\n\n  - 😀\n    c\n\n    - d\n", 3, "- a\n\n- 😀\n  c\n\n  - d\n"),
        ("- a\n\n  - b\n\n  text\n", 2, None),
        ("- a\n- b\n", 1, None),
        ("- - a\n", 0, None),
    ],
)
def test_an_item_is_taken_out_of_another(text, line, expected):
    """It comes behind that one; the items behind it are nested in it, and the numbers follow."""
    assert after(unnest_item, text, line) == expected


@given(
    st.lists(PIECES, max_size=8).map("".join), st.integers(-1, 20), st.sampled_from([nest_item, unnest_item])
)
@settings(max_examples=200, deadline=None)
def test_any_line_of_any_text(text, line, change):
    """Nothing is raised, and no word is taken away."""
    now = after(change, text, line)
    assert now is None or [c for c in now if c.isalpha()] == [c for c in text if c.isalpha()]
