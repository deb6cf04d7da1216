"""From one document to another, and back; places are shown as ``file:line:column``."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec_ls.features.label_rename import uses_elsewhere
from spec_ls.features.linked_navigation import definition_elsewhere, references_elsewhere
from spec_ls.features.rename import CannotRename
from spec_ls.model.document import parse
from spec_ls.model.linked_pages import LinkedPages, Place
from spec_ls.model.page_summary import summary
from spec_ls.text import Position, Text

A, B = Path("/specs/a.rst"), Path("/specs/b.rst")
TEXTS = {
    A: "𝄞 A\n===\n\nSee :ref:`The Label`, :doc:`B b <b>`, :ref:`own`, :ref:`none` and :doc:`none`.\n\n.. _own:\n\nOwn\n---\n\n.. _out: http://x\n",
    B: "B\n=\n\n:ref:`text <Own>` :doc:`a` :ref:`own`\n\n.. _the label:\n\n.. toctree::\n\n   a\n",
}  # fmt: skip
DOCUMENTS = {path: parse(Text.of(text)) for path, text in TEXTS.items()}
PAGES = LinkedPages({path: summary(document) for path, document in DOCUMENTS.items()})


def position(path: Path, words: str) -> Position:
    """The position of some words in a document."""
    before = TEXTS[path][: TEXTS[path].index(words)].split("\n")
    return Position(len(before) - 1, len(before[-1]))


def shown(place: Place) -> str:
    """A place in short."""
    return f"{place.path.name}:{place.entry.line}:{place.entry.column}"


@pytest.mark.parametrize(
    ("path", "words", "place"),
    [
        (A, "The Label", "b.rst:5:4"),
        (A, "b>", "b.rst:0:0"),
        (A, "own`", None),
        (A, "none` and", None),
        (A, "none`.", None),
        (B, "a`", "a.rst:0:0"),
        (B, "a\n", "a.rst:0:0"),
        (B, "Own>", "a.rst:5:4"),
        (B, "B\n", None),
    ],
)
def test_definitions(path: Path, words: str, place: str | None) -> None:
    """A reference to a label or a document leads to the place in the other document."""
    found = definition_elsewhere(DOCUMENTS[path], path, position(path, words), lambda: PAGES)
    assert (shown(found.place) if found else None) == place


@pytest.mark.parametrize(
    ("path", "words", "places"),
    [
        (A, "own:", ["b.rst:3:12", "b.rst:3:33"]),
        (A, "own`", ["b.rst:3:12", "b.rst:3:33"]),
        (A, "The Label", ["b.rst:5:4"]),
        (A, "𝄞 A", ["b.rst:3:24", "b.rst:9:3"]),
        (A, "Own\n", []),
        (A, "out:", []),
        (B, "the label", ["a.rst:3:10"]),
        (B, "B\n", ["a.rst:3:33"]),
    ],
)
def test_references(path: Path, words: str, places: list[str]) -> None:
    """A label has its references in other documents; so has a document, on its title."""
    found = references_elsewhere(DOCUMENTS[path], path, position(path, words), lambda: PAGES, True)
    assert [*map(shown, found)] == places


def test_a_label_is_renamed_in_other_documents() -> None:
    """All its references are found; a label that another document has is refused."""
    found = uses_elsewhere(DOCUMENTS[A], A, position(A, "own:"), "new", PAGES)
    assert [*map(shown, found)] == ["b.rst:3:12", "b.rst:3:33"]
    assert uses_elsewhere(DOCUMENTS[A], A, position(A, "out:"), "new", PAGES) == ()
    with pytest.raises(CannotRename, match=r'"the Label" is taken in b\.rst'):
        uses_elsewhere(DOCUMENTS[A], A, position(A, "own:"), "the Label", PAGES)
