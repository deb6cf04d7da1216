"""byte-order-mark: an invisible character before the text."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import FLAT, named
from spec_ls.config import Config
from spec_ls.findings import Severity

CODE = "byte-order-mark"
ALONE = Config(select=frozenset({CODE}))
SPEC = "Lights\n======\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n"


@pytest.mark.parametrize(
    "text",
    ["", "\n", "a\ufeffb\n", "a\n\ufeffb\n", "«\ufeff»(byte-order-mark)", f"«\ufeff»(byte-order-mark){SPEC}"],
)
def test_where_it_is(text):
    """It stands before the first character; elsewhere the character is none."""
    check(text, named(FLAT), config=ALONE)


def test_fix():
    """The mark goes, and nothing else."""
    case = look("\ufeff" + SPEC, named(FLAT), config=ALONE)
    assert case.one(CODE).severity is Severity.WARNING
    assert case.fixed(CODE) == SPEC
