"""Texts of the reports."""

from __future__ import annotations

import pytest

from spec_ls.check import Check
from spec_ls.findings import Fixable, Severity
from spec_ls.report.check_pages import contents, page
from spec_ls.report.findings_json import json_text
from spec_ls.report.findings_text import summary
from spec_ls.report.results import FindingResult, ShownFinding, SpecResult
from spec_ls.text import Position, Range

NOWHERE = Range(Position(0, 0), Position(0, 0))

CHECK = Check(
    code="some-code",
    summary="what it finds",
    severity="warning, " + "or " * 30 + "error",
    why="One reason, " + "long " * 20 + ".\n\n    Another.",
    wrong="\n    A\n    =\n\n      indented  \n",
    right="A\n",
)


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], "no specs found"),
        ([[]], "no findings in 1 spec"),
        ([[]] * 14, "no findings in 14 specs"),
        ([[Severity.ERROR]], "1 error in 1 of 1 spec"),
        (
            [[Severity.HINT, Severity.WARNING, Severity.ERROR], [Severity.ERROR, Severity.HINT], *[[]] * 12],
            "2 errors, 1 warning, 2 hints in 2 of 14 specs",
        ),
        ([[Severity.INFORMATION] * 2, []], "2 information in 1 of 2 specs"),
    ],
)
def test_summary(severities: list[list[Severity]], expected: str) -> None:
    """A summary counts the findings of some specs by severity, the worst first, and the specs with any."""
    assert summary([_result(*of_spec) for of_spec in severities]) == expected


def _result(*severities: Severity) -> SpecResult:
    findings = tuple(FindingResult("code", severity, "message", NOWHERE) for severity in severities)
    shown = tuple(ShownFinding(finding, (number,)) for number, finding in enumerate(findings))
    return SpecResult("a.rst", findings, shown, Fixable(0, 0))


def test_page() -> None:
    """A page is RST: prose is wrapped, an example stands in a literal block with its own indentation."""
    assert page(CHECK) == (
        "some-code\n=========\n\nwhat it finds\n\n"
        ":Severity: warning, or or or or or or or or or or or or or or or or or or or or\n"
        "    or or or or or or or or or or error\n"
        ":Fix: none\n\nWhy\n---\n\n"
        "One reason, long long long long long long long long long long long long long\n"
        "long long long long long long long .\n\nAnother.\n\n"
        "Wrong\n-----\n\n::\n\n    A\n    =\n\n      indented  \n\nRight\n-----\n\n::\n\n    A\n"
    )


def test_contents() -> None:
    """All codes are listed in order, their summaries aligned."""
    other = Check(code="a", summary="first", severity="", why="", wrong="", right="")
    assert contents([CHECK, other]) == "a          first\nsome-code  what it finds\n"


@pytest.mark.parametrize("path", ["a.rst", "\u4e2d\U0001f600.rst", "\udcff.rst", '"\\.rst'])
def test_json_is_utf8_whatever_a_file_is_called(path: str) -> None:
    """A file name that is not UTF-8 is escaped, so that the JSON can be read."""
    import json

    assert json.loads(json_text([{"path": path}]).encode("utf-8")) == [{"path": path}]
