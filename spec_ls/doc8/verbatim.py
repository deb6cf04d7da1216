"""The lines that doc8 takes for verbatim text, by the lines that docutils notes for its nodes.

doc8 looks for the smallest nodes that hold a line, as docutils counts lines.  If one of these nodes is a
literal block or a target, the line may be of any length.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from spec_ls.doc8.line_spans import line_spans
from spec_ls.doc8.spans import Span
from spec_ls.model.document import Document
from spec_ls.rst.blocks import LIST_ITEM_KINDS, TABLE_KINDS, Block, Kind
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.sections import Section


def verbatim_lines(document: Document, lines: Sequence[int]) -> frozenset[int]:
    """Those of the buffer lines ``lines`` (0-based) that doc8 takes for verbatim text."""
    if not lines:
        return frozenset()
    literals = list(overhanging_literals(document.blocks))
    anchored = document.blocks.where(title_anchored)
    return frozenset(line for line in lines if _is_verbatim(document, line, literals, anchored))


def overhanging_literals(blocks: Blocks) -> Iterator[Span]:
    """The literal blocks that docutils notes behind the block that they stand in, in buffer lines."""
    for index in blocks.where(_has_overhanging_literal):
        for span in _overhanging(blocks.items[index]):
            yield span.moved(blocks.starts[index])


def title_anchored(block: Block) -> bool:
    """True if docutils takes something in a block to stand at the section's title."""
    if block.kind not in TABLE_KINDS and block.kind is not Kind.DIRECTIVE:
        return False
    nodes = line_spans(block)
    return bool(nodes.from_title or nodes.title_nodes or nodes.bounds.last_from_title >= 0)


def _has_overhanging_literal(block: Block) -> bool:
    return block.kind is Kind.DIRECTIVE and bool(_overhanging(block))


def _overhanging(block: Block) -> list[Span]:
    return [span for span in line_spans(block).spans if span.verbatim and span.last >= block.height]


def _is_verbatim(document: Document, line: int, literals: list[Span], anchored: list[int]) -> bool:
    """True if one of the smallest nodes that hold a line is verbatim text."""
    blocks = document.blocks
    index = blocks.at(line)
    if index < 0:
        return False
    inside = line - blocks.starts[index]
    own = [span for span in line_spans(blocks.items[index]).spans if span.holds(inside)]
    overhanging = [span for span in literals if span.holds(line)]
    sizes = [span.size for span in (*own, *overhanging) if span.verbatim]
    sizes += _sizes_at_title(blocks, index, line, anchored)
    if not sizes:
        return False
    size = min(sizes)
    if any(span.size < size for span in own):
        return False
    if not anchored and any(span.verbatim and span.size == size for span in own):
        return True  # lists and sections, which hold it, are no smaller
    around = (*_list_around(blocks, index, size), *_section_nodes_around(document, index, size, anchored))
    return not any(span.size < size and span.holds(line) for span in around)


def _sizes_at_title(blocks: Blocks, index: int, line: int, anchored: list[int]) -> Iterator[int]:
    """The sizes of the literal blocks around a line that docutils takes to stand at the section's title."""
    number = bisect_right(blocks.headings, index)
    if not number:
        return
    heading = blocks.headings[number - 1]
    end = blocks.headings[number] if number < len(blocks.headings) else len(blocks)
    below = line - _title_line(blocks, heading)
    for other in anchored[bisect_left(anchored, heading) : bisect_left(anchored, end)]:
        for span in line_spans(blocks.items[other]).from_title:
            if span.verbatim and span.holds(below):
                yield span.size


def _title_line(blocks: Blocks, heading: int) -> int:
    """The buffer line that docutils notes for a section: that of its title's underline."""
    title = blocks.items[heading].heading
    return blocks.starts[heading] + (title.line + 1 if title else 0)


def _list_around(blocks: Blocks, index: int, size: int) -> Iterator[Span]:
    """The list whose item a block is, as far as ``size`` lines around the block."""
    block, start = blocks.items[index], blocks.starts[index]
    if block.kind not in LIST_ITEM_KINDS:
        return
    first = last = index
    while first and block.continues_list(blocks.items[first - 1]) and start - blocks.starts[first] <= size:
        first -= 1
    while (
        last + 1 < len(blocks)
        and blocks.items[last + 1].continues_list(block)
        and blocks.starts[last] - start <= size
    ):
        last += 1
    yield Span(blocks.starts[first], blocks.starts[last] + line_spans(blocks.items[last]).bounds.last)


def _section_nodes_around(document: Document, index: int, size: int, anchored: list[int]) -> Iterator[Span]:
    """The sections around a block, and the nodes in them that docutils takes to start at their titles.

    A section's later lines are left out once it has more than ``size`` lines.
    """
    blocks, sections = document.blocks, document.outermost
    while inside := _section_around(blocks, sections, index):
        heading = blocks.headings[inside.number]
        end = blocks.headings[inside.end] if inside.end < len(blocks.headings) else len(blocks)
        direct = blocks.headings[inside.children[0].number] if inside.children else end
        title = last = _title_line(blocks, heading)
        for other in anchored[bisect_left(anchored, heading) : bisect_left(anchored, direct)]:
            nodes, start = line_spans(blocks.items[other]), blocks.starts[other]
            last = max(last, title + nodes.bounds.last_from_title)
            for node in nodes.title_nodes:
                in_text = start + node.last if node.last >= 0 else title
                yield Span(title, max(in_text, title + node.last_from_title))
        for other in range(heading, end):
            in_block = line_spans(blocks.items[other]).bounds.last
            last = max(last, blocks.starts[other] + in_block if in_block >= 0 else last)
            if last > title + size:
                break
        yield Span(title - 1, last)
        sections = inside.children


def _section_around(blocks: Blocks, sections: tuple[Section, ...], index: int) -> Section | None:
    """The section among ``sections``, which stand side by side, around a block that is not its title."""
    for section in reversed(sections):
        if blocks.headings[section.number] < index:
            ends = section.end < len(blocks.headings) and index >= blocks.headings[section.end]
            return None if ends else section
    return None
