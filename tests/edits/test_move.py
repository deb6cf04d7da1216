"""Moving sections: what moves with them, what stays, and how they stand in their new place."""

from __future__ import annotations

import pytest
from checks.marked import look
from checks.meaning import parts, titles
from checks.templates import DEEP, FLAT, FRAMED, NESTED, named

from spec_ls.edits.move import put_in_order


def ordered(text, template=FLAT):
    """The text in the template's order, which docutils must read as before but for that."""
    case = look(text, named(template))
    fixed = case.applied(put_in_order(case.spec))
    assert parts(fixed) == parts(text)
    assert put_in_order(look(fixed, named(template)).spec) is None
    return fixed


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Spec\n====\n\nTesting\n-------\n\nT.\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n\nTesting\n-------\n\nT.\n"),
        # without a final line end, as before
        ("Spec\n====\n\nTesting\n-------\n\nT.\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n\nTesting\n-------\n\nT.\n"),
        ("Spec\n====\n\nChange\n------\n\nC.\n\nProblem\n-------\n\nP.",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n"),
        ("Spec\n====\n\nChange\n------\n\nC.\n\nProblem\n-------",
         "Spec\n====\n\nProblem\n-------\n\nChange\n------\n\nC.\n"),
        # blank lines at the end
        ("Spec\n====\n\nChange\n------\n\nC.\n\nProblem\n-------\n\nP.\n\n\n\n",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n"),
        # two blank lines before headings
        ("Spec\n====\n\n\nTesting\n-------\n\nT.\n\n\nProblem\n-------\n\nP.\n\n\nChange\n------\n\nC.\n",
         "Spec\n====\n\n\nProblem\n-------\n\nP.\n\n\nChange\n------\n\nC.\n\n\nTesting\n-------\n\nT.\n"),
        # targets before a heading move with it, those with an address stay with the text
        ("Spec\n====\n\n.. _t:\n\nTesting\n-------\n\nT.\n\n.. _p:\n.. _pp:\n\nProblem\n-------\n\nP.\n\n"
         ".. _site: https://example.org/\n\nChange\n------\n\nC.\n",
         "Spec\n====\n\n.. _p:\n.. _pp:\n\nProblem\n-------\n\nP.\n\n.. _site: https://example.org/\n\nChange\n------\n\n"
         "C.\n\n.. _t:\n\nTesting\n-------\n\nT.\n"),
        ("..\n  Me.\n\nA\n-\n\nText.\n\n.. _c:\n\nChange\n------\n\nC.\n\nProblem\n-------\n\nP.\n",
         "..\n  Me.\n\nA\n-\n\nText.\n\nProblem\n-------\n\nP.\n\n.. _c:\n\nChange\n------\n\nC.\n"),
        # sections that the template does not have stay behind the one before them
        ("Spec\n====\n\nTesting\n-------\n\nT.\n\nNotes\n-----\n\nN.\n\nProblem\n-------\n\nP.\n\nMore\n----\n\nM.\n\n"
         "Change\n------\n\nC.\n",
         "Spec\n====\n\nNotes\n-----\n\nN.\n\nProblem\n-------\n\nP.\n\nMore\n----\n\nM.\n\nChange\n------\n\nC.\n\n"
         "Testing\n-------\n\nT.\n"),
        # empty sections, one under the other
        ("Spec\n====\n\nTesting\n-------\nProblem\n-------\nChange\n------\n",
         "Spec\n====\n\nProblem\n-------\nChange\n------\n\nTesting\n-------\n"),
        # of two sections of one title the last counts, and stays behind the other
        ("Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nOne.\n\nTesting\n-------\n\nT.\n\n"
         "Change\n------\n\nTwo.\n",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nOne.\n\nChange\n------\n\nTwo.\n\n"
         "Testing\n-------\n\nT.\n"),
        # comments and footnotes at a section's end
        ("Spec\n====\n\nChange\n------\n\nC [1]_.\n\n.. [1] Note.\n\n.. Comment.\n\nProblem\n-------\n\nP.\n",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC [1]_.\n\n.. [1] Note.\n\n.. Comment.\n"),
        # overlined and indented headings
        ("####\nSpec\n####\n\n========\n Change\n========\n\nC.\n\n=========\n Problem\n=========\n\nP.\n",
         "####\nSpec\n####\n\n=========\n Problem\n=========\n\nP.\n\n========\n Change\n========\n\nC.\n"),
        # wide titles
        ("题目\n====\n\nChange\n------\n\nC。\n\n题\n--\n\n文。\n\nProblem\n-------\n\nP。\n",
         "题目\n====\n\nProblem\n-------\n\nP。\n\nChange\n------\n\nC。\n\n题\n--\n\n文。\n"),
        # no title at all
        ("Testing\n=======\n\nT.\n\nProblem\n=======\n\nP.\n", "Problem\n=======\n\nP.\n\nTesting\n=======\n\nT.\n"),
    ],
)  # fmt: skip
def test_put_in_order(text, fixed, newline):
    """Sections move with their targets and bodies, and keep the document's gaps and line ends."""
    assert ordered(text.replace("\n", newline)) == fixed.replace("\n", newline)


@pytest.mark.parametrize(
    ("template", "text", "fixed"),
    [
        (NESTED, "####\nSpec\n####\n\nImplementation\n==============\n\nWork Items\n----------\n\nW.\n\nAssignee(s)\n"
         "-----------\n\nA.\n\nProposed change\n===============\n\nC.\n",
         "####\nSpec\n####\n\nProposed change\n===============\n\nC.\n\nImplementation\n==============\n\nAssignee(s)\n"
         "-----------\n\nA.\n\nWork Items\n----------\n\nW.\n"),
        (DEEP, "####\nSpec\n####\n\nChange\n======\n\nC.\n\nStorage\n-------\n\nS.\n\nInterfaces\n----------\n\nI.\n\n"
         "REST\n~~~~\n\nR.\n\nCommand line\n~~~~~~~~~~~~\n\nL.\n\nProblem\n=======\n\nP.\n",
         "####\nSpec\n####\n\nProblem\n=======\n\nP.\n\nChange\n======\n\nC.\n\nInterfaces\n----------\n\nI.\n\n"
         "Command line\n~~~~~~~~~~~~\n\nL.\n\nREST\n~~~~\n\nR.\n\nStorage\n-------\n\nS.\n"),
        (FRAMED, "::\n\n  Copyright\n\nSpec\n####\n\nTesting\n=======\n\nT.\n\nProblem\n=======\n\nP.\n",
         "::\n\n  Copyright\n\nSpec\n####\n\nProblem\n=======\n\nP.\n\nTesting\n=======\n\nT.\n"),
    ],
)  # fmt: skip
def test_put_in_order_on_all_levels(template, text, fixed):
    """The sections under each parent are put in order, each with all that it holds."""
    assert ordered(text, template) == fixed


@pytest.mark.parametrize(
    "body",
    [
        "T::\n\n  code\n\n    deeper\n\n  back",
        "T::\n\n> quoted\n> quoted",
        "* a\n\n  * b\n\n    c\n\n* d",
        "1. a\n2. b::\n\n     code",
        ".. note::\n\n   Text.\n\n   More.",
        ".. code-block:: sh\n\n   Title\n   =====",
        "+---+\n| a |\n+---+",
        "=====  =====\na      b\n=====  =====\n1      2\n=====  =====",
        "Term\n  Text.\n\nOther\n  Text.",
        ":field: text\n:other: text",
        "| verse\n|\n| verse",
        ">>> 1\n1",
        "Text.\n\n  Quote.\n\n  -- Someone",
        "Text |x|.\n\n.. |x| replace:: y",
        "Text [#]_ and [*]_.\n\n.. [#] One.\n.. [*] Two.",
        "`A <https://example.org/>`__ and b__.\n\n__ https://example.org/b",
        "Text.\n\n----\n\nText.",
        "Sub\n~~~\n\nText.\n\nSub 2\n~~~~~\n\nText.",
        "..\n\n   Quote behind an empty comment.",
        "Trailing blanks.  \n   \nText.",
    ],
)
def test_any_body_moves_whole(body):
    """Whatever a section holds, docutils reads it the same in its new place."""
    text = f"####\nSpec\n####\n\nTesting\n=======\n\n{body}\n\nProblem\n=======\n\nP.\n\nChange\n======\n\n{body[:4]}.\n"
    assert titles(ordered(text)) == ["Problem", "Change", "Testing"]


@pytest.mark.parametrize("names", ["PCT", "", "P", "PT", "T"])
def test_nothing_to_do(names):
    """Without a section out of order there is no action."""
    full = {"P": "Problem", "C": "Change", "T": "Testing"}
    text = "Spec\n====\n\n" + "\n".join(f"{full[name]}\n-------\n\nText.\n" for name in names)
    assert put_in_order(look(text, named(FLAT)).spec) is None


def test_the_title_of_the_action():
    """The action is called by what it does."""
    case = look("Spec\n====\n\nChange\n------\n\nC.\n\nProblem\n-------\n\nP.\n", named(FLAT))
    fix = put_in_order(case.spec)
    assert fix.title == "Put the sections in the template's order"
    assert len(fix.edits) == 1
