"""Which lines doc8 takes for verbatim text, by the lines that docutils notes for its nodes.

doc8 takes the smallest nodes that hold a line, as docutils counts; is one of them a literal block or a
target, the line may be of any length.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from spec_ls.model.document import Document, Section
from spec_ls.rst.blocks import Block, Blocks, Kind
from spec_ls.rst.noted import LISTS, TABLES, Span, noted


def is_anchored(block: Block) -> bool:
    """Whether docutils takes a literal block of this block to stand at the section's title."""
    return (block.kind in TABLES or block.kind is Kind.DIRECTIVE) and bool(noted(block).in_section)


def spared(
    document: Document, index: int, long: list[int], reaching: tuple[Span, ...], anchored: list[int]
) -> frozenset[int]:
    """Those of a block's lines ``long``, counted from its first, that doc8 takes for verbatim text.

    ``reaching`` are literal blocks of other blocks, ``anchored`` the indices of all blocks that are so.
    """
    own = noted(document.blocks.items[index]).spans
    foreign = (*reaching, *_at_title(document.blocks, index, anchored))
    verbatim = [span for span in (*own, *foreign) if span.verbatim]
    return frozenset(
        line
        for line in long
        if _holding(verbatim, line)
        and _is_spared(document, index, line, _holding(own, line), _holding(foreign, line))
    )


def _holding(spans: Iterable[Span], line: int) -> list[Span]:
    return [span for span in spans if span.first <= line <= span.last]


def _is_spared(document: Document, index: int, line: int, own: list[Span], foreign: list[Span]) -> bool:
    """Whether the smallest of the nodes that hold a line is verbatim text."""
    size = min(_size(span) for span in own + foreign if span.verbatim)
    if any(_size(span) < size for span in own if not span.verbatim):
        return False
    if any(_size(span) == size for span in own if span.verbatim):
        return True  # what holds a node is no smaller
    at = document.blocks.starts[index] + line
    holders = (_list_around(document.blocks, index, size), *_sections_around(document, index, size))
    return not any(first <= at <= last and last - first < size for first, last in holders)


def _size(span: Span) -> int:
    return span.last - span.first


def _at_title(blocks: Blocks, index: int, anchored: list[int]) -> Iterator[Span]:
    """Literal blocks that docutils takes to stand at the title of the block's section."""
    if not anchored:
        return
    number = bisect_right(blocks.headings, index)
    if not number:
        return
    heading = blocks.headings[number - 1]
    end = blocks.headings[number] if number < len(blocks.headings) else len(blocks)
    line = blocks.starts[heading] + _underline(blocks.items[heading]) - blocks.starts[index]
    for other in anchored[bisect_left(anchored, heading) : bisect_left(anchored, end)]:
        for span in noted(blocks.items[other]).in_section:
            if span.last + line >= 0:  # few reach as far as the block
                yield Span(span.first + line, span.last + line, span.verbatim)


def _underline(block: Block) -> int:
    return block.heading.line + 1 if block.heading else 0


def _list_around(blocks: Blocks, index: int, size: int) -> tuple[int, int]:
    """The lines of the list whose item a block is; more than ``size`` of them are not looked for."""
    block, start = blocks.items[index], blocks.starts[index]
    if block.kind not in LISTS:
        return 0, -1
    first = last = index
    while first and _same_list(blocks.items[first - 1], block) and start - blocks.starts[first] <= size:
        first -= 1
    while (
        last + 1 < len(blocks)
        and _same_list(blocks.items[last + 1], block)
        and blocks.starts[last] - start <= size
    ):
        last += 1
    return blocks.starts[first], blocks.starts[last] + noted(blocks.items[last]).last


def _same_list(one: Block, other: Block) -> bool:
    return one.kind is other.kind and (
        one.kind is not Kind.BULLET_ITEM or one.lines[0][0] == other.lines[0][0]
    )


def _sections_around(document: Document, index: int, size: int) -> Iterator[tuple[int, int]]:
    """The lines of the sections around a block, and of what docutils takes to start at their titles.

    More than ``size`` lines of one are not looked for.
    """
    blocks, sections = document.blocks, document.outermost
    while inside := _holder(blocks, sections, index):
        heading = blocks.headings[inside.number]
        end = blocks.headings[inside.end] if inside.end < len(blocks.headings) else len(blocks)
        direct = blocks.headings[inside.children[0].number] if inside.children else end
        title = blocks.starts[heading] + _underline(blocks.items[heading]) - 1
        last = title
        for other in range(heading, end):
            block, start = blocks.items[other], blocks.starts[other]
            bounds = noted(block)
            if other < direct:
                last = max([last, *(title + 1 + span.last for span in bounds.in_section)])
            if bounds.last >= 0 and other < direct and bounds.starts_at_title:
                yield title + 1, start + bounds.last
            last = max(last, start + max(0, bounds.last))
            if start > title + size:
                break
        yield title, last
        sections = inside.children


def _holder(blocks: Blocks, sections: tuple[Section, ...], index: int) -> Section | None:
    for section in reversed(sections):
        if blocks.headings[section.number] < index:
            return (
                section
                if section.end >= len(blocks.headings) or index < blocks.headings[section.end]
                else None
            )
    return None
