"""Fixes of headers in each kind of markup: fields are inserted, repaired, renamed, deleted and put in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks.marked import Case, look
from checks.templates import named

from spec_ls.checks.run import fixes
from spec_ls.config import Config
from spec_ls.field_rules import FieldDemand, FieldRule, HeaderKind, HeaderRules

TEMPLATE = named("Title\n#####\n\nFirst\n=====\n\nWhat is it?\n")
FIELDS = (
    FieldRule("Number", required=FieldDemand.USE, number=True),
    FieldRule("Status", required=FieldDemand.USE, values=("Draft", "Final")),
    FieldRule("Kind", required=FieldDemand.USE),
    FieldRule("Author"),
)
BODY = "First\n=====\n\nText.\n"


def case_of(kind: HeaderKind, text: str, gate_pattern: str | None = None) -> Case:
    """A proposal of the number 7 with the findings in it."""
    rules = HeaderRules(kind=kind, fields=FIELDS, gate_pattern=gate_pattern)
    return look(text, TEMPLATE, Path("proposal-7.rst"), Config(header=rules))


def fixed(case: Case, code: str, title: str) -> str | None:
    """The text after the fix of this title; None if no finding of the code has one."""
    offered = (fix for finding in case.findings if finding.code == code for fix in fixes(case.spec, finding))
    return next((case.applied(fix) for fix in offered if fix.title == title), None)


INSERT, WHOLE = 'Insert "Status"', "Insert the header"
REWRITE = "Write the header as the template does"
PUT, DELETE = "Put the fields in the template's order", 'Delete "Status"'


@pytest.mark.parametrize(
    ("kind", "header", "code", "title", "after"),
    [
        # A missing field stands behind the one before it in the template's order, in the markup of the others.
        ("fields", ":Number: 7\n:Kind: x\n", "missing-field", INSERT, ":Number: 7\n:Status: Draft\n:Kind: x\n"),
        ("fields", ":Kind: x\n:Author: Ada\n", "missing-field", INSERT, ":Status: Draft\n:Kind: x\n:Author: Ada\n"),
        ("fields", ":Status: Final\n:Kind: x\n", "missing-field", 'Insert "Number"', ":Number: 7\n:Status: Final\n:Kind: x\n"),
        ("bullets", "- Number: 7\n- Kind: x\n", "missing-field", INSERT, "- Number: 7\n- Status: Draft\n- Kind: x\n"),
        ("lines", "Number: 7\nKind: x\n", "missing-field", INSERT, "Number: 7\nStatus: Draft\nKind: x\n"),
        ("table", "====== =====\nNumber 7\nKind   x\nAuthor Ada\n====== =====\n", "missing-field", INSERT,
            "====== =====\nNumber 7\nStatus Draft\nKind   x\nAuthor Ada\n====== =====\n"),
        ("table", "+--------+---+\n| Number | 7 |\n+--------+---+\n| Kind   | x |\n+--------+---+\n| Author | y |\n"
            "|        | z |\n+--------+---+\n", "missing-field", INSERT, None),
        # All of them come at once where there is no header.
        ("fields", "", "missing-field", WHOLE, ":Number: 7\n:Status: Draft\n:Kind:\n"),
        ("bullets", "", "missing-field", WHOLE, "* Number: 7\n* Status: Draft\n* Kind:\n"),
        ("lines", "", "missing-field", WHOLE, "Number: 7\nStatus: Draft\nKind:\n"),
        ("table", "", "missing-field", WHOLE, None),
        ("status-section", "", "missing-field", WHOLE, None),
        # Fields move with their lines and with unknown ones behind them.
        ("fields", ":Kind: x\n  y\n:Number: 7\n:Status: Draft\n", "misordered-field", PUT, ":Number: 7\n:Status: Draft\n:Kind: x\n  y\n"),
        ("fields", ":Kind: x\n:Else: y\n:Number: 7\n:Status: Draft\n", "misordered-field", PUT, ":Number: 7\n:Status: Draft\n:Kind: x\n:Else: y\n"),
        ("fields", ":Else: y\n:Status: Draft\n:Number: 7\n:Kind: x\n", "misordered-field", PUT, ":Else: y\n:Number: 7\n:Status: Draft\n:Kind: x\n"),
        ("table", "====== =====\nStatus Draft\nNumber 7\nKind   x,\n       y\n====== =====\n", "misordered-field", PUT,
            "====== =====\nNumber 7\nStatus Draft\nKind   x,\n       y\n====== =====\n"),
        ("lines", "Kind: x\n\nNumber: 7\n\nStatus: Draft\n", "misordered-field", PUT, None),
        # Of two fields alike one goes; two that differ are for their author.
        ("fields", ":Number: 7\n:Status: Draft\n:Status: Draft\n:Kind: x\n", "duplicate-field", DELETE, ":Number: 7\n:Status: Draft\n:Kind: x\n"),
        ("fields", ":Number: 7\n:Status: Draft\n:Status: Final\n:Kind: x\n", "duplicate-field", DELETE, None),
        ("fields", ":Number: 7\n:Statsu: Draft\n:Kind: x\n", "misnamed-field", 'Rename "Statsu" to "Status"', ":Number: 7\n:Status: Draft\n:Kind: x\n"),
        ("fields", ":Number: 7\n:Statu: Draft\n:Kind: x\n", "misnamed-field", 'Rename "Statu" to "Status"', ":Number: 7\n:Status: Draft\n:Kind: x\n"),
        ("lines", ".. Me.\n\nNumber: 7\nKind: x\n", "missing-field", INSERT, ".. Me.\n\nNumber: 7\nStatus: Draft\nKind: x\n"),
        ("table", "+--------+-------+\n| Status | Draft |\n+--------+-------+\n| Number | 7     |\n+--------+-------+\n|        | x     |\n"
            "+--------+-------+\n| Kind   | y     |\n+--------+-------+\n", "misordered-field", PUT, None),
        # A header in other markup is written anew where each of its fields is one line, and nothing between.
        ("fields", "Number: 7\nKind: x\nAuthor: Ada\n", "missing-field", REWRITE, ":Number: 7\n:Kind: x\n:Author: Ada\n"),
        ("fields", "Number: 7\nKind: x\n y\nAuthor: Ada\n", "missing-field", REWRITE, None),
        ("fields", "====== =====\nNumber 7\nKind   x\nAuthor Ada\n====== =====\n", "missing-field", REWRITE, None),
        ("fields", "Number: 7\n\n.. Me.\n\nKind: x\n", "missing-field", REWRITE, None),
    ],
)  # fmt: skip
def test_fields_below_the_title(kind: str, header: str, code: str, title: str, after: str | None) -> None:
    """Each fix changes the header alone; where there is no sure place or markup there is none."""
    start = "Cache\n#####\n\n"
    gap = "\n" if header else ""
    found = fixed(case_of(HeaderKind(kind), f"{start}{header}{gap}{BODY}"), code, title)
    assert found == (None if after is None else f"{start}{after}\n{BODY}")


NOT_AT_START, TO_TOP = 'Write "Status: " at the start of its line', "Move the header to the first line"


@pytest.mark.parametrize(
    ("header", "title", "after"),
    [
        ("Number: 7\nKind: x\n", INSERT, "Number: 7\nStatus: Draft\nKind: x\n"),
        ("", WHOLE, "Number: 7\nStatus: Draft\nKind:\n"),
        # A line that was meant for the field is repaired, whatever is wrong with it.
        ("Number: 7\n Status: Draft\nKind: x\n", NOT_AT_START, "Number: 7\nStatus: Draft\nKind: x\n"),
        ("Number: 7\nStatus Draft\nKind: x\n", NOT_AT_START, "Number: 7\nStatus: Draft\nKind: x\n"),
        ("Number: 7\nSTATUS:Draft\nKind: x\n", NOT_AT_START, "Number: 7\nStatus: Draft\nKind: x\n"),
        # Blank lines within the header go, lines above it go below.
        ("Number: 7\nKind: x\n\n\nStatus: Draft\nAuthor: Ada\n", "Delete the blank lines within the header",
            "Number: 7\nKind: x\nStatus: Draft\nAuthor: Ada\n"),
        ("Number: 7\nKind: x\n\nStatus: Draft\n", "Delete the blank lines within the header", "Number: 7\nKind: x\nStatus: Draft\n"),
        # Those before a field that was there all along are no matter of a field that is missing.
        ("Number: 7\nKind: x\n\n\nAuthor: Ada\nMore: x\n", INSERT, "Number: 7\nStatus: Draft\nKind: x\n\n\nAuthor: Ada\nMore: x\n"),
        ("\n\nNumber: 7\nStatus: Draft\nKind: x\n", TO_TOP, "Number: 7\nStatus: Draft\nKind: x\n"),
        (".. A comment.\n\nNumber: 7\nStatus: Draft\nKind: x\n", TO_TOP, "Number: 7\nStatus: Draft\nKind: x\n\n.. A comment.\n"),
    ],
)  # fmt: skip
def test_fields_before_the_title(header: str, title: str, after: str | None) -> None:
    """A preamble is read by programs that know no RST, so what breaks it is repaired line by line."""
    title_and_body = f"Cache\n#####\n\n{BODY}"
    text = f"{header}\n{title_and_body}" if header else title_and_body
    found = fixed(case_of(HeaderKind.PREAMBLE, text), "missing-field", title)
    assert found == (None if after is None else f"{after}\n{title_and_body}")


@pytest.mark.parametrize(
    ("text", "code", "title", "after"),
    [
        ("Cache\n#####", "missing-field", WHOLE, "Cache\n#####\n\n:Number: 7\n:Status: Draft\n:Kind:"),
        ("Cache\n#####\nText.\n", "missing-field", WHOLE, "Cache\n#####\n\n:Number: 7\n:Status: Draft\n:Kind:\n\nText.\n"),
        ("Text.\n", "missing-field", WHOLE, None),
        ("Cache\n#####\n\n:Number: 7\n:Status: Final", "missing-field", 'Insert "Kind"', "Cache\n#####\n\n:Number: 7\n:Status: Final\n:Kind:"),
        ("Cache\n#####\n\n:Kind: x\n:Number: 7\n:Status: Draft", "misordered-field", PUT, "Cache\n#####\n\n:Number: 7\n:Status: Draft\n:Kind: x"),
    ],
)  # fmt: skip
def test_a_header_at_the_end(text: str, code: str, title: str, after: str | None) -> None:
    """At the end of a text without a last line end the header is written as elsewhere."""
    assert fixed(case_of(HeaderKind.FIELDS, text), code, title) == after


@pytest.mark.parametrize(
    ("kind", "fields", "after"),
    [
        # In a preamble an empty field is a line of its own to all programs.
        ("preamble", "Kind:\nKind: x\n", "Kind: x\n"),
        ("preamble", "Kind: x\nKind:\n", "Kind: x\n"),
        ("lines", "Kind: x\nKind:\n", "Kind: x\n"),
        ("fields", ":Kind: x\n:Kind:\n", ":Kind: x\n"),
        ("fields", ":Kind:\n:Kind: x\n", ":Kind: x\n"),
        ("fields", ":Kind:\n:Kind:\n", ":Kind:\n"),
        ("fields", ":Kind: x\n:Kind: y\n", None),
    ],
)
def test_of_an_empty_field_and_one_with_a_value_the_empty_one_goes(
    kind: str, fields: str, after: str | None
) -> None:
    """Wherever it stands; between two values their author has to choose."""
    mark = ":" if kind == "fields" else ""
    start = "{}\n#####\n\n{}\n" if kind != "preamble" else "{1}\n{0}\n#####\n\n"
    template = named(start.format("Title", f"{mark}Number: <n>\n{mark}Status: <s>\n{mark}Kind: <k>\n") + BODY)
    rules = HeaderRules(kind=HeaderKind(kind), fields=FIELDS)
    text = start.format("Cache", f"{mark}Number: 7\n{mark}Status: Draft\n{{}}") + BODY
    case = look(text.format(fields), template, Path("proposal-7.rst"), Config(header=rules))
    found = fixed(case, "duplicate-field", 'Delete "Kind"')
    assert found == (None if after is None else text.format(after))


def test_a_field_that_the_gate_does_not_read_is_written_on_one_line() -> None:
    """A gate that searches lines for a name, a colon and a space does not see a tab."""
    rules = HeaderRules(
        kind=HeaderKind.FIELDS,
        fields=(FieldRule("Kind", required=FieldDemand.GATE), FieldRule("Author")),
        gate_pattern=":([A-Za-z]+): (.+)",
    )
    text = f"Cache\n#####\n\n:Kind:\tx\n:Author: Ada\n\n{BODY}"
    case = look(text, TEMPLATE, Path("proposal-7.rst"), Config(header=rules))
    assert fixed(case, "missing-field", 'Write "Kind" on one line') == text.replace("\t", " ")
    empty = text.replace("\tx", "")
    case = look(empty, TEMPLATE, Path("proposal-7.rst"), Config(header=rules))
    assert fixed(case, "missing-field", 'Write "Kind" on one line') is None


def test_a_new_field_has_the_value_that_may_stay() -> None:
    """What the template has for all documents is written, in the markup of its header."""
    fields = ":Number: {}\n:Kind: Process\n:Author: {}\n"
    template = named(f"Title\n#####\n\n{fields.format('<number>', '<names>')}\nFirst\n=====\n\nWhat is it?\n")
    rules = HeaderRules(fields=(FieldRule("Number"), FieldRule("Kind", required=FieldDemand.USE)))
    text = f"Cache\n#####\n\n{fields.format(7, 'Ada')}\n{BODY}"
    case = look(text.replace(":Kind: Process\n", ""), template, None, Config(header=rules))
    assert fixed(case, "missing-field", 'Insert "Kind"') == text


def test_a_lone_field_without_a_header_is_for_its_author() -> None:
    """One field makes no header, so its place is not certain."""
    rules = HeaderRules(kind=HeaderKind.FIELDS, fields=(FieldRule("Kind", required=FieldDemand.USE),))
    case = look(f"Cache\n#####\n\n{BODY}", TEMPLATE, None, Config(header=rules))
    assert case.fixes("missing-field") == ()


@pytest.mark.parametrize(
    ("kind", "first", "text"),
    [
        # The only line of a preamble may go on, and its field is not read yet.
        ("preamble", None, "Number: 7"),
        # Where the status is a section, other fields have no place.
        ("status-section", None, f"Cache\n#####\n\nStatus\n======\n\n**Draft**\n\n{BODY}"),
        # The field that comes first is there, in a header that no program reads from the first line on.
        ("fields", "Number", f"Cache\n#####\n\n:Number: 7\n:Status: Draft\n:Kind: x\n\n{BODY}"),
    ],
)
def test_without_a_certain_place_there_is_no_fix(kind: str, first: str | None, text: str) -> None:
    """The finding is there, and its author alone can mend it."""
    rules = HeaderRules(kind=HeaderKind(kind), fields=FIELDS, first=first)
    case = look(text, TEMPLATE, Path("proposal-7.rst"), Config(header=rules))
    missing = [finding for finding in case.findings if finding.code == "missing-field"]
    assert missing
    assert all(fixes(case.spec, finding) == () for finding in missing)


def test_a_cell_that_is_to_be_left_blank_is_emptied() -> None:
    """The cell stays as wide as it is, so the table stays one."""
    rows = ["| Number | 7           |\n", "| Status | leave blank |\n", "| Kind   | x           |\n", ""]
    rule = "+--------+-------------+\n"
    text = f"Cache\n#####\n\n{rule}{rule.join(rows)}\n{BODY}"
    rules = HeaderRules(kind=HeaderKind.TABLE, fields=FIELDS)
    case = look(text, named(text), Path("proposal-7.rst"), Config(header=rules))
    emptied = fixed(case, "leftover-placeholder", 'Leave "Status" empty')
    assert emptied == text.replace("leave blank", "           ")
