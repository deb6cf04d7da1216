"""Renames targets, footnotes, citations, substitutions and sections, with all that refers to them.

A rename is proven before it is offered: docutils resolves the same references to the same places, has the
same messages as before, and all else in the text is what it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from spec_ls.edits.headings import retitled
from spec_ls.edits.names import has_case_of_its_own, is_simple, named_anew
from spec_ls.edits.table_cells import CellTooNarrow, with_borders_kept
from spec_ls.features.same_names import same_names
from spec_ls.model.document import Document
from spec_ls.model.names import definition_of, found_in_steps, occurrence_at, sharing, uses_of
from spec_ls.model.occurrence import NameKind, Occurrence, normalised
from spec_ls.rst.inline_recognition import plain_text
from spec_ls.rst.sections import Section, walk
from spec_ls.rst.syntax.reading import Stepwise
from spec_ls.text import Edit, Position, Range, line_content

_NUMBER = re.compile("[0-9]+")
_LABELS = frozenset({NameKind.FOOTNOTE, NameKind.CITATION})


class CannotRename(Exception):
    """Raised with the reason why a name cannot be changed, or not to a certain other one."""


class Renamed(NamedTuple):
    """A name that can be changed: where it stands under the cursor, and the text to change."""

    range: Range
    text: str


def prepare_rename(document: Document, position: Position) -> Renamed | None:
    """The name at a position; None where there is none.  Raises ``CannotRename``."""
    place = occurrence_at(document, position)
    if place is None:
        return None
    definition = _definition(document, place)
    _check_places(document, (definition, *uses_of(document, definition)))
    return Renamed(place.range, document.text.slice(place.range))


def rename(document: Document, position: Position, name: str) -> Stepwise[tuple[Edit, ...]]:
    """The edits that change the name at a position, in small steps; raises ``CannotRename``."""
    yield from found_in_steps(document)
    place = occurrence_at(document, position)
    if place is None:
        raise CannotRename("there is no name here")
    definition = _definition(document, place)
    uses = uses_of(document, definition)
    new = _checked(document, definition, uses, " ".join(name.split()))
    _check_places(document, (definition, *uses))
    edits = _edits(document, definition, uses, new)
    after = document.after(edits)
    problem = yield from same_names(document, after)
    if problem is not None:
        raise CannotRename(f'"{new}" would change more than the name: {problem}')
    return edits


def _definition(document: Document, place: Occurrence) -> Occurrence:
    """The definition of the name at a place, which can be renamed."""
    definition = definition_of(document, place)
    if definition is None:
        several = place.name and any(other.is_definition for other in sharing(document, place.keys[0]))
        why = "has several definitions" if several else "is defined nowhere in this document"
        raise CannotRename(f'"{document.text.slice(place.range)}" {why}')
    if not definition.name:
        is_footnote = definition.kind is NameKind.FOOTNOTE
        raise CannotRename("this footnote has no label" if is_footnote else "this target has no name")
    if definition.kind is NameKind.CONTENTS:
        raise CannotRename("a table of contents has no name of its own")
    if definition.kind is NameKind.EMBEDDED_TARGET and _is_address(document, definition):
        raise CannotRename("the text of this reference is its address")
    return definition


def _checked(document: Document, definition: Occurrence, uses: Sequence[Occurrence], new: str) -> str:
    """The new name as it is written at the definition; raises where it is none, or taken."""
    kind = definition.kind
    if kind is NameKind.FOOTNOTE and definition.auto:
        new = new.removeprefix("#")
    if not new:
        raise CannotRename("a name needs at least one character")
    if kind is NameKind.FOOTNOTE and not definition.auto and not _NUMBER.fullmatch(new):
        raise CannotRename("the label of this footnote is a number; #name is a label of one that is numbered")
    if kind in _LABELS and not is_simple(new):
        raise CannotRename("a label consists of letters and digits, with single - . _ : + between them")
    if kind is NameKind.CITATION and _NUMBER.fullmatch(new):
        raise CannotRename("a number is the label of a footnote, not of a citation")
    if kind is NameKind.SUBSTITUTION and "|" in new:
        raise CannotRename('the name of a substitution has no "|"')
    in_text = uses or kind is not NameKind.SECTION
    if in_text and any(character in plain_text(new) for character in "`\\"):
        raise CannotRename("a name that is referred to has neither backquotes nor backslashes")
    _check_taken(document, definition, uses, new)
    return new


def _check_taken(document: Document, definition: Occurrence, uses: Sequence[Occurrence], new: str) -> None:
    kind = definition.kind
    if kind is NameKind.SUBSTITUTION:
        others = sharing(document, f"|{new.lower()}")
    else:
        others = sharing(document, normalised(plain_text(new) if kind is NameKind.SECTION else new))
    mine = {definition, *uses}
    taken = next((other for other in others if other not in mine), None)
    if taken is None or (kind is NameKind.SECTION and not uses and _is_unused(document, taken)):
        return
    what = "is taken" if taken.is_definition else "is referred to already"
    raise CannotRename(f'"{new}" {what} in line {taken.range.start.line + 1}')


def _is_unused(document: Document, other: Occurrence) -> bool:
    return other.kind is NameKind.SECTION and all(
        place.kind is NameKind.SECTION for place in sharing(document, other.name)
    )


def _check_places(document: Document, places: Sequence[Occurrence]) -> None:
    """Raises where the text of a place is not the name alone."""
    for place in places:
        written, line = document.text.slice(place.range), place.range.start.line + 1
        if document.text.slice(place.whole).startswith("|") and place.kind is NameKind.REFERENCE:
            raise CannotRename(f"the reference in line {line} names a substitution, too")
        is_long = place.range.start.line != place.range.end.line
        if place.kind is not NameKind.SECTION and is_long and normalised(written) != normalised(place.name):
            raise CannotRename(f"the name in line {line} goes over several lines of a table")


def _edits(
    document: Document, definition: Occurrence, uses: Sequence[Occurrence], new: str
) -> tuple[Edit, ...]:
    """The edits of all places; where a title changes, of its adornment, too."""
    in_text = plain_text(new) if definition.kind is NameKind.SECTION else new
    is_exact = definition.kind is NameKind.SUBSTITUTION
    edits = [named_anew(document, definition, new)]
    for use in uses:
        lower = not is_exact and has_case_of_its_own(document, use, definition)
        edits.append(named_anew(document, use, in_text.lower() if lower else in_text))
    titles = _titles(document, edits)
    cells = [edit for edit in edits if not any(_is_inside(edit, title) for title in titles)]
    try:
        cells = [*with_borders_kept(document, cells)]
    except CellTooNarrow as error:
        raise CannotRename(f"the cell of the table in line {error.line + 1} is too narrow") from None
    return tuple(sorted((*titles, *cells), key=lambda edit: edit.range))


def _titles(document: Document, edits: Sequence[Edit]) -> list[Edit]:
    """The edits of headings in whose titles other edits are; they have those in them."""
    found = []
    for section in walk(document.outermost):
        start, end = document.heading_lines(section)
        inside = [edit for edit in edits if start <= edit.range.start.line < end]
        if inside:
            found.append(retitled(document, section, _with(document, section, inside)))
    return found


def _is_inside(edit: Edit, other: Edit) -> bool:
    return other.range.start <= edit.range.start <= other.range.end


def _with(document: Document, section: Section, edits: Sequence[Edit]) -> str:
    """A title after edits in its line."""
    title = document.title_range(section)
    line = line_content(document.text.lines[title.start.line])[: title.end.column]
    for edit in sorted(edits, reverse=True):
        line = line[: edit.range.start.column] + edit.text + line[edit.range.end.column :]
    return line[title.start.column :]


def _is_address(document: Document, definition: Occurrence) -> bool:
    """True if the name of a reference with an embedded address is that address, behind its bracket."""
    (line, column), _ = definition.range
    return document.text.slice(Range(Position(line, max(column - 1, 0)), definition.range.start)) == "<"
