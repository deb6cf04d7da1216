"""Actions on any text: each does what it is offered for."""

from hypothesis import given, settings

from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.actions import actions
from spec_ls.text import Position, Range, apply_edits

from .specs import TEXTS, checked


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_an_action_changes_something(text):
    """Every action for a whole text changes it; the preferred one of each finding is its first."""
    known = checked(text)
    whole = Range(Position(0, 0), known.spec.text.end)
    found = actions(known, whole, ("",))
    for action in found:
        assert str(apply_edits(known.spec.text, action.fix.edits)) != text
        assert action.fix.title[0].isupper()
    fixes = [action for action in found if action.preferred]
    assert len({action.findings for action in fixes}) == len(fixes)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_a_source_action_is_done_after_one_time(text):
    """A fix of the whole document leaves nothing for itself to do."""
    known = checked(text)
    whole = Range(Position(0, 0), known.spec.text.end)
    for action in actions(known, whole, ("source",)):
        after = checked(str(apply_edits(known.spec.text, action.fix.edits)))
        again = [action.kind for action in actions(after, Range.at(Position(0, 0)), (action.kind,))]
        assert again == [] or action.kind is ActionKind.ORDER


def test_a_range_of_many_findings_is_cut_short():
    """Of thousands of findings in one range only some are answered, so that the answer comes at once."""
    long = "word " * 30
    text = "Problem\n=======\n\n" + f"{long}\n\n" * 500
    known = checked(text)
    whole = Range(Position(0, 0), known.spec.text.end)
    assert len(known.findings) > 500
    assert len(actions(known, whole, ("quickfix",))) <= 65


def offered(text, line):
    """The titles of the quick fixes at a line, but for suppressions."""
    known = checked(text)
    found = actions(known, Range.at(Position(line, 0)), ("quickfix",))
    return [action.fix.title for action in found if not action.fix.title.startswith("Suppress")]


def test_a_document_with_a_title_is_filled_at_once():
    """All sections are the first thing that is offered, a skeleton with guidance the second."""
    assert offered("=====\nTitle\n=====\n\n", 3)[:2] == [
        "Insert all 3 missing sections",
        "Insert a skeleton with the template's guidance",
    ]


def test_the_next_section_is_offered_at_the_end_of_a_spec_in_the_making():
    """Behind all sections and the skeleton comes the first one that is missing, wherever the cursor is there."""
    text = "=====\nTitle\n=====\n\nProblem\n=======\n\nBad.\n\nUse Cases\n---------\n\nAll.\n\n\n"
    for line in (12, 13, 14):
        assert offered(text, line) == [
            "Insert all 2 missing sections",
            "Insert a skeleton with the template's guidance",
            'Insert "Change"',
        ]
    assert offered(text, 7) == []


def test_a_skeleton_has_the_templates_guidance():
    """Each inserted section has the template's text, which stays a finding until the author writes."""
    known = checked("=====\nMine\n=====\n")
    _, skeleton = actions(known, Range.at(Position(2, 0)), ("quickfix",))[:2]
    text = str(apply_edits(known.spec.text, skeleton.fix.edits))
    assert "Problem\n=======\n\nWhat is wrong?\n\nUse Cases\n---------\n\nWho does what?\n" in text
    assert "None" not in text
    assert {finding.code for finding in checked(text).findings} >= {"leftover-guidance"}


def test_a_new_file_is_filled_in():
    """An empty document is offered the whole template first, all sections with None second."""
    known = checked("\n")
    titles = offered("\n", 0)
    assert titles[:2] == ["Fill in the template", "Insert all 3 missing sections"]
    first = actions(known, Range.at(Position(0, 0)), ("quickfix",))[0]
    text = str(apply_edits(known.spec.text, first.fix.edits))
    assert text.startswith("=====\nTitle\n=====\n\nProblem\n=======\n\nWhat is wrong?\n")
    assert "Fill in the template" not in offered("Text.\n", 0)
