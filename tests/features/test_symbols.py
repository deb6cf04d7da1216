"""Symbols of any text nest as editors demand."""

from hypothesis import given, settings

from spec_ls.features.symbols import symbols
from spec_ls.model.document import parse
from spec_ls.text import Range, Text

from .specs import TEXTS


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_ranges_nest(text):
    """A symbol's selection and children lie in its range, children follow each other, each has a name."""
    document = parse(Text.of(text))
    everything = Range.of(0, 0, *document.text.end)
    assert_nested(symbols(document), everything)


def assert_nested(found, outer):
    last = outer.start
    for symbol in found:
        assert symbol.name
        assert last <= symbol.range.start <= symbol.range.end <= outer.end
        assert symbol.range.start <= symbol.selection.start <= symbol.selection.end <= symbol.range.end
        last = symbol.range.end
        assert_nested(symbol.children, symbol.range)
