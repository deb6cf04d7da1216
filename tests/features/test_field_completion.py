"""Completion in a header: names and values, as an editor compares them with what is typed."""

from pathlib import Path

import pytest

from spec_ls.config import Config
from spec_ls.features.completion import complete
from spec_ls.field_rules import HeaderKind, HeaderRules
from spec_ls.model.document import parse
from spec_ls.model.process_headers import ProcessHeaders
from spec_ls.model.template import read_template
from spec_ls.spec import compare
from spec_ls.text import Position, Text, apply_edits

LISTED = """\
=============
Proposal NNNN
=============

:Author: <list of authors>
:Status: <Draft | Accepted | Withdrawn by its authors>
:Topic: <Packaging | Typing>

Abstract
--------

[A short description.]

Copyright
---------

This document is placed in the public domain.
"""
PREAMBLE = "Number: NNNN\nTitle: <title>\nStatus: <Draft | Accepted | Withdrawn by its authors>\n\nAbstract\n========\n\nText.\n"


def completed(marked, template=LISTED):
    """The candidates where ``$0`` stands: the label, what the edit replaces, and the text after it."""
    before, after = marked.split("$0")
    text = Text.of(before + after)
    place = Position(before.count("\n"), len(before.rpartition("\n")[2]))
    spec = compare(
        parse(text), read_template(template, "builtin:example"), path=Path("proposals/0042-lists.rst")
    )
    found = complete(spec, place)
    for candidate in found:
        start, end = candidate.edit.range
        assert start.line == end.line == place.line
        assert start.column <= place.column <= end.column
    return [
        (one.chosen_by or one.label, text.slice(one.edit.range), str(apply_edits(text, [one.edit])))
        for one in found
    ]


TITLE = "=====\nLists\n=====\n\n"


@pytest.mark.parametrize(
    ("typed", "replaced", "line"),
    [
        ("St$0", "St", ":Status: Draft"),
        (":St$0", "St", ":Status: Draft"),
        (":Author: A. Lovelace\n:To$0", "To", ":Author: A. Lovelace\n:Topic: <Packaging | Typing>"),
    ],
)
def test_a_name_replaces_what_is_typed_of_it(typed, replaced, line):
    """Editors compare what is replaced with the name, so a colon that is typed already stays."""
    ((chosen_by, old, text),) = completed(f"{TITLE}{typed}\n")
    assert chosen_by.startswith(old)
    assert old == replaced
    assert text == f"{TITLE}{line}\n"


@pytest.mark.parametrize(
    ("typed", "replaced", "line"),
    [
        ("Dr$0", "Dr", "Draft"),
        ("with$0", "with", "Withdrawn by its authors"),
        ("Acc$0epted", "Accepted", "Accepted"),
    ],
)
@pytest.mark.parametrize(("template", "before"), [(LISTED, f"{TITLE}:Status: "), (PREAMBLE, "Status: ")])
def test_a_value_replaces_what_is_typed_of_it(template, before, typed, replaced, line):
    """The name in front of a value is no part of what is replaced."""
    ((_, old, text),) = completed(f"{before}{typed}\n\n", template)
    assert old == replaced
    assert text == f"{before}{line}\n\n"


@pytest.mark.parametrize(("template", "before"), [(LISTED, f"{TITLE}:Status:"), (PREAMBLE, "Status:")])
@pytest.mark.parametrize(
    "typed",
    [
        " $0",
        " <Draft | Accepted | Withdrawn by its authors>$0",
        " $0<Draft | Accepted | Withdrawn by its authors>",
    ],
)
def test_a_placeholder_gives_way_to_each_value(template, before, typed):
    """All values are offered for a placeholder, and compared with it, as none of them begins like it."""
    found = completed(f"{before}{typed}\n\n", template)
    placeholder = typed.replace("$0", "").strip()
    assert [text for _, _, text in found] == [
        f"{before} {value}\n\n" for value in ("Draft", "Accepted", "Withdrawn by its authors")
    ]
    assert {old for _, old, _ in found} == {placeholder}
    if placeholder:
        assert {chosen_by for chosen_by, _, _ in found} == {placeholder}


@pytest.mark.parametrize("typed", ["Number: 42\nStatus: Dr$0", "Number: 42\nStatus: Dr$0\n"])
def test_the_last_line_of_a_header_at_the_end_of_the_text_has_values(typed):
    """Programs read a preamble up to a blank line, and its author has not come that far."""
    ((_, old, text),) = completed(typed, PREAMBLE)
    assert old == "Dr"
    assert text == typed.replace("Dr$0", "Draft")


HEADERS = {
    1: {"Title": "One 𝄞", "Requires": "2"},
    2: {"Title": "Two", "Requires": "1, 3"},
    3: {"Title": "Three", "Requires": "2,"},
    42: {"Title": "Lists"},
}


def numbers(value, headers):
    """The numbers that are offered behind a field's name, each with its title, and the line after it."""
    template = read_template(
        PREAMBLE.replace("\n\nAbstract", "\nRequires: <numbers>\n\nAbstract"), "builtin:x"
    )
    line = f"Requires: {value}"
    text = Text.of(f"Number: 42\nTitle: 𝄞\nStatus: Draft\n{line}\n\nAbstract\n========\n\nText.\n")
    config = Config(header=HeaderRules(kind=HeaderKind.PREAMBLE))
    known = ProcessHeaders(headers)
    spec = compare(parse(text), template, config, Path("proposals/0042-lists.rst"), None, known)
    found = complete(spec, Position(3, len(line)))
    return [(one.label, one.summary, text.replace(one.edit)[0].lines[3].rstrip()) for one in found]


def test_documents_of_a_process_are_offered_where_a_field_names_them():
    """The newest first, never the document itself; words of a title choose, too."""
    found = numbers("2, ", HEADERS)
    assert [(number, line) for number, _, line in found] == [
        ("3", "Requires: 2, 3"),
        ("2", "Requires: 2, 2"),
        ("1", "Requires: 2, 1"),
    ]
    assert numbers("one", HEADERS) == [("1", "One 𝄞", "Requires: 1")]


def test_fields_of_which_little_is_known_name_no_documents():
    """Too few other documents have one, or one of them names something else."""
    few = {**HEADERS, 3: {"Title": "Three"}}
    other = {**HEADERS, 3: {"Title": "Three", "Requires": "2, and more"}}
    missing = {**HEADERS, 3: {"Title": "Three", "Requires": "77"}}
    assert [numbers("", headers) for headers in (few, other, missing)] == [[], [], []]


def test_a_name_is_begun_below_a_field_of_a_preamble():
    """Programs read it as a further line of the value above, until the colon is there."""
    ((chosen_by, old, text),) = completed("Number: 42\nTitle: 𝄞\nSt$0\n\nAbstract\n========\n", PREAMBLE)
    assert (chosen_by, old) == ("Status", "St")
    assert text.startswith("Number: 42\nTitle: 𝄞\nStatus: Draft\n\n")


AUTHORS = "Number: NNNN\nTitle: <title>\nAuthor: <list of authors>\n\nAbstract\n========\n\nText.\n"


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        ("Author: A$0", "Author: Ada 𝄞 <ada@example.org>"),
        ("Author: 𝄞 Me, $0", "Author: 𝄞 Me, Ada 𝄞 <ada@example.org>"),
        ("Author: 𝄞 Me,$0", "Author: 𝄞 Me, Ada 𝄞 <ada@example.org>"),
        ("Author: Ad$0, 𝄞 Me", "Author: Ada 𝄞 <ada@example.org>, 𝄞 Me"),
        ("Author: 𝄞 Me,\n        A$0", "Author: 𝄞 Me,\n        Ada 𝄞 <ada@example.org>"),
        (
            "Author: 𝄞 Me,\n        $0Ada,\n        B",
            "Author: 𝄞 Me,\n        Ada 𝄞 <ada@example.org>,\n        B",
        ),
        ("Author: 𝄞 Me,\n        Ada 𝄞 <ada@example.org>,\n        A$0", None),
    ],
)
def test_people_are_offered_in_all_lines_of_a_field(marked, after):
    """The entry at the cursor is replaced; who stands in the field already is not offered again."""
    before, _, behind = f"Number: 42\nTitle: 𝄞\n{marked}\n\nAbstract\n========\n\nText.\n".partition("$0")
    text = Text.of(before + behind)
    place = Position(before.count("\n"), len(before.rpartition("\n")[2]))
    config = Config(header=HeaderRules(kind=HeaderKind.PREAMBLE))
    spec = compare(parse(text), read_template(AUTHORS, "builtin:x"), config, Path("proposals/0042-lists.rst"))
    found = [one for one in complete(spec, place, lambda: ["Ada 𝄞 <ada@example.org>"]) if "Ada" in one.label]
    if after is None:
        assert not found
        return
    edit = found[0].edit
    assert edit.range.start.column <= place.column <= edit.range.end.column
    assert str(apply_edits(text, [edit])).startswith(f"Number: 42\nTitle: 𝄞\n{after}\n\n")
