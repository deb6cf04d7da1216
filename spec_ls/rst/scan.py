"""``scan(text) -> blocks``: divides a text into the blocks that docutils' parser consumes one by one.

The parser is without memory between blocks: what it takes from a line on depends on the lines from there
on alone.  So a scan may start at any block but a literal one.  Nothing here raises, and the blocks'
texts joined are the text.  What stands behind ``reach.MOST_LINES`` is a single block of the kind ``REST``.
"""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks, into_chunks
from spec_ls.rst.explicit import anonymous_target, explicit_markup
from spec_ls.rst.lists import bullet_item, doctest_block, enumerated_list, field, line_block, option_item
from spec_ls.rst.prose import block_quote, overlined, text_or_title
from spec_ls.rst.reach import is_beyond, length_to_read, lines_within_reach, with_rest
from spec_ls.rst.recognize import BlockSpan, Recogniser
from spec_ls.rst.shared_blocks import share
from spec_ls.rst.source import BufferLines, Lines
from spec_ls.rst.tables import grid_table, simple_table
from spec_ls.text import Text

Recognisers = dict[str, tuple[Recogniser, ...]]


def scan(text: Text) -> Blocks:
    """All blocks of a text."""
    items = list[Block]()
    for step in steps_within_reach(text):
        if not step:
            read = share(items[: length_to_read(items, len(items))])
            return with_rest(Blocks.of(into_chunks(read)), text)
        items += step
    return Blocks.of(into_chunks(share(items)))


def steps_within_reach(text: Text, first: int = 0, before: int = 0) -> Iterator[tuple[Block, ...]]:
    """The steps from buffer line ``first`` on, behind ``before`` blocks, as far as the text is read.

    An empty step at the end says that it is read no further.  Where lines are left there always is one: what
    the last block's end depends on is at least the line behind it.
    """
    lines, is_longer = lines_within_reach(text)
    line, index = first, before
    for step in scan_steps(lines, first):
        for block in step:
            if is_beyond(block, index, line, is_longer):
                yield ()
                return
            line, index = line + block.height, index + 1
        yield step


def scan_steps(lines: tuple[str, ...], first: int = 0) -> Iterator[tuple[Block, ...]]:
    """The blocks from buffer line ``first`` on, which must start a block that is no literal block.

    Each step is what the parser consumes in one go: one block, or a paragraph and its literal block.
    """
    buffer = BufferLines(lines, first)
    index = _skip_blank(buffer, 0)
    if index:
        yield (_block(buffer, 0, index, BlockSpan(Kind.BLANK, index)),)
    while buffer[index] is not None:
        step = []
        for span in spans_at(buffer, index, _RECOGNISERS):
            end = _skip_blank(buffer, span.end)
            step.append(_block(buffer, index, end, span))
            index = end
        yield tuple(step)


def spans_at(lines: Lines, index: int, recognisers: Recognisers) -> tuple[BlockSpan, ...]:
    """The spans of the blocks that start at a line with text and that the parser consumes in one go."""
    for recognise in recognisers.get((lines[index] or "")[0], _OTHERS):
        spans = recognise(lines, index)
        if spans:
            return spans
    return text_or_title(lines, index)


def _skip_blank(lines: Lines, index: int) -> int:
    while lines[index] == "":
        index += 1
    return index


def _block(buffer: BufferLines, start: int, end: int, span: BlockSpan) -> Block:
    lines = tuple(buffer.raw[start:end])
    if buffer.is_divided:
        height = sum(line[-1] in "\r\n" for line in lines)
    else:
        height = len(lines) - (lines[-1][-1] not in "\r\n")
    lookahead = max(1, span.lookahead_end - end)
    oversized = bool(buffer.oversized) and any(start <= index < end for index in buffer.oversized)
    return Block(span.kind, lines, height, lookahead, span.heading, oversized)


def by_first_character(line: Recogniser) -> Recognisers:
    """The recognisers to try, in docutils' order, by a line's first character.

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
