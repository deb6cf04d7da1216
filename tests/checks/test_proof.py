"""The proof that a fix does no harm: which edits it lets pass, and which it refuses."""

from __future__ import annotations

import pytest

from checks.marked import look
from checks.templates import FLAT, named
from spec_ls.checks.proof import is_proven
from spec_ls.findings import Fix, Safety
from spec_ls.text import Edit, Range

SPEC = """\
Spec
====

Copyright 2020 Ada.

Problem
-------

It is slow, and it is *old*. ::

    run it
    twice

What is wrong?

Change
------

Make it fast.

Testing
-------

It is slow, and it is *old*.
"""


def edited(old: str, new: str, count: int = 1) -> Edit:
    """The edit that puts ``new`` in the place of ``old``, the last of ``count`` in the spec."""
    at = -1
    for _ in range(count):
        at = SPEC.index(old, at + 1)
    start, end = (SPEC[:index] for index in (at, at + len(old)))
    column = len(start) - start.rfind("\n") - 1
    end_column = len(end) - end.rfind("\n") - 1
    return Edit(Range.of(start.count("\n"), column, end.count("\n"), end_column), new)


HARMLESS = {
    "nothing": (),
    "another place for a line end": (edited("slow, and", "slow,\nand"),),
    "another title": (edited("Change\n------", "Changes\n-------"),),
    "the template's own words": (edited("What is wrong?\n\n", ""),),
    "text that stands there twice": (edited("It is slow, and it is *old*.\n", "None\n"),),
    "a word that is moved": (edited("Make it fast.", "It."), edited("It is slow", "Make fast. It is slow")),
}
HARMFUL = {
    "a word is lost": (edited("Make it fast.", "Make it."),),
    "a word is lost beside a new title": (edited("Change\n------\n\nMake it fast.", "Changes\n-------\n\nMake it."),),
    "text is lost beside the template's": (edited("What is wrong?\n\nChange\n------\n\nMake it fast.", "Change\n------\n\nNone"),),
    "a licence's line": (edited("Copyright 2020 Ada.\n\n", ""),),
    "literal lines are joined": (edited("run it\n    twice", "run it twice"),),
    "a heading is doubled": (edited("Change\n------", "Problem\n-------"),),
    "a message of docutils' is new": (edited("Make it fast.", "Make it *fast."),),
}  # fmt: skip


def proven(edits: tuple[Edit, ...], safety: Safety) -> bool:
    return is_proven(look(SPEC, named(FLAT)).spec, Fix("It", edits, safety=safety))


@pytest.mark.parametrize("edits", HARMLESS.values(), ids=HARMLESS)
def test_what_passes(edits):
    """All words stay, or are the template's, a heading's old title or there twice."""
    assert proven(edits, Safety.UNSAFE)


@pytest.mark.parametrize("safety", [Safety.SAFE, Safety.UNSAFE])
@pytest.mark.parametrize("edits", HARMFUL.values(), ids=HARMFUL)
def test_what_is_refused(edits, safety):
    """No author's word, heading, line or licence goes, and docutils has nothing new to say."""
    assert not proven(edits, safety)


def test_by_hand():
    """What the author looks at may lose words, but brings no message and doubles no heading."""
    passes = {name: proven(edits, Safety.BY_HAND) for name, edits in HARMFUL.items()}
    refused = {"a heading is doubled", "a message of docutils' is new"}
    assert {name for name, passed in passes.items() if not passed} == refused


@pytest.mark.parametrize(
    "edit", [edited("Testing\n-------", "Testing\n~~~~~~~"), edited("Change\n------\n\n", "")]
)
def test_a_safe_fix_keeps_headings(edit):
    """A heading at another level is no safe change, nor is one of the template's that goes."""
    assert not proven((edit,), Safety.SAFE)
    assert proven((edit,), Safety.UNSAFE)


def test_a_licence_of_the_template_stays():
    """The template's own text may go, but for its licence; a line of it that stands elsewhere is enough."""
    licence = "Copyright 2020 Ada."
    template = named(f"Title\n=====\n\n{licence}\n\n" + FLAT.partition("\n\n")[2])
    deleted = edited(f"{licence}\n\n", "")
    spec = look(SPEC, template).spec
    assert not is_proven(spec, Fix("It", (deleted,), safety=Safety.UNSAFE))
    moved = (deleted, edited("Make it fast.\n", f"Make it fast.\n\n.. {licence}\n"))
    assert is_proven(spec, Fix("It", moved, safety=Safety.UNSAFE))
    assert is_proven(spec, Fix("It", (edited("What is wrong?\n\n", ""),), safety=Safety.UNSAFE))
