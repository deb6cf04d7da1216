"""The lines that docutils notes for nodes, and the cells of tables; tests/corpus/doc8.py compares what comes of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from rst.texts import texts

from spec_ls.doc8.line_spans import line_spans
from spec_ls.doc8.spans import Span
from spec_ls.doc8.table_cells import cells
from spec_ls.rst.blocks import Kind
from spec_ls.rst.scan import scan
from spec_ls.rst.source import NumberedLines
from spec_ls.text import Text

GRID = "+---+-----+\n| a | b   |\n|   +--+--+\n| c | d|e |\n+---+--+--+"
SIMPLE = "==  ====\na   b\n    c\nd\n==  ===="


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a\nb\n", {Span(0, 0, False)}),
        ("T\n=\n", {Span(0, 1, False)}),
        (".. _a: b\n", {Span(0, 0, True)}),
        ("`a <b>`_\nc\n", {Span(0, 0, True)}),
        ("a\n``b <c>`_``\n", {Span(0, 0, False)}),
        # a directive is noted where the parser is behind it
        (".. code::\n\n   a\n   b\n   c\n\n", {Span(5, 7, True), Span(5, 5, False)}),
        (".. code::\n   :linenos:\n\n   a\n", set()),
        (".. note::\n\n   a\n   b\n", {Span(0, 2, False), Span(2, 2, False)}),
        # what an item holds is noted where the item starts, if nothing else is
        ("* .. code::\n\n     a\n     b\n", {Span(0, 1, False), Span(0, 1, True), Span(0, 0, False)}),
        ("* a::\n\n    b\n", {Span(0, 2, False), Span(0, 0, False), Span(2, 2, True)}),
    ],
)
def test_spans(text, spans):
    """Each node has the lines that were noted for it and for all that is in it."""
    assert set(line_spans(scan(Text.of(text)).items[0]).spans) == spans


def test_what_is_noted_at_the_title():
    """An option of a directive makes the parser forget the line, and so do a table's cells."""
    block = scan(Text.of(".. code::\n   :name: x\n\n   a\n   b\n")).items[0]
    assert line_spans(block).from_title == (Span(0, 1, True), Span(0, 0, False))
    assert line_spans(block).spans == ()
    table = "+-----------+\n| .. code:: |\n|           |\n|    a      |\n+-----------+\n"
    assert line_spans(scan(Text.of(table)).items[0]).from_title == (Span(0, 0, True),)


@pytest.mark.parametrize(
    ("kind", "table", "wanted"),
    [
        (Kind.GRID_TABLE, GRID, [["a", "", "c"], ["b"], ["d"], ["e"]]),
        (Kind.SIMPLE_TABLE, SIMPLE, [["a", ""], ["b", "c"], ["d"]]),
        (Kind.GRID_TABLE, "+--+\n| a|\n|b |", []),
        (Kind.GRID_TABLE, "+--+\n|\n+--+", []),
    ],
)
def test_cells(kind, table, wanted):
    """A cell is what stands between borders, without the indentation that its lines share."""
    lines = table.split("\n")
    assert [cell.lines for cell in cells(kind, NumberedLines(lines))] == wanted


def test_a_table_of_corners_alone_takes_no_time():
    """Whoever draws a table of nothing but corners waits no longer than for others."""
    lines = ["+-" + "+" * 76 + "-+"] * 2_000
    start = time.perf_counter()
    assert list(cells(Kind.GRID_TABLE, NumberedLines(lines))) is not None
    assert time.perf_counter() - start < 10


@given(texts())
@settings(deadline=None)
def test_any_text_has_spans(text):
    """Whatever a block holds, nothing is raised, and spans start in it, or above it if a directive has a title."""
    for block in scan(Text.of(text)):
        for span in line_spans(block).spans:
            assert -len(block.lines) <= span.first <= span.last
            assert span.first <= len(block.lines)
