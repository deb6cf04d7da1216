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
    assert len(actions(known, whole, ("quickfix",))) <= 60
