"""merge-conflict: both sides of a merge stand in the text."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import FLAT, named
from spec_ls.checks.fix_all import fix_all
from spec_ls.checks.run import check as run
from spec_ls.findings import Safety

START = "Spec\n====\n\nProblem\n-------\n\nP.\n\n"
END = "\nTesting\n-------\n\nT.\n"
SIDES = (
    "«<<<<<<< HEAD»(merge-conflict)\nChange\n------\n\nCache it.\n=======\nChange\n------\n\nCount it.\n"
    ">>>>>>> topic\n"
)


def test_it_is_the_one_finding():
    """What docutils makes of the markers follows from the conflict."""
    check(START + SIDES + END, named(FLAT), shown=True)


@pytest.mark.parametrize(("index", "kept"), [(0, "Cache it."), (1, "Count it.")])
def test_either_side_can_be_kept_by_hand(index, kept):
    """An editor offers both sides."""
    case = look((START + SIDES + END).replace("«", "").replace("»(merge-conflict)", ""), named(FLAT))
    fix = case.fixes("merge-conflict")[index]
    assert fix.safety is Safety.BY_HAND
    assert case.applied(fix) == f"{START}Change\n------\n\n{kept}\n{END}"


def test_the_common_ancestor_goes():
    """Where git shows what both sides come from, neither choice keeps it."""
    sides = "<<<<<<< HEAD\nCache it.\n||||||| base\nDo it.\n=======\nCount it.\n>>>>>>> topic\n"
    case = look(f"{START}Change\n------\n\n{sides}{END}", named(FLAT))
    texts = [case.applied(fix) for fix in case.fixes("merge-conflict")]
    assert texts == [f"{START}Change\n------\n\n{kept}\n{END}" for kept in ("Cache it.", "Count it.")]


def test_no_batch_touches_a_side():
    """Long lines, white space and headings between the markers stay, also with unsafe fixes."""
    sides = "<<<<<<< HEAD\nWhite space.  \n=======\n" + "long " * 40 + "line\n>>>>>>> topic\n"
    text = START + sides + END
    after, _ = fix_all(run(look(text, named(FLAT)).spec), unsafe=True)
    assert sides in str(after.spec.text)


def test_an_underline_of_seven_is_no_marker():
    """A heading with an underline of seven equals signs is a heading."""
    check(
        "Spec\n####\n\nProblem\n=======\n\nP.\n\nChange\n======\n\nC.\n\nTesting\n=======\n\nT.\n",
        named(FLAT),
    )
