"""What is done with all findings of a spec: switched off, left out where they are known, failures noted."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace

from checks.marked import look
from checks.templates import FLAT, named
from spec_ls.checks.failed_checks import noting_failed_checks
from spec_ls.checks.known import without_known
from spec_ls.checks.run import Checked, check
from spec_ls.checks.suppress_all import suppress_all
from spec_ls.findings import Finding

REST = "\nChange\n------\n\nC.\n\nTesting\n-------\n\nT.\n"
LINES = "Spec\n====\n\nProblem\n-------\n\nOne \n\nTwo \n" + REST
BROKEN = "Spec\n====\n\nProblem\n-------\n\nOne \n\n## Change\n\nC.\n\nTesting\n-------\n\nT.\n"


def checked(text: str) -> Checked:
    case = look(text, named(FLAT))
    return Checked(case.spec, case.findings)


def test_a_comment_for_each_finding():
    """Each finding gets one, those that follow from another once that is switched off, and all are counted."""
    done, count = suppress_all(checked(BROKEN), lambda found: found)
    assert [finding.code for finding in done.findings] == []
    codes = ["trailing-whitespace", "broken-heading", "missing-section"]
    assert count == 3
    assert [code for code in codes if f".. spec-ls: disable={code}" in str(done.spec.text)] == codes
    assert check(done.spec).findings == ()


def test_those_that_are_wanted():
    """Comments are written for the findings that the caller leaves, and for no other."""

    def first(found: Checked) -> Checked:
        return replace(found, findings=tuple(one for one in found.findings if "Two" not in line(found, one)))

    def line(found: Checked, finding: Finding) -> str:
        return found.spec.text.lines[finding.range.start.line]

    done, count = suppress_all(checked(LINES), first)
    assert count == 1
    assert str(done.spec.text) == LINES.replace("One", ".. spec-ls: disable=trailing-whitespace\n\nOne")
    assert [line(done, finding) for finding in done.findings] == ["Two \n"]
    assert suppress_all(checked(LINES.replace(" \n", "\n")), first)[1] == 0


def test_known_findings_are_left_out():
    """Each as often as it is known; what follows from one that is left out says so."""
    before = checked(LINES)
    left, count = without_known(before, {"trailing-whitespace": 1, "rst-syntax": 5}, lambda one: one.code)
    assert (left.findings, count) == (before.findings[1:], 1)
    assert without_known(before, {}, lambda one: one.code) == (before, 0)
    broken = checked(BROKEN)
    left, count = without_known(broken, {"broken-heading": 1}, lambda one: one.code)
    assert count == 1
    causes = {one.code: one.cause and one.cause.reported for one in broken.findings}
    assert causes == {"trailing-whitespace": None, "missing-section": True, "broken-heading": None}
    now = {one.code: one.cause and one.cause.reported for one in left.findings}
    assert now == {"trailing-whitespace": None, "missing-section": False}


def test_failures_of_checks_are_noted(caplog):
    """Errors of this thread alone, and only while somebody notes them."""
    logger = logging.getLogger("spec_ls")
    handlers = list(logger.handlers)
    with noting_failed_checks() as messages:
        logger.getChild("checks").error("the check %s failed", "some-code")
        logger.warning("nothing")
        other = threading.Thread(target=logger.error, args=("elsewhere",))
        other.start()
        other.join()
    logger.error("too late")
    caplog.clear()
    assert messages == ["the check some-code failed"]
    assert logger.handlers == handlers
