"""Headers of seven kinds: which fields are read, where they stand, and what a template says of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_ls.dates import only_reading, parse_date, read_form, written
from spec_ls.field_rules import FieldRule, HeaderKind, HeaderRules
from spec_ls.model.document import parse
from spec_ls.model.field_slots import field_slots
from spec_ls.model.headers.find import find_header, header_of_kind
from spec_ls.model.headers.preamble import read_preamble
from spec_ls.model.slot import Demand
from spec_ls.model.template import read_template
from spec_ls.rst.reach import MOST_LINES
from spec_ls.text import Text

TITLE = "=====\nTitle\n=====\n\n"
SECTION = "\nAbstract\n--------\n\nText.\n\nNotes\n-----\n\nText.\n"

KINDS = {
    HeaderKind.PREAMBLE: (
        "PEP: 7\nTitle: Lists\nAuthor: Ada,\n        Bo\nStatus: Draft\n\nAbstract\n========\n\nText.\n",
        {"PEP": "7", "Title": "Lists", "Author": "Ada,\n        Bo", "Status": "Draft"},
    ),
    HeaderKind.FIELDS: (
        TITLE + ":Author: Ada\n:Author: Bo\n:Status: Draft\n  or so\n" + SECTION,
        {"Author": "Bo", "Status": "Draft\nor so"},
    ),
    HeaderKind.DIRECTIVES: (
        TITLE
        + ".. author:: Ada\n.. date-accepted::\n.. ticket-url:: https://x.org/1\n.. sectnum::\n"
        + SECTION,
        {"author": "Ada", "date-accepted": "", "ticket-url": "https://x.org/1"},
    ),
    HeaderKind.BULLETS: (
        TITLE + "* Author: Ada\n* Created: May 1st\n* Status: draft\n" + SECTION,
        {"Author": "Ada", "Created": "May 1st", "Status": "draft"},
    ),
    HeaderKind.LINES: (
        TITLE + "author: Ada\n\ndate-created: 2013 November 5\n\nstatus: Discussion\n" + SECTION,
        {"author": "Ada", "date-created": "2013 November 5", "status": "Discussion"},
    ),
    HeaderKind.TABLE: (
        TITLE
        + "+----------+--------+\n| PLEP     | 7      |\n+----------+--------+\n| authors  | Ada,   |\n|          | Bo     |\n"
        "+----------+--------+\n| status   | Draft  |\n+----------+--------+\n" + SECTION,
        {"PLEP": "7", "authors": "Ada,\nBo", "status": "Draft"},
    ),
    HeaderKind.STATUS_SECTION: (
        TITLE + "Status\n------\n\n- **Discussion**: of ideas\n\nNotes\n-----\n\nText.\n",
        {"Status": "Discussion"},
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_fields_of_each_kind(kind):
    """A header is recognised by its markup, and its fields have the values that stand there."""
    text, wanted = KINDS[kind]
    header = find_header(parse(Text.of(text)))
    assert header is not None
    assert header.kind is kind
    assert {field.name: field.value for field in header.fields} == wanted


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_ranges_hold_names_and_values(kind, newline):
    """The range of a name holds the name, that of a value begins and ends with it, whatever ends the lines."""
    text = Text.of(KINDS[kind][0].replace("\n", newline))
    header = find_header(parse(text))
    assert header is not None
    for field in header.fields:
        assert text.slice(field.name_range) == field.name
        value = text.slice(field.value_range)
        assert value[:1] == field.value[:1]
        assert value[-1:] == field.value[-1:]


@pytest.mark.parametrize(
    "text",
    [
        TITLE + "A text: with a colon.\n" + SECTION,
        TITLE + "* an item: of a list\n\n  and its text\n* another one\n* a third\n" + SECTION,
        TITLE + ".. note:: This is no field.\n.. contents::\n" + SECTION,
        ":orphan:\n\n" + TITLE + "Text.\n" + SECTION,
        "Note: this\nis: text without a blank line\n   and more\nof it\n\nmore\n",
        "",
    ],
)
def test_what_is_no_header(text):
    """Text with colons, lists, known directives and Sphinx's own fields are no header."""
    assert find_header(parse(Text.of(text))) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("PEP: 1\nTitle: A\n B\n\nStatus: x\n", {"PEP": "1", "Title": "A\n B"}),
        ("PEP: 1\n Status: x\nName:value\nType:\ty\n\n", {"PEP": "1\n Status: x\nName:value\nType:\ty"}),
        ("PEP: 1\nTitle: A\nStatus: x", {"PEP": "1", "Title": "A"}),
        ("PEP: 1\nTitle: A\x0cB\nStatus: x\n\n", {"PEP": "1", "Title": "A\nB", "Status": "x"}),
        ("PEP: 1\nTitle: A\x0c\nStatus: x\n\n", {"PEP": "1", "Title": "A"}),
        ("PEP: 1\n\xa0\nStatus: x\n\n", {"PEP": "1"}),
        ("\ufeffPEP: 1\nTitle: A\n\n", {"Title": "A"}),
    ],
)
def test_a_preamble_is_read_to_the_letter(text, values):
    """It ends at the first blank line, white space of any kind is blank, and what is no field goes on."""
    header = read_preamble(Text.of(text))
    assert {field.name: field.read_value for field in header.fields} == values


def test_a_preamble_that_never_ends_is_read_as_far_as_any_text():
    """What stands behind the lines that are read of a text is no field."""
    header = read_preamble(Text.of("PEP: 7\n" + "Name: x\n" * 100_000))
    assert header.end <= MOST_LINES


@pytest.mark.parametrize("end", ["\n======  =====\n", "\n", ""])
def test_a_simple_table_has_its_last_row(end):
    """It is a field whether a border, a line end or the end of the text stands behind it."""
    text = f"{TITLE}======  =====\nPLEP    7\ntype    A\nstatus  Draft{end}"
    header = find_header(parse(Text.of(text)))
    assert header is not None
    assert {field.name: field.value for field in header.fields} == {
        "PLEP": "7",
        "type": "A",
        "status": "Draft",
    }


@given(st.text(alphabet=":ab \t\n\r-*.|+=\x0c\u2028A", max_size=60))
def test_no_text_makes_a_reader_raise(text):
    """Any text has a header of any kind, or none; names and values lie in the text."""
    document = parse(Text.of(text))
    for kind in HeaderKind:
        header = header_of_kind(document, kind)
        for field in header.fields if header is not None else ():
            assert 0 <= field.start < field.end <= len(document.text.lines)
            assert document.text.slice(field.name_range) == field.name or kind is HeaderKind.TABLE


TEMPLATE = (
    TITLE
    + ":Author: <REQUIRED: names>\n:Status: <Draft | Active | Final>\n:Type: <one of these three: A, B or C>\n"
    ":Created: <date created on, in yyyy-mm-dd format>\n:Updated: 2014-11-16\n:Stage: Pending\n"
    ":Resolution: <url> (required for Active | Final)\n" + SECTION
)


def test_what_a_template_says_of_its_fields():
    """Its values say what is required, which values there are, the form of dates, and what may stay."""
    slots = {slot.name: slot for slot in field_slots(read_template(TEMPLATE, "t"), None)}
    assert slots["Author"].demand is Demand.TEMPLATE
    assert slots["Status"].values == ("Draft", "Active", "Final")
    assert slots["Type"].values == ("A", "B", "C")
    assert slots["Created"].date == "yyyy-mm-dd"
    assert slots["Updated"].placeholder == "2014-11-16"
    assert slots["Stage"].first_value == "Pending"
    assert slots["Resolution"].required_with == ("Active", "Final")


def test_rules_come_before_the_template():
    """A process's fields are in its own order; one that the template alone has comes behind its neighbour."""
    rules = HeaderRules(fields=(FieldRule("Status"), FieldRule("Author"), FieldRule("Extra")))
    names = [slot.name for slot in field_slots(read_template(TEMPLATE, "t"), rules)]
    assert names[:2] == ["Status", "Type"]
    assert names.index("Author") < names.index("Extra")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("yyyy-mm-dd", "2014-11-06"),
        ("DD-Mmm-YYYY", "06-Nov-2014"),
        ("yyyy/mm/dd", "2014/11/06"),
        ("YYYY Month D", "2014 November 6"),
    ],
)
def test_forms_of_dates(form, text):
    """A date is read in its form alone and written in it."""
    day = parse_date(text, form)
    assert day is not None
    assert written(day, form) == text
    assert parse_date("6.11.2014", form) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6 Nov 2014", "2014-11-06"),
        ("November 6, 2014", "2014-11-06"),
        ("2014/11/6", "2014-11-06"),
        ("16/11/2014", "2014-11-16"),
        ("06/11/2014", None),
        ("6-Nov-14", None),
        ("soon", None),
        ("31-Feb-2014", None),
    ],
)
def test_a_date_that_can_be_read_in_one_way(text, day):
    """Only such a date is rewritten."""
    found = only_reading(text)
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize("words", ["", "yyyy", "yyyy-mm", "yyyy-mm-mm", "dd-dd-dd", "soon", "yyyy-mm-dd-hh"])
def test_what_is_no_form_of_a_date(words):
    """A form has a year, a month and a day."""
    assert read_form(words) is None
