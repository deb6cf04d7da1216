"""Names are docutils', and so is what they resolve to."""

from __future__ import annotations

import pytest
from docutils import nodes
from hypothesis import assume, given
from judge import shown
from names_judge import docutils_uses, our_uses
from rst.texts import edits, example_count, names_and_markup

from spec_ls.model.document import parse
from spec_ls.model.names import definition_of, occurrence_at, occurrences, uses_of
from spec_ls.model.occurrence import NameKind
from spec_ls.text import Position, Text


@pytest.mark.skipif(not hasattr(nodes.document, "note_names"), reason="docutils before 0.23 has other rules")
@example_count(2)
@given(names_and_markup())
def test_uses_resolve_as_docutils_resolves_them(text: str) -> None:
    """Each use resolves to the definition that docutils finds for it, where docutils drops no text."""
    theirs = docutils_uses(text)
    assume(theirs is not None)
    assert theirs == our_uses(text), shown(text)


RARE_PLACES = {
    "an image's target": ".. image:: x.png\n   :alt: some\n     words\n   :target: `c d`_\n\n.. _c d: http://b\n",
    "an image's address": ".. image:: x.png\n   :target: http://x_y\n\n.. _y: http://b\n",
    "an image's name": ".. image:: x.png\n   :width: 3\n   :name: Pic\n\nSee pic_.\n",
    "an option behind the directive's name": ".. note:: :name: a\n\n   b\n\nSee a_.\n",
    "the title of a table of contents": "A\n=\n\n.. contents:: Some *words*\n\nSee `some words`_.\n\nB\n-\n",
    "a table of contents whose name is taken": "A\n=\n\n.. _contents:\n\nB\n-\n\n.. contents::\n\nSee contents_.\n",
    "markup that makes docutils refuse a substitution": ".. |a| replace:: x `b`__\n\n|a| c_\n\n.. _c: d\n",
    "targets without an end": ".. _a\n\nb_ a_\n\n.. _`d: e\n\nd_\n",
    "a target's name over two lines": ".. _a very\n   long one: http://b\n\n`a very long one`_\n",
    "aliases of anonymous targets": ".. __: a_\n\n__ b_\n\n`c`__ `d`__\n\n.. _a: b\n",
}


@pytest.mark.skipif(not hasattr(nodes.document, "note_names"), reason="docutils before 0.23 has other rules")
@pytest.mark.parametrize("place", RARE_PLACES)
def test_names_in_rare_places(place: str) -> None:
    """A name is found where few documents have one, and resolves to what docutils resolves it to."""
    assert our_uses(RARE_PLACES[place]) == docutils_uses(RARE_PLACES[place])


@example_count(1)
@given(names_and_markup())
def test_definitions_and_uses_are_symmetrical(text: str) -> None:
    """A use is among the uses of its definition, and all of those have that definition."""
    document = parse(Text.of(text))
    for name in occurrences(document):
        definition = definition_of(document, name)
        if definition is None:
            continue
        uses = uses_of(document, definition)
        assert name.is_definition or name in uses
        assert all(definition_of(document, use) == definition for use in uses)


@example_count(1)
@given(names_and_markup().flatmap(lambda text: edits(Text.of(text)).map(lambda edit: (text, edit))))
def test_names_after_an_edit_are_those_of_a_fresh_look(given_: tuple[str, object]) -> None:
    """What chunks keep gives the same names as a text that was never edited."""
    text, edit = given_
    document = parse(Text.of(text))
    occurrences(document)
    document = document.after([edit])  # type: ignore[list-item]
    assert occurrences(document) == occurrences(parse(document.text)), shown(str(document.text))


def test_positions() -> None:
    """A name is found at each place of its construct, and at none beside it."""
    document = parse(Text.of("𝄞 `A b`_ c\r\n\r\n.. _`a b`: d_\r\n"))
    at = {
        place: name and (name.kind, document.text.slice(name.range))
        for place in [(0, 1), (0, 2), (0, 8), (0, 9), (2, 0), (2, 10), (2, 12), (7, 7)]
        for name in [occurrence_at(document, Position(*place))]
    }
    assert at == {
        (0, 1): None,
        (0, 2): (NameKind.REFERENCE, "A b"),
        (0, 8): (NameKind.REFERENCE, "A b"),
        (0, 9): None,
        (2, 0): (NameKind.TARGET, "a b"),
        (2, 10): (NameKind.TARGET, "a b"),
        (2, 12): (NameKind.ALIAS, "d"),
        (7, 7): None,
    }


def test_a_label_of_sphinx_is_a_use() -> None:
    """``:ref:`` names an explicit target of its document, with and without a text of its own."""
    text = Text.of(
        ".. _The Label:\n\nA\n=\n\n:ref:`the label` :ref:`b c <The label>` :ref:`other` :ref:`a`\n"
    )
    document = parse(text)
    labels = [name for name in occurrences(document) if name.kind is NameKind.LABEL_REFERENCE]
    assert [(text.slice(label.range), bool(definition_of(document, label))) for label in labels] == [
        ("the label", True),
        ("The label", True),
        ("other", False),
        ("a", False),
    ]


@pytest.mark.parametrize(
    ("role", "label"),
    [
        (":ref:`some\ntext <label>`", "label"),
        (":numref:`some\ntext <label>`", "label"),
        (":ref:`two\nlines`", "two\nlines"),
        (":ref:`text <two\nlines>`", "text <two\nlines>"),
        (":ref:`a\\ b <c>`", "c"),
        (":ref:`!not one`", None),
    ],
)
def test_the_place_of_a_label_in_a_role(role: str, label: str | None) -> None:
    """It is the label's own; of one that is divided by a line end it is that of all that stands in the role."""
    text = Text.of(f"See {role}.\n")
    found = [text.slice(name.range) for name in occurrences(parse(text))]
    assert found == ([] if label is None else [label])


def test_blocks_on_one_line() -> None:
    """A line end that is none to the editor ends a block, so several share a line; each has its names."""
    document = parse(Text.of("See a_\x85\x85and b_\n"))
    found = [occurrence_at(document, Position(0, column)) for column in (4, 12, 2)]
    assert [name and name.name for name in found] == ["a", "b", None]


def test_a_title_that_docutils_refuses_has_no_names() -> None:
    """A title that skips a level is no section, and its markup is not read."""
    document = parse(Text.of("A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n\nE e_\n~~~~\n\nf_\n"))
    assert [name.name for name in occurrences(document)] == ["a", "b", "c", "d", "f"]
    assert occurrence_at(document, Position(12, 2)) is None


def test_a_text_with_an_oversized_line_has_no_names() -> None:
    """docutils reads nothing of it."""
    assert occurrences(parse(Text.of("a_\n\nb" + "x" * 10_001 + "\n"))) == ()
