"""Makes a bullet list an enumerated one, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.conversions.conversion import (
    MOST_LINES,
    Conversion,
    Lines,
    Request,
    lines_of,
    texts_around,
)
from spec_ls.features.formatting.minimal import line_edits
from spec_ls.model.document import Document
from spec_ls.rst import source
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.lists import enumerated_items
from spec_ls.rst.meaning import meaning_of
from spec_ls.rst.nested import bodies, side_by_side
from spec_ls.rst.source import NumberedLines, as_docutils_reads
from spec_ls.text import Edit, Position, line_content

_MARKER = re.compile(r"(?:[-+*\u2022\u2023\u2043]|\(?(?:\w+|#)[.)])(?= |$)")
_BULLETS = "-*+"
_TABLE = re.compile(r"\s*\.\. +list-table::", re.IGNORECASE)
_START = "Enumerated list start value not ordinal-1"
_MOST_ASKED = 2
_DEEPEST = 50


class _List(NamedTuple):
    """A list: the lines of its items, and the column of their markers."""

    items: tuple[Lines, ...]
    column: int
    is_enumerated: bool


def other_list(document: Document, request: Request) -> Iterator[Conversion]:
    """The innermost list around the cursor as one of the other kind; a selection must lie within the list."""
    selection = request.lines
    if request.unasked and not (request.is_selection or _is_at_marker(document, request.range.start)):
        return
    found = _list_at(document, selection.start)
    if found is None or selection.end > found.items[-1].end:
        return
    if found.is_enumerated:
        ways = [[bullet] * len(found.items) for bullet in _bullets(document)]
    else:
        ways = [[f"{number}." for number in range(1, len(found.items) + 1)]]
    for markers in ways[:_MOST_ASKED]:
        edits = _with_markers(document, found, markers)
        if edits and _differs_by_list(document, edits, found.is_enumerated):
            name = "a list with bullets" if found.is_enumerated else "a list with numbers"
            yield Conversion(ActionKind.LIST, f"Convert to {name}", edits)
            return


def _is_at_marker(document: Document, position: Position) -> bool:
    """True if what may be an item's marker stands at or behind a position, or was begun right before it."""
    line = line_content(document.text.lines[position.line])
    indent = len(line) - len(line.lstrip(" "))
    return position.column <= indent + 1 and _MARKER.match(line, indent) is not None


def _bullets(document: Document) -> list[str]:
    """Bullets, that of the document's first list before others."""
    lists = document.blocks.where(lambda block: block.kind is Kind.BULLET_ITEM)
    first = document.blocks.items[lists[0]].lines[0][0] if lists else ""
    return sorted(_BULLETS, key=lambda bullet: bullet != first)


def _list_at(document: Document, line: int) -> _List | None:
    """The innermost list that holds a line."""
    blocks = document.blocks
    index = blocks.at(line)
    if index < 0 or (here := lines_of(document, index)) is None or line >= here.end:
        return None
    block = blocks.items[index]
    if len(block.lines) > MOST_LINES or _TABLE.match(block.lines[0]):
        return None
    found = _top_list(document, index)
    nested = _nested_list(block, line - here.start)
    if nested is None:
        return found
    items = tuple(Lines(item.start + here.start, item.end + here.start) for item in nested.items)
    return nested._replace(items=items)


def _top_list(document: Document, index: int) -> _List | None:
    items = document.blocks.items
    if items[index].kind is Kind.ENUMERATED_LIST:
        here, text = lines_of(document, index), NumberedLines.of(items[index].content)
        return None if here is None else _enumerated(text, here.start, 0)
    if items[index].kind is not Kind.BULLET_ITEM:
        return None
    start, end = index, index + 1
    while start and items[start].continues_list(items[start - 1]) and index - start < MOST_LINES:
        start -= 1
    while end < len(items) and items[end].continues_list(items[end - 1]) and end - index < MOST_LINES:
        end += 1
    lines = [lines_of(document, number) for number in range(start, end)]
    known = tuple(line for line in lines if line is not None)
    return _List(known, 0, is_enumerated=False) if len(known) == len(lines) else None


def _nested_list(block: Block, line: int) -> _List | None:
    """The innermost list inside a block that holds one of its lines; lines count from the block's first."""
    found: _List | None = None
    kind, text = block.kind, NumberedLines.of(block.content)
    for _ in range(_DEEPEST):
        beside = next((body for body in bodies(kind, text) if body.start <= line < body.end), None)
        if beside is None:
            return found
        siblings = list(side_by_side(kind, beside))
        number = next((n for n, (_, part) in enumerate(siblings) if part.start <= line < part.end), None)
        if number is None:
            return found
        kind, text = siblings[number]
        column = len(as_docutils_reads(block.lines[text.start])) - len(text.lines[0])
        if kind is Kind.ENUMERATED_LIST:
            found = _enumerated(text, text.start, column)
        elif kind is Kind.BULLET_ITEM:
            found = _bulleted(siblings, number, column)
    return found


def _enumerated(text: NumberedLines, start: int, column: int) -> _List:
    items = enumerated_items(source.Lines(text.lines), 0)
    return _List(tuple(Lines(start + item.start, start + item.end) for item in items), column, True)


def _bulleted(siblings: Sequence[tuple[Kind, NumberedLines]], number: int, column: int) -> _List:
    bullet = siblings[number][1].lines[0][0]

    def belongs(other: int) -> bool:
        kind, text = siblings[other]
        return kind is Kind.BULLET_ITEM and text.lines[0][0] == bullet

    start, end = number, number + 1
    while start and belongs(start - 1):
        start -= 1
    while end < len(siblings) and belongs(end):
        end += 1
    return _List(tuple(Lines(text.start, text.end) for _, text in siblings[start:end]), column, False)


def _with_markers(document: Document, found: _List, markers: Sequence[str]) -> tuple[Edit, ...]:
    """The edits that give the items other markers, and move their other lines along; none where a tab is."""
    edits = list[Edit]()
    for item, marker in zip(found.items, markers, strict=True):
        lines = [line_content(line) for line in document.text.lines[item.start : item.end]]
        old = _MARKER.match(lines[0], found.column)
        if old is None or any("\t" in line for line in lines):
            return ()
        by = len(marker) - len(old[0])
        new = [lines[0][: found.column] + marker + lines[0][old.end() :]]
        for line in lines[1:]:
            if line[: found.column + max(-by, 0)].strip():
                return ()
            behind = line[found.column + max(-by, 0) :]
            new.append(line[: found.column] + " " * max(by, 0) + behind if line.strip() else line)
        edits += line_edits(document.text, item.start, item.end, new)
    return tuple(edits)


def _differs_by_list(document: Document, edits: Sequence[Edit], was_enumerated: bool) -> bool:
    """True if docutils reads the same, but for one list that is of the other kind."""
    texts = texts_around(document, edits)
    if texts is None:
        return False
    before, after = (_without_start(meaning_of(text)) for text in texts)
    if before is None or after is None or len(before) != len(after):
        return False
    changed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    kinds = ("enumerated_list ", "bullet_list ") if was_enumerated else ("bullet_list ", "enumerated_list ")
    return len(changed) == 1 and all(map(str.startswith, changed[0], kinds))


def _without_start(meaning: list[str] | None) -> list[str] | None:
    """A meaning without docutils' notes that an enumerated list starts at another number than 1."""
    if meaning is None:
        return None
    notes = [number for number, part in enumerate(meaning) if part.startswith(_START)]
    dropped = {place for number in notes for place in range(number - 2, number + 1)}
    return [part for number, part in enumerate(meaning) if number not in dropped]
