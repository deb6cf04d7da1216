"""Numbers footnotes in the order in which the text first refers to them, and sorts them so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from spec_ls.edits.names import named_anew
from spec_ls.edits.table_cells import CellTooNarrow, with_borders_kept
from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.conversions.conversion import (
    Conversion,
    Lines,
    Request,
    content_lines,
    lines_of,
    rewritten,
    texts_around,
)
from spec_ls.features.same_names import same_names
from spec_ls.model.document import Document
from spec_ls.model.names import definition_of, occurrence_at, occurrences, sharing, uses_of
from spec_ls.model.occurrence import NameKind, Occurrence
from spec_ls.rst.blocks import Kind
from spec_ls.rst.meaning import meaning_of
from spec_ls.rst.syntax.reading import run_to_end
from spec_ls.text import Edit, line_content

_FOOTNOTES = frozenset({NameKind.FOOTNOTE, NameKind.FOOTNOTE_REFERENCE})


def sorted_footnotes(document: Document, request: Request) -> Iterator[Conversion]:
    """The footnotes of a document in order, offered at one of them and at a reference to one.

    Those with numbers get 1, 2, ... in the order of the first references to them; those without a reference
    come last.  Footnotes that stand one below the other are sorted, too.  Nothing is done where a label is
    used twice or a reference leads nowhere, or where docutils numbers some of the footnotes itself.
    """
    here = occurrence_at(document, request.range.start)
    if here is None or here.kind not in _FOOTNOTES:
        return
    order = _in_order(document)
    if order is None:
        return
    renames = _renames(document, order) if not order[0].auto else ()
    if renames is None:
        return
    renamed = document.after(renames) if renames else document
    sortings = _sortings(renamed, order)
    if not (renames or sortings):
        return
    if renames and run_to_end(same_names(document, renamed)) is not None:
        return
    if sortings and not _is_sorted_alone(renamed, sortings):
        return
    outside = [edit for edit in renames if not any(_is_inside(edit, other) for other in sortings)]
    edits = tuple(sorted((*outside, *sortings), key=lambda edit: edit.range))
    yield Conversion(ActionKind.FOOTNOTES, "Sort and number the footnotes", edits)


def _in_order(document: Document) -> list[Occurrence] | None:
    """The footnotes with labels in the order in which they are referred to; None if that is not certain."""
    found = [place for place in occurrences(document) if place.kind in _FOOTNOTES and place.auto != "*"]
    notes = [place for place in found if place.is_definition]
    labels = Counter(note.name for note in notes)
    if not notes or "" in labels or max(labels.values()) > 1 or len({note.auto for note in notes}) > 1:
        return None
    order = dict[Occurrence, None]()
    for place in found:
        if not place.is_definition:
            definition = definition_of(document, place)
            if definition not in notes or not place.name:
                return None
            order[definition] = None
    return list(order | dict.fromkeys(notes))


def _renames(document: Document, order: Sequence[Occurrence]) -> tuple[Edit, ...] | None:
    """The edits that number the footnotes in their order; None where a number is another thing's name."""
    mine = {place for note in order for place in (note, *uses_of(document, note))}
    edits = list[Edit]()
    for number, note in enumerate(map(str, range(1, len(order) + 1))):
        if any(place not in mine for place in sharing(document, note)):
            return None
        if order[number].name != note:
            places = (order[number], *uses_of(document, order[number]))
            edits += (named_anew(document, place, note) for place in places)
    try:
        return with_borders_kept(document, edits)
    except CellTooNarrow:
        return None


def _sortings(document: Document, order: Sequence[Occurrence]) -> tuple[Edit, ...]:
    """The edits that sort the footnotes that stand one below the other, by their places in the order.

    ``order`` is that of the footnotes before they were renamed; their lines are the same.
    """
    ranks = {note.range.start.line: rank for rank, note in enumerate(order)}
    edits = list[Edit]()
    for run in _runs(document):
        slots = [number for number in run if document.blocks.starts[number] in ranks]
        by_rank = sorted(slots, key=lambda number: ranks[document.blocks.starts[number]])
        if by_rank == slots:
            continue
        moved = dict(zip(slots, by_rank, strict=True))
        new = list[str]()
        for number in run:
            block, other = document.blocks.items[number], document.blocks.items[moved.get(number, number)]
            new += (line_content(line) for line in (*other.content, *block.lines[len(block.content) :]))
        first, last = lines_of(document, run[0]), lines_of(document, run[-1])
        if first is not None and last is not None:
            del new[len(new) - document.blocks.items[run[-1]].blank_lines_behind :]
            edits.append(rewritten(document, Lines(first.start, last.end), new))
    return tuple(edits)


def _runs(document: Document) -> Iterator[list[int]]:
    """The indices of footnotes that stand one below the other."""
    run = list[int]()
    for number, block in enumerate(document.blocks):
        if block.kind is Kind.FOOTNOTE and lines_of(document, number) is not None:
            run.append(number)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_sorted_alone(document: Document, sortings: Sequence[Edit]) -> bool:
    """True if docutils reads the same nodes, in another order."""
    for edit in sortings:
        texts = texts_around(document, [edit])
        if texts is None:
            return False
        before, after = map(meaning_of, texts)
        if before is None or after is None or Counter(before) != Counter(after):
            return False
    now = document.after(sortings)
    return Counter(map(content_lines, document.blocks)) == Counter(map(content_lines, now.blocks))


def _is_inside(edit: Edit, other: Edit) -> bool:
    return other.range.start <= edit.range.start and edit.range.end <= other.range.end
