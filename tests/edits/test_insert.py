"""Inserting what is missing: all at once, in the template's places and the document's own style."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks.marked import look
from checks.meaning import complaints, titles
from checks.templates import DEEP, FLAT, FRAMED, NESTED, named

from spec_ls.checks.proof import is_proven
from spec_ls.config import Config
from spec_ls.edits.insert import insert_all, skeleton
from spec_ls.workspace import Workspace

WHOLE = """\
Problem
-------

None

Change
------

None

Testing
-------

None
"""
"""What the flat template asks for."""

NO_CORE = Config(core=frozenset())
"""None is an answer everywhere: these tests are about places and adornments."""


def filled(text, template=FLAT, path=None, config=NO_CORE):
    """The text after insert all, which must have nothing more to do."""
    case = look(text, named(template), path, config)
    fixed = case.applied(insert_all(case.spec))
    assert insert_all(look(fixed, named(template), path, config).spec) is None
    return fixed


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        # nothing but a title
        ("Spec\n====\n", f"Spec\n====\n\n{WHOLE}"),
        ("Spec\n====", f"Spec\n====\n\n{WHOLE}"),
        ("Spec\n====\n\n\n\n", f"Spec\n====\n\n\n\n{WHOLE}"),
        ("..\n  Me.\n\n.. _top:\n\n====\nSpec\n====\n\nText.", f"..\n  Me.\n\n.. _top:\n\n====\nSpec\n====\n\nText.\n\n{WHOLE}"),
        # two blank lines above headings, as the document has them
        ("Spec\n====\n\nText.\n\n\nProblem\n-------\n\nP.\n\n\nTesting\n-------\n\nT.\n",
         "Spec\n====\n\nText.\n\n\nProblem\n-------\n\nP.\n\n\nChange\n------\n\nNone\n\n\nTesting\n-------\n\nT.\n"),
        # no title: one is made, lest docutils take the first section for it
        ("", f"Title\n=====\n\n{WHOLE}"),
        ("\n", f"Title\n=====\n\n{WHOLE}"),  # the empty buffer of an editor that ends each line
        ("\n\n", f"Title\n=====\n\n{WHOLE}"),
        (".. A comment.", f".. A comment.\n\nTitle\n=====\n\n{WHOLE}"),
        (".. _target:\n", f".. _target:\n\nTitle\n=====\n\n{WHOLE}"),
        # no title, and text that keeps docutils from promoting one
        ("Just text.", f"Just text.\n\n{WHOLE}"),
        ("Text.\n\n* item\n", f"Text.\n\n* item\n\n{WHOLE}"),
        # the document's own adornments
        ("####\nSpec\n####\n\n*******\nProblem\n*******\n\nP.\n\n*****\nNotes\n*****\n\nN.\n",
         "####\nSpec\n####\n\n*******\nProblem\n*******\n\nP.\n\n******\nChange\n******\n\nNone\n\n"
         "*******\nTesting\n*******\n\nNone\n\n*****\nNotes\n*****\n\nN.\n"),
        ("A\n^\n\nText.\n\nB\n^\n\nText.\n",
         "A\n^\n\nText.\n\nB\n^\n\nText.\n\nProblem\n^^^^^^^\n\nNone\n\nChange\n^^^^^^\n\nNone\n\nTesting\n^^^^^^^\n\nNone\n"),
        # the template's adornment is taken for the title: another one
        ("Spec\n----\n\nText.\n", f"Spec\n----\n\nText.\n\n{WHOLE.replace('-', '=')}"),
        # the document's blank lines
        ("Spec\n====\n\n\n\nProblem\n-------\n\nP.\n\n\n\nTesting\n-------\n\nT.\n",
         "Spec\n====\n\n\n\nProblem\n-------\n\nP.\n\n\n\nChange\n------\n\nNone\n\n\n\nTesting\n-------\n\nT.\n"),
        ("Spec\n====\n\nText.\n\n\nChange\n------\n\nC.\n\n\nNotes\n-----\n\nN.",
         "Spec\n====\n\nText.\n\n\nProblem\n-------\n\nNone\n\n\nChange\n------\n\nC.\n\n\nTesting\n-------\n\nNone\n\n\n"
         "Notes\n-----\n\nN."),
        # headings without blank lines still get one
        ("Spec\n====\nProblem\n-------\nP.\n\nNotes\n-----\nN.\n",
         "Spec\n====\nProblem\n-------\nP.\n\nChange\n------\n\nNone\n\nTesting\n-------\n\nNone\n\nNotes\n-----\nN.\n"),
        # targets before a heading belong to it
        ("Spec\n====\n\nProblem\n-------\n\nP.\n\n.. _a:\n.. _b:\n\nTesting\n-------\n\nT.\n",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nNone\n\n.. _a:\n.. _b:\n\nTesting\n-------\n\nT.\n"),
        ("Spec\n====\n\nProblem\n-------\n\nP.\n\n.. _a: https://example.org/\n\nTesting\n-------\n\nT.\n",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\n.. _a: https://example.org/\n\nChange\n------\n\nNone\n\n"
         "Testing\n-------\n\nT.\n"),
        # an empty section at the end stays as it is
        ("Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nTesting\n-------\n\nNone\n"),
        # behind literal text and lists
        ("Spec\n====\n\nProblem\n-------\n\nP::\n\n  code\n\nChange\n------\n\n1. One::\n\n     more",
         "Spec\n====\n\nProblem\n-------\n\nP::\n\n  code\n\nChange\n------\n\n1. One::\n\n     more\n\n"
         "Testing\n-------\n\nNone\n"),
        # below a subtitle
        ("Spec\n====\nfor all\n-------\n\nProblem\n~~~~~~~\n\nP.\n\nTesting\n~~~~~~~\n\nT.\n",
         "Spec\n====\nfor all\n-------\n\nProblem\n~~~~~~~\n\nP.\n\nChange\n~~~~~~\n\nNone\n\nTesting\n~~~~~~~\n\nT.\n"),
        # sections behind one that is out of order go behind their nearest slot before
        ("Spec\n====\n\nTesting\n-------\n\nT.\n\nProblem\n-------\n\nP.\n",
         "Spec\n====\n\nTesting\n-------\n\nT.\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nNone\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_insert_all(text, fixed, newline):
    """What is missing stands in the template's place, with the document's adornments, gaps and line ends."""
    newline = newline if "\n" in text else "\n"  # as in a text that has no line end of its own
    assert filled(text.replace("\n", newline)) == fixed.replace("\n", newline)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("====\nSpec\n====\n", "====\nSpec\n====\n\nProblem\n=======\n\nNone\n\nChange\n======\n\nNone\n\n"
         "Interfaces\n----------\n\nNone\n\nCommand line\n~~~~~~~~~~~~\n\nNone\n\nREST\n~~~~\n\nNone\n\n"
         "Storage\n-------\n\nNone\n\nTesting\n=======\n\nNone\n"),
        # the template's adornments are in use above: others, each at its own level
        ("Spec\n-----\n", "Spec\n-----\n\nProblem\n=======\n\nNone\n\nChange\n======\n\nNone\n\n"
         "Interfaces\n~~~~~~~~~~\n\nNone\n\nCommand line\n^^^^^^^^^^^^\n\nNone\n\nREST\n^^^^\n\nNone\n\n"
         "Storage\n~~~~~~~\n\nNone\n\nTesting\n=======\n\nNone\n"),
        # the last subsection and the next section, at one place
        ("====\nSpec\n====\n\nProblem\n=======\n\nP.\n\nChange\n======\n\nC.\n\nInterfaces\n----------\n\nI.\n\n"
         "Command line\n~~~~~~~~~~~~\n\nL.",
         "====\nSpec\n====\n\nProblem\n=======\n\nP.\n\nChange\n======\n\nC.\n\nInterfaces\n----------\n\nI.\n\n"
         "Command line\n~~~~~~~~~~~~\n\nL.\n\nREST\n~~~~\n\nNone\n\nStorage\n-------\n\nNone\n\n"
         "Testing\n=======\n\nNone\n"),
    ],
)  # fmt: skip
def test_insert_all_levels(text, fixed):
    """Each level gets the document's adornment for it, or one that no other level has."""
    assert filled(text, DEEP) == fixed


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", "=====\nTitle\n=====\n\n"),
        ("::\n\n  Copyright\n", "::\n\n  Copyright\n\n=====\nTitle\n=====\n\n"),
        ("Text.", "Text.\n\n=====\nTitle\n=====\n\n"),
        ("====\nSpec\n====\n", "====\nSpec\n====\n\n"),
        ("::\n\n  Copyright\n\n====\nSpec\n====\n", "::\n\n  Copyright\n\n====\nSpec\n====\n\n"),
    ],
)
def test_framed(text, start):
    """Within a framed template a text without a title gets one, whatever stands before it."""
    rest = "Problem\n=======\n\nNone\n\nChange\n======\n\nNone\n\nAlternatives\n------------\n\nNone\n\nTesting\n=======\n\nNone\n"
    assert filled(text, FRAMED) == start + rest


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("specs/my-cool_spec.rst", "My cool spec"),
        ("specs/x.rst", "X"),
        ("specs/题目.rst", "题目"),
        ("specs/-.rst", "Title"),
        (None, "Title"),
    ],
)
def test_a_new_title_is_the_file_s_name(path, title):
    """The title of a text that has none is made of its file's name."""
    lines = filled("", path=Path(path) if path else None).split("\n")
    assert lines[0] == title
    assert len(lines[1]) == max(4, len(title.encode("gbk")))


def test_stand_ins_are_left_out():
    """A section that stands in another place, or under another name, is not inserted a second time."""
    text = "====\nSpec\n====\n\nProposed change\n===============\n\nC.\n\nsecurity impacts\n----------------\n\nS.\n\nTesting\n-------\n\nT.\n\nNotes\n=====\n\nN.\n"
    case = look(text, named(NESTED))
    fix = insert_all(case.spec)
    assert fix.title == "Insert all 3 missing sections"
    assert titles(case.applied(fix)) == [
        "Problem description",
        "Proposed change",
        "Implementation",
        "Dependencies",
        "Notes",
    ]


def test_titles_of_the_action():
    """The action says how many sections it inserts; without one there is no action."""
    case = look("Spec\n====\n\nProblem\n-------\n\nP.\n\nTesting\n-------\n\nT.\n", named(FLAT))
    assert insert_all(case.spec).title == "Insert the missing section"
    case = look(case.applied(insert_all(case.spec)), named(FLAT))
    assert insert_all(case.spec) is None


def test_optional_sections_are_not_inserted():
    """Sections that may be left out are left out, also below one that is inserted."""
    assert "Alternatives" not in filled("====\nSpec\n====\n", NESTED)
    assert "References" not in filled("====\nSpec\n====\n", NESTED)


@pytest.mark.parametrize(
    "end",
    ["Open::", "Open::\n\n", "* Open::", ".. comment\n  that goes on", "..", ".. note::", "=====  =====\na      b", "+---+\n| a", "|", ">>> 1",
     "Term\n  text", "  quote", ":field:", "----", "=====", ".. |x| replace::", ".. _a", "-", "1.", "-a", "``open"],
)  # fmt: skip
def test_behind_text_that_is_being_written(end):
    """Behind markup that its author has not finished, what is inserted is there, or nothing is inserted."""
    text = f"====\nSpec\n====\n\nProblem\n=======\n\nP.\n\nChange\n======\n\nC.\n\n{end}"
    case = look(text, named(FLAT))
    fix = insert_all(case.spec)
    if fix is not None:
        assert titles(case.applied(fix)) == ["Problem", "Change", "Testing"]
        assert case.applied(fix).startswith(text)


@pytest.mark.parametrize("text", ["::", "Open::\n", "* Open::"])
def test_a_new_title_is_not_swallowed(text):
    """Below a literal block that is still open no overlined title is written, which docutils would not see."""
    case = look(text, named(NESTED))
    fix = insert_all(case.spec)
    assert fix is None or complaints(case.applied(fix)) == 0


@pytest.mark.parametrize("name", ["rally", "nova", "nova-blueprint", "diskimage-builder"])
@pytest.mark.parametrize("text", ["", "=====\nTitle\n=====\n\nWhat it is about.\n"])
def test_a_skeleton_has_all_sections_with_guidance(name, text):
    """It makes the sections that "Insert all" makes, docutils has nothing to say of it, and more than None is there."""
    spec = look(text, Workspace().template(name)).spec
    every, guided = insert_all(spec), skeleton(spec)
    assert every is not None
    assert guided is not None
    assert spec.after(guided.edits).outline.filled == spec.after(every.edits).outline.filled
    assert is_proven(spec, guided)
    assert str(spec.after(guided.edits).text).startswith(text)
    assert len(str(spec.after(guided.edits).text)) > len(str(spec.after(every.edits).text))
    written = " ".join(str(spec.after(guided.edits).text).split())
    asked_for = [slot for slot in spec.template.walk() if slot.required]
    assert asked_for
    assert all(" ".join(slot.guidance.split()) in written for slot in asked_for)


def test_the_text_of_a_section_on_copyright_is_written():
    """Authors leave it as the template has it; its footnotes stay there."""
    dedication = "This document is placed in the public domain.\n"
    sections = "Title\n#####\n\nFirst\n=====\n\nWhat is it?\n\nSecond\n======\n\nWhat else?\n"
    template = named(f"{sections}\nCopyright\n=========\n\n{dedication[:-1]} [1]_\n\n.. [1] A note.\n")
    text = (
        sections.replace("Title", "Cache").replace("What is it?", "A cache.").replace("What else?", "None.")
    )
    case = look(text, template)
    assert case.applied(insert_all(case.spec)) == f"{text}\nCopyright\n=========\n\n{dedication}"
