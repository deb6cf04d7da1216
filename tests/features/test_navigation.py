"""From names to their definitions and back, marked in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from rst.texts import example_count, names_and_markup

from spec_ls.features.navigation import definition, references, slot_of_heading
from spec_ls.model.document import Document, parse
from spec_ls.text import Position, Range, Text, line_content

from .specs import TEMPLATE, compared

TEXT = """\
Üser 𝄞 guide
============

See `üser 𝄞 guide`_, foo_, [1]_, [#]_, [#n]_, [C]_, |s|, an__, `words <foo_>`_ and :ref:`foo`.

.. _foo: bar_
.. _bar: http://x
__ http://y
.. [1] one
.. [#n] two
.. [#] three
.. [C] four
.. |s| replace:: five
"""


@pytest.mark.parametrize(
    ("use", "whole"),
    [
        ("`üser 𝄞 guide`_", "Üser 𝄞 guide"),
        ("foo_", ".. _foo:"),
        ("[1]_", ".. [1]"),
        ("[#]_", ".. [#]"),
        ("[#n]_", ".. [#n]"),
        ("[C]_", ".. [C]"),
        ("|s|", ".. |s|"),
        ("an__", "__"),
        ("foo_>", ".. _foo:"),
        (":ref:`foo`", ".. _foo:"),
        ("bar_", ".. _bar:"),
    ],
)
def test_a_use_leads_to_its_definition(use: str, whole: str) -> None:
    """At the first and behind the last character of a use, the definition is that which docutils means."""
    document = parse(Text.of(TEXT))
    for offset in (0, len(use.rstrip(">_`"))):
        link = definition(document, _position(TEXT, TEXT.index(use) + offset))
        assert link is not None
        assert document.text.slice(link.whole) == whole


def test_references_of_a_name() -> None:
    """From any of its places a name has the same places, with its definition if that is asked for."""
    document = parse(Text.of(TEXT))
    for word in ("foo_, ", "foo_>", "`foo`", "foo: "):
        places = references(document, _position(TEXT, TEXT.index(word)), True)
        assert [place.range.start for place in places] == [
            _position(TEXT, at) for at in (TEXT.index("foo_"), TEXT.index("foo_>"), TEXT.index("foo`"), TEXT.index("foo:"))
        ]  # fmt: skip
    assert len(references(document, _position(TEXT, TEXT.index("foo_")), False)) == 3


def test_names_without_a_single_definition() -> None:
    """Where a name has no definition, or two that invalidate each other, all its places are shown."""
    document = parse(Text.of("foo_ x_ foo_\n\n.. _x: a\n.. _x: b\n"))
    assert definition(document, Position(0, 0)) is None
    assert len(references(document, Position(0, 0), True)) == 2
    assert (
        len(references(document, Position(0, 5), True))
        == len(references(document, Position(2, 4), True))
        == 3
    )


@example_count(1)
@given(names_and_markup())
def test_definition_and_references_are_symmetrical(text: str) -> None:
    """What a use leads to has that use among its references; no position raises."""
    document = parse(Text.of(text))
    for position in _positions(document):
        link = definition(document, position)
        if link is not None:
            ranges = [place.whole for place in references(document, link.name.start, True)]
            assert link.origin in ranges
            assert link.whole in ranges


def test_a_heading_leads_to_its_slot() -> None:
    """On a title and its underline; nowhere else, and from no heading that the template does not have."""
    spec = compared("Problem\n=======\n\ntext\n\nUnknown\n=======\n\nTesting\n=======\n")
    found = {line: slot_of_heading(spec, Position(line, 2)) for line in (0, 1, 3, 5, 8, 99)}
    assert {line: link and TEMPLATE.text.lines[link.place.line] for line, link in found.items()} == {
        0: "Problem\n",
        1: "Problem\n",
        3: None,
        5: None,
        8: "Testing\n",
        99: None,
    }
    assert found[0] is not None
    assert found[0].origin == Range.of(0, 0, 0, 7)


def _positions(document: Document) -> list[Position]:
    lines = document.text.lines
    inside = [
        Position(line, column)
        for line, text in enumerate(lines)
        for column in range(len(line_content(text)) + 1)
    ]
    return [*inside, Position(len(lines) + 3, 0), Position(0, 9_999)]


def _position(text: str, offset: int) -> Position:
    before = text[:offset]
    return Position(before.count("\n"), offset - (before.rfind("\n") + 1))
