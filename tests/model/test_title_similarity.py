"""How alike two titles are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_ls.model.title_similarity import (
    WITH_REMARK,
    bare_title,
    may_answer,
    names_among_others,
    remark_in,
    title_distance,
)


@pytest.mark.parametrize(
    ("title", "other", "apart"),
    [
        ("Testing", "Testing", 0),
        ("Testing", "testing", 0),
        ("Testing", "TESTING:", 0),
        ("Work Items", "Work  items", 0),
        ("Work Items", "Work Item", 0),
        ("Use Cases", "use-case", 0),
        ("Dependencies", "Dependency", 0),
        ("Assignee(s)", "Assignees", 0),
        ("Assignee(s)", "Assignee", 0),
        ("Security impact", "*Security* impact", 0),
        ("Testing", "3 Testing", 0),
        ("Testing", "3. Testing", 0),
        ("Testing", "3.Testing", 0),
        ("Testing", "3: Testing", 0),
        ("Testing", "1.2) Testing", 0),
        ("Testing", "3rd Testing", None),
        ("Testing", "Tesitng", 1),
        ("Testing", "Testin", 1),
        ("Testing", "Teesting", 1),
        ("Testing", "Tasting", 1),
        ("Documentation impact", "Docmuentaton impact", 2),
        ("Documentation impact", "Dcmntation impact", None),
        ("Testing", "Tests", None),
        ("Testing", "Tisteng", None),
        ("References", "Preferences", 1),
        ("Notes", "Note", 0),
        ("Notes", "Nodes", None),
        ("Costs", "Posts", None),
        ("Problem", "Problem description", None),
        ("Proposed change", "Proposed changes", 0),
        ("Proposed change", "Proposed chance", 1),
        ("", "", 0),
        ("API impact", "UI impact", None),
        ("API", "UI", None),
        ("", "A", None),
    ],
)
def test_title_distance(title, other, apart):
    """Case, punctuation and number do not count; of slips a long title may have more than a short one."""
    assert title_distance(title, other) == title_distance(other, title) == apart


@given(st.text(max_size=30), st.text(max_size=30))
def test_difference_is_symmetric(title, other):
    """The order of the titles makes no difference, and a title is like itself."""
    assert title_distance(title, other) == title_distance(other, title)
    assert title_distance(title, title) == 0


@pytest.mark.parametrize(
    ("title", "remark"),
    [
        ("REST API impact (to be updated)", "to be updated"),
        ("REST API impact - none yet", "none yet"),
        ("REST API impact: v2 only", "v2 only"),
        ("rest api impacts (draft)", "draft"),
        ("REST API impact", None),
        ("Database impact (draft)", None),
        ("REST API impact of v2", None),
    ],
)
def test_a_remark_is_told_from_the_title(title, remark):
    """A remark stands in brackets or behind a dash or colon; such a title is further away than any typo."""
    assert remark_in(title, "REST API impact") == remark
    if remark is not None:
        assert title_distance("REST API impact", title) == WITH_REMARK


@pytest.mark.parametrize("title", ["testing", "3. Testing", "**Testing**", "Testing:", "# Testing"])
def test_bare_titles_are_the_same(title):
    """Case, a number before a title, markup and punctuation do not count; a plural does."""
    assert bare_title(title) == bare_title("Testing")
    assert bare_title(title) != bare_title("Testings")


@pytest.mark.parametrize(
    ("title", "wanted", "may_be", "is_named"),
    [
        ("Discussion and alternatives", "Alternatives", True, True),
        ("Discussion of alternatives", "Alternatives", False, False),
        ("Background & Motivation", "Motivation", True, True),
        ("Motivation", "Motivation and scope", True, False),
        ("Motivation/Rationale", "Rationale", True, True),
        ("Motivation: why", "Motivation", True, False),
        ("Rejected Alternatives", "Rejected Ideas", True, False),
        ("Security Considerations", "Security Implications", True, False),
        ("Use Cases", "Use of it", False, False),
        ("References", "Reference Implementation", False, False),
        ("", "Motivation", False, False),
        ("Motivation", "", False, False),
    ],
)
def test_other_names_of_a_section(title, wanted, may_be, is_named):
    """A title may name several things, or another kind of the wanted one."""
    assert (may_answer(title, wanted), names_among_others(title, wanted)) == (may_be, is_named)
