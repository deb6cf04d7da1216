"""The cost of names in a hostile document grows hardly faster than its size: calls are counted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path[1:1] = [str(Path(__file__).resolve().parent)]

from kinds import KINDS  # noqa: E402  (it lies in the folder added above)
from test_growth import calls  # noqa: E402

from spec_ls.features.linked_names import linked_names  # noqa: E402
from spec_ls.features.name_hover import hover_name  # noqa: E402
from spec_ls.features.navigation import definition, references  # noqa: E402
from spec_ls.model.document import Document, parse  # noqa: E402
from spec_ls.model.names import occurrences  # noqa: E402
from spec_ls.text import Position, Text  # noqa: E402

_SIZES = (1_000, 4_000)
_MOST_GROWTH = 1.6
_FEW = 5_000


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Load docutils' patterns, which count for no document."""
    occurrences(parse(Text.of("a_ *b*\n")))


@pytest.mark.parametrize("kind", sorted(KINDS)[::3])
def test_calls_grow_in_proportion(kind: str) -> None:
    """Four times the text takes little more than four times the calls, for all requests about names."""
    small, large = (calls(lambda size=size: _ask(parse(Text.of(KINDS[kind](size))))) for size in _SIZES)
    assert large <= max(_FEW, small) * 4 * _MOST_GROWTH, f"{small:,} calls, then {large:,}"


def _ask(document: Document) -> None:
    names, lines = occurrences(document), len(document.text.lines)
    places = [name.range.start for name in (names[:1] + names[len(names) // 2 :][:1] + names[-1:])]
    for place in [
        *places,
        Position(0, 0),
        Position(lines // 2, 3),
        Position(lines - 1, 3),
        Position(lines, 0),
    ]:
        definition(document, place)
        references(document, place, True)
        hover_name(document, place)
        linked_names(document, place)
