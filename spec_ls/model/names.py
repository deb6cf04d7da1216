"""All occurrences of names in a document, and which definition a use resolves to, as docutils resolves it.

A fold over the chunks: a chunk keeps its own occurrences by what ties them together, so that a question about
a name costs a look into each chunk.  Names of other documents are no matter of this module: a reference to a
label (``NameKind.LABEL_REFERENCE``) that resolves to nothing here may name another document's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import count
from typing import NamedTuple

from spec_ls.model.document import Document
from spec_ls.model.name_occurrences import block_names
from spec_ls.model.occurrence import ANONYMOUS, IMPLICIT, NUMBERS, SYMBOLS, NameKind, Occurrence
from spec_ls.rst.chunks import Chunk, chunk_places
from spec_ls.rst.kept import kept
from spec_ls.text import Position

_NO_LABELS = IMPLICIT | {NameKind.FOOTNOTE, NameKind.CITATION, NameKind.ANONYMOUS_TARGET}
"""Definitions that are no labels to Sphinx (``sphinx.domains.std.StandardDomain.process_doc``)."""


class ChunkNames(NamedTuple):
    """The occurrences in a chunk, counted from its first line: all in order, and by their keys."""

    found: tuple[Occurrence, ...]
    by_key: dict[str, tuple[Occurrence, ...]]


def occurrences(document: Document) -> tuple[Occurrence, ...]:
    """All occurrences of names in a document, in the order of the text."""
    return tuple(_all(document, lambda names: names.found))


def found_in_steps(document: Document) -> Iterator[None]:
    """Look for all names of a document, a chunk a step; questions about them are quick then."""
    for chunk in document.blocks.chunks:
        chunk_names(chunk)
        yield


def sharing(document: Document, key: str) -> tuple[Occurrence, ...]:
    """The occurrences that share a key (``Occurrence.keys``), in the order of the text."""
    return tuple(_all(document, lambda names: names.by_key.get(key, ())))


def occurrence_at(document: Document, position: Position) -> Occurrence | None:
    """The innermost occurrence at a position; a position right behind it counts, too."""
    blocks = document.blocks
    index = blocks.at(position.line)
    found: list[Occurrence] = []
    while index >= 0:
        start = blocks.start(index)
        names = (name.moved(*start) for name in block_names(blocks.items[index]))
        found += (name for name in names if name.whole.start <= position <= name.whole.end)
        if start <= position or not index:
            break
        index -= 1  # several blocks share the line
    if document.blocks.at(position.line) in _refused(document):
        return None
    return max(found, key=_innermost, default=None)


def definition_of(document: Document, use: Occurrence) -> Occurrence | None:
    """The definition that a use resolves to in its document; None where it resolves to none or several."""
    return resolver(document)(use)


def uses_of(document: Document, definition: Occurrence) -> tuple[Occurrence, ...]:
    """The uses that resolve to a definition, in the order of the text."""
    keys = dict.fromkeys(definition.keys)
    if definition.auto == "#" and (number := _number_of(document, definition)):
        keys[number] = None
    uses = {use for key in keys for use in sharing(document, key) if not use.is_definition}
    resolve = resolver(document)
    return tuple(sorted((use for use in uses if resolve(use) == definition), key=_place))


def resolver(document: Document) -> Callable[[Occurrence], Occurrence | None]:
    """``definition_of`` for many uses of one document: each name is looked up once."""
    by_name = cache(partial(named, document))
    by_case = cache(partial(_substitution, document))
    paired = cache(partial(_paired, document))

    @cache
    def numbered() -> dict[Occurrence, Occurrence]:
        return _numbered(document, by_name)

    def resolve(use: Occurrence) -> Occurrence | None:
        if use.is_definition:
            return use
        if use.kind is NameKind.SUBSTITUTION_REFERENCE:
            return by_case(use.name)
        found = by_name(use.name) if use.name else None
        if use.kind is NameKind.LABEL_REFERENCE:
            return found if found is not None and found.kind not in _NO_LABELS else None
        if use.auto == "#" and not _is_numbered(found):
            return numbered().get(use, found)
        if use.auto == "*":
            return paired(SYMBOLS).get(use)
        return found if use.name else paired(ANONYMOUS).get(use)

    return resolve


def named(document: Document, name: str) -> Occurrence | None:
    """The definition that a reference with a name resolves to (``docutils.nodes.document.note_names``).

    Explicit ones go before implicit ones; two of a kind invalidate each other, unless both lead to the same.
    A number that no definition has is that of the footnote which docutils gives it to.
    """
    definitions = [found for found in sharing(document, name) if _has_name(found)]
    if not definitions:
        return _by_number(document, name) if name.isdigit() else None
    valid: Occurrence | None = None
    is_explicit = False
    for number, found in enumerate(definitions):
        explicit = found.kind not in IMPLICIT
        if not number:
            valid = found
        elif found.kind is NameKind.CONTENTS:
            continue  # it takes a name only where there is none yet
        elif valid is not None and found.leads_to and found.leads_to == valid.leads_to:
            pass
        elif explicit:
            valid = None if is_explicit else found
        elif not is_explicit:
            valid = None
        is_explicit = is_explicit or explicit
    return valid


@kept
def chunk_names(chunk: Chunk) -> ChunkNames:
    """The occurrences in a chunk."""
    found: list[Occurrence] = []
    for block, start in chunk_places(chunk):
        found += (name.moved(*start) for name in block_names(block))
    by_key: dict[str, list[Occurrence]] = {}
    for name in found:
        for key in name.keys:
            by_key.setdefault(key, []).append(name)
    return ChunkNames(tuple(found), {key: tuple(names) for key, names in by_key.items()})


def _all(document: Document, pick: Callable[[ChunkNames], tuple[Occurrence, ...]]) -> Iterator[Occurrence]:
    if document.blocks.first_oversized is not None:
        return  # docutils reads nothing
    refused = _refused(document)
    for chunk, line in document.blocks.with_lines():
        for name in pick(chunk_names(chunk)):
            moved = name.moved(line, 0)
            if not refused or document.blocks.at(moved.range.start.line) not in refused:
                yield moved


def _refused(document: Document) -> frozenset[int]:
    """The blocks of the titles that docutils refuses for their level."""
    return frozenset(document.blocks.headings[level.number] for level in document.tree.skipped)


def _innermost(name: Occurrence) -> tuple[Position, Position]:
    (line, column), start = name.whole.end, name.whole.start
    return start, Position(-line, -column)


def _place(name: Occurrence) -> tuple[Position, Position]:
    return name.range


def _has_name(name: Occurrence) -> bool:
    return name.is_definition and bool(name.name) and name.kind is not NameKind.SUBSTITUTION


def _substitution(document: Document, name: str) -> Occurrence | None:
    """The last definition of a substitution with the same case, else the last with any."""
    key = f"|{name.lower()}"
    found = [place for place in sharing(document, key) if place.kind is NameKind.SUBSTITUTION]
    same = [place for place in found if place.name == name]
    return next(reversed(same or found), None)


def _paired(document: Document, key: str) -> dict[Occurrence, Occurrence]:
    """The uses that docutils pairs with definitions by their order.

    Anonymous references are paired only where there are as many as anonymous targets.
    """
    found = sharing(document, key)
    uses = [name for name in found if not name.is_definition]
    definitions = [name for name in found if name.is_definition]
    if key == ANONYMOUS and len(uses) != len(definitions):
        return {}
    return dict(zip(uses, definitions, strict=False))


def _numbered(
    document: Document, by_name: Callable[[str], Occurrence | None]
) -> dict[Occurrence, Occurrence]:
    """The references to footnotes that docutils numbers, each with its footnote, but for those with a label.

    A label that no such footnote has counts as none.
    """
    found = sharing(document, NUMBERS)
    uses = [
        name
        for name in found
        if not name.is_definition and not (name.name and _is_numbered(by_name(name.name)))
    ]
    return dict(zip(uses, (note for note in found if note.is_definition and not note.name), strict=False))


def _is_numbered(found: Occurrence | None) -> bool:
    """True for a footnote that docutils numbers."""
    return found is not None and found.kind is NameKind.FOOTNOTE and found.auto == "#"


def _numbers(document: Document) -> dict[str, Occurrence]:
    """The footnotes that docutils numbers, by their numbers: it leaves out those that are names."""
    taken = {
        key
        for chunk in document.blocks.chunks
        for key, names in chunk_names(chunk).by_key.items()
        if key.isdigit() and any(map(_has_name, names))
    }
    free = (number for number in map(str, count(1)) if number not in taken)
    notes = (note for note in sharing(document, NUMBERS) if note.is_definition)
    return dict(zip(free, notes, strict=False))


def _by_number(document: Document, number: str) -> Occurrence | None:
    """The footnote without a label that docutils gives a number."""
    note = _numbers(document).get(number)
    return note if note is not None and not note.name else None


def _number_of(document: Document, note: Occurrence) -> str | None:
    return next((number for number, found in _numbers(document).items() if found == note), None)
