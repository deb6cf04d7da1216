"""The summary above a title, and the hints behind headings."""

import pytest
from hypothesis import given, settings

from spec_ls.features.heading_hints import heading_hints
from spec_ls.features.lens import lens, summary
from spec_ls.features.progress import Progress, progress
from spec_ls.text import Position, Range

from .specs import TEXTS, compared

SPEC = (
    "=====\n𝄞 T\n=====\n\nProblem\n=======\n\nNone\n\nChange\n======\n\nAlternatives\n------------\n\nNo.\n"
)


def test_the_summary_says_all_states():
    """Numbers of demanded sections by state, whose sum is that of all; what is not there is not said."""
    found = lens(compared(SPEC))
    assert found.title == "1 of 4 written, 1 None, 2 missing"
    assert found.range == Range.of(0, 0, 0, 5)  # not between the overline and the title
    assert found.can_insert
    assert summary(Progress(9, 8, 1, 1, (), 3)) == "4 of 9 written, 1 None, 3 only guidance, 1 empty"
    assert summary(Progress(22, 20, 6, 1, ("Testing",))) == "14 of 22 written, 6 None, 1 empty, 1 missing"
    assert summary(Progress(2, 2, 0, 0, ())) == "2 of 2 written"


def test_a_section_under_another_name_is_not_inserted():
    """What is missing only where its name is wrong is no reason to insert anything."""
    text = SPEC.replace("Problem\n", "Problems\n") + "\nTesting\n=======\n\nA.\n"
    text = text.replace("None\n", "A.\n\nUse Cases\n---------\n\nB.\n")
    found = lens(compared(text.replace("Problems\n=======", "Problems\n========")))
    assert found.title == "2 of 4 written, 2 missing"
    assert not found.can_insert


def test_a_text_without_a_title_has_its_lens_at_the_start():
    """The lens of an empty text stands in its first line."""
    assert lens(compared("")).range == Range.at(Position(0, 0))


def test_hints_say_what_a_heading_is_in_the_template():
    """Behind each title whose slot is known stands whether the template demands it."""
    found = heading_hints(compared(SPEC + "\nOther\n=====\n"), Range.of(0, 0, 99, 0))
    assert [(hint.position.line, hint.position.column, hint.label) for hint in found] == [
        (4, 7, "required"),
        (9, 6, "required"),
        (12, 12, "optional"),
    ]
    assert found[2].tooltip == 'optional, section 4 of 5 in template builtin:example, behind "Change"'
    assert found[0].tooltip == "required, section 1 of 5 in template builtin:example"


@pytest.mark.parametrize(("first", "last", "lines"), [(5, 9, [9]), (4, 4, [4]), (10, 11, []), (13, 2, [])])
def test_hints_are_those_of_the_lines_asked_for(first, last, lines):
    """Only headings within the range have hints; a range upside down has none."""
    found = heading_hints(compared(SPEC), Range.of(first, 0, last, 0))
    assert [hint.position.line for hint in found] == lines


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_has_a_lens_and_hints_in_it(text):
    """The numbers of a lens add up, and all positions lie in the text."""
    spec = compared(text)
    found, state = lens(spec), progress(spec)
    assert state.required == state.written + state.empty + len(state.missing)
    hints = heading_hints(spec, Range(Position(0, 0), spec.text.end))
    places = [*found.range, *(hint.position for hint in hints)]
    assert all(spec.text.clamp(place) == place for place in places)
    assert [hint.position for hint in hints] == sorted(hint.position for hint in hints)
