"""Selections that grow: word, sentence, paragraph, item, list, section, sections around it, document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from spec_ls.features.folding import section_ends
from spec_ls.features.selected_text import (
    Paragraph,
    lines_range,
    steps_in_line,
    steps_in_paragraph,
    steps_in_table,
    steps_in_verbatim,
)
from spec_ls.model.document import Document
from spec_ls.rst.block_tree import Part, parts
from spec_ls.rst.blocks import LIST_ITEM_KINDS, TABLE_KINDS, Kind
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.inline import inline_markup
from spec_ls.rst.sections import Section
from spec_ls.rst.source import raw_column
from spec_ls.text import Position, Range

_VERBATIM_KINDS = frozenset(
    {Kind.LITERAL_BLOCK, Kind.QUOTED_LITERAL_BLOCK, Kind.DOCTEST_BLOCK, Kind.COMMENT, Kind.DIRECTIVE}
)


def selection_ranges(document: Document, positions: Iterable[Position]) -> list[tuple[Range, ...]]:
    """For each position the ranges that hold it, the innermost first; the last is the whole document.

    Each range lies in the next and is smaller.  Positions outside the text are clamped into it.
    """
    last_line, lists = section_ends(document), dict[int, tuple[int, int]]()
    found = []
    for asked in positions:
        position = document.text.clamp(asked)
        steps = [Range(Position(0, 0), document.text.end)]
        steps += _sections(document, position, last_line)
        steps += _in_blocks(document, position, lists)
        found.append(tuple(_nested(steps, position)))
    return found


def _nested(steps: Sequence[Range], position: Position) -> list[Range]:
    """Those of some ranges that hold a position, innermost first; given are the outer ones first."""
    kept = [steps[0]]
    for step in steps[1:]:
        outer = kept[-1]
        if outer.start <= step.start <= position <= step.end <= outer.end and step != outer:
            kept.append(step)
    return kept[::-1]


def _sections(document: Document, position: Position, last_line: Callable[[int], int]) -> Iterator[Range]:
    """The sections around a position, outermost first."""

    def first_line(section: Section) -> int:
        return document.blocks.starts[document.blocks.headings[section.number]]

    sections = document.outermost
    while sections:
        index = bisect_right(sections, position.line, key=first_line) - 1
        if index < 0:
            return
        section = sections[index]
        yield lines_range(document.text.lines, first_line(section), last_line(section.end))
        sections = section.children


def _in_blocks(document: Document, position: Position, lists: dict[int, tuple[int, int]]) -> Iterator[Range]:
    """The list, and the block with all that is in it, at a position, outermost first.

    ``lists`` keeps the lists that were looked for: the first and last block, by the index of each.
    """
    blocks, lines = document.blocks, document.text.lines
    index = blocks.at(position.line)
    while index > 0 and blocks.position(index, 0) > position:
        index -= 1  # several blocks begin on one line of the buffer
    if index < 0 or blocks.items[index].kind is Kind.REST:
        yield from steps_in_line(lines[position.line], position)
        return
    block, row = blocks.items[index], position.line - blocks.starts[index]
    if block.kind in LIST_ITEM_KINDS:
        yield _block_range(blocks, *_list_around(blocks, index, lists))
    is_regular = block.height == len(block.lines)  # all its lines are the buffer's, too
    for part in parts(block):
        if is_regular and not part.start <= row < part.end:
            continue
        range_ = _part_range(blocks, index, part)
        if range_.start <= position <= range_.end:
            yield range_
            yield from _in_part(document, index, part, range_, position)
    yield from steps_in_line(lines[position.line], position)


def _in_part(
    document: Document, index: int, part: Part, range_: Range, position: Position
) -> Iterator[Range]:
    """What is smaller than a part, but for its own parts."""
    lines = document.text.lines
    if part.kind is Kind.PARAGRAPH:
        markup = _markup(document.blocks, index, range_)
        yield from steps_in_paragraph(_paragraph(document.blocks, index, part), position, markup)
    elif part.kind in TABLE_KINDS:
        yield from steps_in_table(lines, range_.start.line, range_.end.line + 1, position)
    elif part.kind in _VERBATIM_KINDS:
        yield from steps_in_verbatim(lines, range_.start.line, range_.end.line + 1, position)


def _markup(blocks: Blocks, index: int, within: Range) -> list[tuple[Range, ...]]:
    """The inline markup of a block in a range: each as a whole, then the parts of it."""
    start, found = blocks.start(index), list[tuple[Range, ...]]()
    for markup in inline_markup(blocks.items[index]):
        whole = markup.range.behind(start)
        if within.start <= whole.start and whole.end <= within.end:
            inner = (markup.target_range, markup.role_range, markup.content)
            found.append((whole, *(part.behind(start) for part in inner if part is not None)))
    return found


def _paragraph(blocks: Blocks, index: int, part: Part) -> Paragraph:
    block, found = blocks.items[index], list[tuple[Position, str]]()
    for row in range(part.start, part.end):
        raw, start = block.lines[row], blocks.position(index, row)
        first = row == part.start
        column = raw_column(raw, part.column) if first else len(raw) - len(raw.lstrip())
        found.append((Position(start.line, start.column + column), raw[column:].rstrip()))
    return Paragraph.of(found)


def _part_range(blocks: Blocks, index: int, part: Part) -> Range:
    raw, start = blocks.items[index].lines[part.start], blocks.position(index, part.start)
    column = max(raw_column(raw, part.column), len(raw) - len(raw.lstrip()))
    return Range(Position(start.line, start.column + column), _line_end(blocks, index, part.end - 1))


def _block_range(blocks: Blocks, first: int, last: int) -> Range:
    end = max(0, len(blocks.items[last].content) - 1)
    return Range(blocks.position(first, 0), _line_end(blocks, last, end))


def _line_end(blocks: Blocks, index: int, row: int) -> Position:
    """The end of a line's text, in docutils' lines of a block."""
    start = blocks.position(index, row)
    return Position(start.line, start.column + len(blocks.items[index].lines[row].rstrip()))


def _list_around(blocks: Blocks, index: int, lists: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """The first and the last item of the list in which the item at an index stands."""
    if index not in lists:
        items, first, last = blocks.items, index, index
        while first and items[first].continues_list(items[first - 1]):
            first -= 1
        while last + 1 < len(items) and items[last + 1].continues_list(items[last]):
            last += 1
        lists.update(dict.fromkeys(range(first, last + 1), (first, last)))
    return lists[index]
