"""missing-final-newline: the last line has no line end."""

from __future__ import annotations

import pytest

from checks.marked import check
from checks.templates import FLAT, named
from spec_ls.config import Config
from spec_ls.findings import Severity

CODE = "missing-final-newline"
ALONE = Config(select=frozenset({CODE}))
GATED = Config(select=frozenset({CODE}), gate=frozenset({CODE}))


@pytest.mark.parametrize("config", [ALONE, GATED])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a\n",
        "a\r",
        "a\r\n",
        "a\x85",
        "«a»(missing-final-newline)",
        "a\nb«c»(missing-final-newline)",
        "a\n\n« »(missing-final-newline)",
        "a\n\n::\n\n  a\n«\t»(missing-final-newline)",
    ],
)
def test_where_it_is(text, config):
    """The last line ends as all lines do; a text without lines has none to end."""
    text = text.replace("a\x85", "a«\x85»(missing-final-newline)")
    case = check(text, named(FLAT), config=config)
    severity = Severity.ERROR if config is GATED else Severity.WARNING
    assert all(finding.severity is severity for finding in case.findings)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_fix(newline):
    """The last line gets the line end that the first one has."""
    case = check(f"a{newline}«b»(missing-final-newline)", named(FLAT), config=ALONE)
    assert case.fixed(CODE) == f"a{newline}b{newline}"
