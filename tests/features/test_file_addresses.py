"""Addresses of hyperlinks that are paths of files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_ls.features.file_addresses import file_addresses
from spec_ls.features.linked_navigation import file_elsewhere
from spec_ls.features.links import links
from spec_ls.model.document import parse
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.model.page_summary import summary
from spec_ls.text import Position, Text

HERE = Path("/repo/specs/2026.1/here.rst")
OTHER = Path("/repo/specs/2025.2/other.rst")
PAGES = LinkedPages({HERE: (), OTHER: summary(parse(Text.of("𝄞 Other\n=======\n\nNew & old\n---------\n")))})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("😀 See `it <../2025.2/other.rst>`_.", {"../2025.2/other.rst": OTHER}),
        ("See `it <../2025.2/other.html#x>`__.", {"../2025.2/other.html#x": OTHER}),
        (".. _it: ../2025.2/other.html", {"../2025.2/other.html": OTHER}),
        (".. _`it: 😀`: ../a.dia\n\n__ b.md\n", {"../a.dia": Path("/repo/specs/a.dia"), "b.md": HERE.parent / "b.md"}),
        ("* x\n\n  .. __: b.html\n", {"b.html": HERE.parent / "b.html"}),
        (".. _it: https://example.org/a.html\n.. _b: mailto:a@b.html\n.. _c: //x/y.html", {}),
        ("`it <example.org/a>`_ `b <b_>`_ `c <#d>`_ :doc:`e <../2025.2/other>` `f <www.example.org>`_", {}),
        (".. _a: b_\n.. _d:\n.. [1] e.html\n", {}),
        ("``<b.html>`_``\n\n::\n\n  .. _it: b.html\n\n.. `it <b.html>`_\n", {}),
    ],
)  # fmt: skip
def test_paths_of_files_are_links(text, expected):
    """Relative to the document; a page of a known document is that document, and no other address counts."""
    document = parse(Text.of(text))
    lines = document.text.lines
    found = {
        lines[start.line][start.column : end.column]: path
        for (start, end), path, _ in file_addresses(document, HERE, PAGES)
    }
    assert found == expected
    if "``" not in text:
        assert {link.target for link in links(document, HERE, PAGES)} >= set(expected.values())


@pytest.mark.parametrize(
    ("address", "line"),
    [("other.rst", 0), ("other.html#new-old", 3), ("other.html#gone", 0), ("gone.html", None), ("x", None)],
)
def test_an_address_leads_to_a_heading(address, line):
    """The one that its anchor names, else the first."""
    text = f"See `it <../2025.2/{address}>`_."
    found = file_elsewhere(parse(Text.of(text)), HERE, Position(0, 12), lambda: PAGES)
    assert (found and found.place.entry.line) == line
    before = file_elsewhere(parse(Text.of(text)), HERE, Position(0, 5), lambda: PAGES)
    assert before is None


@given(st.text(alphabet=".._`<>a/#: \n\0𝄞", max_size=60))
def test_any_text_has_addresses_in_it(text):
    """However broken the markup is, ranges lie in the text."""
    document = parse(Text.of(text))
    for found in file_addresses(document, HERE, PAGES):
        assert found.range.end.column <= len(document.text.lines[found.range.end.line])
