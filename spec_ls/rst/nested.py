"""Blocks that stand inside another block, and the verbatim text among these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from spec_ls.rst.blocks import LITERAL_KINDS, TABLE_KINDS, Block, Kind
from spec_ls.rst.explicit import DIRECTIVE
from spec_ls.rst.kept import kept
from spec_ls.rst.lists import enumerated_items
from spec_ls.rst.prose import nested_overlined
from spec_ls.rst.scan import by_first_character, spans_at
from spec_ls.rst.source import Lines, NumberedLines, as_docutils_reads
from spec_ls.rst.sphinx import PROSE_DIRECTIVES

_MARKERS = {
    Kind.BULLET_ITEM: re.compile(". *"),
    Kind.FIELD: re.compile(r":(?:[^:\\]|\\.|:(?![ `]|$))*: *"),
    Kind.OPTION_ITEM: re.compile("(?:(?!  ).)*(?:  +|$)"),
    Kind.FOOTNOTE: re.compile(r"\.\. +\[[^\]]*\] *"),
    Kind.CITATION: re.compile(r"\.\. +\[[^\]]*\] *"),
}
"""The marker before the text of a block on its first line."""

_ATTRIBUTION = re.compile("(?:---?(?!-)|\u2014) *[^ ]")
_BULLETS = re.compile("(?: *[-+*\u2022\u2023\u2043])* *")
_CSV_TABLE = re.compile(r"\.\. +csv-table::", re.IGNORECASE)

_DEEPEST = 250
"""Text that is nested deeper counts as verbatim: docutils gives up there, and nobody writes it."""

_COPIED_ANYWAY, _MOST_COPIES = 1_000_000, 8
"""Each level of nesting is a copy of its text: characters for any block, and copies of all of a large one.

What is nested behind these counts as verbatim, too.
"""

_RECOGNISERS = by_first_character(nested_overlined)


class Paragraph(NamedTuple):
    """A paragraph in a block: its lines ``[start, end)``, and the column at which its text starts."""

    start: int
    end: int
    column: int


def literal_lines(block: Block) -> frozenset[int]:
    """The indices of a block's lines that are verbatim text, of the block itself or nested in it.

    Verbatim are literal and doctest blocks, and the content of directives that is not RST.
    """
    return frozenset(line for kind, text in _all_blocks(block) for line in _verbatim_lines(kind, text))


def paragraphs(block: Block) -> Iterator[Paragraph]:
    """The paragraphs of a block, its own or nested in it."""
    for kind, text in _all_blocks(block):
        if kind is Kind.PARAGRAPH:
            column = len(as_docutils_reads(block.lines[text.start])) - len(text.lines[0])
            yield Paragraph(text.start, text.end, column)


def directive_texts_above_literals(block: Block) -> frozenset[int]:
    """The lines of directives' own texts, begun on their first line, above verbatim text in their bodies.

    How much of such a body is verbatim depends on the indentation of all its lines.
    """
    found = list(_all_blocks(block))
    verbatim = {line for kind, text in found for line in _verbatim_lines(kind, text)}
    return frozenset(
        line
        for kind, text in found
        if kind is Kind.DIRECTIVE and _has_text_on_first_line(text)
        for line in range(text.start, text.start + text.first_blank)
        if text.lines[text.first_blank - 1].endswith("::")
        or not verbatim.isdisjoint(range(text.start, text.end))
    )


def enclosing_item(block: Block, first: int, end: int) -> NumberedLines | None:
    """The smallest item of a bullet or enumerated list around the lines ``[first, end)`` of a block.

    docutils reads such an item by itself: its marker alone says how far its text is indented.  An item that
    starts behind another marker than a bullet is none of these.
    """
    items = [
        item
        for kind, text in _all_blocks(block)
        for item in _items(kind, text)
        if item.start <= first and end <= item.end and _starts_behind_bullets(block, item)
    ]
    return min(items, key=lambda item: len(item.lines), default=None)


def is_in_table(block: Block, line: int) -> bool:
    """True if a block's line is in a table, of whatever depth, or in a ``csv-table``."""
    return line in _table_lines(block)


def blocks_around(block: Block, line: int) -> list[tuple[Kind, NumberedLines]]:
    """The block and the blocks nested in it that hold one of its lines, the outermost first.

    The blank lines behind a block count as its own.
    """
    found = [(kind, text) for kind, text in _all_blocks(block) if text.start <= line < text.end]
    return sorted(found, key=lambda pair: (pair[1].start, -len(pair[1].lines)))


def nested_blocks(text: NumberedLines) -> Iterator[tuple[Kind, NumberedLines]]:
    """The blocks that stand side by side in a text inside a block, in order."""
    lines, index = Lines(text.lines), 0
    while index < len(text.lines):
        if not text.lines[index]:
            index += 1
            continue
        for span in spans_at(lines, index, _RECOGNISERS):
            yield span.kind, text.slice(index, span.end)
            index = span.end


def bodies(kind: Kind, text: NumberedLines) -> Iterator[NumberedLines]:
    """The texts inside a block that are RST themselves, without their indentation."""
    if kind is Kind.BLOCK_QUOTE:
        yield text.dedented()
    elif kind is Kind.DEFINITION_ITEM:
        yield text.slice(1).dedented()
    elif kind is Kind.ENUMERATED_LIST:
        for item in enumerated_items(Lines(text.lines), 0):
            yield _behind_marker(text.slice(item.start, item.end), item.width, same_indent=True)
    elif kind is Kind.DIRECTIVE:
        yield from _directive_body(text)
    elif kind in _MARKERS:
        match = _MARKERS[kind].match(text.lines[0])
        yield _behind_marker(text, match.end() if match else 0, same_indent=kind is Kind.BULLET_ITEM)


def side_by_side(parent: Kind, body: NumberedLines) -> Iterator[tuple[Kind, NumberedLines]]:
    """The blocks in a body; a quote's attribution over several lines counts as a paragraph."""
    for kind, text in nested_blocks(body):
        attributed = parent is Kind.BLOCK_QUOTE and kind is Kind.DEFINITION_ITEM
        if attributed and "" not in text.lines and _ATTRIBUTION.match(text.lines[0]):
            yield Kind.PARAGRAPH, text
        else:
            yield kind, text


@lru_cache(8)
def _all_blocks(block: Block) -> tuple[tuple[Kind, NumberedLines], ...]:
    """A block and all blocks nested in it; checks ask for those of one block several times, line by line."""
    return tuple(_nested_in(block))


def _nested_in(block: Block) -> Iterator[tuple[Kind, NumberedLines]]:
    """A block and all blocks nested in it; text that is nested too deep counts as a literal block."""
    if block.oversized:
        return  # docutils reads nothing of it
    content = NumberedLines.of(block.content)
    waiting = [(0, block.kind, content)]
    left = _COPIED_ANYWAY + _MOST_COPIES * content.characters
    while waiting:
        depth, kind, text = waiting.pop()
        yield kind, text
        for body in bodies(kind, text):
            left -= body.characters
            if depth < _DEEPEST and left > 0:
                waiting += [(depth + 1, *nested) for nested in side_by_side(kind, body)]
            else:
                yield Kind.LITERAL_BLOCK, body


@kept
def _table_lines(block: Block) -> frozenset[int]:
    return frozenset(
        line
        for kind, text in _all_blocks(block)
        if kind in TABLE_KINDS or (kind is Kind.DIRECTIVE and _CSV_TABLE.match(text.lines[0]))
        for line in range(text.start, text.end)
    )


def _items(kind: Kind, text: NumberedLines) -> Iterator[NumberedLines]:
    """The items that a block is, or consists of."""
    if kind is Kind.BULLET_ITEM:
        yield text
    elif kind is Kind.ENUMERATED_LIST:
        for item in enumerated_items(Lines(text.lines), 0):
            yield text.slice(item.start, item.end)


def _starts_behind_bullets(block: Block, item: NumberedLines) -> bool:
    line = as_docutils_reads(block.lines[item.start])
    return _BULLETS.fullmatch(line[: len(line) - len(item.lines[0])]) is not None


def _has_text_on_first_line(text: NumberedLines) -> bool:
    match = DIRECTIVE.match(text.lines[0])
    return match is not None and bool(text.lines[0][match.end() :].strip())


def _verbatim_lines(kind: Kind, text: NumberedLines) -> range:
    """The lines of a block that are verbatim, apart from blocks nested in it."""
    if kind in LITERAL_KINDS or kind is Kind.DOCTEST_BLOCK:
        return range(text.start, text.end)
    if kind is Kind.DIRECTIVE and not _holds_rst(text):
        return range(text.start + text.first_blank, text.end)
    return range(0)


def _holds_rst(text: NumberedLines) -> bool:
    match = DIRECTIVE.match(text.lines[0])
    return match is not None and match["name"].lower() in PROSE_DIRECTIVES


def _directive_body(text: NumberedLines) -> Iterator[NumberedLines]:
    match = DIRECTIVE.match(text.lines[0])
    if not match or not _holds_rst(text):
        return
    if any(line.lstrip().startswith(":") for line in text.lines[1 : text.first_blank]):
        yield text.slice(text.first_blank).dedented()  # above are an argument and options
    else:
        yield _behind_marker(text, match.end())


def _behind_marker(text: NumberedLines, width: int, same_indent: bool = False) -> NumberedLines:
    """The text behind a marker of ``width`` columns, and the lines below it without their indentation."""
    first, rest = text.lines[0][width:], text.slice(1)
    rest = rest.without_columns(width) if same_indent and first else rest.dedented()
    return NumberedLines([first, *rest.lines], text.start)
