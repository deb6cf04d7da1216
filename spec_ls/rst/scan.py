"""``scan(text) -> blocks``: divides a text into the blocks that docutils' parser consumes one by one.

The parser is without memory between blocks: what it takes from a line on depends on the lines from there
on alone.  So a scan may start at any block but a literal one.  Nothing here raises, and the blocks'
texts joined are the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.rst.blocks import Block, Blocks, Kind
from spec_ls.rst.explicit import anonymous_target, explicit_markup
from spec_ls.rst.lists import bullet_item, doctest_block, enumerated_list, field, line_block, option_item
from spec_ls.rst.prose import block_quote, overlined, text
from spec_ls.rst.source import Lines, Source
from spec_ls.rst.steps import Piece, Recogniser
from spec_ls.rst.tables import grid_table, simple_table
from spec_ls.text import Text

Recognisers = dict[str, tuple[Recogniser, ...]]


def scan(buffer: Text) -> Blocks:
    """All blocks of a buffer."""
    return Blocks.of(tuple(block for step in scan_steps(buffer.lines) for block in step))


def scan_steps(lines: tuple[str, ...], first: int = 0) -> Iterator[tuple[Block, ...]]:
    """The blocks from buffer line ``first`` on, which must start a block that is no literal block.

    Each step is what the parser consumes in one go: one block, or a paragraph and its literal block.
    """
    source = Source(lines, first)
    index = _skip_blank(source, 0)
    if index:
        yield (_block(source, 0, index, Piece(Kind.BLANK, index)),)
    while source[index] is not None:
        step = []
        for piece in pieces_at(source, index, _RECOGNISERS):
            end = _skip_blank(source, piece.end)
            step.append(_block(source, index, end, piece))
            index = end
        yield tuple(step)


def pieces_at(lines: Lines, index: int, recognisers: Recognisers) -> tuple[Piece, ...]:
    """The pieces that start at a line with text."""
    for recognise in recognisers.get((lines[index] or "")[0], _OTHERS):
        pieces = recognise(lines, index)
        if pieces:
            return pieces
    return text(lines, index)


def _skip_blank(lines: Lines, index: int) -> int:
    while lines[index] == "":
        index += 1
    return index


def _block(source: Source, start: int, end: int, piece: Piece) -> Block:
    lines = tuple(source.raw[start:end])
    height = sum(line[-1] in "\r\n" for line in lines)
    reach = max(1, piece.looked - end)
    oversized = bool(source.oversized) and any(start <= index < end for index in source.oversized)
    return Block(piece.kind, lines, height, reach, piece.heading, oversized)


def by_first_character(line: Recogniser) -> Recognisers:
    """Which recognisers to try, in docutils' order, by a line's first character.

    ``line`` is the one for lines of adornment, which can make titles at the top alone.
    """
    table: Recognisers = dict.fromkeys("!\"#$%&'()*,;<?@[\\]^`{}~", (line,))
    table |= dict.fromkeys("0123456789", (enumerated_list,))
    table |= {chr(code): (enumerated_list,) for base in "aA" for code in range(ord(base), ord(base) + 26)}
    table |= dict.fromkeys("#(", (enumerated_list, line))
    table |= dict.fromkeys("\u2022\u2023\u2043", (bullet_item,))
    table |= {
        " ": (block_quote,),
        "*": (bullet_item, line),
        "-": (bullet_item, option_item, line),
        "+": (bullet_item, option_item, grid_table, line),
        ":": (field, line),
        "/": (option_item, line),
        ">": (doctest_block, line),
        "|": (line_block, line),
        "=": (simple_table, line),
        ".": (explicit_markup, line),
        "_": (anonymous_target, line),
    }
    return table


_OTHERS: tuple[Recogniser, ...] = ()
_RECOGNISERS = by_first_character(overlined)
