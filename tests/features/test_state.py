"""How far a spec has come."""

import pytest
from hypothesis import given, settings

from spec_ls.analysis import after, analyse
from spec_ls.checks.run import check
from spec_ls.features.actions import Kind, actions
from spec_ls.features.state import State, state
from spec_ls.text import Range, Text

from .specs import TEMPLATE, TEXTS, analysed

PROBLEM = "=====\nTitle\n=====\n\nProblem\n=======\n\nIt is slow.\n\nUse Cases\n---------\n\nMany.\n\n"
CHANGE = "Change\n======\n\nMake it fast.\n\n"
TESTING = "Testing\n=======\n\nNone\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PROBLEM + CHANGE + TESTING, State(4, 4, 1, 0, ())),
        (PROBLEM + TESTING, State(4, 3, 1, 0, ("Change",))),
        (PROBLEM + CHANGE + "Testing\n=======\n", State(4, 3, 0, 1, ())),
        (
            PROBLEM.replace("Use Cases\n---------\n\nMany.\n\n", "") + CHANGE,
            State(4, 2, 0, 0, ("Use Cases", "Testing")),
        ),
        (CHANGE + TESTING, State(4, 2, 1, 0, ("Problem", "Use Cases"))),
        (PROBLEM + CHANGE + "Alternatives\n------------\n\nMany.\n\n" + TESTING, State(4, 4, 1, 0, ())),
        (PROBLEM + CHANGE + "More\n====\n\nText.\n\n" + TESTING, State(4, 4, 1, 0, ())),
        (CHANGE, State(4, 1, 0, 0, ("Problem", "Use Cases", "Testing"))),
        ("", State(4, 0, 0, 0, ("Problem", "Use Cases", "Change", "Testing"))),
    ],
    ids=[
        "whole",
        "one missing",
        "empty",
        "below",
        "with subsections",
        "optional",
        "unknown",
        "lone",
        "nothing",
    ],
)
def test_what_is_demanded_counts(text, expected):
    """Sections that are optional or unknown do not count, those below a missing one do, a lone one does."""
    assert state(analysed(text)) == expected


def test_what_is_no_spec_has_no_state():
    """Without a template nothing is demanded."""
    assert state(analyse(Text.of(CHANGE), None)) is None


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_sum_is_what_is_required(text):
    """What is written, what is empty and what is missing are all that is required, in any text."""
    found = state(analysed(text))
    assert found.required == found.written + found.empty + len(found.missing)
    assert found.required == sum(slot.required for slot in TEMPLATE.walk())
    assert found.stubs <= found.written


def test_inserting_all_leaves_none_missing():
    """The action that inserts all missing sections leaves as many stubs as were missing."""
    checked = check(analysed(PROBLEM))
    (action,) = actions(checked, Range.of(0, 0, 0, 0), (Kind.INSERT_MISSING,))
    assert state(after(checked.analysis, action.fix.edits)) == State(4, 4, 2, 0, ())
