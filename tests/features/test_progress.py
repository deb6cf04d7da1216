"""The progress of a spec."""

import pytest
from hypothesis import given, settings

from spec_ls.checks.run import check
from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.actions import actions
from spec_ls.features.progress import Progress, progress
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.spec import compare
from spec_ls.text import Range, Text

from .specs import TEMPLATE, TEXTS, compared

PROBLEM = "=====\nTitle\n=====\n\nProblem\n=======\n\nIt is slow.\n\nUse Cases\n---------\n\nMany.\n\n"
CHANGE = "Change\n======\n\nMake it fast.\n\n"
TESTING = "Testing\n=======\n\nNone\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PROBLEM + CHANGE + TESTING, Progress(4, 4, 1, 0, ())),
        (PROBLEM + TESTING, Progress(4, 3, 1, 0, ("Change",))),
        (PROBLEM + CHANGE + "Testing\n=======\n", Progress(4, 3, 0, 1, ())),
        (
            PROBLEM.replace("Use Cases\n---------\n\nMany.\n\n", "") + CHANGE,
            Progress(4, 2, 0, 0, ("Use Cases", "Testing")),
        ),
        (CHANGE + TESTING, Progress(4, 2, 1, 0, ("Problem", "Use Cases"))),
        (PROBLEM + CHANGE + "Alternatives\n------------\n\nMany.\n\n" + TESTING, Progress(4, 4, 1, 0, ())),
        (PROBLEM + CHANGE + "More\n====\n\nText.\n\n" + TESTING, Progress(4, 4, 1, 0, ())),
        (CHANGE, Progress(4, 1, 0, 0, ("Problem", "Use Cases", "Testing"))),
        ("", Progress(4, 0, 0, 0, ("Problem", "Use Cases", "Change", "Testing"))),
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
    assert progress(compared(text)) == expected


GUIDED = read_template(
    "=====\nTitle\n=====\n\nProblem\n=======\n\nWhich problem is solved here, and for whom is it one?\n\n"
    "Work\n====\n\nWho\n---\n\nWho does it:\n  <name of somebody>\n\nSteps\n-----\n\nWhat is done, and in which steps?\n",
    "builtin:guided",
)


@pytest.mark.parametrize(
    ("old", "new", "guidance"),
    [
        ("", "", 4),
        ("Which problem is solved here, and for whom is it one?", "𝄞 It is slow.", 3),
        ("for whom is it one?\n", "for whom is it one?\n\n𝄞 It is slow.\n", 3),
        ("<name of somebody>", "ana", 2),
        ("What is done, and in which steps?", "None", 2),
        ("What is done, and in which steps?", "", 3),
    ],
)
def test_the_templates_own_text_is_not_written_by_the_author(old, new, guidance):
    """A section counts with those in it; what is to be replaced is the template's until it is."""
    text = str(GUIDED.text).replace(old, new) if old else str(GUIDED.text)
    found = progress(compare(parse(Text.of(text)), GUIDED))
    assert (found.required, found.guidance) == (4, guidance)
    assert found.guidance + found.stubs <= found.written


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_sum_is_what_is_required(text):
    """What is written, what is empty and what is missing are all that is required, in any text."""
    found = progress(compared(text))
    assert found.required == found.written + found.empty + len(found.missing)
    assert found.required == sum(slot.required for slot in TEMPLATE.walk())
    assert found.stubs + found.guidance <= found.written


def test_inserting_all_leaves_none_missing():
    """The action that inserts all missing sections leaves as many stubs as were missing."""
    checked = check(compared(PROBLEM))
    (action,) = actions(checked, Range.of(0, 0, 0, 0), (ActionKind.INSERT_MISSING,))
    assert progress(checked.spec.after(action.fix.edits)) == Progress(4, 4, 2, 0, ())
