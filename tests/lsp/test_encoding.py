"""Columns and LSP characters: both ways, in every encoding, on any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_ls.lsp.encoding import Encoding, to_column, to_units

LINE = "aé\u0301漢𝄞b😀"
# The units before each character of LINE and behind the last one.
UNITS = {
    Encoding.UTF_8: [0, 1, 3, 5, 8, 12, 13, 17],
    Encoding.UTF_16: [0, 1, 2, 3, 4, 6, 7, 9],
    Encoding.UTF_32: [0, 1, 2, 3, 4, 5, 6, 7],
}

characters = st.sampled_from(["a", "é", "\u0301", "漢", "𝄞", "😀", "\ud834", "\udd1e", "\u2028"])


@pytest.mark.parametrize("encoding", Encoding)
def test_counts_the_units_of_each_encoding(encoding):
    """Every column of a line has the number of units that its encoding needs, and back."""
    for column, units in enumerate(UNITS[encoding]):
        assert to_units(LINE, column, encoding) == units
        assert to_column(LINE, units, encoding) == column


@pytest.mark.parametrize(
    ("encoding", "units", "column"),
    [
        (Encoding.UTF_8, 2, 1),
        (Encoding.UTF_8, 9, 4),
        (Encoding.UTF_8, 11, 4),
        (Encoding.UTF_16, 5, 4),
        (Encoding.UTF_16, 8, 6),
    ],
)
def test_a_place_inside_a_character_is_its_start(encoding, units, column):
    """A unit inside a surrogate pair or a byte sequence means the character that it belongs to."""
    assert to_column(LINE, units, encoding) == column


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("line", ["", "plain", LINE])
@pytest.mark.parametrize(("units", "at_end"), [(10_000, True), (2**31 - 1, True), (-1, False)])
def test_a_place_outside_the_line_is_its_nearest_end(encoding, line, units, at_end):
    """Units past the line's end mean its end, units below zero its start."""
    assert to_column(line, units, encoding) == (len(line) if at_end else 0)


@given(st.text(characters), st.sampled_from(Encoding), st.integers(0, 40))
def test_agrees_with_counting_one_by_one(line, encoding, units):
    """On any text, lone surrogates included, the column is the count of characters that fit wholly."""
    sizes = [to_units(character, 1, encoding) for character in line]
    fitting = max(column for column in range(len(line) + 1) if sum(sizes[:column]) <= units)
    assert to_column(line, units, encoding) == fitting
    assert to_units(line, fitting, encoding) == sum(sizes[:fitting])
