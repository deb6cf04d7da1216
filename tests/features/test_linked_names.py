"""Places that are typed as one, marked in the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from rst.texts import example_count, names_and_markup

from spec_ls.features.linked_names import linked_names
from spec_ls.model.document import parse
from spec_ls.model.names import occurrences
from spec_ls.text import Position, Text

LINKED = {
    "a target": ("See foo_, `Foo`_ and foo__.\n\n.. _$foo: x\n", ["foo", "foo"]),
    "a phrase": ("𝄞 `$a b`_ :ref:`a b`\n\n.. _a b: x\n", ["a b", "a b", "a b"]),
    "a substitution": ("|$x| |x|\n\n.. |x| replace:: y\n", ["x", "x", "x"]),
    "a footnote": ("[$1]_ [2]_\n\n.. [1] x\n", ["1", "1"]),
    "a name once": ("a\n\n.. _$foo: x\n", []),
    "a title": ("$A\n=\n\na_ A_\n", []),
    "beside the name": ("foo_$ foo_\n\n.. _foo: x\n", []),
    "no definition": ("$foo_ foo_\n", []),
}


@pytest.mark.parametrize("name", LINKED)
def test_linked_places(name: str) -> None:
    """A name's places of the same text are linked, from wherever the cursor is in one of them."""
    marked, texts = LINKED[name]
    document = parse(Text.of(marked.replace("$", "", 1)))
    before = marked[: marked.index("$")]
    found = linked_names(document, Position(before.count("\n"), len(before) - (before.rfind("\n") + 1)))
    ranges = found.ranges if found else ()
    assert [document.text.slice(range_) for range_ in ranges] == texts


@example_count(1)
@given(names_and_markup())
def test_links_hold_the_same_text(text: str) -> None:
    """All ranges have the text of the name, which their pattern matches; no two overlap."""
    document = parse(Text.of(text))
    for name in occurrences(document):
        found = linked_names(document, name.range.end)
        if found is None:
            continue
        [same] = {document.text.slice(range_) for range_ in found.ranges}
        assert re.fullmatch(found.pattern, same)
        ends = [range_.end for range_ in found.ranges]
        assert all(end <= range_.start for end, range_ in zip(ends, found.ranges[1:], strict=False))
