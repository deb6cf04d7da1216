"""Templates: slots, guidance and adornments, read from RST."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks.templates import DEEP, FLAT, FRAMED, NESTED
from hypothesis import given
from hypothesis import strategies as st

from spec_ls.findings import TemplatePlace
from spec_ls.model.template import read_template


def read(text):
    return read_template(text, "builtin:example")


def outline(template):
    return [(slot.level, slot.title, slot.style, slot.line, slot.required) for slot in template.walk()]


def test_slots():
    """Each section is a slot, with its level, adornment, the line of its title, and whether it is required."""
    assert outline(read(NESTED)) == [
        (1, "Problem description", "=", 6, True),
        (2, "Use Cases", "-", 11, True),
        (1, "Proposed change", "=", 16, True),
        (2, "Alternatives", "-", 24, False),
        (2, "Security impact", "-", 29, True),
        (1, "Implementation", "=", 34, True),
        (2, "Assignee(s)", "-", 37, True),
        (2, "Work Items", "-", 42, True),
        (1, "Dependencies", "=", 47, True),
        (1, "Testing", "=", 52, True),
        (1, "References", "=", 57, False),
    ]


@pytest.mark.parametrize(
    ("text", "title", "style", "framed", "tops"),
    [
        (NESTED, "Example title", "==", False, 6),
        (FLAT, "Title", "=", False, 3),
        (DEEP, "Title", "==", False, 3),
        (FRAMED, "The title goes here", "==", True, 3),
        ("One\n===\n\nTwo\n===\n", None, None, False, 2),
        ("Text.\n\nOne\n===\n\nTwo\n===\n", None, None, False, 2),
        ("Text.\n\nTitle\n=====\n\nOne\n---\n\nTwo\n---\n", "Title", "=", True, 2),
        (".. Comment.\n\nTitle\n=====\n\nOne\n---\n\nTwo\n---\n", "Title", "=", False, 2),
        ("Title\n=====\n\nSubtitle\n--------\n\nOne\n~~~\n\nTwo\n~~~\n", "Title", "=", False, 2),
        ("Title\n=====\n", "Title", "=", False, 0),
        ("", None, None, False, 0),
    ],
)
def test_titles(text, title, style, framed, tops):
    """The title is docutils', or where text stands before it the lone outermost section's."""
    template = read(text)
    assert (template.title, template.title_style, template.framed) == (title, style, framed)
    assert len(template.slots) == tops


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_paths_and_guidance(newline):
    """A slot's path starts at the first slot level, its guidance ends where its first subsection starts."""
    template = read(DEEP.replace("\n", newline))
    change = template.slots[1]
    assert change.guidance == "What will be done?"
    rest = change.children[0].children[1]
    assert rest.path == ("Change", "Interfaces", "REST")
    assert rest.level == 3
    assert rest.guidance == "Resources."
    assert [slot.title for slot in template.siblings(rest)] == ["Command line", "REST"]
    assert template.siblings(change) == template.slots
    assert [slot.title for slot in change.walk()] == [
        "Change",
        "Interfaces",
        "Command line",
        "REST",
        "Storage",
    ]


def test_guidance_keeps_its_markup():
    """Guidance is the source text under a heading, without the blank lines around it."""
    text = "Title\n=====\n\nOne\n---\n\n* a::\n\n    code\n\n.. note:: b\n\n\nTwo\n---\n"
    template = read(text)
    assert template.slots[0].guidance == "* a::\n\n    code\n\n.. note:: b"
    assert template.slots[1].guidance == ""


def test_front_matter():
    """The text before the first slot is the front matter, the title and its text included."""
    assert read(FLAT).front_matter == "Title\n=====\n\n"
    assert read(FRAMED).front_matter == FRAMED[: FRAMED.index("Problem\n===")]
    assert read("Text.\n").front_matter == "Text.\n"


@pytest.mark.parametrize("origin", ["builtin:example", Path("specs") / "template.rst"])
def test_place(origin):
    """A slot's place is the template's origin and its title's line."""
    template = read_template(FLAT, origin)
    assert template.place(template.slots[1]) == TemplatePlace(origin, 8)


def test_of_two_sections_with_one_title_the_last_is_the_slot():
    """A template that asks twice for one title has one slot for it, as a gate has."""
    template = read("Title\n=====\n\nOne\n---\n\nA.\n\nTwo\n---\n\nB.\n\nOne\n---\n\nC.\n")
    assert sorted((slot.title, slot.guidance) for slot in template.slots) == [("One", "C."), ("Two", "B.")]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Please say: Posting to get preliminary feedback on the scope of this spec.", True),
        ("Please say:\nPosting to get preliminary\n  feedback on the scope of this spec", True),
        ("Please say: Posting to get preliminary feedback on the scopeof this spec", False),
        ("", False),
    ],
)
def test_a_template_offers_to_stop(text, offered):
    """The sentence is found wherever it stands in the template, over several lines too."""
    assert read(f"Title\n=====\n\nOne\n---\n\n{text}\n").offers_stop is offered


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (NESTED, []),
        ("", [(0, "no section found, so nothing to compare specs with")]),
        ("Text.\n", [(0, "no section found, so nothing to compare specs with")]),
        ("Title\n=====\n", [(0, "no section found, so nothing to compare specs with")]),
        ("Spec\n====\n\n:problem: <What is wrong?>\n", []),
        (
            "Title\n=====\n\nOne\n---\n\nDeep\n~~~~\n\nTwo\n=====\n\nDeep\n~~~~\n\nThree\n-----\n",
            [(12, 'title "Deep" skips a level and opens no section')],
        ),
        (
            "Title\n=====\n\nOne\n---\n\nTwo\n---\n\n=====\nThree\n-----\n",
            [(9, "overline without a title and underline that match it")],
        ),
        ("Title\n=====\n\nOne\n---\n\n" + "x" * 10_001 + "\n", [(6, "a line is longer than docutils reads")]),
    ],
)
def test_problems(text, problems):
    """A template that is broken says so, with the line at which it is."""
    assert [(problem.line, problem.message) for problem in read(text).problems] == problems


def test_licence():
    """The licence is the comment or literal block before the first slot that speaks of one."""
    comment = "..\n This work is licensed under a licence.\n\n https://example.org/\n"
    assert read(f"{comment}\n{FLAT}").licence.strip() == comment.strip()
    assert "Apache License" in read(FRAMED).licence
    assert read(FLAT).licence is None


@given(st.text(alphabet=st.sampled_from("aB=-~ \n\r\t.:*`_[]|+>\x85\u2028\U0001f600"), max_size=120))
def test_any_text_is_a_template(text):
    """No text makes the reader raise, and each slot's line holds its title."""
    template = read(text)
    lines = template.text.lines
    for slot in template.walk():
        assert 0 <= slot.line < len(lines)
        assert slot.title.split()[0] in lines[slot.line]
        assert slot.path[-1] == slot.title
        assert len(slot.path) == slot.level
