"""The marks themselves."""

import pytest

from checks.marked import check, unmarked
from checks.templates import FLAT, named
from spec_ls.text import Range


@pytest.mark.parametrize(
    ("marked", "text", "wanted"),
    [
        ("no mark", "no mark", {}),
        ("a «b»(code) c", "a b c", {(Range.of(0, 2, 0, 3), "code"): 1}),
        ("«»(code)", "", {(Range.of(0, 0, 0, 0), "code"): 1}),
        ("«a»(2 one, other)", "a", {(Range.of(0, 0, 0, 1), "one"): 2, (Range.of(0, 0, 0, 1), "other"): 1}),
        (
            "«a «b»(in)\nc»(out)",
            "a b\nc",
            {(Range.of(0, 2, 0, 3), "in"): 1, (Range.of(0, 0, 1, 1), "out"): 1},
        ),
    ],
)
def test_marks_are_taken_out_of_the_text(marked, text, wanted):
    """A mark becomes a range of the text without marks, and the codes that are expected there."""
    assert unmarked(marked) == (text, wanted)


@pytest.mark.parametrize(
    "marked", ["", "«»(empty-section)", "«»(2 missing-section)", "«»(3 missing-section) "]
)
def test_a_wrong_mark_fails(marked):
    """A finding without its mark, a mark without its finding and a range that is off each fail."""
    with pytest.raises(AssertionError):
        check(marked, named(FLAT))
