"""The section tree: what docutils promotes, where sections are, and what their authors made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judge import by_docutils, by_us, shown
from rst.texts import edits, example_count, texts

from spec_ls.model.document import Document, Status, parse
from spec_ls.rst.sections import Section
from spec_ls.text import Edit, Range, Text

SPEC = """\
=====
Title
=====

One
===

Text.

 * Nested
   ------

Two
---

Text.

Three
=====
"""

# The outermost lone title is the document's, where nothing that is seen stands before it.
BEFORE_A_TITLE = {
    "nothing": ("", True),
    "blank lines": ("\n\n", True),
    "a comment": (".. Licence.\n   More.\n\n", True),
    "a target": (".. _target:\n\n", True),
    "an anonymous target": ("__ http://example.org\n\n", True),
    "a substitution definition": (".. |a| replace:: b\n\n", True),
    "a broken substitution definition": (".. |a|\n\n", True),
    "a directive that leaves nothing": (".. role:: red\n\n", True),
    "a directive for what follows": (".. class:: special\n\n", True),
    "a directive that nobody knows": (".. unheard-of::\n\n   Text.\n\n", True),
    "a broken table": ("+---+\n| a\n\n", True),
    "a dropped overline": ("====\n----\n\n", True),
    "text": ("Text.\n\n", False),
    "a transition": ("----\n\n", False),
    "a note": (".. note:: Text.\n\n", False),
    "an image": (".. image:: a.png\n\n", False),
    "a table": ("+---+\n| a |\n+---+\n\n", False),
    "a simple table": ("==  ==\na   b\n==  ==\n\n", False),
    "a footnote": (".. [1] Text.\n\n", False),
    "a field": (":field: Text.\n\n", False),
    "a literal block": ("::\n\n  Text.\n\n", False),
    "two colons that announce nothing": ("::\n\n", True),
    "a section": ("Section\n=======\n\n", False),
}

BODIES = {
    "nothing": ("", Status.EMPTY),
    "a comment": (".. Text.\n", Status.EMPTY),
    "a target": (".. _target:\n", Status.EMPTY),
    "an anonymous target": ("__ http://example.org\n", Status.EMPTY),
    "a substitution definition": (".. |a| replace:: b\n", Status.EMPTY),
    "None": ("None\n", Status.STUB),
    "none with a full stop": ("none.\n", Status.STUB),
    "N/A": ("N/A\n", Status.STUB),
    "an emphasised TBD": ("*TBD*\n", Status.STUB),
    "not applicable": ("Not applicable.\n", Status.STUB),
    "None in a list": ("* None\n", Status.STUB),
    "None and a comment": (".. Why?\n\nNone\n", Status.STUB),
    "None without a line end": ("None", Status.STUB),
    "None and more": ("None\n\nText.\n", Status.WRITTEN),
    "None twice": ("None\n\nNone\n", Status.WRITTEN),
    "None over two lines": ("Not\napplicable\n", Status.WRITTEN),
    "a sentence": ("None that we know of.\n", Status.WRITTEN),
    "a list": ("* Text\n* None\n", Status.WRITTEN),
    "a directive": (".. image:: a.png\n", Status.WRITTEN),
    "a table": ("==  ==\na   b\n==  ==\n", Status.WRITTEN),
    "a subsection": ("Sub\n---\n", Status.WRITTEN),
    "None and a subsection": ("None\n\nSub\n---\n", Status.STUB),
}


def read(text: str) -> Document:
    return parse(Text.of(text))


def named(document: Document, title: str) -> Section:
    return next(section for section in document.walk(document.outermost) if section.title == title)


@pytest.mark.parametrize(("before", "promoted"), BEFORE_A_TITLE.values(), ids=BEFORE_A_TITLE)
def test_title(before: str, promoted: bool) -> None:
    """A lone outermost title is the document's, unless something that is seen stands before it."""
    text = f"{before}Title\n=====\n\nOne\n---\n\nTwo\n---\n"
    assert by_us(text) == by_docutils(text)
    document = read(text)
    assert document.outermost[-1].title == "Title"
    assert document.title == (document.outermost[0] if promoted else None)
    assert document.sections == (document.outermost[0].children if promoted else document.outermost)


@pytest.mark.parametrize(("before", "promoted"), BEFORE_A_TITLE.values(), ids=BEFORE_A_TITLE)
def test_subtitle(before: str, promoted: bool) -> None:
    """A lone section below the document's title is its subtitle, by the same rule, and then no section."""
    if before.startswith("Section"):
        before = "Section\n---\n\n"
    text = f"Title\n=====\n\n{before}Sub\n---\n\nOne\n~~~\n\nTwo\n~~~\n"
    assert by_us(text) == by_docutils(text)
    document = read(text)
    assert document.title is not None
    assert document.title.children[-1].title == "Sub"
    assert document.subtitle == (document.title.children[0] if promoted else None)
    assert len(document.sections) == (2 if promoted else len(document.title.children))


def test_levels_and_styles() -> None:
    """Levels count before promotion, and are those of the adornments as they first appear."""
    document = read("==\nA\n==\n\nB\n=\n\nC\n=\n\nD\n-\n\nE\n=\n")
    assert [
        (section.title, section.level, section.style) for section in document.walk(document.outermost)
    ] == [
        ("A", 1, "=="),
        ("B", 2, "="),
        ("C", 2, "="),
        ("D", 3, "-"),
        ("E", 2, "="),
    ]
    assert document.styles == ("==", "=", "-")


def test_places_of_sections() -> None:
    """A section reaches from its heading to the next one that is not inside it; lines count from 0."""
    document = read(SPEC)
    places = {
        section.title: (
            document.lines(section),
            document.heading_lines(section),
            document.title_range(section),
        )
        for section in document.walk(document.outermost)
    }
    assert places == {
        "Title": ((0, 19), (0, 3), Range.of(1, 0, 1, 5)),
        "One": ((4, 17), (4, 6), Range.of(4, 0, 4, 3)),
        "Two": ((12, 17), (12, 14), Range.of(12, 0, 12, 3)),
        "Three": ((17, 19), (17, 19), Range.of(17, 0, 17, 5)),
    }


def test_title_range_is_that_of_the_text() -> None:
    """A title's range leaves out the white space around it and counts code points."""
    document = read("==========\n \t𝄞 e\u0301 \n==========\n")
    (section,) = document.outermost
    assert document.title_range(section) == Range.of(1, 2, 1, 6)
    assert section.title == "𝄞 e\u0301"


def test_title_behind_a_line_end_that_is_none_to_the_buffer() -> None:
    """A title that docutils sees at a line's start may stand within a line of the buffer."""
    document = read("Text.\n\nText.\u2028\u2028One\u2028===\u2028\nTwo\n===\n")
    assert document.title_range(named(document, "One")) == Range.of(2, 7, 2, 10)
    assert document.heading_lines(named(document, "One")) == (2, 3)
    assert document.title_range(named(document, "Two")) == Range.of(3, 0, 3, 3)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (0, "Title"),
        (3, "Title"),
        (4, "One"),
        (11, "One"),
        (12, "Two"),
        (16, "Two"),
        (17, "Three"),
        (99, None),
    ],
)
def test_section_at_a_line(line: int, title: str | None) -> None:
    """A line belongs to the innermost section that holds it; what is behind the text to none."""
    section = read(SPEC).section_at(line)
    assert (section and section.title) == title


def test_no_section_before_the_first() -> None:
    """Lines before the first heading belong to no section."""
    assert read("Text.\n\nOne\n===\n").section_at(1) is None


def test_body_is_before_the_first_subsection() -> None:
    """A section's own body ends at its first subsection, or at the next section."""
    document = read(SPEC)
    bodies = {
        section.title: [block.text for block in document.blocks.items[slice(*document.body(section))]]
        for section in document.walk(document.outermost)
    }
    assert bodies == {
        "Title": [],
        "One": ["Text.\n\n", " * Nested\n   ------\n\n"],
        "Two": ["Text.\n\n"],
        "Three": [],
    }


@pytest.mark.parametrize(("body", "status"), BODIES.values(), ids=BODIES)
def test_status(body: str, status: Status) -> None:
    """A section is empty, a stub that says that there is nothing to say, or written."""
    document = read(f"Title\n=====\n\nBefore\n======\n\nText.\n\nOne\n===\n\n{body}")
    section = named(document, "One")
    assert document.status(section) is status
    assert document.is_empty(section) is (status is Status.EMPTY)


def test_sections_are_reused_where_no_heading_changes() -> None:
    """Typing in a body reuses the sections, though the title's promotion may change by it."""
    text = Text.of("\n\nTitle\n=====\n\nOne\n---\n\nTwo\n---\n\nText.\n")
    before = parse(text)
    assert before.title is not None
    for place, promoted in ((11, True), (0, False)):
        changed, splice = text.replace(Edit(Range.of(place, 0, place, 0), "Text"))
        document = before.edited([(changed, splice)])
        assert document.outermost is before.outermost
        assert (document.title is not None) is promoted
        assert document == parse(changed)


@example_count(2)
@given(st.data())
def test_document_after_edits_is_that_of_the_text(data: st.DataObject) -> None:
    """After random edits the document, built on the one before, is that of a fresh scan."""
    text = Text.of(data.draw(texts()))
    document = parse(text)
    for _ in range(3):
        text, splice = text.replace(data.draw(edits(text)))
        document = document.edited([(text, splice)])
        fresh = parse(text)
        for name in ("headings", "outermost", "title", "subtitle", "sections", "styles"):
            assert getattr(document, name) == getattr(fresh, name), f"\n{shown(str(text))}"


@example_count(1)
@given(texts())
def test_places_fit_together(text: str) -> None:
    """Subsections lie one after the other within their section, and each heading is in its own lines."""
    document = read(text)
    for section in document.walk(document.outermost):
        start, end = document.lines(section)
        first, behind = document.heading_lines(section)
        assert first == start <= document.title_range(section).start.line < behind, f"\n{shown(text)}"
        edge = start
        for child in section.children:
            assert edge <= document.lines(child)[0] <= document.lines(child)[1] <= end, f"\n{shown(text)}"
            edge = document.lines(child)[1]


def test_stubs_of_a_project() -> None:
    """A body that a project's settings count as saying nothing is a stub there, and text anywhere else."""
    document = read("Title\n=====\n\nBefore\n======\n\nText.\n\nOne\n===\n\n* No  change!\n")
    section = named(document, "One")
    assert document.status(section, frozenset({"no change"})) is Status.STUB
    assert document.status(section, frozenset({"no"})) is document.status(section) is Status.WRITTEN
