"""tab-indentation: tabs before a line's text."""

from __future__ import annotations

import pytest
from judge import parsed

from checks.marked import check
from checks.templates import FLAT, named
from spec_ls.config import Config
from spec_ls.findings import Severity

CODE = "tab-indentation"
ALONE = Config(select=frozenset({CODE}))
GATED = Config(select=frozenset({CODE}), gate=frozenset({CODE}))


@pytest.mark.parametrize("config", [ALONE, GATED])
@pytest.mark.parametrize(
    "line",
    [
        "a\tb",
        "    a\t",
        "* \ta",
        "«\t»(tab-indentation)a",
        "«  \t »(tab-indentation)a\tb",
        "«\u00a0\t»(tab-indentation)a",
        "Like::\n\n  a\n«\t»(tab-indentation)b",
    ],
)
def test_where_it_is(line, config):
    """A tab among the white space before the first character."""
    case = check(f"Spec\n====\n\n{line}\n", named(FLAT), config=config)
    severity = Severity.ERROR if config is GATED else Severity.WARNING
    assert all(finding.severity is severity for finding in case.findings)


def test_lines_without_text():
    """They count only for a gate: what they hold is white space at a line's end, too."""
    check("a\n\t\nb\n", named(FLAT), config=ALONE)
    check("a\n« \t»(tab-indentation)\nb\n", named(FLAT), config=GATED)


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ("«\t»(tab-indentation)a\tb", " " * 8 + "a\tb"),
        ("«   \t »(tab-indentation)a", " " * 9 + "a"),
        ("«\t\t»(tab-indentation)a", " " * 16 + "a"),
        ("«\x0c\t»(tab-indentation)a", " " * 8 + "a"),
    ],
)
def test_fix(line, fixed):
    """A tab reaches to the next multiple of 8 columns, as it does for docutils."""
    case = check(f"* a\n\n{line}\n", named(FLAT), config=ALONE)
    assert case.fixed(CODE) == f"* a\n\n{fixed}\n"
    assert str(parsed(case.fixed(CODE))) == str(parsed(str(case.spec.text)))


@pytest.mark.parametrize("line", ["«\x85\t»(tab-indentation)a", "«\t»(tab-indentation)" + "word " * 15])
def test_no_fix(line):
    """No columns are counted behind what ends a line to docutils, and no line becomes too long."""
    assert check(f"{line}\n", named(FLAT), config=ALONE).fixes(CODE) == ()
