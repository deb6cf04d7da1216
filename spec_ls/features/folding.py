"""Folding: sections, lists, directives, comments, tables, literal blocks, and the header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import accumulate, groupby
from typing import NamedTuple

from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import Document
from spec_ls.model.header import Header
from spec_ls.rst.block_tree import Part, parts
from spec_ls.rst.blocks import LIST_ITEM_KINDS, LITERAL_KINDS, TABLE_KINDS, UNSEEN_KINDS, Block, Kind
from spec_ls.rst.kept import kept

MOST_FOLDS = 5_000
"""The number of folds in an answer: editors that state a limit of their own take no more either."""

_LONG = 3
"""Lines of an item, a line block, a session or a run of references that is worth folding, at least."""

_INCLUDE = re.compile(r"\.\. +include::", re.IGNORECASE)
_REFERENCES = frozenset(
    {Kind.TARGET, Kind.ANONYMOUS_TARGET, Kind.FOOTNOTE, Kind.CITATION, Kind.SUBSTITUTION_DEFINITION}
)
_LONG_KINDS = (LIST_ITEM_KINDS - {Kind.DEFINITION_ITEM}) | {
    Kind.ENUMERATED_LIST,
    Kind.LINE_BLOCK,
    Kind.DOCTEST_BLOCK,
}
_OTHER_KINDS = _REFERENCES | {Kind.DIRECTIVE, Kind.DEFINITION_ITEM}


class FoldKind(StrEnum):
    """The kinds that editors have commands for; the values are LSP's ``FoldingRangeKind``."""

    COMMENT = "comment"
    REGION = "region"
    IMPORTS = "imports"


class Fold(NamedTuple):
    """The lines from ``start``, which stays visible, to ``end``, the last one; 0-based, of the buffer."""

    start: int
    end: int
    kind: FoldKind | None = None


def folds(
    document: Document, header: Header | None = None, one_a_line: bool = False, most: int = MOST_FOLDS
) -> tuple[Fold, ...]:
    """The folds of a document in order, outer ones first; each two are nested or apart.

    ``one_a_line`` leaves the outermost of those that start on one line.  Of more than ``most`` the innermost
    are left out.
    """
    found = [*_sections(document), *_runs(document), *_in_blocks(document)]
    if header is not None and header.kind is not HeaderKind.STATUS_SECTION:
        found = [fold for fold in found if not header.start <= fold.start < header.end]
        found.append(Fold(header.start, _last_line(document, header.start, header.end), FoldKind.REGION))
    elif fold := _field_list_at_top(document):
        found = [other for other in found if other[:2] != fold[:2]]
        found.append(fold)
    nested = list(_nested(found, one_a_line))
    if len(nested) > most:
        nested = sorted(sorted(nested, key=lambda pair: pair[0])[:most], key=lambda pair: _order(pair[1]))
    return tuple(fold for _, fold in nested)


def section_ends(document: Document) -> Callable[[int], int]:
    """A function: by the ordinal of the heading that ends a section, the section's last line with text.

    Labels right above that heading are the next section's.
    """
    headings, items, ends = document.blocks.headings, document.blocks.items, dict[int, int]()

    def last_line(number: int) -> int:
        if number not in ends:
            is_last = number >= len(headings)
            index = (len(items) if is_last else headings[number]) - 1
            while not is_last and index > 0 and items[index].is_internal_target:
                index -= 1
            ends[number] = document.blocks.starts[index] + _last_row(items[index])
        return ends[number]

    return last_line


def _sections(document: Document) -> Iterator[Fold]:
    last_line = section_ends(document)
    for section in document.walk(document.outermost):
        yield Fold(document.title_range(section).start.line, last_line(section.end))


def _runs(document: Document) -> Iterator[Fold]:
    """The folds of blocks of one kind behind each other: lists, comments, includes, references."""
    items, starts = document.blocks.items, document.blocks.starts
    numbered = groupby(enumerate(items), key=lambda pair: _run_of(pair[1]))
    for run, group in numbered:
        if run is None:
            continue
        indices = [index for index, _ in group]
        first, last = indices[0], indices[-1]
        fold = Fold(starts[first], starts[last] + _last_row(items[last]), _kind_of_run(run[0]))
        if first < last and (run[0] is not Kind.TARGET or fold.end - fold.start >= _LONG - 1):
            yield fold


def _run_of(block: Block) -> tuple[Kind, str] | None:
    """A value that blocks have in common if they are folded together; None if a block is so with no other."""
    kind = block.kind
    if kind in LIST_ITEM_KINDS:
        return kind, block.lines[0][0] if kind is Kind.BULLET_ITEM else ""
    if kind in _REFERENCES and not block.is_internal_target:
        return Kind.TARGET, ""
    if kind is Kind.COMMENT or (kind is Kind.DIRECTIVE and _INCLUDE.match(block.lines[0])):
        return kind, ""
    return None


def _kind_of_run(kind: Kind) -> FoldKind | None:
    return {Kind.COMMENT: FoldKind.COMMENT, Kind.DIRECTIVE: FoldKind.IMPORTS}.get(kind)


def _in_blocks(document: Document) -> Iterator[Fold]:
    items, starts = document.blocks.items, document.blocks.starts
    for index, block in enumerate(items):
        if len(block.lines) == 1:
            continue
        if block.kind in LITERAL_KINDS and index:
            announced = starts[index - 1] + _last_row(items[index - 1])
            yield Fold(announced, starts[index] + _last_row(block))
        for start, end, kind in _inside(block):
            yield Fold(starts[index] + start, starts[index] + end, kind)


@kept
def _inside(block: Block) -> tuple[Fold, ...]:
    """The folds in a block, in lines counted from its first."""
    found, before = list[Fold](), None
    rows = list(accumulate((line[-1] in "\r\n" for line in block.lines), initial=0))
    for part in parts(block):
        fold = _of_part(part, before)
        if fold is not None and rows[fold.end] > rows[fold.start]:
            found.append(Fold(rows[fold.start], rows[fold.end], fold.kind))
        before = part
    return tuple(found)


def _of_part(part: Part, before: Part | None) -> Fold | None:
    """The fold of a part, if it has any, in docutils' lines; ``before`` is the part right before it."""
    start, last, height = part.start, part.end - 1, part.end - part.start
    if part.kind is Kind.COMMENT:
        return Fold(start, last, FoldKind.COMMENT)
    if part.kind in TABLE_KINDS:
        return Fold(start + 1, last) if height > _LONG else None  # the first row stays to be seen
    if part.kind in LITERAL_KINDS:
        is_announced = before is not None and before.kind is Kind.PARAGRAPH
        return Fold(before.end - 1, last) if before and is_announced else None
    if part.is_list or part.kind in _OTHER_KINDS or (part.kind in _LONG_KINDS and height >= _LONG):
        return Fold(start, last)
    return None


@kept
def _last_row(block: Block) -> int:
    """The last line of a block with text, counted from its first in lines of the buffer."""
    return block.offset(max(0, len(block.content) - 1)).line


def _field_list_at_top(document: Document) -> Fold | None:
    """The fold of the fields before all other text but titles and comments, as docutils wants them."""
    items, starts = document.blocks.items, document.blocks.starts
    first = 0
    while first < len(items) and (items[first].kind in UNSEEN_KINDS or items[first].kind is Kind.TITLE):
        first += 1
    last = first
    while last < len(items) and items[last].kind is Kind.FIELD:
        last += 1
    if first == last:
        return None
    return Fold(starts[first], starts[last - 1] + _last_row(items[last - 1]), FoldKind.REGION)


def _last_line(document: Document, start: int, end: int) -> int:
    """The last of the lines ``[start, end)`` with text."""
    lines, last = document.text.lines, end - 1
    while last > start and not lines[last].strip():
        last -= 1
    return last


def _order(fold: Fold) -> tuple[int, int]:
    return fold.start, -fold.end


def _nested(found: Iterable[Fold], one_a_line: bool) -> Iterator[tuple[int, Fold]]:
    """The folds in order, each with the number of those around it; such as cross another one are left out."""
    around = list[Fold]()
    for fold in sorted(found, key=_order):
        while around and around[-1].end < fold.start:
            around.pop()
        if fold.end <= fold.start:
            continue
        if around:
            outer = around[-1]
            same_start = fold.start == outer.start
            if fold.end > outer.end or (same_start and (one_a_line or fold.end == outer.end)):
                continue
        yield len(around), fold
        around.append(fold)
