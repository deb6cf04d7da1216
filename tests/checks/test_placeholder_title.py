"""placeholder-title: the template's own title, wherever a title may stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.marked import check
from checks.templates import DEEP, FLAT, FRAMED, NESTED, named
from spec_ls.config import Config

ALONE = Config(select=frozenset({"placeholder-title"}), gate=frozenset())
BODY = "\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n"


@pytest.mark.parametrize(
    ("template", "marked"),
    [
        (NESTED, "«Example title»(placeholder-title)\n=============" + BODY),
        (NESTED, "===============\n «Example Title»(placeholder-title)\n===============" + BODY),
        (NESTED, "«Example  title»(placeholder-title)\n==============" + BODY),
        (NESTED, "Some text before it.\n\n«Example title»(placeholder-title)\n=============" + BODY),
        (
            NESTED,
            "A spec\n======\n\n«Example title»(placeholder-title)\n-------------\n\nProblem\n~~~~~~~\n\nP.\n",
        ),
        (FRAMED, "::\n\n  x\n\n«The title goes here»(placeholder-title)\n===================" + BODY),
        (FLAT, "«Title»(placeholder-title)\n=====" + BODY),
        (NESTED, "Example title of mine\n=====================" + BODY),
        (NESTED, "*Example title*\n===============" + BODY),
        (NESTED, "Text: Example title.\n" + BODY),
        (NESTED, "A spec\n======" + BODY + "\nExample title\n-------------\n\nE.\n"),
        ("Snapshots\n=========" + BODY, "Snapshots\n=========" + BODY),
        (
            "Problem\n=======\n\nP.\n\nChange\n======\n\nC.\n",
            "Problem\n=======\n\nP.\n\nChange\n======\n\nC.\n",
        ),
        (NESTED, ""),
    ],
)
def test_which_titles_are_examples(template, marked):
    """The template's title as title or subtitle, in any case; one word is only an example if it says so."""
    check(marked, named(template), config=ALONE)


@pytest.mark.parametrize(
    ("path", "title"),
    [("specs/2026.1/volume-attachments.rst", "Volume attachments"), ("a_b.rst", "A b"), ("NFS.rst", "NFS")],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fix(path, title, newline):
    """The title becomes what the file's name says, with an adornment of its length."""
    text = "=====\n«Title»(placeholder-title)\n=====" + BODY
    case = check(text.replace("\n", newline), named(DEEP), Path(path), config=ALONE)
    rule = "=" * max(4, len(title))
    assert case.fixed("placeholder-title") == f"{rule}\n{title}\n{rule}{BODY}".replace("\n", newline)
    assert case.fixes("placeholder-title")[0].title == f'Rename to "{title}"'


@pytest.mark.parametrize("path", [None, Path("example-title.rst")])
def test_no_fix(path):
    """Without a name to make a title of there is no fix, nor with one that says the same."""
    case = check("«Example title»(placeholder-title)\n=============" + BODY, named(NESTED), path, ALONE)
    assert case.fixes("placeholder-title") == ()


def test_what_it_says():
    """A warning, or an error where the gate rejects it; it is about no section."""
    text = "«Example title»(placeholder-title)\n=============" + BODY
    finding = check(text, named(NESTED), config=ALONE).one("placeholder-title")
    assert finding.message == 'title "Example title" is the template\'s example of one'
    assert str(finding.severity) == "warning"
    assert (finding.section, finding.template) == (None, None)
    gated = Config(select=ALONE.select, gate=frozenset({"placeholder-title"}))
    assert str(check(text, named(NESTED), config=gated).one("placeholder-title").severity) == "error"
