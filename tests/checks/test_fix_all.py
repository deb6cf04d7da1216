"""All fixes of a spec at once: which are applied, how they are counted, and where it stops."""

from __future__ import annotations

import pytest

from checks.marked import look
from checks.templates import FLAT, named
from spec_ls.checks.fix_all import batch_fix, count_fixable, fix_all
from spec_ls.checks.run import check
from spec_ls.deadline import Deadline
from spec_ls.findings import Fixable, Safety

PROBLEM = "Problem\n-------\n\nP.\n\n"
CHANGE = "Change\n------\n\nC.\n\n"
TESTING = "Testing\n-------\n\nT.\n"
RIGHT = f"Spec\n====\n\n{PROBLEM}{CHANGE}{TESTING}"
LONG = "word " * 30
WRAPPED = "word " * 15 + "word\n" + "word " * 13 + "word"

CASES = {
    "nothing": (RIGHT, RIGHT, 0, RIGHT, 0, Fixable(0, 0)),
    "lines": (
        RIGHT.replace("P.", "P. \nQ. \n\u200bR. "), RIGHT.replace("P.", "P.\nQ.\nR."), 4,
        RIGHT.replace("P.", "P.\nQ.\nR."), 4, Fixable(4, 0),
    ),
    "a heading alone": (RIGHT.replace("Testing", "testing"), RIGHT, 1, RIGHT, 1, Fixable(1, 0)),
    "a line before a heading": (
        RIGHT.replace(TESTING, "testings\n--------\n\nT.  \n"), RIGHT.replace(TESTING, "testings\n--------\n\nT.\n"), 1,
        RIGHT, 2, Fixable(1, 1),
    ),
    "what is there before what is missing": (
        RIGHT.replace(CHANGE, "").replace(TESTING, "testings\n--------\n\nT.\n"),
        RIGHT.replace(CHANGE, "").replace(TESTING, "testings\n--------\n\nT.\n"), 0,
        RIGHT.replace("C.", "None"), 2, Fixable(0, 2),
    ),
    "empty sections": (
        RIGHT.replace("T.\n", "\nNotes\n-----\n"), RIGHT.replace("T.\n", "\nNotes\n-----\n"), 0,
        RIGHT.replace("T.\n", "None\n\n\nNotes\n-----\n\nNone\n"), 2, Fixable(0, 2),
    ),
    "a fix that makes another one needed": (
        f"Spec\n====\n\n{PROBLEM}{TESTING}\nchange\n------\n\nC. \n", f"Spec\n====\n\n{PROBLEM}{TESTING}\n{CHANGE[:-1]}", 2,
        RIGHT, 3, Fixable(2, 0),
    ),
    "one fix for two findings": (
        RIGHT.replace("P.", f"{LONG}\n\n{LONG}"), RIGHT.replace("P.", f"{WRAPPED}\n\n{WRAPPED}"), 2,
        RIGHT.replace("P.", f"{WRAPPED}\n\n{WRAPPED}"), 2, Fixable(4, 0),
    ),
}  # fmt: skip
"""A spec; what safe fixes make of it, and their number; all fixes, and their number; how many findings they mend."""


@pytest.mark.parametrize(
    ("text", "safely", "safe", "wholly", "count", "fixable"), CASES.values(), ids=list(CASES)
)
def test_fix_all(text, safely, safe, wholly, count, fixable):
    """Safe fixes alone, or all: each counts once, those of headings come one at a time and behind the others."""
    checked = check(look(text, named(FLAT)).spec)
    assert count_fixable(checked) == fixable
    for unsafe, wanted, number in ((False, safely, safe), (True, wholly, count)):
        now, applied = fix_all(checked, unsafe)
        assert (str(now.spec.text), applied) == (wanted, number)
        assert now.findings == look(wanted, named(FLAT)).findings


def test_no_time():
    """Once the deadline is over nothing is fixed, and nothing is counted."""
    checked = check(look(RIGHT.replace("P.", "P. "), named(FLAT)).spec)
    over = Deadline.after(0)
    assert fix_all(checked, deadline=over) == (checked, 0)
    assert count_fixable(checked, over) == Fixable(0, 0)


def test_batches_choose_by_safety():
    """A batch takes a finding's first fix that is safe enough, and none that renames the file."""
    checked = check(look(RIGHT.replace(CHANGE, ""), named(FLAT)).spec)
    (finding,) = checked.findings
    assert batch_fix(checked, finding, unsafe=False) is None
    fix = batch_fix(checked, finding, unsafe=True)
    assert fix is not None
    assert fix.safety is Safety.UNSAFE


def test_the_findings_of_one_code():
    """With a code its findings alone are mended, and counted."""
    text = "Spec\n====\n\nProblem\n-------\n\nP. \n\nChange\n------\n\nC. \n\nTesting\n-------\n\n\tT."
    case = look(text, named(FLAT))
    checked = check(case.spec)
    done, count = fix_all(checked, unsafe=True, code="trailing-whitespace")
    assert (str(done.spec.text), count) == (text.replace(" \n", "\n"), 2)
    assert fix_all(done, unsafe=True, code="trailing-whitespace")[1] == 0
    assert fix_all(done, unsafe=True)[1] == 2
