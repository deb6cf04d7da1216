"""Headers of PEPs beside the messages that their gate has, line by line, from the rules in words."""

from __future__ import annotations

import pytest
from trees import make, run

HEADER = """\
PEP: 9999
Title: Lists of lists
Author: Ada Lovelace <ada@example.org>,
        Bo Lee
Sponsor: Cy Young
Discussions-To: https://discuss.python.org/t/lists-of-lists/12345
Status: Draft
Type: Standards Track
Topic: Packaging, Typing
Requires: 8, 484
Created: 06-May-2024
Python-Version: 3.15
Post-History: `06-May-2024 <https://discuss.python.org/t/12345>`__
"""
BODY = """
Abstract
========

Text.


Copyright
=========

This document is placed in the public domain or under the
CC0-1.0-Universal license, whichever is more permissive.
"""
TEMPLATE = (
    "PEP: <REQUIRED: pep number>\nTitle: <REQUIRED: pep title>\nStatus: <REQUIRED: Draft | Active>\n\n\n"
    "Abstract\n========\n\n[A short description.]\n\n\nCopyright\n=========\n\nThis document is placed in the public domain.\n"
)

ROWS = {
    "right": ((), []),
    "a number with zeros": (("PEP: 9999", "PEP: 0999"), [1]),
    "not at the top": (("PEP: 9999\n", "\nPEP: 9999\n"), [1]),
    "a space before the name": (("PEP: 9999", " PEP: 9999"), [1]),
    "a name in lower case": (("Status:", "status:"), [1, 7]),
    "a name with a typo": (("Status:", "Statsu:"), [1, 7]),
    "a field twice": (("Type: S", "Type: Process\nType: S"), [9]),
    "an order of its own": (("Title: Lists of lists\n", ""), [1]),
    "fields the other way round": (("Sponsor: Cy Young\n", ""), []),
    "no space behind the colon": (("Status: Draft", "Status:Draft"), [1, 6]),
    "a value on the next line": (("Title: Lists", "Title:\n  Lists"), []),
    "white space behind a value": (("Status: Draft", "Status: Draft "), [7]),
    "a status that is none": (("Status: Draft", "Status: Ready"), [7]),
    "authors without a comma": (("example.org>,", "example.org>"), [3]),
    "authors too far to the right": (("        Bo", "         Bo"), [4]),
    "an author with an address alone": (("Bo Lee", "bo@example.org"), [4]),
    "a thread elsewhere": (("discuss.python.org/t/lists-of-lists/12345", "lists.example.org/1"), [6]),
    "topics out of order": (("Packaging, Typing", "Typing, Packaging"), [9]),
    "numbers without a space": (("8, 484", "8,484"), [10]),
    "a comma at the end": (("8, 484", "8, 484, "), []),
    "a date without a zero": (("Created: 06", "Created: 6"), [11]),
    "a date that does not exist": (("06-May-2024\nP", "31-Feb-2024\nP"), [11]),
    "a date far ahead": (("06-May-2024\nP", "06-May-2124\nP"), [11]),
    "a version of one part": (("3.15", "3"), [12]),
    "a version behind one of two parts": (("3.15", "3.15, whatever"), []),
    "a link with one underscore": ((">`__", ">`_"), [13]),
    "a link without a date": (("`06-May-2024 <https", "`<https"), [13]),
    "a link to a PEP": (("Text.\n", "See https://peps.python.org/pep-0008/.\n"), [18]),
    "a link to a PEP in upper case": (("Text.\n", "::\n\n  HTTPS://PEPS.PYTHON.ORG/PEP-8\n"), [20]),
}


@pytest.mark.parametrize(("change", "lines"), ROWS.values(), ids=ROWS)
def test_lines_with_an_error(tmp_path, change, lines):
    """An error stands on each line that the gate names, and on no other."""
    text = HEADER + BODY
    if change:
        assert change[0] in text
        text = text.replace(*change, 1)
    make(tmp_path, {"peps/pep-0012/pep-NNNN.rst": TEMPLATE, "peps/pep-9999.rst": text})
    done = run("check", "--format", "json", "peps/pep-9999.rst", cwd=tmp_path)
    found = {finding["line"] for finding in done.json if finding["severity"] == "error"}
    assert sorted(found) == lines


INDEX_ROWS = {
    "right": ((), []),
    "active and no standard": (("Status: Draft\nType: Standards Track", "Status: Active\nType: Process"), []),
    "an active standard": (
        ("Status: Draft", "Status: Active"),
        [(7, '"Active" goes with Type Informational or Process, not with "Standards Track"')],
    ),
    "a provisional standard": (("Status: Draft", "Status: Provisional"), []),
    "provisional and no standard": (
        ("Status: Draft\nType: Standards Track", "Status: Provisional\nType: Process"),
        [(7, '"Provisional" goes with Type Standards Track, not with "Process"')],
    ),
    "another number": (("PEP: 9999", "PEP: 777"), [(1, 'the number is 9999 by the file\'s name, not "777"')]),
    "active and a type that is none": (("Status: Draft\nType: Standards", "Status: Active\nType: Basic"), []),
}


@pytest.mark.parametrize(("change", "wanted"), INDEX_ROWS.values(), ids=INDEX_ROWS)
def test_what_the_index_of_the_site_rejects(tmp_path, change, wanted):
    """What the gate passes and the index rejects is a warning; where the gate rejects a value, its error is all."""
    text = (HEADER + BODY).replace(*change, 1) if change else HEADER + BODY
    assert (text != HEADER + BODY) is bool(change)
    make(tmp_path, {"peps/pep-0012/pep-NNNN.rst": TEMPLATE, "peps/pep-9999.rst": text})
    done = run("check", "--format", "json", "--select", "invalid-value", "peps/pep-9999.rst", cwd=tmp_path)
    found = [(f["line"], f["message"]) for f in done.json if f["severity"] == "warning"]
    assert found == wanted
    assert bool([f for f in done.json if f["severity"] == "error"]) is ("Basic" in text)


def test_the_number_of_the_file_is_written(tmp_path):
    """A number that is not the file's is replaced by that."""
    make(
        tmp_path,
        {"peps/pep-0012/pep-NNNN.rst": TEMPLATE, "peps/pep-9999.rst": (HEADER + BODY).replace("9999", "7")},
    )
    run("check", "--fix", "--unsafe-fixes", "--select", "invalid-value", "peps/pep-9999.rst", cwd=tmp_path)
    assert (tmp_path / "peps/pep-9999.rst").read_text("utf-8") == HEADER + BODY
