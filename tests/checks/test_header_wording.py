"""What the checks of a header's fields say, in full: each part of each finding, with a gate and without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.marked import look
from checks.said import said
from checks.templates import named
from spec_ls.config import Config
from spec_ls.field_rules import FieldDemand, FieldRule, HeaderKind, HeaderRules
from spec_ls.model.process_headers import ProcessHeaders

RULES = HeaderRules(
    kind=HeaderKind.FIELDS,
    fields=(
        FieldRule("Number", required=FieldDemand.USE, number=True),
        FieldRule("Author", required=FieldDemand.USE),
        FieldRule("Status", required=FieldDemand.USE, values=("Draft", "Final")),
        FieldRule("Created", date="yyyy-mm-dd"),
        FieldRule("Pull", may_be_empty=True, pattern=r"\d{4}"),
        FieldRule("Replaces", answered_by="Superseded-By"),
    ),
)
HEADER = ":Number: {}\n:Author: {}\n:Status: {}\n:Created: {}\n:Pull: {}\n:Replaces: {}\n"
BODY = "\nFirst\n=====\n\n{}\n"
TEMPLATE = "Title\n#####\n\n" + HEADER.format(
    "<number>", "<names>", "<Draft | Final>", "<yyyy-mm-dd>", "leave blank", "<number>"
)
CODES = frozenset(
    {
        "missing-field",
        "unknown-field",
        "misordered-field",
        "duplicate-field",
        "invalid-value",
        "misnamed-field",
        "one-sided-reference",
        "leftover-placeholder",
    }
)


def findings(header: str, gated: bool) -> list[str]:
    """What is said of proposal 7 with a header, beside a proposal 12 that names no other; a finding each."""
    config = Config(header=RULES, select=CODES, gate=CODES if gated else frozenset())
    text, template = f"Lists\n#####\n\n{header}{BODY.format('Text.')}", TEMPLATE + BODY.format("What is it?")
    case = look(text, named(template), Path("proposal-7.rst"), config, ProcessHeaders({12: {}}))
    return [
        " | ".join((one.code, *said(case.spec, one))).replace("of builtin:example", "there")
        for one in case.findings
    ]


CASES = [
    (
        ":Number: 7\n:Author: Ada\n:Status: Draft\n:Created: 2024-01-02\n:Pull: 2024\n:Replaces: 12\n",
        [
            'one-sided-reference | information, 9:12-9:14, line 9 there | document 12 does not name 7 in "Superseded-By"',
        ],
        [
            'one-sided-reference | error, 9:12-9:14, line 9 there | document 12 does not name 7 in "Superseded-By"',
        ],
    ),
    (
        ":Number: 8\n:Author: <names>\n:Status: Drafft\n:Created: 2 Jan 2024\n:Pull: leave blank\n:Replaces: 3\n",
        [
            'invalid-value | warning, 4:10-4:11, line 4 there | the number is 7 by the file\'s name, not "8" | UNSAFE: Write "7"',
            'leftover-placeholder | warning, 5:10-5:17 | "<names>" is still to be replaced',
            'invalid-value | warning, 6:10-6:16, line 6 there | Status should be one of Draft, Final, not "Drafft" | UNSAFE: Write "Draft"',
            'invalid-value | warning, 7:11-7:21, line 7 there | Created should be a date in the form yyyy-mm-dd, not "2 Jan 2024" | UNSAFE: Write "2024-01-02"',
            'leftover-placeholder | warning, 8:8-8:19, line 8 there | "leave blank" is still to be left out | UNSAFE: Leave "Pull" empty',
        ],
        [
            'invalid-value | warning, 4:10-4:11, line 4 there | the number is 7 by the file\'s name, not "8" | UNSAFE: Write "7"',
            'leftover-placeholder | error, 5:10-5:17 | "<names>" is still to be replaced',
            'invalid-value | error, 6:10-6:16, line 6 there | Status should be one of Draft, Final, not "Drafft" | UNSAFE: Write "Draft"',
            'invalid-value | error, 7:11-7:21, line 7 there | Created should be a date in the form yyyy-mm-dd, not "2 Jan 2024" | UNSAFE: Write "2024-01-02"',
            'invalid-value | error, 8:8-8:19, line 8 there | "leave blank" is still to be replaced | UNSAFE: Delete the placeholder',
            "one-sided-reference | error, 9:12-9:13, line 9 there | there is no document with the number 3",
        ],
    ),
    (
        ":Number: <number>\n:Author: TBD\n:Status: <Draft | Final>\n:Created: <yyyy-mm-dd>\n:Pull: <when>\n:Replaces: \n",
        [
            'leftover-placeholder | warning, 4:10-4:18 | "<number>" is still to be replaced | UNSAFE: Write "7"',
            'leftover-placeholder | warning, 6:10-6:25 | "<Draft | Final>" is still to be replaced',
            'leftover-placeholder | warning, 7:11-7:23 | "<yyyy-mm-dd>" is still to be replaced',
            'invalid-value | information, 8:8-8:14, line 8 there | "<when>" is no value of Pull',
        ],
        [
            'leftover-placeholder | error, 4:10-4:18 | "<number>" is still to be replaced | UNSAFE: Write "7"',
            'invalid-value | error, 6:10-6:25, line 6 there | "<Draft | Final>" is still to be replaced | BY_HAND: Write "Draft"',
            'invalid-value | error, 7:11-7:23, line 7 there | "<yyyy-mm-dd>" is still to be replaced | BY_HAND: Delete "Created"',
            'invalid-value | error, 8:8-8:14, line 8 there | "<when>" is no value of Pull',
        ],
    ),
    (
        ":Number: 7\n:Status: Draft\n:Author: Ada\n:Author: Bo\n",
        [
            'misordered-field | information, 6:2-6:8, line 5 there | "Author" should come before "Status" | SAFE: Put the fields in the template\'s order',
            'duplicate-field | warning, 7:2-7:8, line 5 there | the header has the field "Author" already',
        ],
        [
            'misordered-field | error, 1:1-1:6, line 5 there | "Author" should come before "Status" | SAFE: Put the fields in the template\'s order',
            'duplicate-field | error, 7:2-7:8, line 5 there | the header has the field "Author" already',
        ],
    ),
    (
        ":Number: 7\n:Author: Ada\n:Status: Draft\n:Author:\n",
        [
            'duplicate-field | warning, 7:2-7:8, line 5 there | the header has the field "Author" already | UNSAFE: Delete "Author"',
        ],
        [
            'duplicate-field | error, 7:2-7:8, line 5 there | the header has the field "Author" already | UNSAFE: Delete "Author"',
        ],
    ),
    (
        ":Number: 7\n:Autor: Ada\n:Colour: red\n",
        [
            'missing-field | information, 4:2-4:8, line 6 there | the header has no field "Status" | UNSAFE: Insert "Status"',
            'misnamed-field | warning, 5:2-5:7, line 5 there | field "Autor" is called "Author" | SAFE: Rename "Autor" to "Author"',
        ],
        [
            'missing-field | information, 4:2-4:8, line 6 there | the header has no field "Status" | UNSAFE: Insert "Status"',
            'misnamed-field | error, 5:2-5:7, line 5 there | field "Autor" is called "Author" | SAFE: Rename "Autor" to "Author"',
            'unknown-field | error, 6:2-6:8 | "Colour" is no known field',
        ],
    ),
    (
        ":Number: 7\n:Author: Ada\n:Status:\n   Drafft\n",
        [
            'invalid-value | information, 7:4-7:10, line 6 there | Status should be one of Draft, Final, not "Drafft"',
        ],
        [
            'invalid-value | error, 6:1-6:9, line 6 there | Status should be one of Draft, Final, not "Drafft"',
        ],
    ),
    (
        ":Status: Draft\n",
        [
            'missing-field | information, 4:2-4:8, line 4 there | the header has no field "Number" | UNSAFE: Insert "Number"',
            'missing-field | information, 4:2-4:8, line 5 there | the header has no field "Author" | UNSAFE: Insert "Author"',
        ],
        [
            'missing-field | information, 4:2-4:8, line 4 there | the header has no field "Number" | UNSAFE: Insert "Number"',
            'missing-field | information, 4:2-4:8, line 5 there | the header has no field "Author" | UNSAFE: Insert "Author"',
        ],
    ),
    (
        "Number: 7\nStatus: Draft\n",
        [
            'missing-field | information, 4:1-4:7, line 4 there | the header is written as "Number: ...", in the template as ":Number: ..."; missing: Author | UNSAFE: Write the header as the template does',
        ],
        [
            'missing-field | information, 4:1-4:7, line 4 there | the header is written as "Number: ...", in the template as ":Number: ..."; missing: Author | UNSAFE: Write the header as the template does',
        ],
    ),
    (
        "",
        [
            "missing-field | information, 1:1-1:6, line 4 there | the header is missing: Number, Author, Status | UNSAFE: Insert the header",
        ],
        [
            "missing-field | information, 1:1-1:6, line 4 there | the header is missing: Number, Author, Status | UNSAFE: Insert the header",
        ],
    ),
]
"""A header, what is said of it without a gate, and what with one that reads it all."""


@pytest.mark.parametrize(("header", "advice", "gated"), CASES)
def test_what_is_said_of_a_header(header: str, advice: list[str], gated: list[str]) -> None:
    """Where a finding stands, how grave it is, which line of the template it is about, and what its fixes do."""
    assert findings(header, gated=False) == advice
    assert findings(header, gated=True) == gated
