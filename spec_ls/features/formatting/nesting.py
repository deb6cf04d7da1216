"""Nesting a list item in the one before it, and the other way round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import takewhile

from spec_ls.features.formatting.list_markers import ListItem, following_marker, items_around, marker_at
from spec_ls.features.formatting.minimal import line_edits
from spec_ls.features.formatting.renumber import renumbered, with_text
from spec_ls.model.document import Document
from spec_ls.rst.blocks import Kind
from spec_ls.rst.meaning import meaning_of
from spec_ls.text import Edit, Position, Range, Text, line_content

_MOST_LINES = 300
"""Lines of a list and its surroundings, at most: docutils reads them twice."""
_LISTS = frozenset({Kind.BULLET_ITEM, Kind.ENUMERATED_LIST})

_Change = Callable[[list[str], list[ListItem]], "list[str] | None"]
"""Gives the lines after a change to the innermost of some nested items; None if it cannot be made."""


def nest_item(document: Document, line: int) -> tuple[Edit, ...]:
    """The edits that make the list item that holds a buffer line the last one inside the item before it.

    There are none if no item is before it, or if docutils would not find all items and all text again.
    """
    return _moved(document, line, _nested)


def unnest_item(document: Document, line: int) -> tuple[Edit, ...]:
    """The edits that put the list item that holds a buffer line behind the one that it is nested in.

    The items of its list behind it are then nested in it.  There are none if it is not nested, or if docutils
    would not find all items and all text again.
    """
    return _moved(document, line, _unnested)


def _moved(document: Document, line: int, change: _Change) -> tuple[Edit, ...]:
    blocks = document.blocks
    index = blocks.at(line)
    if index < 0 or blocks.start(index).column or blocks.items[index].kind is Kind.REST:
        return ()
    block, start = blocks.items[index], blocks.starts[index]
    first, end = _surroundings(document, index)
    lines = [line_content(raw).rstrip() for raw in document.text.lines[first:end]]
    items = [_shifted(item, start - first, lines) for item in items_around(block, line - start)]
    if not items or any("\t" in text for text in lines) or len(lines) > _MOST_LINES:
        return ()
    now = change(lines, items)
    if now is None or not _has_same_items(lines, now):
        return ()
    return tuple(
        _before_what_stays(document.text, edit) for edit in line_edits(document.text, first, end, now)
    )


def _before_what_stays(text: Text, edit: Edit) -> Edit:
    """An edit without the end that its text shares with what it replaces: a cursor there moves with it."""
    old, (start, end) = text.slice(edit.range), edit.range
    pairs = zip(reversed(old), reversed(edit.text), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if not same or start.line != end.line:
        return edit
    return Edit(Range(start, Position(end.line, end.column - same)), edit.text[:-same])


def _surroundings(document: Document, index: int) -> tuple[int, int]:
    """The buffer lines ``[first, end)`` of the lists around a block, and of the block behind them."""
    blocks = document.blocks
    start, end = index, index + 1
    while start and blocks.items[start - 1].kind in _LISTS:
        start -= 1
    while end < len(blocks) and blocks.items[end].kind in _LISTS:
        end += 1
    stop = blocks.starts[end] if end < len(blocks) else blocks.height
    return blocks.starts[start], stop


def _shifted(item: ListItem, by: int, lines: list[str]) -> ListItem:
    """An item whose lines count from another one, without the blank lines at its end."""
    end = item.end + by
    while end > item.start + by + 1 and not lines[end - 1]:
        end -= 1
    siblings = tuple(line + by for line in item.siblings)
    return item._replace(start=item.start + by, end=end, siblings=siblings)


def _nested(lines: list[str], items: list[ListItem]) -> list[str] | None:
    item = items[-1]
    before = _item_before(lines, item)
    if before is None:
        return None
    line, old_marker, column = before
    first = _first_marker(lines, item)
    last = next((n for n in reversed(range(line + 1, item.start)) if _starts_item(lines[n], column)), None)
    marker = first
    if last is not None:
        inner = marker_at(lines[last])
        is_same = inner is not None and _is_bullet(inner[1]) == _is_bullet(item.marker)
        start = next(n for n in range(line + 1, item.start) if _starts_item(lines[n], column))
        if inner is not None and is_same:
            marker = following_marker((marker_at(lines[start]) or inner)[1], inner[1]) or first
    own = _at(lines[item.start : item.end], item, column, marker)
    head, tail = lines[: item.start], lines[item.end :]
    later = [number for number in item.siblings if number > item.start]
    for number, text in renumbered(lines, later, first, old_marker):
        tail[number - item.end] = text
    gap_before = [""] if last is None and head[-1] else []
    gap_behind = [""] if tail and tail[0] else []
    return [*head, *gap_before, *own, *gap_behind, *tail]


def _unnested(lines: list[str], items: list[ListItem]) -> list[str] | None:
    if len(items) < 2 or items[-2].start == items[-1].start:
        return None
    parent, item = items[-2:]
    marker = following_marker(_first_marker(lines, parent), parent.marker)
    inside = lines[item.end : parent.end]
    starts = [n for n, text in enumerate(inside) if text and _indent(text) <= item.indent]
    if marker is None or any(not _starts_item(inside[n], item.indent) for n in starts):
        return None  # text of the outer item stands behind
    own = _at(lines[item.start : item.end], item, parent.indent, marker)
    column = _text_column(own[0])
    for number, text in list(renumbered(inside, starts, _first_marker(lines, item), None)):
        inside[number] = text
    inside = [" " * (column + _indent(text) - item.indent) + text.lstrip() if text else "" for text in inside]
    tail = lines[parent.end :]
    later = [number for number in parent.siblings if number > parent.start]
    for number, text in renumbered(lines, later, _first_marker(lines, parent), marker):
        tail[number - parent.end] = text
    gap_before = [""] if lines[item.start - 1] else []
    gap_behind = [""] if inside and inside[0] else []
    gap_at_end = [""] if inside and tail and tail[0] else []
    return [*lines[: item.start], *gap_before, *own, *gap_behind, *inside, *gap_at_end, *tail]


def _item_before(lines: list[str], item: ListItem) -> tuple[int, str, int] | None:
    """The line, marker and column of the text of the item before one in its list."""
    for number in reversed(range(item.start)):
        text = lines[number]
        if not text or _indent(text) > item.indent:
            continue
        found = marker_at(text)
        if found is None or found[0] != item.indent or _is_bullet(found[1]) != _is_bullet(item.marker):
            return None
        return number, found[1], _text_column(text)
    return None


def _first_marker(lines: list[str], item: ListItem) -> str:
    """The marker that an item's list begins with."""
    found = marker_at(" " * item.indent + lines[item.siblings[0]][item.indent :])
    return found[1] if found else item.marker


def _at(own: list[str], item: ListItem, indent: int, marker: str) -> list[str]:
    """An item's lines with another marker at another column, and the rest below its text as before."""
    text = own[0][item.indent + len(item.marker) :].lstrip()
    first = " " * indent + with_text(marker, text, item.column - item.indent)
    by = indent + max(item.column - item.indent, len(marker) + 1) - item.column
    rest = [" " * max(0, _indent(line) + by) + line.lstrip() if line else "" for line in own[1:]]
    return [first, *rest]


def _text_column(line: str) -> int:
    """The column of the text behind the marker that a line begins with, or where it would stand."""
    found = marker_at(line)
    assert found is not None, "the line begins with a marker"
    indent, marker, width = found
    return indent + max(width, len(marker) + 1)


def _starts_item(line: str, indent: int) -> bool:
    found = marker_at(line)
    return found is not None and found[0] == indent


def _is_bullet(marker: str) -> bool:
    return len(marker) == 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _has_same_items(before: list[str], now: list[str]) -> bool:
    """True if docutils finds the same text and as many list items, and has no more to complain of."""
    old, new = (meaning_of("\n".join(lines)) for lines in (before, now))
    if old is None or new is None:
        return False
    return Counter(filter(_is_no_list, old)) == Counter(filter(_is_no_list, new))


def _is_no_list(node: str) -> bool:
    return not node.startswith(("bullet_list ", "enumerated_list "))
