"""text-before-title: text before the title, so that docutils promotes no title."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import FLAT, FRAMED, named
from spec_ls.findings import Safety

REST = "Problem\n-------\n\nP.\n\nChange\n------\n\nC.\n\nTesting\n-------\n\nT.\n"
TITLE = "Spec\n====\n\n"
LICENCE = "This work is licensed under a Creative Commons Attribution 3.0 License."


@pytest.mark.parametrize(
    ("marked", "fixed", "safety"),
    [
        (f"«Text.»(text-before-title)\n\n{TITLE}{REST}", f"{TITLE}Text.\n\n{REST}", Safety.UNSAFE),
        (
            f".. Comment.\n\n«{LICENCE}»(text-before-title)\n\n{TITLE}{REST}",
            f".. Comment.\n\n..\n {LICENCE}\n\n{TITLE}{REST}",
            Safety.UNSAFE,
        ),
        (f"«:orphan:»(text-before-title)\n\n{TITLE}{REST}", f"{TITLE}:orphan:\n\n{REST}", Safety.BY_HAND),
        (
            f"..\n\n «{LICENCE}»(text-before-title)\n\n{TITLE}{REST}".replace(" «", "« "),
            f"..\n {LICENCE}\n\n{TITLE}{REST}",
            Safety.UNSAFE,
        ),
        (
            f"«{LICENCE}»(text-before-title)\n\n{TITLE}{REST}",
            f"..\n {LICENCE}\n\n{TITLE}{REST}",
            Safety.UNSAFE,
        ),
    ],
)
def test_what_stands_there(marked, fixed, safety):
    """One finding at the text, of which all others follow; text moves below the title, a licence becomes a comment."""
    case = check(marked, named(FLAT), shown=True)
    (fix,) = case.fixes("text-before-title")
    assert (case.applied(fix), fix.safety) == (fixed, safety)


@pytest.mark.parametrize(
    ("above", "kind", "title"),
    [
        ("Text.", "text", "Move the text below the title"),
        (":orphan:", '":orphan:"', "Move the text below the title"),
        (":orphan: Text.", "text", "Move the text below the title"),
        (LICENCE, "a licence that is no comment", "Make the licence a comment"),
        (
            f"{LICENCE}\n\nhttps://example.org/by/3.0",
            "a licence that is no comment",
            "Make the licence a comment",
        ),
        (f"Text.\n\n{LICENCE}", "text", "Move the text below the title"),
        (f"{LICENCE}\n\nText.", "a licence that is no comment", "Move the text below the title"),
    ],
)
def test_what_it_says(above, kind, title):
    """The text's kind in the message, and what becomes of it in the fix's title; text is not hidden in a comment."""
    case = look(f"{above}\n\n{TITLE}{REST}", named(FLAT))
    message = f'{kind} stands before "Spec", so docutils takes that for a section and not for the title'
    assert case.one("text-before-title").message == message
    assert [fix.title for fix in case.fixes("text-before-title")] == [title]


@pytest.mark.parametrize(
    "text",
    [
        f".. A comment.\n\n{TITLE}{REST}",
        f"{TITLE}Text.\n\n{REST}",
    ],
)
def test_where_the_title_is_one(text):
    """Comments may stand before a title, and text below it."""
    check(text, named(FLAT))


def test_a_template_with_text_before_its_title():
    """Where the template has text there on purpose, a spec may have it."""
    case = look("Text.\n\nSpec\n====\n\n" + REST, named(FRAMED))
    assert "text-before-title" not in {finding.code for finding in case.findings}
