"""The tree of what stands in a block: lists, their items, and the blocks nested in these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spec_ls.rst.blocks import LIST_ITEM_KINDS, Block, Kind
from spec_ls.rst.explicit import DIRECTIVE
from spec_ls.rst.kept import kept
from spec_ls.rst.lists import enumerated_items
from spec_ls.rst.nested import bodies, nested_blocks
from spec_ls.rst.source import Lines, NumberedLines, as_docutils_reads

_DEEPEST = 40
"""Blocks nested deeper are no parts of the tree; nobody writes them."""


class Part(NamedTuple):
    """A list, an item of a list, or another block; its kind is the items' for a list.

    It takes the lines ``[start, end)`` of the block, in docutils' lines and without blank ones behind it, and
    starts at ``column`` of the first, as docutils counts columns.
    """

    kind: Kind
    start: int
    end: int
    column: int
    is_list: bool = False


@kept
def parts(block: Block) -> tuple[Part, ...]:
    """A block and all that stands in it, in order, parents first.

    A bullet, definition, field or option list that stands side by side with other blocks is a list only
    inside another block: outside, its items are blocks of their own.
    """
    if block.oversized or block.kind is Kind.REST:
        return ()
    text = NumberedLines.of(block.content)
    return tuple(
        Part(kind, text.start, text.end, _column(block, text), is_list)
        for kind, text, is_list in _tree(block.kind, text, 0)
    )


def _column(block: Block, text: NumberedLines) -> int:
    return len(as_docutils_reads(block.lines[text.start])) - len(text.lines[0]) if text.lines else 0


_Found = tuple[Kind, NumberedLines, bool]


def _tree(kind: Kind, text: NumberedLines, depth: int) -> Iterator[_Found]:
    if kind is Kind.ENUMERATED_LIST:
        yield kind, text, True
        items = enumerated_items(Lines(text.lines), 0)
        for item, body in zip(items, bodies(kind, text), strict=True):
            yield kind, text.slice(item.start, item.end).without_blank_ends(), False
            yield from _side_by_side(body, depth + 2)
        return
    yield kind, text, False
    found = False
    for body in bodies(kind, text):
        found = True
        yield from _side_by_side(body, depth + 1)
    if kind is Kind.DIRECTIVE and not found and DIRECTIVE.match(text.lines[0]):
        content = text.slice(text.first_blank).without_blank_ends()
        if content.lines and content.start > text.start:
            yield Kind.LITERAL_BLOCK, content.dedented(), False


def _side_by_side(body: NumberedLines, depth: int) -> Iterator[_Found]:
    """The blocks in a body; items behind each other stand in a list."""
    if depth > _DEEPEST:
        return
    siblings = [(kind, text.without_blank_ends()) for kind, text in nested_blocks(body)]
    index = 0
    while index < len(siblings):
        kind, text = siblings[index]
        if kind not in LIST_ITEM_KINDS:
            yield from _tree(kind, text, depth)
            index += 1
            continue
        end = index + 1
        while end < len(siblings) and _are_one_list(siblings[end - 1], siblings[end]):
            end += 1
        lines = body.slice(text.start - body.start, siblings[end - 1][1].end - body.start)
        yield kind, lines, True
        for kind, text in siblings[index:end]:
            yield from _tree(kind, text, depth + 1)
        index = end


def _are_one_list(previous: tuple[Kind, NumberedLines], following: tuple[Kind, NumberedLines]) -> bool:
    (kind, text), (next_kind, next_text) = previous, following
    return kind is next_kind and (kind is not Kind.BULLET_ITEM or text.lines[0][0] == next_text.lines[0][0])
