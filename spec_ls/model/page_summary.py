"""What other documents need to know of a document: its titles and labels, and what it refers to elsewhere.

A summary is small, made of plain values, and kept on disk between two starts of a server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from spec_ls.model.document import Document
from spec_ls.model.links import blueprint_alone
from spec_ls.model.name_occurrences import block_names
from spec_ls.model.occurrence import NameKind
from spec_ls.model.people import Person, names_go_on_below, people, people_below
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.explicit import DIRECTIVE
from spec_ls.rst.inline import inline_markup
from spec_ls.rst.kept import kept
from spec_ls.rst.sections import Section
from spec_ls.text import Position, Range

_MAY_MATTER = re.compile(r":(?:std:)?(?:ref|numref|doc):`|_`|:name:", re.IGNORECASE)
_DOC_ROLES = frozenset({"doc", "std:doc"})
_ENTRY = re.compile(r"(?P<indent>\s+)(?P<text>[^\s:#].*?)\s*$")
_IN_ANGLES = re.compile(r".*\S\s*<(?P<target>[^<>]+)>$", re.DOTALL)


class EntryKind(StrEnum):
    """The kind of an entry; the values stand in files."""

    TITLE = "title"
    LABEL = "label"
    LABEL_REFERENCE = "ref"
    DOCUMENT_REFERENCE = "doc"
    TOCTREE_ENTRY = "toctree"
    PERSON = "person"
    WORK = "work"


DOCUMENT_NAMES = frozenset({EntryKind.DOCUMENT_REFERENCE, EntryKind.TOCTREE_ENTRY})
"""The kinds of entries that name other documents."""


class Entry(NamedTuple):
    """A title, a label, a person, a link to the work, or a reference to something in another document.

    ``name`` is a title's source text, a label as docutils normalises it, or the document, or who does
    something, or the address of a blueprint in a paragraph of its own, as it is written;
    ``line``, ``column`` and ``end_column`` say where the name stands: 0-based, in code points; a name in
    several lines ends with its first.  ``level`` is a title's, 1 for the outermost, else 0.  ``title`` is the
    title right behind a label, without which Sphinx refers to it by no text; else nothing.  ``before`` is the
    line up to the name's end where it is not ASCII, else nothing: encodings count columns by it.
    """

    kind: EntryKind
    name: str
    line: int
    column: int
    end_column: int
    level: int = 0
    title: str = ""
    before: str = ""

    @property
    def range(self) -> Range:
        """The range of the name."""
        return Range.of(self.line, self.column, self.line, self.end_column)


def summary(document: Document) -> tuple[Entry, ...]:
    """The entries of a document, in the order of the text."""
    if document.blocks.first_oversized is not None:
        return ()
    found = [*_titles(document, document.outermost, 1), *_of_blocks(document)]
    placed = (_with_line(entry, document.text.lines[entry.line]) for entry in found)
    return tuple(sorted(placed, key=lambda entry: (entry.line, entry.column)))


def first_title(entries: Iterable[Entry]) -> Entry | None:
    """The first title of a document, None if it has none."""
    return next((entry for entry in entries if entry.kind is EntryKind.TITLE), None)


def named_documents(document: Document) -> Iterator[Entry]:
    """The entries of a document that name other documents."""
    if document.blocks.first_oversized is None:
        yield from (entry for entry in _of_blocks(document) if entry.kind in DOCUMENT_NAMES)


def _of_blocks(document: Document) -> Iterator[Entry]:
    """All entries but the titles."""
    blocks = document.blocks
    for index in blocks.where(_has_entries):
        start, title = blocks.position(index, 0), _title_behind(document, index)
        for entry in _entries(blocks.items[index]):
            yield _moved(entry, start, title)
        if names_go_on_below(blocks.items[index]) and index + 1 < len(blocks.items):
            start = blocks.position(index + 1, 0)
            for entry in _people_below(blocks.items[index + 1]):
                yield _moved(entry, start, "")


def _has_entries(block: Block) -> bool:
    return bool(_entries(block))


def _titles(document: Document, sections: tuple[Section, ...], level: int) -> Iterator[Entry]:
    for section in sections:
        start, end = document.title_range(section)
        yield Entry(EntryKind.TITLE, section.title, start.line, start.column, end.column, level)
        yield from _titles(document, section.children, level + 1)


@kept
def _entries(block: Block) -> tuple[Entry, ...]:
    """The entries of a block besides its title, counted from its start."""
    found = list[Entry]()
    if block.kind is Kind.TARGET or (block.kind is not Kind.TITLE and _MAY_MATTER.search(block.text)):
        for name in block_names(block):
            if name.is_label and name.name:
                found.append(_entry(EntryKind.LABEL, name.name, name.range))
            elif name.kind is NameKind.LABEL_REFERENCE:
                found.append(_entry(EntryKind.LABEL_REFERENCE, name.name, name.range))
        found += _document_references(block)
    if block.kind is Kind.DIRECTIVE:
        found += _toctree_entries(block)
    found += map(_person, people(block))
    link = blueprint_alone(block)
    if link is not None:
        found.append(_entry(EntryKind.WORK, *link))
    return tuple(found)


@kept
def _people_below(block: Block) -> tuple[Entry, ...]:
    """The people in a block who go on with those above it, counted from its start."""
    return tuple(map(_person, people_below(block)))


def _person(person: Person) -> Entry:
    return _entry(EntryKind.PERSON, person.name, person.range)


def _document_references(block: Block) -> Iterator[Entry]:
    for markup in inline_markup(block):
        if markup.role is not None and markup.role.lower() in _DOC_ROLES:
            target = _IN_ANGLES.match(markup.text)
            name = target["target"].strip() if target else markup.text
            start, end = markup.content
            if target is None:
                yield _entry(EntryKind.DOCUMENT_REFERENCE, name, Range(start, end))
            else:  # the target is the last of the content, before its closing bracket
                first = end.column - 1 - len(target["target"])
                place = Range(Position(end.line, max(first, 0)), Position(end.line, end.column - 1))
                yield _entry(EntryKind.DOCUMENT_REFERENCE, name, place)


def _toctree_entries(block: Block) -> Iterator[Entry]:
    directive = DIRECTIVE.match(block.lines[0])
    if directive is None or directive["name"].lower() != "toctree":
        return
    for number, line in enumerate(block.lines[1:], 1):
        entry = _ENTRY.match(line.rstrip("\r\n"))
        if entry is None or entry["text"] == "self":
            continue
        target = _IN_ANGLES.match(entry["text"])
        name = target["target"].strip() if target else entry["text"]
        column = line.rindex(name)
        start = block.offset(number)
        place = Range.of(start.line, start.column + column, start.line, start.column + column + len(name))
        yield _entry(EntryKind.TOCTREE_ENTRY, name, place)


def _entry(kind: EntryKind, name: str, place: Range) -> Entry:
    start, end = place
    last = end.column if end.line == start.line else start.column + 1
    return Entry(kind, name, start.line, start.column, last)


def _moved(entry: Entry, start: Position, title: str) -> Entry:
    column = 0 if entry.line else start.column
    title = title if entry.kind is EntryKind.LABEL else ""
    line, first, last = start.line + entry.line, column + entry.column, column + entry.end_column
    return entry._replace(line=line, column=first, end_column=last, title=title)


def _with_line(entry: Entry, line: str) -> Entry:
    before = line[: entry.end_column]
    return entry if before.isascii() else entry._replace(before=before)


def _title_behind(document: Document, index: int) -> str:
    """The title that a label in a block stands before, with nothing between but other labels."""
    items = document.blocks.items
    while items[index].is_internal_target and index + 1 < len(items):
        index += 1
        heading = items[index].heading
        if heading is not None:
            return heading.title
    return ""
