"""Missing subsections of one section as one finding."""

from __future__ import annotations

from spec_ls.checks.grouped import grouped
from spec_ls.checks.run import fixes
from spec_ls.findings import Severity

from .marked import look
from .templates import DEEP, NESTED, named
from .test_in_the_making import ALTERNATIVES, FINISHED

TEXT = f"{FINISHED}None\n"


def without(*titles):
    """The findings on the finished spec without some sections, and people's view of them."""
    text = TEXT
    for title in titles:
        start = text.index(f"{title}\n-")
        end = text.index("\n\n", text.index("\n\n", start) + 2) + 2
        text = text[:start] + text[end:]
    case = look(text, named(NESTED))
    return case, grouped(case.findings)


def test_missing_subsections_of_a_section_are_one_finding():
    """It names them, says which are optional, and is as grave as the gravest of them."""
    case, (together,) = without("Alternatives", "Security impact")
    assert len(case.findings) == 2
    assert together.message == (
        'sections "Alternatives" (optional) and "Security impact" are missing in "Proposed change"'
    )
    assert together.severity is Severity.ERROR
    assert together.range == case.findings[0].range


def test_three_of_them():
    """All subsections that a section lacks are one finding, with each in its message and in its fix."""
    text = TEXT.replace(TEXT[TEXT.index("Assignee(s)\n-") : TEXT.index("Dependencies\n=")], "")
    three = NESTED.replace("Dependencies\n=", "Costs\n-----\n\nWhat does it cost?\n\nDependencies\n=")
    case = look(text, named(three))
    together = next(found for found in grouped(case.findings) if found.code == "missing-section")
    assert together.message == (
        'sections "Assignee(s)", "Work Items" and "Costs" are missing in "Implementation"'
    )
    (fix,) = fixes(case.spec, together)
    assert fix.title == 'Insert the 3 missing sections of "Implementation"'
    assert [found.code for found in look(case.applied(fix), named(three)).findings].count(
        "missing-section"
    ) == 0


def test_a_single_one_and_those_of_other_sections_stay():
    """Only what one section lacks is put together."""
    case, found = without("Security impact", "Work Items")
    assert found == list(case.findings)


def test_a_fix_inserts_them_together():
    """The fix of the one finding inserts all of its sections, in their places."""
    case, (together, empty) = without("Assignee(s)", "Work Items")
    assert empty.code == "empty-section"
    (fix,) = fixes(case.spec, together)
    assert fix.title == 'Insert the 2 missing sections of "Implementation"'
    filled = TEXT.replace("Me.", "Who will do it?").replace("All.\n\nDep", "What will they do?\n\nDep")
    assert case.applied(fix) == filled


def test_sections_that_stand_elsewhere_stay_findings_of_their_own():
    """A section under another name is shown at the title that stands there."""
    text = TEXT.replace(ALTERNATIVES, "").replace(
        "Security impact\n---------------", "Security Impact\n---------------"
    )
    found = grouped(look(text, named(NESTED)).findings)
    assert [finding.code for finding in found if finding.cause is None] == ["missing-section"] * 2


def test_on_a_deeper_level():
    """Each section's own subsections are put together, below whatever it stands."""
    text = "=====\nSpec\n=====\n\nProblem\n=======\n\nP.\n\nChange\n======\n\nC.\n\nInterfaces\n----------\n\nI.\n\nStorage\n-------\n\nS.\n"
    case = look(text, named(DEEP))
    lacking = [one for one in case.findings if (one.section or ())[:-1] == ("Change", "Interfaces")]
    assert len(lacking) > 1
    titles = [f'"{one.section[-1]}"' for one in lacking]
    (together,) = [one for one in grouped(case.findings) if one.range == lacking[0].range]
    assert together.message == f'sections {" and ".join(titles)} are missing in "Interfaces"'
