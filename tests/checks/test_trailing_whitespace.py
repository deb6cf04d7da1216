"""trailing-whitespace: white space at a line's end."""

from __future__ import annotations

import pytest

from checks.marked import check
from checks.templates import FLAT, named
from spec_ls.config import Config, WhiteSpace
from spec_ls.findings import Severity

CODE = "trailing-whitespace"
ALONE = Config(select=frozenset({CODE}))
GATED = Config(select=frozenset({CODE}), gate=frozenset({CODE}))
SPACES = Config(select=frozenset({CODE}), gate=frozenset({CODE}), white_space=WhiteSpace.SPACES)


@pytest.mark.parametrize("config", [ALONE, GATED, SPACES])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "line",
    [
        "a",
        "a b\tc",
        "",
        "\u200b",
        "a« »(trailing-whitespace)",
        "a«  \t »(trailing-whitespace)",
        "«  »(trailing-whitespace)",
        "a«\u00a0»(trailing-whitespace)",
        "a«\x0b\x0c»(trailing-whitespace)",
        "a«\u3000»(trailing-whitespace)",
        "a\\« »(trailing-whitespace)",
    ],
)
def test_where_it_is(line, newline, config):
    """White space of any kind behind the last character, and all of a line that has nothing else."""
    text = f"Spec\n====\n\n{line}\nb\n\n::\n\n   b{line}\n   b\n\n"
    check(text.replace("\n", newline), named(FLAT), config=config)


@pytest.mark.parametrize(
    ("config", "line", "severity"),
    [
        (ALONE, "a ", Severity.WARNING),
        (GATED, "a ", Severity.ERROR),
        (GATED, "a\u00a0", Severity.ERROR),
        (SPACES, "a\t ", Severity.ERROR),
        (SPACES, "a \t", Severity.WARNING),
        (SPACES, "a\u3000", Severity.WARNING),
        (SPACES, " \x85", Severity.WARNING),
    ],
)
def test_severity(config, line, severity):
    """An error is what the gate sees: some see spaces alone."""
    length = len(line.rstrip())
    case = check(f"{line[:length]}«{line[length:]}»({CODE})\n", named(FLAT), config=config)
    assert case.one(CODE).severity is severity


def test_fix():
    """The white space is gone, and the line end is as it was."""
    case = check(f"a«  »({CODE})\r\nb\n", named(FLAT), config=ALONE)
    assert case.fixed(CODE) == "a\r\nb\n"


@pytest.mark.parametrize("space", ["\x85", " \u2028", "\x1c "])
def test_no_fix_for_what_may_end_a_paragraph(space):
    """What ends a line to docutils is no mere white space."""
    assert check(f"a«{space}»({CODE})\nb\n", named(FLAT), config=ALONE).fixes(CODE) == ()
