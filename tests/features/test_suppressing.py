"""Actions that suppress a finding: each hides what it is offered for, and is nothing but a comment."""

from __future__ import annotations

from checks import meaning
from edits.test_properties import Draft, drafts, told
from hypothesis import HealthCheck, given, settings

from spec_ls.checks.run import check
from spec_ls.features.actions import actions
from spec_ls.text import Position, Range


@given(drafts())
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_a_suppression_is_a_comment_and_hides_its_finding(draft: Draft) -> None:
    """On any spec the finding is gone, no other comes, and docutils sees one comment more at most."""
    checked = check(draft.spec)
    end = checked.spec.text.end
    before = without_suppressions(draft.text)
    offered = actions(checked, Range(Position(0, 0), end), ("quickfix",))
    for action in offered:
        if not action.fix.title.startswith("Suppress"):
            continue
        then = checked.spec.after(action.fix.edits)
        now = told(check(then).findings)
        for finding in action.findings:
            key = (finding.code, finding.section)
            assert now[key] < told(checked.findings)[key]
        assert not now - told(checked.findings)
        assert without_suppressions(str(then.text)) == before
        assert action.preferred is False
    suppress = [action.fix.title.startswith("Suppress") for action in offered]
    assert suppress == sorted(suppress)


def without_suppressions(text: str) -> list[tuple[str, str]]:
    """What docutils makes of a text, without the comments that switch findings off."""
    shape = meaning.shape(text)
    own = {index for index, (kind, told) in enumerate(shape) if kind == "text" and "spec-ls: disable" in told}
    return [part for index, part in enumerate(shape) if index not in own and index + 1 not in own]
