"""carriage-return: line ends that the gate does not take, or that differ from the others."""

from __future__ import annotations

import pytest

from checks.marked import check
from checks.templates import FLAT, named
from spec_ls.checks.run import fixes
from spec_ls.config import Config
from spec_ls.findings import Severity

CODE = "carriage-return"
ALONE = Config(select=frozenset({CODE}))
GATED = Config(select=frozenset({CODE}), gate=frozenset({CODE}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a\nb\n\nc\n",
        "a\r\nb\r\n\r\nc\r\n",
        "a\rb\r\rc",
        "a\n«b»(carriage-return)\r\nc\n\nd\r\n",
        "ab\r\nc\r\n\r\nc«d»(carriage-return)\n\n",
        "«a»(carriage-return)\r\nb\nc\n",
        "«a»(carriage-return)\r\nb\n",
        "a\n«»(carriage-return)\rb\n",
        "a\r\n«b»(carriage-return)\rc\r\n",
        "«a»(carriage-return)\rb\r\n",
    ],
)
def test_without_a_gate_one_kind_is_enough(text):
    """The first line that ends unlike most lines is the only finding; a line feed is right where equal."""
    check(text, named(FLAT), config=ALONE)


@pytest.mark.parametrize(
    "text",
    [
        "a\nb\n\nc",
        "«a»(carriage-return)\r\n«b»(carriage-return)\r\n«»(carriage-return)\r\nc\n",
        "a\n\nb«c»(carriage-return)\r«d»(carriage-return)\r\n\n«e»(carriage-return)\r\n",
    ],
)
def test_a_gate_that_minds_takes_line_feeds_alone(text):
    """Each line that ends in a carriage return is an error."""
    case = check(text, named(FLAT), config=GATED)
    assert all(finding.severity is Severity.ERROR for finding in case.findings)


@pytest.mark.parametrize(
    ("text", "config", "fixed"),
    [
        (
            "«a»(carriage-return)\r\n«b»(carriage-return)\r\n«»(carriage-return)\r\nc\n«»(carriage-return)\rd",
            GATED,
            "a\nb\n\nc\n\nd",
        ),
        ("a\r\n«b»(carriage-return)\nc\nd\r\ne\r\n", ALONE, "a\r\nb\r\nc\r\nd\r\ne\r\n"),
        ("«a»(carriage-return)\r\nb\nc\n", ALONE, "a\nb\nc\n"),
        ("a\n«b»(carriage-return)\rc\n", ALONE, "a\nb\nc\n"),
    ],
)
def test_fix(text, config, fixed):
    """All lines end alike."""
    case = check(text, named(FLAT), config=config)
    assert case.applied(fixes(case.spec, case.findings[0])[0]) == fixed
    check(fixed, named(FLAT), config=config)


def test_message():
    """The message names both line ends, or the one that the gate does not take."""
    case = check("a\n«b»(carriage-return)\r\nc\n", named(FLAT), config=ALONE)
    assert (
        case.one(CODE).message == "line ends in a carriage return and a line feed, other lines in a line feed"
    )
    assert case.one(CODE).severity is Severity.WARNING
    case = check("«b»(carriage-return)\r", named(FLAT), config=GATED)
    assert case.one(CODE).message == "line ends in a carriage return"
