"""Insert all: the title, the header and the sections of a document that has only begun, and what that is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks.marked import look
from checks.templates import named

from spec_ls.config import Config
from spec_ls.edits.insert import insert_all
from spec_ls.field_rules import FieldDemand, FieldRule, HeaderKind, HeaderRules

FIELDS = (
    FieldRule("Number", required=FieldDemand.USE, number=True),
    FieldRule("Status", required=FieldDemand.USE, values=("Draft", "Final")),
    FieldRule("Kind", required=FieldDemand.USE),
)
SECTIONS = "\nChange\n======\n\n{}\n\nCosts\n=====\n\n{}\n"
HEADER = ":Number: {}\n:Status: {}\n:Kind: {}\n"
TEMPLATE = (
    "Title\n#####\n\n"
    + HEADER.format("<number>", "<status>", "<kind>")
    + SECTIONS.format("What will be done, and how?", "Much?")
)
TITLE, WHOLE = "Slow lists\n##########\n", HEADER.format(7, "Draft", "<kind>")
BOTH = SECTIONS.format("What will be done, and how?", "None")
LAST = "\nCosts\n=====\n\nNone\n"
WRITTEN = "\nChange\n======\n\nFaster.\n"


@pytest.mark.parametrize(
    ("text", "title", "after"),
    [
        ("", "Insert the header and all 2 missing sections", f"{TITLE}\n{WHOLE}{BOTH}"),
        ("\n\n", "Insert the header and all 2 missing sections", f"{TITLE}\n{WHOLE}{BOTH}"),
        (TITLE, "Insert the header and all 2 missing sections", f"{TITLE}\n{WHOLE}{BOTH}"),
        (f"{TITLE}\n:Number: 7\n:Status: Draft\n", "Insert the missing field and all 2 missing sections", f"{TITLE}\n{WHOLE}{BOTH}"),
        (f"{TITLE}\n:Kind: <kind>\n", "Insert 2 missing fields and all 2 missing sections", f"{TITLE}\n{WHOLE}{BOTH}"),
        (f"{TITLE}\n{WHOLE}", "Insert all 2 missing sections", f"{TITLE}\n{WHOLE}{BOTH}"),
        # Once a section is there, fields are inserted one by one.
        (f"{TITLE}\n{WHOLE}{WRITTEN}\nMore\n====\n\nM.\n", "Insert the missing section", f"{TITLE}\n{WHOLE}{WRITTEN}{LAST}\nMore\n====\n\nM.\n"),
        (f"{TITLE}\n:Kind: x\n{WRITTEN}\nMore\n====\n\nM.\n", "Insert the missing section", f"{TITLE}\n:Kind: x\n{WRITTEN}{LAST}\nMore\n====\n\nM.\n"),
        (f"{TITLE}\n{WHOLE}{WRITTEN}{LAST}", None, None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_insert_all(text: str, title: str | None, after: str | None, newline: str) -> None:
    """All that a document lacks is inserted at once, and the title of the action says what that is."""
    config = Config(header=HeaderRules(kind=HeaderKind.FIELDS, fields=FIELDS))
    case = look(text.replace("\n", newline), named(TEMPLATE), Path("0007-slow-lists.rst"), config)
    fix = insert_all(case.spec)
    if title is None or after is None:
        assert fix is None
        return
    assert fix is not None
    assert (fix.title, case.applied(fix)) == (title, after.replace("\n", newline if text else "\n"))


@pytest.mark.parametrize("text", ["", "Number: 7", "Number: 7\n", "Number: 7\nStatus: Draft\nKind: <kind>\n"])
def test_a_preamble(text: str) -> None:
    """A header before the text is closed by a blank line, and has the title of the document."""
    header = "Number: {}\nStatus: {}\nKind: {}\n"
    template = header.format("<number>", "<status>", "<kind>") + SECTIONS.format(
        "What will be done, and how?", "Much?"
    )
    rules = HeaderRules(kind=HeaderKind.PREAMBLE, fields=FIELDS)
    case = look(text, named(template), Path("doc-7.rst"), Config(header=rules))
    assert case.applied(insert_all(case.spec)) == header.format(7, "Draft", "<kind>") + BOTH
