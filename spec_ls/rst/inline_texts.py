"""The texts of a block in which docutils reads inline markup, and where each stands.

Nested texts are among them: items, quotes, table cells, fields, terms, attributions, footnotes, the content
and the arguments of directives.
Source: ``docutils.parsers.rst.states`` and ``docutils.parsers.rst.directives``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from spec_ls.rst.blocks import TABLE_KINDS, Block, Kind
from spec_ls.rst.cells import PAD, grid_cells, padded, simple_cells
from spec_ls.rst.csv_cells import csv_cells
from spec_ls.rst.explicit import DIRECTIVE
from spec_ls.rst.lists import FIELD, LINE_BLOCK
from spec_ls.rst.nested import bodies, side_by_side
from spec_ls.rst.prose import announces_literal
from spec_ls.rst.source import NumberedLines, raw_column
from spec_ls.rst.sphinx import PROSE_DIRECTIVES
from spec_ls.text import Position

_DEEPEST = 50
"""Text that is nested deeper has no inline markup: nobody writes it."""

_MOST_LINES, _MOST_CHARACTERS = 1_500, 150_000
"""docutils is not asked about longer blocks either (``rst/syntax/reading.py``)."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLED = _words(
    "admonition topic sidebar rubric table list-table csv-table centered contents"
    " versionadded versionchanged versionremoved deprecated deprecated-removed"
)
"""Directives whose argument has inline markup."""

_WITHOUT_ARGUMENTS = _words(
    "attention caution compound danger epigraph error footer header highlights hint important note pull-quote"
    " tip warning acks hlist seealso todo"
)
"""Directives whose content may begin right behind their name."""

_FIELD_NAME = re.compile(r":(?P<name>(?:[^:\\]|\\.|:(?![ `]|$))*):(?: |$)")
_SUBSTITUTION = re.compile(r"\.\. +\|.+?\| +(?P<directive>[\w-]+) ?::(?: +|$)")


class PlacedLines(NamedTuple):
    """Some lines of a block as docutils reads them, and where these stand.

    ``ends`` says where each line of the text ends, by its number in the block, in columns as docutils counts
    them, tabs expanded; so what is cut off at the left of a line moves nothing.
    """

    text: NumberedLines
    ends: Mapping[int, int]

    def column(self, index: int) -> int:
        """The column, tabs expanded, at which the line with an index in the text starts."""
        return self.ends[self.text.start + index] - len(self.text.lines[index])

    def within(self, text: NumberedLines) -> PlacedLines:
        """A part of the text whose lines end where these do."""
        return PlacedLines(text, self.ends)


class PlacedBlock(NamedTuple):
    """A block, or one nested in it, with its kind."""

    kind: Kind
    placed: PlacedLines


class InlineText(NamedTuple):
    """Text that docutils gives to its parser of inline markup: lines, joined by line feeds.

    ``line`` is the number of the first one in the block; ``columns`` are where the lines start there, tabs
    expanded.
    """

    text: str
    line: int
    columns: tuple[int, ...]


class Places:
    """Turns places in the texts of a block into positions, counted from the block's start.

    Positions are buffer lines and columns in code points.  Only on the first buffer line a column counts from
    the block's start, which may be behind a line end that LSP does not know.
    """

    def __init__(self, block: Block) -> None:
        self._raw = block.lines
        self._starts: list[Position] = []
        row = column = 0
        for piece in block.lines:
            self._starts.append(Position(row, column))
            row, column = (row + 1, 0) if piece[-1] in "\r\n" else (row, column + len(piece))

    def position(self, line: int, column: int) -> Position:
        """The position of a column, tabs expanded, of docutils' line ``line`` of the block."""
        start = self._starts[line]
        return Position(start.line, start.column + raw_column(self._raw[line], column))

    def in_text(self, text: InlineText, offset: int) -> Position:
        """The position of an offset in a text."""
        row = text.text.count("\n", 0, offset)
        column = offset - (text.text.rfind("\n", 0, offset) + 1)
        return self.position(text.line + row, text.columns[row] + column)


def placed_blocks(block: Block) -> Iterator[PlacedBlock]:
    """A block and all blocks nested in it, in the order of the text, as far as anybody nests them."""
    if (
        block.oversized
        or block.kind is Kind.REST
        or len(block.lines) > _MOST_LINES
        or sum(map(len, block.lines)) > _MOST_CHARACTERS
    ):
        return
    text = NumberedLines.of(block.content)
    ends = dict(enumerate(map(len, text.lines)))
    waiting = [(0, PlacedBlock(block.kind, PlacedLines(text, ends)))]
    while waiting:
        depth, found = waiting.pop()
        yield found
        if depth < _DEEPEST:
            inner = [
                (depth + 1, PlacedBlock(kind, body.within(text)))
                for body in _bodies(*found)
                for kind, text in side_by_side(found.kind, body.text)
            ]
            waiting += reversed(inner)


def inline_texts(placed: PlacedBlock) -> Iterator[InlineText]:
    """The texts with inline markup of a block, apart from those of blocks nested in it."""
    kind, (text, _) = placed
    if kind is Kind.PARAGRAPH:
        yield _paragraph(placed.placed)
    elif kind is Kind.TITLE:
        # An overlined title has its text on the second line.
        row = 1 if len(text.lines) > 2 else 0
        yield _inline(placed.placed, text.slice(row, row + 1).dedented())
    elif kind is Kind.DEFINITION_ITEM:
        yield _inline(placed.placed, text.slice(0, 1))
    elif kind is Kind.FIELD:
        match = _FIELD_NAME.match(text.lines[0])
        if match:
            start = placed.placed.column(0) + match.start("name")
            yield InlineText(match["name"], text.start, (start,))
    elif kind is Kind.LINE_BLOCK:
        yield from _line_block(placed.placed)
    elif kind is Kind.DIRECTIVE:
        yield from _directive_texts(placed.placed)
    elif kind is Kind.SUBSTITUTION_DEFINITION:
        yield from _replacement(placed.placed)


def option_lines(text: NumberedLines) -> range:
    """The indices of the lines of a directive's text that hold its options."""
    first_blank = text.first_blank
    starts = (index for index in range(1, first_blank) if FIELD.match(text.lines[index].lstrip()))
    match = DIRECTIVE.match(text.lines[0])
    if match and FIELD.match(text.lines[0][match.end() :]):
        return range(first_blank)
    return range(next(starts, first_blank), first_blank)


def _bodies(kind: Kind, placed: PlacedLines) -> Iterator[PlacedLines]:
    if kind in TABLE_KINDS:
        yield from _cells(kind, placed)
    elif kind is Kind.DIRECTIVE:
        yield from map(placed.within, _directive_bodies(placed.text))
        yield from _csv_cells(placed)
    else:
        yield from map(placed.within, bodies(kind, placed.text))


def _inline(placed: PlacedLines, text: NumberedLines) -> InlineText:
    part = placed.within(text)
    columns = tuple(map(part.column, range(len(text.lines))))
    return InlineText("\n".join(text.lines), text.start, columns)


def _paragraph(placed: PlacedLines) -> InlineText:
    """A paragraph's text; of two colons at its end, which announce a literal block, at most one is left."""
    found = _inline(placed, placed.text)
    if not announces_literal(placed.text.lines[-1]):
        return found
    text = found.text[:-2].rstrip() if found.text[-3:-2] in ("", " ", "\n") else found.text[:-1]
    return InlineText(text, found.line, found.columns)


def _line_block(placed: PlacedLines) -> Iterator[InlineText]:
    text = placed.text
    starts = [index for index, line in enumerate(text.lines) if LINE_BLOCK.match(line)]
    for start, end in zip(starts, [*starts[1:], len(text.lines)], strict=True):
        match = LINE_BLOCK.match(text.lines[start])
        rest = text.slice(start + 1, end).dedented()
        first = text.lines[start][match.end() if match else 0 :]
        yield _inline(placed, NumberedLines([first, *rest.lines], text.start + start))


def _directive_texts(placed: PlacedLines) -> Iterator[InlineText]:
    """The argument of a directive, if it has inline markup, and the content of a ``parsed-literal``."""
    text = placed.text
    match = DIRECTIVE.match(text.lines[0])
    name = match["name"].lower() if match else ""
    if match and name in _TITLED:
        end = option_lines(text).start
        if end > 0 and (lines := _behind(text.slice(0, end), match.end())).lines[0]:
            yield _inline(placed, lines)
    elif match and name == "parsed-literal":
        options = option_lines(text)
        content = text.slice(options.stop).dedented() if options else _behind(text, match.end())
        yield _inline(placed, content.without_blank_ends())


def _replacement(placed: PlacedLines) -> Iterator[InlineText]:
    """The text of a substitution definition with the directive ``replace``, which is a single paragraph."""
    match = _SUBSTITUTION.match(placed.text.lines[0])
    if match and match["directive"].lower() == "replace":
        text = _behind(placed.text, match.end()).without_blank_ends()
        if "" not in text.lines:
            yield _inline(placed, text)


def _directive_bodies(text: NumberedLines) -> Iterator[NumberedLines]:
    """The RST in a directive: its content; of one without arguments also what stands behind its name."""
    match = DIRECTIVE.match(text.lines[0])
    name = match["name"].lower() if match else ""
    if match is None or (name not in PROSE_DIRECTIVES and ":" not in name):
        return
    if name not in _WITHOUT_ARGUMENTS:
        yield text.slice(text.first_blank).dedented()
        return
    options = option_lines(text)
    if not options:
        yield _behind(text, match.end())
        return
    if options.start:
        yield _behind(text.slice(0, options.start), match.end())
    yield text.slice(options.stop).dedented()


def _behind(text: NumberedLines, width: int) -> NumberedLines:
    """The text behind a marker of ``width`` columns, and the lines below it without their indentation."""
    rest = text.slice(1).dedented()
    return NumberedLines([text.lines[0][width:], *rest.lines], text.start)


def _csv_cells(placed: PlacedLines) -> Iterator[PlacedLines]:
    text = placed.text
    match = DIRECTIVE.match(text.lines[0])
    if not match or match["name"].lower() != "csv-table":
        return
    for pieces in csv_cells(text.lines, option_lines(text)):
        ends = {text.start + piece.line: placed.column(piece.line) + piece.end for piece in pieces}
        cut = [text.lines[piece.line][piece.start : piece.end] for piece in pieces]
        for piece, part in zip(pieces, cut, strict=True):
            ends[text.start + piece.line] -= len(part) - len(part.rstrip())
        yield PlacedLines(NumberedLines([part.rstrip() for part in cut], text.start + pieces[0].line), ends)


def _cells(kind: Kind, placed: PlacedLines) -> Iterator[PlacedLines]:
    """The cells of a table with text; wide characters take two columns there, as docutils pads them."""
    table = placed.text
    lines = [padded(line) for line in table.lines]
    found = grid_cells([line.strip() for line in lines]) if kind is Kind.GRID_TABLE else simple_cells(lines)
    for cell in found:
        cut = [line[cell.left : cell.right].rstrip() for line in lines[cell.top : cell.bottom]]
        if not any(cut):
            continue
        ends = {
            table.start + cell.top + index: _end_of_cell(
                placed, lines, cell.top + index, cell.left + len(part)
            )
            for index, part in enumerate(cut)
        }
        text = NumberedLines([part.replace(PAD, "") for part in cut], table.start + cell.top)
        yield PlacedLines(text.dedented(), ends)


def _end_of_cell(placed: PlacedLines, lines: Sequence[str], index: int, end: int) -> int:
    return placed.column(index) + end - lines[index].count(PAD, 0, end)
