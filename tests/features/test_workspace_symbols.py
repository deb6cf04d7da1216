"""Titles and labels of a workspace, found by a few letters."""

from pathlib import Path

import pytest

from spec_ls.features.workspace_symbols import MOST_SYMBOLS, find_symbols
from spec_ls.model.document import parse
from spec_ls.model.page_summary import summary
from spec_ls.text import Text


def pages(**texts):
    """Summaries of pages, by name."""
    return {Path(f"/{name}.rst"): summary(parse(Text.of(text))) for name, text in texts.items()}


FOUND = pages(
    a="Data model impact\n=================\n\nx\n\nRemodel\n-------\n\n",
    b=".. _model:\n\nOther\n=====\n\nMany Odd Doors End Late\n-----------------------\n",
)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("model", ["model", "Data model impact", "Remodel", "Many Odd Doors End Late"]),
        ("DATA imp", ["Data model impact"]),
        ("xyz", []),
        ("", ["Other", "model", "Remodel", "Data model impact", "Many Odd Doors End Late"]),
    ],
)
def test_the_nearest_come_first(query, names):
    """What begins with the query, then a word that does, then what holds it, then scattered letters."""
    assert [symbol.entry.name for symbol in find_symbols(FOUND, query)] == names


def test_a_symbol_says_where_it_is_from():
    """The document's first title."""
    (symbol,) = find_symbols(FOUND, "remodel")
    assert (symbol.path, symbol.container) == (Path("/a.rst"), "Data model impact")


def test_an_answer_has_an_end():
    """Many thousand titles are no list for anybody."""
    many = pages(a="".join(f"Title {number}\n============\n\n" for number in range(MOST_SYMBOLS + 9)))
    assert len(find_symbols(many, "t")) == MOST_SYMBOLS


def test_a_query_that_nearly_matches_takes_no_time():
    """The letters of a query could stand in a title in more ways than anybody can try."""
    found = pages(a=f"{'a' * 200}\n{'=' * 200}\n")
    assert find_symbols(found, "a" * 60 + "b") == []
    assert len(find_symbols(found, "a" * 60)) == 1
    assert find_symbols(found, "a" * 1_000_000) == []
