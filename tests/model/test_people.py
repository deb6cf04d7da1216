"""The people whom a document names."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_ls.model.document import parse
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.model.page_summary import EntryKind, summary
from spec_ls.text import Text

PAGE = """\
:Author: Ada 𝄞 <ada@example.org>
:Version: 1

Title
=====

Primary assignee:
  bob

Other contributors:
  <launchpad-id or None>

Owner: TBD

* **Maintainer:** cy

The authors: a long tale follows.

Note:
  dan

Contributors:
  * eve,
  * None (but welcome)
"""


def people(text):
    """The people of a text, each with what stands at its range."""
    document = parse(Text.of(text))
    found = [entry for entry in summary(document) if entry.kind is EntryKind.PERSON]
    for entry in found:
        line = document.text.lines[entry.line]
        assert line[entry.column : entry.end_column] == entry.name
    return [entry.name for entry in found]


def test_labelled_lines_and_fields_name_people():
    """Placeholders and stubs are nobody."""
    assert people(PAGE)[:3] == ["Ada 𝄞 <ada@example.org>", "bob", "cy"]
    assert people(PAGE)[-1] == "eve"
    assert "dan" not in people(PAGE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Number: 1\nAuthor: A <a@b>,\n        𝄞 B <b@b>,\n        C\nStatus: X\n",
            ["A <a@b>", "𝄞 B <b@b>", "C"],
        ),
        ("Number: 1\nAuthor: A <a@b>\n\n   Quoted text.\n", ["A <a@b>"]),
        (":Authors: Ann Ace,\n          Bob Bee\n", ["Ann Ace", "Bob Bee"]),
        (":Authors: Ann Ace, Bob van Bee\n", ["Ann Ace", "Bob van Bee"]),
        (":Author: Bee, Bob <bob@b>\n", ["Bee, Bob <bob@b>"]),
        (":Author: Ann (LP: ann, IRC: a), Bob\n", ["Ann (LP: ann, IRC: a), Bob"]),
        ("Assignees:\n  ann, bob\n  cy\n", ["ann", "bob", "cy"]),
        (
            "Contributors:\n  * ann\n  * 𝄞 Bob Bee <b@b>, Cy Cee <c@c>\n",
            ["ann", "𝄞 Bob Bee <b@b>", "Cy Cee <c@c>"],
        ),
        ("Assignee:\n  ann\n  writes most of the code of it.\n", ["ann"]),
        ("Owner: a project may have one of these, and that is who can change it\n", []),
        ("Assignee:\n  ann\n\n  And bob.\n", ["ann"]),
    ],
)
def test_all_people_of_a_value_are_named(text, expected):
    """In the lines below, and between commas where all parts look like people; prose names nobody."""
    assert people(text) == expected


@given(st.text(alphabet="Author: <>*\n\t 𝄞", max_size=60))
def test_any_text_has_people_where_they_stand(text):
    """Ranges lie in the text."""
    people(text)


def test_those_whom_most_documents_name_come_first():
    """Each document counts once, and the document itself does not; of those as frequent the last comes first."""
    texts = {"a": "Owner: ana\n\nOwner: ana\n", "b": "Owner: bob\n", "c": "Owner: bob\n", "d": "Owner: me\n"}
    pages = {Path("/", name): summary(parse(Text.of(text))) for name, text in texts.items()}
    assert LinkedPages(pages).people(Path("/d")) == ["bob", "ana"]
