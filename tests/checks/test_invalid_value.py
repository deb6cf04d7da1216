"""invalid-value: what is wrong with the value of a field, and what it was meant to be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.marked import Case, look
from checks.templates import named
from spec_ls.checks.run import fixes
from spec_ls.config import Config
from spec_ls.field_rules import DatedLink, FieldRule, HeaderKind, HeaderRules
from spec_ls.findings import Finding

TEMPLATE = named("Title\n#####\n\nFirst\n=====\n\nWhat is it?\n")
TEXT = "Cache\n#####\n\n:Kind: {}\n:Else: x\n\nFirst\n=====\n\nText.\n"
WORDS: dict[str, Any] = {"values": ("Draft", "Final")}
NUMBER: dict[str, Any] = {"pattern": r"[1-9]\d*"}
LIST: dict[str, Any] = {"values": ("Packaging", "Typing"), "separator": ", "}
DAY: dict[str, Any] = {"date": "yyyy-mm-dd"}
LINK: dict[str, Any] = {"dated_link": DatedLink("dd-mmm-yyyy", "https://example.org/.*")}
LINES: dict[str, Any] = {"pattern": "[a-z]+", "in_lines": True, "line_end": ","}


def found_in(value: str, **rule: Any) -> tuple[Case, list[Finding[Any]]]:
    """A document whose field has a value, and the findings about that."""
    rules = HeaderRules(kind=HeaderKind.FIELDS, fields=(FieldRule("Kind", **rule),))
    case = look(TEXT.format(value), TEMPLATE, Path("p-7.rst"), Config(header=rules))
    return case, [finding for finding in case.findings if finding.code == "invalid-value"]


@pytest.mark.parametrize(
    ("rule", "value", "message", "right"),
    [
        (WORDS, "draft", 'Kind should be one of Draft, Final, not "draft"', "Draft"),
        (WORDS, "Darft.", 'Kind should be one of Draft, Final, not "Darft."', "Draft"),
        (WORDS, "", "Kind should be one of Draft, Final, not an empty value", None),
        (WORDS, "draft\n  and more", 'Kind should be one of Draft, Final, not "draft and more"', None),
        (NUMBER, "PEP 008", '"PEP 008" is no value of Kind', "8"),
        (NUMBER, "8 or 9", '"8 or 9" is no value of Kind', None),
        ({**NUMBER, "separator": ", "}, "08; 09", '"08; 09" is no value of Kind', "8, 9"),
        ({**NUMBER, "expected": "a number"}, "x", 'Kind should be a number, not "x"', None),
        ({"pattern": r"\d+\.\d+"}, "Python 3.15.0", '"Python 3.15.0" is no value of Kind', "3.15"),
        (LIST, "Games, Typing", 'Kind should be one of Packaging, Typing, not "Games"', None),
        ({**LIST, "in_order": True}, "Typing, Packaging",
            "the entries of Kind should stand in alphabetical order, each once", "Packaging, Typing"),
        (DAY, "06-May-2024", 'Kind should be a date in the form yyyy-mm-dd, not "06-May-2024"', "2024-05-06"),
        ({**DAY, "earliest": 1990}, "1989-01-01", '"1989-01-01" is before 1990', None),
        ({**DAY, "days_ahead": 10}, "2999-01-01", '"2999-01-01" lies in the future', None),
        (LINK, "`2024-05-06 <http://example.org/1>`_", '"`2024-05-06 <http://example.org/1>`_" is no value of Kind',
            "`06-May-2024 <https://example.org/1>`__"),
        (LINK, "`06-May-2024 <https://elsewhere.org/1>`__",
            '"`06-May-2024 <https://elsewhere.org/1>`__" is no value of Kind', None),
        ({"pattern": "https://example.org"}, "<http://example.org>", '"<http://example.org>" is no value of Kind', "https://example.org"),
        ({"pattern": r"\w+ <\w+@example.org>"}, "Ada (ada@example.org)", '"Ada (ada@example.org)" is no value of Kind', "Ada <ada@example.org>"),
        (LINES, "ada\n  bo", 'a line of Kind before another one should end with ","', "ada,\n  bo"),
        (LINES, "ada,\n  1", '"1" is no value of Kind', None),
    ],
)  # fmt: skip
def test_a_wrong_value(rule: dict[str, Any], value: str, message: str, right: str | None) -> None:
    """The message says what the value should be, and small slips are mended where there is one way to read them."""
    case, (finding, *_) = found_in(value, **rule)
    assert finding.message == message
    assert [case.applied(fix) for fix in fixes(case.spec, finding)] == (
        [] if right is None else [TEXT.format(right)]
    )


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ({}, "anything"),
        ({**WORDS, "may_be_empty": True}, ""),
        (WORDS, "Final"),
        (LIST, "Typing, Packaging"),
        ({**DAY, "earliest": 1990, "days_ahead": 10}, "2024-02-29"),
        (LINK, "`06-May-2024 <https://example.org/1>`__"),
        (LINES, "ada,\n  bo"),
        (LINES, "\n  ada,\n  bo"),
    ],
)
def test_a_right_value(rule: dict[str, Any], value: str) -> None:
    """What the rule allows is silent, and without one everything is."""
    assert found_in(value, **rule)[1] == []
