"""Headers that a gate rejects, put right: what every fix leaves of them, and what no fix touches."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checks.marked import Case, look
from spec_ls.checks.fix_all import fix_all
from spec_ls.checks.run import Checked, check, fixes
from spec_ls.config import Config
from spec_ls.field_rules import DatedLink, FieldDemand, FieldRule, HeaderKind, HeaderRules
from spec_ls.findings import Safety, Severity
from spec_ls.model.template import read_template

PERSON = r"[^\W\d_][^\W\d_. ]*(?: [^\W\d_.]+)*(?: <\w+@(?:\w+\.)+\w+>)?"
THREAD = r"https://talk\.example\.org/t/(?:[a-z-]+/)?\d+"
ARCHIVE = r"https://mail\.example\.org/pipermail/dev/\d{4}-[A-Z][a-z]+/\d+\.html"
RULES = HeaderRules(
    kind=HeaderKind.PREAMBLE,
    to_the_letter=True,
    first="Number",
    fields=(
        FieldRule("Number", required=FieldDemand.GATE, number=True, pattern="[1-9][0-9]*"),
        FieldRule("Title", required=FieldDemand.GATE, pattern=".{1,79}"),
        FieldRule("Author", required=FieldDemand.GATE, pattern=PERSON, in_lines=True, separator=", "),
        FieldRule("Delegate", pattern=PERSON, may_be_empty=True),
        FieldRule("Talk-At", values=("Pending",), pattern=f"Pending|{THREAD}|{ARCHIVE}"),
        FieldRule("Status", required=FieldDemand.GATE, values=("Draft", "Final")),
        FieldRule("Created", required=FieldDemand.GATE, date="DD-Mmm-YYYY", days_ahead=14),
        FieldRule("Version", pattern=r"[1-3]\.[0-9]+(?:\.[1-9][0-9]*)?(?:, [1-3]\.[0-9]+)*"),
        FieldRule("Resolution", pattern=THREAD, dated_link=DatedLink("DD-Mmm-YYYY", THREAD)),
    ),
)
GATE = ("missing-field", "unknown-field", "misordered-field", "duplicate-field", "invalid-value")
TEMPLATE = """\
Number: <number>
Title: <the title>
Author: <the authors>
Delegate: <name of the delegate>
Talk-At: Pending
Status: <REQUIRED: Draft | Final>
Created: <date, in dd-mmm-yyyy format>
Version: <version>
Resolution: <url>

What
====

Say it.
"""
HEADER = """\
Number: 7
Title: Lists
Author: Ada Lovelace <ada@example.org>
Delegate: Bo Lee
Talk-At: https://talk.example.org/t/lists/12
Status: Draft
Created: 06-May-2024
Version: 3.8
Resolution: https://talk.example.org/t/lists/13
"""
BODY = "\nWhat\n====\n\nA list.\n"


def looked(text: str, rules: HeaderRules = RULES) -> Case:
    """A document of a process whose gate reads headers, with its findings."""
    config = Config(header=rules, gate=frozenset(GATE))
    return look(text, read_template(TEMPLATE, "template.rst"), Path("doc-0007.rst"), config)


def changed(old: str, new: str) -> str:
    """The document with a part of its header in another form."""
    assert HEADER.count(old) == 1
    return HEADER.replace(old, new) + BODY


def fixed(text: str, unsafe: bool = True) -> str:
    """The text after all fixes, which another run leaves as it is."""
    case = looked(text)
    done, _ = fix_all(Checked(case.spec, case.findings), unsafe=unsafe)
    again, count = fix_all(check(done.spec), unsafe=unsafe)
    assert (again.spec.text, count) == (done.spec.text, 0)
    return str(done.spec.text)


def errors(text: str) -> list[str]:
    return [finding.code for finding in looked(text).findings if finding.severity is Severity.ERROR]


def test_the_header_is_right():
    """The document from which those below are made has no error."""
    assert errors(HEADER + BODY) == []


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("<ada@example.org>", "<<ada@example.org>", None),
        ("<ada@example.org>", "<ada@@example.org>", None),
        ("<ada@example.org>", "<ada@example..org>", None),
        ("<ada@example.org>", "<ada@example.org> and Cy Young", "<ada@example.org>, Cy Young"),
        ("https://talk.example.org/t/lists/12", "https://talk.example.org/t/lists/12/3", None),
        ("https://talk.example.org/t/lists/12", "https://talk.example.org/t/lists/12?u=ada#top", None),
        ("https://talk.example.org/t/lists/12", "HTTP://Talk.Example.org/t/lists/12", None),
        (
            "https://talk.example.org/t/lists/12",
            "https://mail.example.org/pipermail/dev/May-2024/1.html",
            "https://mail.example.org/pipermail/dev/2024-May/1.html",
        ),
        ("06-May-2024", "6 Mayo 2024", None),
        ("3.8", "3.8.x", None),
        ("3.8", "3.eight", None),
        (
            "https://talk.example.org/t/lists/13",
            "06-May-2024 <https://talk.example.org/t/13>`__",
            "`06-May-2024 <https://talk.example.org/t/13>`__",
        ),
        (
            "https://talk.example.org/t/lists/13",
            "`6 May 2024 <https://talk.example.org/t/13>",
            "`06-May-2024 <https://talk.example.org/t/13>`__",
        ),
        ("https://talk.example.org/t/lists/13", "`<https://talk.example.org/t/lists/13>`__", None),
    ],
)
def test_slips_in_values(old, new, right):
    """A value that says in one way alone what it was meant to be is written so."""
    assert fixed(changed(old, new)) == changed(old, right or old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3.8", "3.8.1, 3"),
        ("3.8", "4.0"),
        ("06-May-2024", "05/06/2024"),
        ("06-May-2024", "06-May-24"),
        ("06-May-2024", "6 Jux 2024"),
        ("06-May-2024", "06-May-2024, 07-May-2024"),
        ("https://talk.example.org/t/lists/12", "https://talk.example.org/t/lists/12, TBD"),
        ("https://talk.example.org/t/lists/13", "`May 2024 <https://talk.example.org/t/13>`__"),
        ("Ada Lovelace <ada@example.org>", "<ada@example.org>"),
        ("Draft", "Draft, Final"),
        ("Draft", "<REQUIRED: Draft | Final>"),
        ("Version: 3.8", "Version:"),
        ("Version: 3.8", "Version: <version>"),
        ("Version: 3.8", "Reviewer: Cy Young"),
        ("Created: 06-May-2024\n", ""),
    ],
)
def test_nothing_is_guessed(old, new):
    """Where a value may mean several things, a number would go, or its author has to write one, all stays."""
    text = changed(old, new)
    assert errors(text)
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("Title: Lists", "Title:", "Title: <the title>"),
        ("Number: 7", "Number: ", "Number: 7"),
        ("Status: Draft", "Status:", "Status: Draft"),
        ("Talk-At: https://talk.example.org/t/lists/12", "Talk-At:", "Talk-At: Pending"),
        ("Talk-At: https://talk.example.org/t/lists/12", "Talk-At: TBD", "Talk-At: Pending"),
        ("Talk-At: https://talk.example.org/t/lists/12", "Talk-At: <thread>", "Talk-At: Pending"),
        ("Delegate: Bo Lee", "Delegate: <name of the delegate>", "Delegate:"),
    ],
)
def test_a_field_that_says_nothing(old, new, right):
    """It gets what a new field gets, as far as its gate lets that stand."""
    assert fixed(changed(old, new)) == changed(old, right)


def test_an_empty_field_that_nobody_asks_for_goes_by_hand():
    """An author may delete it; no batch does."""
    case = looked(changed("Version: 3.8", "Version:"))
    (fix,) = case.fixes("invalid-value")
    assert fix.safety is Safety.BY_HAND
    assert case.applied(fix) == changed("Version: 3.8\n", "")


@pytest.mark.parametrize(
    "line", ["Version: $Revision$", "Last-Modified: $Date: 2007-06-28 12:53 $", "Content-Type: text/x-rst"]
)
def test_fields_that_programs_wrote(line):
    """An unknown field whose value is a keyword of a version control or a media type goes."""
    assert fixed(changed("Version: 3.8", line.replace("Version", "Revision"))) == changed(
        "Version: 3.8\n", ""
    )


@pytest.mark.parametrize("space", ["", "  ", "\xa0", "\n\n"])
@pytest.mark.parametrize("before", ["Title", "Delegate", "Created", "Version", "Resolution"])
def test_blank_lines_within_a_header(space, before):
    """The header goes on behind blank lines, also if the field behind them is the last, or asked for by nobody."""
    assert fixed(changed(f"{before}:", f"{space}\n{before}:")) == HEADER + BODY


def test_a_blank_line_within_a_value():
    """Further lines of a value start the rest of the header as well as a field does."""
    people = "Author: Ada Lovelace,\n        Bo Lee\n"
    text = HEADER.replace("Author: Ada Lovelace <ada@example.org>\n", people) + BODY
    assert fixed(text.replace("Lovelace,\n", "Lovelace,\n\n")) == text


def test_a_form_feed_ends_a_header():
    """Programs end the header at a form feed at a line's end: it goes, and the body stays as it is."""
    assert fixed(changed("Lists\n", "Lists\f\n")) == HEADER + BODY


def test_what_stands_behind_the_blank_line_is_said():
    """A field that nobody asks for is no error where it stands; there is a warning at its name."""
    case = looked(changed("Version:", "\nVersion:"))
    finding = case.one("missing-field")
    assert (finding.severity, finding.range.start) == (Severity.WARNING, (8, 0))


@pytest.mark.parametrize("paragraph", ["A word.", "Note: a word.", "Version: 3.8\nand a word."])
def test_a_paragraph_is_no_rest_of_a_header(paragraph):
    """Text behind the header is left alone, whatever colons it has."""
    text = HEADER.replace("Version: 3.8\n", "") + f"\n{paragraph}\n{BODY}"
    assert fixed(text) == text
    assert looked(text).findings == ()


@pytest.mark.parametrize("rule", ["", "====\n"])
def test_no_blank_line_below_the_header(rule):
    """A heading right behind the header gets a blank line before it."""
    assert fixed(HEADER + rule + BODY[1:]) == f"{HEADER}\n{rule}{BODY[1:]}"


@pytest.mark.parametrize("mark", [":{}: ", "* {}: ", "- {}: "])
def test_a_header_in_the_markup_of_a_list(mark):
    """A field list or bullet list of the process's fields becomes the preamble."""
    lines = [mark.format(name) + value for name, _, value in (x.partition(": ") for x in HEADER.splitlines())]
    lines.insert(3, "  and Cy Young")
    assert fixed("\n".join(lines) + "\n" + BODY).startswith(
        "Number: 7\nTitle: Lists\nAuthor: Ada Lovelace <ad"
    )


def test_a_short_name_with_a_number():
    """A name of three letters is put right where the value is a number and the field for that is free."""
    rules = replace(RULES, first=None, fields=(replace(RULES.fields[0], name="No"), *RULES.fields[1:]))
    case = looked(HEADER.replace("Number:", "NNo:") + BODY, rules)
    assert case.fixed("misnamed-field") == HEADER.replace("Number:", "No:") + BODY


def test_a_rename_that_reveals_a_fault_of_its_author():
    """The name of a field is put right by hand where the gate then finds a date that its author has to mend."""
    text = changed("Created: 06-May-2024", "created: 06-May-2999")
    assert fixed(text) == text
    case = looked(text)
    (fix,) = fixes(case.spec, case.one("misnamed-field"))
    assert fix.safety is Safety.BY_HAND


def test_a_rename_that_reveals_a_slip():
    """It is as safe as the fix of what it reveals."""
    text = changed("Created: 06-May-2024", "created: 2024-05-06")
    assert fixed(text, unsafe=False) == text
    assert fixed(text) == HEADER + BODY


def test_blank_lines_that_hide_a_fault():
    """They stay where a field behind them has a value that the gate rejects and no fix mends."""
    text = changed("Created: 06-May-2024", "\nCreated: 06-May-2999")
    assert fixed(text) == text


@pytest.mark.parametrize("name", ["Talk At:", "Talk_At", " Talk-At", "talk at :"])
def test_a_name_with_a_hyphen_in_a_line_that_is_no_field(name):
    """A space or an underscore may stand in the place of the hyphen."""
    assert fixed(changed("Talk-At: https", f"{name} https")) == HEADER + BODY
