"""The values among which templates let their authors choose, and templates that contradict themselves."""

from __future__ import annotations

import pytest

from spec_ls.model.template import read_template


def problems(header: str) -> list[tuple[int, str]]:
    """What is wrong with a template with a header from its fourth line on."""
    text = f"=====\nTitle\n=====\n{header}\nAbstract\n========\n\nText.\n"
    return [(problem.line, problem.message) for problem in read_template(text, "t").problems]


@pytest.mark.parametrize("value", ["<>", "< >", "<|>", "< | | >", "<REQUIRED: >", "<REQUIRED: | >"])
def test_no_value_is_allowed(value):
    """A template whose brackets hold no value says so once, at the field's line."""
    assert problems(f":Author: <names>\n:Status: {value}\n") == [
        (4, 'the allowed values of field "Status" are empty')
    ]


@pytest.mark.parametrize(
    "fields",
    [
        ":Author: <names>\n:Author: <more names>\n",
        ":Level: <Low | High>\n:level: <High | Low | Low>\n",
        ":Level: <Low | High>\n:Level: <how high>\n",
        ":Status:\n:Type: -\n:Resolution: <url> (required for Accepted | Rejected)\n",
        ":Status: <REQUIRED: Draft | Final>\n:Mail: <https://example.org/|x>\n",
    ],
)
def test_what_is_no_problem(fields):
    """A field may stand there several times, with the same values; free text, links and nothing are no list."""
    assert problems(fields) == []


def test_other_values_further_down():
    """Of a field with two lists of values the second is reported, with the line of the first."""
    assert problems(":Level: <Low | High>\n:Type: <A | B>\n:Level: <Small | Big>\n") == [
        (5, 'field "Level" has other allowed values here than on line 4')
    ]
