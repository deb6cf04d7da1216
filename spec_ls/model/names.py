"""All occurrences of names in a document, and which definition a use resolves to, as docutils resolves it.

A fold over the chunks: a chunk keeps its own occurrences by what ties them together, so that a question about
a name costs a look into each chunk.  Names of other documents are no matter of this module: a reference to a
label (``NameKind.LABEL_REFERENCE``) that resolves to nothing here may name another document's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from spec_ls.model.document import Document
from spec_ls.model.name_occurrences import (
    ANONYMOUS,
    IMPLICIT,
    NUMBERS,
    SYMBOLS,
    NameKind,
    Occurrence,
    block_names,
)
from spec_ls.rst.blocks import Block
from spec_ls.rst.chunks import Chunk
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
    found = [name for name in found if not _is_refused(document, name)]
    return max(found, key=_innermost, default=None)


def definition_of(document: Document, use: Occurrence) -> Occurrence | None:
    """The definition that a use resolves to in its document; None where it resolves to none or several."""
    if use.is_definition:
        return use
    if use.kind is NameKind.SUBSTITUTION_REFERENCE:
        return _substitution(document, use)
    if use.kind is NameKind.LABEL_REFERENCE:
        found = named(document, use.name)
        return found if found is not None and found.kind not in _NO_LABELS else None
    found = named(document, use.name) if use.name else None
    if use.auto == "#" and not _is_numbered(found):
        return _numbered(document).get(use, found)
    if use.auto == "*":
        return _paired(document, SYMBOLS).get(use)
    return found if use.name else _paired(document, ANONYMOUS).get(use)


def uses_of(document: Document, definition: Occurrence) -> tuple[Occurrence, ...]:
    """The uses that resolve to a definition, in the order of the text."""
    keys = dict.fromkeys(definition.keys)
    if definition.auto == "#" and (number := _number_of(document, definition)):
        keys[number] = None
    uses = {use: None for key in keys for use in sharing(document, key) if not use.is_definition}
    return tuple(sorted((use for use in uses if definition_of(document, use) == definition), key=_place))


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
    column = 0
    for block, start in zip(chunk.blocks, chunk.starts, strict=True):
        found += (name.moved(start, column) for name in block_names(block))
        column = _column_behind(block, column)
    by_key: dict[str, list[Occurrence]] = {}
    for name in found:
        for key in name.keys:
            by_key.setdefault(key, []).append(name)
    return ChunkNames(tuple(found), {key: tuple(names) for key, names in by_key.items()})


def _all(document: Document, pick: Callable[[ChunkNames], tuple[Occurrence, ...]]) -> Iterator[Occurrence]:
    if document.blocks.first_oversized is not None:
        return  # docutils reads nothing
    for chunk, line in document.blocks.with_lines():
        for name in pick(chunk_names(chunk)):
            moved = name.moved(line, 0)
            if not _is_refused(document, moved):
                yield moved


def _is_refused(document: Document, name: Occurrence) -> bool:
    """True in a title that docutils refuses for its level."""
    skipped = document.tree.skipped
    if not skipped:
        return False
    blocks = document.blocks
    index = blocks.at(name.range.start.line)
    return any(blocks.headings[level.number] == index for level in skipped)


def _column_behind(block: Block, column: int) -> int:
    """The column at which the next block starts: above 0 only behind a line end that LSP does not know."""
    for piece in block.lines:
        column = 0 if piece[-1] in "\r\n" else column + len(piece)
    return column


def _innermost(name: Occurrence) -> tuple[Position, Position]:
    (line, column), start = name.whole.end, name.whole.start
    return start, Position(-line, -column)


def _place(name: Occurrence) -> tuple[Position, Position]:
    return name.range


def _has_name(name: Occurrence) -> bool:
    return name.is_definition and bool(name.name) and name.kind is not NameKind.SUBSTITUTION


def _substitution(document: Document, use: Occurrence) -> Occurrence | None:
    """The last definition of a name with the same case, else the last with any."""
    found = [name for name in sharing(document, use.keys[0]) if name.kind is NameKind.SUBSTITUTION]
    same = [name for name in found if name.name == use.name]
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


def _numbered(document: Document) -> dict[Occurrence, Occurrence]:
    """The references to footnotes that docutils numbers, each with its footnote, but for those with a label.

    A label that no such footnote has counts as none.
    """
    found = sharing(document, NUMBERS)
    uses = [name for name in found if not name.is_definition and not _has_labelled(document, name)]
    return dict(zip(uses, (note for note in found if note.is_definition and not note.name), strict=False))


def _has_labelled(document: Document, use: Occurrence) -> bool:
    return bool(use.name) and _is_numbered(named(document, use.name))


def _is_numbered(found: Occurrence | None) -> bool:
    """True for a footnote that docutils numbers."""
    return found is not None and found.kind is NameKind.FOOTNOTE and found.auto == "#"


def _numbers(document: Document) -> dict[str, Occurrence]:
    """The footnotes that docutils numbers, by their numbers: it leaves out those that are names."""
    numbers: dict[str, Occurrence] = {}
    number = 1
    for note in sharing(document, NUMBERS):
        if note.is_definition:
            while any(map(_has_name, sharing(document, str(number)))):
                number += 1
            numbers[str(number)] = note
            number += 1
    return numbers


def _by_number(document: Document, number: str) -> Occurrence | None:
    """The footnote without a label that docutils gives a number."""
    note = _numbers(document).get(number)
    return note if note is not None and not note.name else None


def _number_of(document: Document, note: Occurrence) -> str | None:
    return next((number for number, found in _numbers(document).items() if found == note), None)
