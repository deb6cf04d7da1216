"""leftover-guidance: which text is still the template's, and what is left without it."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import FRAMED, named
from spec_ls.checks.run import fixes
from spec_ls.config import Config
from spec_ls.findings import Severity
from spec_ls.text import Range

TEMPLATE = """\
..
 This work is licensed under a licence.

=============
Example title
=============

Include the address of your blueprint:

https://blueprints.launchpad.net/nova/+spec/example

Introduction. What is it about, in one paragraph
that everybody understands?

Problem
=======

What is wrong, and for whom? Think of these:

* those who use it

* those who run it, and
  who pay for it?

Here is one example::

  $ make it fail

.. note:: Write about the problem alone,
   not about its solution.

Change
======

A list of all that changes:

1. Name what is new.
2. Name what goes.

And then:

    Quoted advice for you.

Find other specs with the following query:

https://docs.openstack.org/query

None

Unit tests.

Posting to get preliminary feedback on the scope of this spec.

Assignee
--------

Who does it?

Primary assignee:
  Name or None

Use topic "<topic name>" for all patches.

Target milestone:

History
=======

Optional section: add a row each time.

.. list-table:: Revisions

   * - Release
     - Introduced

.. [1] A footnote of the template.

.. A comment of the template's own.

+-----------------------+
| A table to be filled  |
+-----------------------+
"""
ALONE = Config(select=frozenset({"leftover-guidance"}), gate=frozenset(), core=frozenset())


def spec(problem: str, change: str = "Much.") -> str:
    return f"=====\nMy it\n=====\n\nProblem\n=======\n\n{problem}\n\nChange\n======\n\n{change}\n"


@pytest.mark.parametrize(
    "body",
    [
        # guidance, in its own section and in others, wherever its lines end
        "«Introduction. What is it about, in one paragraph\nthat everybody understands?»(leftover-guidance)",
        "«Introduction.\nWhat is it  about, in one paragraph that everybody\nunderstands?»(leftover-guidance)\n\nMine.",
        "Mine.\n\n«What is wrong, and for whom? Think of these:»(leftover-guidance)",
        "«What is wrong, and for whom? Think of these:»(leftover-guidance)\n\n«* those who use it»(leftover-guidance)",
        "«* those who use it\n\n* those who run it, and\n  who pay for it?»(leftover-guidance)",
        "«* those who use it»(leftover-guidance)\n* mine\n«* those who run it, and who pay for it?»(leftover-guidance)",
        "«1. Name what is new.\n2. Name what goes.»(leftover-guidance)",
        "Mine.\n\n    «Quoted advice for you.»(leftover-guidance)",
        "«.. note:: Write about the problem alone,\n   not about its solution.»(leftover-guidance)",
        # it goes with its example, but introduces those of the author
        "«Here is one example::\n\n  $ make it fail»(leftover-guidance)",
        "Here is one example::\n\n  $ run it",
        "«Find other specs with the following query:\n\nhttps://docs.openstack.org/query»(leftover-guidance)",
        "https://docs.openstack.org/query",
        # a label, or a question with an answer, is found too, but only as information
        "«Include the address of your blueprint:»(leftover-guidance)\n\nhttps://example.org/x",
        "«* those who run it, and\n  who pay for it?»(leftover-guidance)\n\nMe.",
        "Target milestone:\n\nMine.",
        # no guidance
        "Introduction. What is it about, in one paragraph?",
        "who does it?",
        "Who does it?",
        "Unit tests.",
        "None",
        "Primary assignee:\n  Name or None",
        'Use topic "<topic name>" for all patches.',
        "Posting to get preliminary feedback on the scope of this spec.",
        "x\n\n.. list-table:: Revisions\n\n   * - Release\n     - Introduced",
        "x\n\n.. [1] A footnote of the template.\n\n.. A comment of the template's own.",
        "+-----------------------+\n| A table to be filled  |\n+-----------------------+",
        "Like::\n\n  Name what is new, and think of the rest.",
        ".. Find other specs with the following query",
    ],
)
def test_what_is_guidance(body):
    """Paragraphs, list items and notes that the template has for its authors; no form, answer or example."""
    check(spec(body), named(TEMPLATE), config=ALONE)


def test_short_texts():
    """A short text is the template's only where the template has it."""
    template = named(TEMPLATE)
    check(spec("Who does it?"), template, config=ALONE)
    text = spec("P.") + "\nAssignee\n--------\n\n«Who does it?»(leftover-guidance)\n"
    check(text, template, config=ALONE)


def test_licences_and_frames():
    """What a template has above its title for its specs to keep is no guidance; other text there is."""
    template = named(
        "::\n\n  Copyright of x\n\nLicensed under the usual licence.\n\n" + FRAMED.split("\n\n", 2)[2]
    )
    body = "\n\n====\nSpec\n====\n\nProblem\n=======\n\nP.\n"
    check("Licensed under the usual licence." + body, template, config=ALONE)
    check(
        "«*Delete this paragraph.* Fill in what is below.»(leftover-guidance)" + body, template, config=ALONE
    )


def test_a_stub_of_the_settings_is_none():
    """What counts as a stub in a project is no guidance of its template."""
    settings = Config(select=ALONE.select, gate=frozenset(), stubs=frozenset({"name what goes"}))
    template = named(TEMPLATE.replace("Unit tests.", "Name what goes."))
    check(spec("P.", "«Name what goes.»(leftover-guidance)"), template, config=ALONE)
    check(spec("P.", "Name what goes."), template, config=settings)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("problem", "fixed"),
    [
        ("«* those who use it»(leftover-guidance)", "None"),
        ("«* those who use it»(leftover-guidance)\n\n.. x", "None\n\n.. x"),
        (".. x\n\n«* those who use it»(leftover-guidance)", ".. x\n\nNone"),
        ("«* those who use it»(leftover-guidance)\n\nMine.", "Mine."),
        ("Mine.\n\n«* those who use it»(leftover-guidance)", "Mine."),
        ("Mine.\n\n«* those who use it»(leftover-guidance)\n\n\nAlso.", "Mine.\n\nAlso."),
        ("* mine\n«* those who use it»(leftover-guidance)\n* also", "* mine\n* also"),
        ("* mine\n«* those who use it»(leftover-guidance)", "* mine"),
        ("«Here is one example::\n\n  $ make it fail»(leftover-guidance)\n\nMine.", "Mine."),
        ("«* those who use it»(leftover-guidance)\n\nInner\n-----\n\nI.", "Inner\n-----\n\nI."),
    ],
)
def test_fix(problem, fixed, newline):
    """The template's text goes and nothing else; None comes in its place where nothing is left."""
    case = check(spec(problem).replace("\n", newline), named(TEMPLATE), config=ALONE)
    fix = case.fixes("leftover-guidance")[0]
    assert case.applied(fix) == spec(fixed).replace("\n", newline)
    stub = 'Replace the template\'s text by "None"'
    assert fix.title == (stub if "None" in fixed else "Delete the template's text")


@pytest.mark.parametrize("ending", ["", "\n", "\n\n\n"])
def test_fix_at_the_end(ending):
    """At the end of a text its last line end stays as it is."""
    for change, fixed in (
        ("Mine.\n\n«Quoted advice for you, and more.»(leftover-guidance)", "Mine."),
        ("«Quoted advice for you, and more.»(leftover-guidance)", "None"),
    ):
        template = named(TEMPLATE.replace("    Quoted advice for you.", "Quoted advice for you, and more."))
        case = check(spec("P.", change)[:-1] + ending, template, config=ALONE)
        wanted = spec("P.", fixed)[:-1] + (ending or ("\n" if fixed == "Mine." else ""))
        assert case.fixed("leftover-guidance") == wanted


@pytest.mark.parametrize(
    "problem",
    [
        "* mine\n\n«What is wrong, and for whom? Think of these:»(leftover-guidance)\n\n    Quoted.",
        ".. note::\n   mine\n\n«What is wrong, and for whom? Think of these:»(leftover-guidance)\n\n    Quoted.",
    ],
)
def test_no_fix_that_changes_the_rest(problem):
    """Where what follows would be read as part of what stands before, there is no fix."""
    case = check(spec(problem), named(TEMPLATE), config=ALONE)
    assert case.fixes("leftover-guidance") == ()


def test_delete_all():
    """A copy of the template loses all of its text at once, and keeps what is to be filled in."""
    case = look(TEMPLATE, named(TEMPLATE), config=ALONE)
    sure = [finding for finding in case.findings if finding.severity is Severity.WARNING]
    titles = {tuple(fix.title for fix in fixes(case.spec, finding)) for finding in sure}
    assert {title[-1] for title in titles} == {"Delete all of the template's text"}
    text = case.applied(fixes(case.spec, sure[0])[-1])
    assert [finding.severity for finding in look(text, named(TEMPLATE), config=ALONE).findings] == [
        Severity.INFORMATION
    ]
    for kept in (
        "licensed",
        "blueprint:",
        "+spec/example",
        "None\n",
        "Unit tests.",
        "Posting",
        "Name or None",
    ):
        assert kept in text
    for gone in (
        "Introduction",
        "What",
        "those",
        ".. note",
        "make it fail",
        "Name what",
        "query",
        "Who",
        "Optional",
    ):
        assert gone not in text
    assert "Problem\n=======\n\nNone\n\nChange\n======\n" in text


def test_what_may_be_kept_stays():
    """A label and an answered question are no more than information, and are not deleted with the rest."""
    text = spec(
        "Include the address of your blueprint:\n\nMine.\n\n* those who run it, and who pay for it?\n\nMe."
    )
    case = look(text, named(TEMPLATE), config=ALONE)
    assert [finding.severity for finding in case.findings] == [Severity.INFORMATION] * 2
    assert [fix.title for finding in case.findings for fix in fixes(case.spec, finding)] == [
        "Delete the template's text"
    ] * 2


def test_what_it_says():
    """A warning with the first words, the section, and the line of the slot whose text it is."""
    text = spec(
        "«Introduction. What is it about, in one paragraph that everybody understands?»(leftover-guidance)"
    )
    finding = check(text, named(TEMPLATE), config=ALONE).one("leftover-guidance")
    assert (
        finding.message == 'the template\'s text is still here: "Introduction. What is it about, in one ..."'
    )
    assert finding.severity is Severity.WARNING
    assert (finding.section, finding.template) == (("Problem",), None)
    assert finding.range.start == Range.of(7, 0, 7, 0).start
    case = look(
        spec("* those who use it", "1. Name what is new.\n2. Name what goes."), named(TEMPLATE), config=ALONE
    )
    assert [finding.template.line for finding in case.findings] == [
        TEMPLATE.split("\n").index(title) for title in ("Problem", "Change")
    ]
    gated = Config(select=ALONE.select, gate=frozenset({"leftover-guidance"}))
    assert {finding.severity for finding in look(text, named(TEMPLATE), config=gated).findings} <= {
        Severity.ERROR
    }


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("problem", "fixed"),
    [
        ("«Introduction. What is it about, in one\nparagraph that everybody understands?»\nSlow.", "Slow."),
        (
            "It is\nslow.\n«Introduction. What is it about, in one paragraph\nthat everybody understands?»",
            "It is\nslow.",
        ),
        (
            "«Introduction. What is it about, in one paragraph\nthat everybody understands?»\nAssignee:\n    me",
            "Assignee:\n    me",
        ),
        ("Introduction. What is it about, in one paragraph\nthat nobody understands?\nSlow.", None),
        ("Introduction. What is it about, in one paragraph\nthat everybody understands? Slow.\nYes.", None),
    ],
)
def test_text_without_a_blank_line(problem, fixed, newline):
    """Guidance that stands in one block with the author's text is deleted as whole lines."""
    text = spec(problem.replace("»", "»(leftover-guidance)")).replace("\n", newline)
    case = check(text, named(TEMPLATE), config=ALONE)
    if fixed is not None:
        assert case.fixed("leftover-guidance") == spec(fixed).replace("\n", newline)
        start = "the template's text is still here, joined with other text"
        message = f'{start}: "Introduction. What is it about, in one ..."'
        assert case.one("leftover-guidance").message == message


NOTES = "Notes - delete this section\n===========================\n\nWrite well.\n\n"
BESIDE = "Example title\n=============\n\nProblem\n-------\n\nWhat is wrong?\n"


@pytest.mark.parametrize(
    ("before", "own", "behind"),
    [(NOTES, "", ""), ("", "", NOTES), (NOTES, "Mine.\n\n", ""), ("", "", NOTES + "Mine.\n")],
)
def test_the_section_that_authors_delete(before, own, behind):
    """It is one finding, at its title; the fix deletes it whole, but for one in which an author has written."""
    spec_text = f"Lists\n=====\n\nProblem\n-------\n\nThey are slow.\n{behind and chr(10)}"
    case = look(f"{before}{own}{spec_text}{behind}", named(NOTES + BESIDE), config=ALONE)
    (finding,) = case.findings
    title = "Notes - delete this section"
    assert finding.message == f'the template\'s section "{title}" is still here'
    assert (finding.severity, finding.template.line) == (Severity.WARNING, 0)
    assert case.spec.text.slice(finding.range) == title
    fixed = [(fix.title, case.applied(fix).rstrip()) for fix in fixes(case.spec, finding)]
    is_pure = "Mine." not in own + behind
    assert fixed == ([(f'Delete the section "{title}"', spec_text.rstrip())] if is_pure else [])
