"""Which lines of a paragraph may be joined, and where a list without a blank line before it starts."""

from __future__ import annotations

import pytest

from spec_ls.model.prose_lines import list_start, running_text

PROSE = "This sentence is prose and goes on for a while"


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "||||||| base",
        ">>>>>>> topic",
        "| a line of a line block",
        "|cell|",
        "+--------+",
        "+-- a branch of a tree",
        "name   value",
        "a --> b --> c",
        "https://example.org/a",
        "<https://example.org/a>",
        "$ openstack server list --all",
        "## Testing",
        "**Testing**",
    ],
)
def test_a_line_that_stands_alone(line):
    """Adornment, markers, drawings, columns, addresses, commands and headings are joined with no line."""
    lines = [PROSE, line, PROSE]
    assert running_text(lines, 0) == (0, 1)
    assert running_text(lines, 1) is None
    assert running_text(lines, 2) == (2, 3)


@pytest.mark.parametrize(
    "line",
    [
        "- an item",
        "* an item",
        "2. an item",
        "(a) an item",
        ":field: text",
        "--option  text",
        "[1] a note",
        "-- Author",
        "*Emphasis* as a label",
        "Status: done",
        "5.2 Type: a section",
    ],
)
def test_a_line_that_begins_anew(line):
    """What looks like the start of an item, note or value goes on below, and is not joined to the line above."""
    lines = [PROSE, line, "and more"]
    assert running_text(lines, 0) == (0, 1)
    assert running_text(lines, 1) == running_text(lines, 2) == (1, 3)


@pytest.mark.parametrize(
    "line",
    [
        "and ``a   b`` in a literal",
        "First.  Second sentence",
        "with a -> b in it",
        "of 10 things",
        ":ref:`a reference` and more",
        "see https://example.org/a for more",
    ],
)
def test_running_text(line):
    """Everything else is joined."""
    assert running_text([PROSE, line, PROSE], 1) == (0, 3)


def test_aligned_columns():
    """Gaps of two spaces that end at the same column in neighbouring lines make columns."""
    assert running_text(["name   is", "status  of", "amount  to"], 1) is None
    assert running_text(["name  is it", "the status  of it"], 1) == (0, 2)


@pytest.mark.parametrize(
    ("lines", "alone"),
    [
        ([PROSE, "client", "a --> b --> c", "label", "^     v", "server", PROSE], range(1, 6)),
        ([PROSE, "+-----+", "| a   |", "+-----+", PROSE], range(1, 4)),
    ],
)
def test_drawings(lines, alone):
    """Lines between the lines of a drawing, and short ones beside it, are parts of it."""
    assert [at for at in range(len(lines)) if running_text(lines, at) is None] == list(alone)


@pytest.mark.parametrize("adornment", ["-------", "= = = =", "=======", "-----==="])
def test_a_heading_without_a_blank_line(adornment):
    """A line above adornment is a title to its author, and is joined with no other."""
    lines = [PROSE, "Testing", adornment, PROSE]
    assert [running_text(lines, at) for at in range(4)] == [(0, 1), None, None, (3, 4)]


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        (["Items", "- a", "- b"], 1),
        (["Items that", "are these", "1. a", "goes on", "2. b"], 2),
        (["Items:", "* a"], 1),
        (["Values:", ":a: one", ":b: two"], 1),
        (["Options:", "--a  one", "--b  two"], 1),
        (["Items", "- a"], None),
        (["Items", "- a", "+ b"], None),
        (["- a", "goes on"], None),
        (["See", ":ref:`a`", ":ref:`b`"], None),
    ],
)
def test_list_start(lines, start):
    """Two items of one kind are a list, and so is a single one behind a colon."""
    assert list_start(lines) == start
    if start is not None:
        assert running_text(lines, start) is None
