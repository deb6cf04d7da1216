"""The markers of list items, and what comes after them."""

from __future__ import annotations

import re
from typing import NamedTuple

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.lists import enumerated_items, next_enumerator
from spec_ls.rst.nested import blocks_around
from spec_ls.rst.source import Lines, NumberedLines

_BULLET = re.compile("([-+*\u2022\u2023\u2043])( +|$)")
_ENUMERATOR = re.compile(r"(\(?(?:[0-9]+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|#)[.)])( +|$)")


class ListItem(NamedTuple):
    """An item of a bullet or enumerated list in a block; lines count from the block's first.

    ``indent`` is the column of its marker, ``column`` that of its text, ``end`` the line behind its last.
    ``siblings`` are the lines at which the items of its list start, as far as they stand in the same block.
    """

    start: int
    end: int
    indent: int
    marker: str
    column: int
    siblings: tuple[int, ...]

    @property
    def is_enumerated(self) -> bool:
        """True for an item of an enumerated list."""
        return _BULLET.match(self.marker) is None


def marker_at(line: str) -> tuple[int, str, int] | None:
    """The column, text and width (with the spaces behind it) of a list marker that a line begins with."""
    indent = len(line) - len(line.lstrip(" "))
    match = _BULLET.match(line, indent) or _ENUMERATOR.match(line, indent)
    return (indent, match[1], match.end() - indent) if match else None


def items_around(block: Block, line: int) -> list[ListItem]:
    """The list items in a block that hold a line of it, the outermost first; without those behind a tab."""
    found = []
    for kind, text in blocks_around(block, line):
        if kind is Kind.BULLET_ITEM:
            spans = [(text.start, text.end)]
        elif kind is Kind.ENUMERATED_LIST:
            items = enumerated_items(Lines(text.lines), 0)
            spans = [(text.start + item.start, text.start + item.end) for item in items]
        else:
            continue
        starts = tuple(start for start, _ in spans)
        found += [
            item for span in spans if span[0] <= line < span[1] and (item := _item(block, text, span, starts))
        ]
    return found


def following_marker(first: str, marker: str) -> str | None:
    """The marker of the item after one with a marker, in a list that begins with another; None if none is."""
    if _BULLET.match(marker):
        return marker
    return next_enumerator(first, marker)


def _item(
    block: Block, text: NumberedLines, span: tuple[int, int], starts: tuple[int, ...]
) -> ListItem | None:
    raw = block.lines[span[0]].rstrip("\r\n")
    shown = text.lines[span[0] - text.start]
    indent = len(raw.rstrip()) - len(shown)
    found = marker_at(" " * indent + shown)
    if found is None or "\t" in raw:
        return None
    _, marker, width = found
    return ListItem(*span, indent, marker, indent + max(width, len(marker) + 1), starts)
