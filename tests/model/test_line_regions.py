"""Regions of lines: walking back from a line finds what reading from the top finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spec_ls.model.line_regions import lines_in_regions

# Lines are one character: ``o`` opens a region, ``>`` goes on in one, ``.`` ends it, ``O`` goes on and opens.


def opens(line: str) -> bool:
    return line in "oO"


def goes_on(line: str) -> bool:
    return line in ">O"


def read_from_the_top(lines: str) -> set[int]:
    inside, is_open = set(), False
    for number, line in enumerate(lines):
        is_open = is_open and goes_on(line)
        if is_open:
            inside.add(number)
        is_open = is_open or opens(line)
    return inside


@given(st.text("oO>.", max_size=30), st.sets(st.integers(0, 29)))
def test_walking_back_is_reading_from_the_top(lines: str, numbers: set[int]) -> None:
    """The lines asked about that stand in a region are those of all lines that do."""
    asked = sorted(number for number in numbers if number < len(lines))
    assert lines_in_regions(lines, asked, opens, goes_on) == read_from_the_top(lines).intersection(asked)


def test_no_line_is_looked_at_twice() -> None:
    """A region in which every line is asked about is walked through once, and each line asked for itself."""
    looked = []

    def opens_and_tells(line: str) -> bool:
        looked.append(line)
        return line == "o"

    lines_in_regions("o" + ">" * 1_000, range(1_001), opens_and_tells, lambda line: line == ">")
    assert len(looked) <= 2 * 1_001
