"""zero-width-space: an invisible character."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import FLAT, named
from spec_ls.config import Config
from spec_ls.findings import Severity

CODE = "zero-width-space"
ALONE = Config(select=frozenset({CODE}))
GATED = Config(select=frozenset({CODE}), gate=frozenset({CODE}))


@pytest.mark.parametrize("config", [ALONE, GATED])
@pytest.mark.parametrize(
    "line",
    [
        "a b",
        "a\u200cb\u2060",
        "a«\u200b»(zero-width-space)b",
        "«\u200ba b \u200b»(zero-width-space)c",
        "::\n\n  a«\u200b»(zero-width-space)\n  «\u200b»(zero-width-space)",
    ],
)
def test_where_it_is(line, config):
    """Each line with one, from the first to the last, verbatim text too."""
    case = check(f"Spec\n====\n\n{line}\n", named(FLAT), config=config)
    severity = Severity.ERROR if config is GATED else Severity.WARNING
    assert all(finding.severity is severity for finding in case.findings)


def test_fix():
    """All of the line go, and nothing else."""
    case = check("a«\u200bb \u200b\u200b»(zero-width-space)c\n", named(FLAT), config=ALONE)
    assert case.one(CODE).message == (
        "3 invisible characters are in the line, to be removed (zero width space, U+200B)"
    )
    assert case.fixed(CODE) == "ab c\n"


def test_fix_in_verbatim_text():
    """A line of a literal block keeps its words, but for the character that nobody sees."""
    case = check("a::\n\n  b«\u200b»(zero-width-space)c\n  d\n", named(FLAT), config=ALONE)
    assert case.fixed(CODE) == "a::\n\n  bc\n  d\n"


def test_what_follows_from_one_in_a_title():
    """The section that docutils and a gate do not find for it is no mistake of its own; other sections' are."""
    text = "Spec\n====\n\nProblem\n-------\n\nP.\n\nChan\u200bge\n-------\n\nC.\n"
    found = {(one.code, (one.section or "-")[-1]): one for one in look(text, named(FLAT)).findings}
    assert found[CODE, "-"].cause is None
    cause = found["missing-section", "Change"].cause
    assert (cause.code, cause.line) == (CODE, 8)
    assert found["missing-section", "Testing"].cause is None
