"""Labelled lines in a section: offered, told about, found with their placeholders, and never asked for."""

from __future__ import annotations

import pytest

from spec_ls.checks.run import check
from spec_ls.features.completion import complete
from spec_ls.features.hover import hover
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.spec import Spec, compare
from spec_ls.text import Position, Text, apply_edits

TEMPLATE = read_template(
    """\
=====
Title
=====

Problem
=======

What is wrong, in the words of those who have the problem:

Assignee(s)
===========

Who is leading the writing of the code?  Please say who is the primary author:

Primary assignee:
  <launchpad-id or None>

Other contributors:
  <launchpad-id>

Target milestone:
  Juno-1

Testing
=======

Tester: <name>
Days needed: <number of days>
""",
    "builtin:example",
)
HEAD = "=====\nLists\n=====\n\nProblem\n=======\n\nNone of it works.\n\nAssignee(s)\n===========\n\n"
TAIL = "\nTesting\n=======\n\n"


def at_mark(text: str) -> tuple[Spec, Position]:
    """The spec of a text without its mark, and the mark's place."""
    before, _, behind = text.partition("|")
    spec = compare(parse(Text.of(before + behind)), TEMPLATE)
    return spec, Position(before.count("\n"), len(before) - before.rfind("\n") - 1)


def labels(text: str) -> list[str]:
    """The labels of the candidates at the mark that are no headings, None among them."""
    return [found.label for found in complete(*at_mark(text)) if found.slot is None]


def accepted(text: str, label: str) -> str:
    """The text behind the assignees' title after a candidate was accepted at the mark."""
    spec, place = at_mark(text)
    edit = next(found.edit for found in complete(spec, place) if found.label == label)
    return str(apply_edits(spec.text, (edit,))).partition("===========\n\n")[2]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("|", ["Primary assignee", "Other contributors", "Target milestone"]),
        ("Prim|", ["Primary assignee"]),
        ("target mile:|", ["Target milestone"]),
        ("Primary assignee:|", ["Primary assignee"]),
        ("Primary assignee:\n  me\n\n|", ["Other contributors", "Target milestone"]),
        ("* **Primary assignees**: me\n* other contributors: you\n\n|", ["Target milestone"]),
        ("Primary assignee: me\nOther contributors: you\nT|", ["Target milestone"]),
        ("No person of this name|", []),
        ("Example::\n\n  Primary assignee:\n|", []),
        ("- one\n\n|\n- two", []),
    ],
)
def test_names_that_a_section_lacks(body: str, found: list[str]) -> None:
    """Offered are the lines that the template's section has and the author's has not, in whatever markup."""
    assert labels(f"{HEAD}{body}\n{TAIL}") == found


def test_other_sections_have_none() -> None:
    """Above the section, and in sections whose template has no labelled line, nothing is offered."""
    assert labels(f"{HEAD.replace('None of it works.', '|')}me\n{TAIL}") == []


def test_an_accepted_name_has_its_placeholder() -> None:
    """A line is written as in the template, with its placeholder, which is a finding until it is replaced."""
    text = f"{HEAD}Prim|\n{TAIL}"
    assert accepted(text, "Primary assignee").startswith("Primary assignee:\n  <launchpad-id or None>\n\n")
    spec, place = at_mark(text)
    candidate = next(found for found in complete(spec, place) if found.label == "Primary assignee")
    start, end = candidate.body or (0, 0)
    assert candidate.edit.text[start:end] == "<launchpad-id or None>"
    codes = [f.code for f in check(spec.after([candidate.edit])).findings]
    assert codes.count("leftover-placeholder") == 1


def test_an_example_is_left_to_its_author() -> None:
    """A template's real value is not inserted: nobody would find it where it stays."""
    assert accepted(f"{HEAD}Tar|\n{TAIL}", "Target milestone").startswith("Target milestone:\n  \n")


def test_a_paragraph_of_lines() -> None:
    """Lines with a value behind the name are offered below another."""
    text = f"{HEAD}me\n{TAIL}Tester: Ada\n|Days\n"
    assert labels(text) == ["Days needed"]
    assert accepted(text, "Days needed").endswith("Tester: Ada\nDays needed: <number of days>\n")


@pytest.mark.parametrize(
    ("body", "found", "after"),
    [
        ("Primary assignee:\n  |", ["None", "<launchpad-id or None>"], "Primary assignee:\n  None\n"),
        ("Primary assignee:\n|", ["None", "<launchpad-id or None>"], "Primary assignee:\n  None\n"),
        ("Primary assignee:\n  No|", ["None", "<launchpad-id or None>"], "Primary assignee:\n  None\n"),
        ("Primary assignee: |", ["None", "<launchpad-id or None>"], "Primary assignee: None\n"),
        ("Primary assignee:\n  me,\n  |you", [], None),
    ],
)
def test_values(body: str, found: list[str], after: str | None) -> None:
    """Behind or below a name are the template's placeholders, and None where it says so."""
    text = f"{HEAD}{body}\n{TAIL}"
    assert labels(text) == found
    if after is not None:
        assert accepted(text, "None").startswith(after)


@pytest.mark.parametrize("body", ["Primary assignees:\n  |me", "Primary |assignee: me"])
def test_hover(body: str) -> None:
    """On a labelled line is the template's text for that line, and no other."""
    found = hover(*at_mark(f"{HEAD}{body}\n\nSome words: |\n{TAIL}"))
    assert found is not None
    assert (found.title, found.summary) == ("Primary assignee", "labelled line, template builtin:example")
    assert "   Primary assignee:\n     <launchpad-id or None>" in found.guidance
    assert "milestone" not in found.guidance
    assert hover(*at_mark(f"{HEAD}Some words: |\n{TAIL}")) is None


@pytest.mark.parametrize(
    "body", ["Ada", "Target milestone:\n  K-1\n\nPrimary assignee:\n  Ada", "Mentor: Bo\n\nMentor: Bo"]
)
def test_nothing_is_asked_for(body: str) -> None:
    """Lines that lack, are unknown, stand twice or in another order are no findings."""
    spec, _ = at_mark(f"{HEAD}{body}\n{TAIL}Tester: Ada\n|")
    assert [f.code for f in check(spec).findings] == []


@pytest.mark.parametrize(
    "body", ["Primary assignee:\n  {}", "Primary assignee: {}", "* Other contributors: me, {}"]
)
def test_a_placeholder_that_is_left(body: str) -> None:
    """A placeholder is found in whatever markup the line has."""
    spec, _ = at_mark(f"{HEAD}{body.format('<launchpad-id or None>')}\n{TAIL}Ada\n|")
    assert [f.code for f in check(spec).findings] == ["leftover-placeholder"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Primary assignee:\n  |\n", ["None", "<launchpad-id or None>", "𝄞 ana", "bob <b@c.org>"]),
        ("Primary assignee: b|\n", ["bob <b@c.org>"]),
        ("Other contributors:\n  𝄞|\n", ["𝄞 ana"]),
        ("Target milestone:\n  |\n", []),
    ],
)
def test_people_of_other_documents_are_offered_where_the_line_is_about_them(
    marked: str, expected: list[str]
) -> None:
    """Behind what the template itself offers."""
    found = complete(*at_mark(HEAD + marked + TAIL), lambda: ["𝄞 ana", "bob <b@c.org>"])
    assert [candidate.label for candidate in found if candidate.slot is None] == expected


@pytest.mark.parametrize(
    ("marked", "label", "line"),
    [
        ("Other contributors:\n  ana,\n  b|\n", "bob <b@c.org>", "  bob <b@c.org>"),
        ("Other contributors:\n  ana\n  me, b|, you\n", "bob <b@c.org>", "  me, bob <b@c.org>, you"),
        ("Other contributors: me, b|\n", "bob <b@c.org>", "Other contributors: me, bob <b@c.org>"),
        ("Other contributors:\n  * b|\n", "bob <b@c.org>", "  * bob <b@c.org>"),
        ("Other contributors:\n  * me\n  * 𝄞 a,|\n", "bob <b@c.org>", "  * 𝄞 a, bob <b@c.org>"),
    ],
)
def test_people_are_offered_in_each_line_and_behind_each_comma(marked: str, label: str, line: str) -> None:
    """The others of the line stay, and are not offered again."""
    text = HEAD + marked + TAIL
    spec, place = at_mark(text)
    found = complete(spec, place, lambda: ["𝄞 ana", "bob <b@c.org>", "me"])
    edit = next(candidate.edit for candidate in found if candidate.label == label)
    lines = str(apply_edits(spec.text, (edit,))).split("\n")
    assert lines[place.line] == line
    assert edit.range.start.column <= place.column <= edit.range.end.column
    assert "me" not in [candidate.label for candidate in found]
