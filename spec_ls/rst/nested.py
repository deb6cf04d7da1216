"""What stands inside a block: only as much as tells verbatim text from prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from spec_ls.rst.blocks import LITERAL_KINDS, Block, Kind
from spec_ls.rst.explicit import DIRECTIVE
from spec_ls.rst.lists import enumerated_items
from spec_ls.rst.prose import nested_overlined
from spec_ls.rst.scan import by_first_character, pieces_at
from spec_ls.rst.source import Lines, as_docutils_reads
from spec_ls.rst.sphinx import PROSE_DIRECTIVES

_MARKED = {
    Kind.BULLET_ITEM: re.compile(". *"),
    Kind.FIELD: re.compile(r":(?:[^:\\]|\\.|:(?![ `]|$))*: *"),
    Kind.OPTION_ITEM: re.compile("(?:(?!  ).)*(?:  +|$)"),
    Kind.FOOTNOTE: re.compile(r"\.\. +\[[^\]]*\] *"),
    Kind.CITATION: re.compile(r"\.\. +\[[^\]]*\] *"),
}
"""What stands before the text of a block on its first line."""

_DEEPEST = 250
"""What is nested deeper counts as verbatim: docutils gives up there, and nobody writes it."""

NESTED_RECOGNISERS = by_first_character(nested_overlined)
"""Which recognisers to try inside a block, by a line's first character."""


class Part(NamedTuple):
    """Lines as docutils reads them, and the index of each in the block."""

    lines: list[str]
    numbers: list[int]

    def slice(self, start: int, end: int) -> Part:
        """The lines ``[start, end)`` of the part."""
        return Part(self.lines[start:end], self.numbers[start:end])


class Paragraph(NamedTuple):
    """A paragraph in a block: its lines ``[start, end)``, and the column at which its text starts."""

    start: int
    end: int
    column: int


def literal_lines(block: Block) -> frozenset[int]:
    """The indices of a block's lines that are verbatim text, of the block itself or nested in it.

    Verbatim are literal and doctest blocks, and the content of directives that is not RST.
    """
    verbatim: set[int] = set()
    for _ in _walk(block, verbatim):
        pass
    return frozenset(verbatim)


def paragraphs(block: Block) -> Iterator[Paragraph]:
    """The paragraphs of a block, its own or nested in it."""
    for kind, part in _walk(block, set()):
        if kind is Kind.PARAGRAPH:
            raw = as_docutils_reads(block.lines[part.numbers[0]])
            yield Paragraph(part.numbers[0], part.numbers[-1] + 1, len(raw) - len(part.lines[0]))


def _walk(block: Block, verbatim: set[int]) -> Iterator[tuple[Kind, Part]]:
    """A block and all that is nested in it, as kinds and lines; verbatim lines are added to ``verbatim``."""
    content = block.content
    if block.oversized:
        return  # docutils reads nothing of it
    whole = Part([as_docutils_reads(line) for line in content], list(range(len(content))))
    yield block.kind, whole
    waiting = [(1, part) for part in opened(block.kind, whole, verbatim)]
    while waiting:
        depth, part = waiting.pop()
        if depth > _DEEPEST:
            verbatim.update(part.numbers)
            continue
        lines, index = Lines(part.lines), 0
        while index < len(part.lines):
            if not part.lines[index]:
                index += 1
                continue
            for piece in pieces_at(lines, index, NESTED_RECOGNISERS):
                inner = part.slice(index, piece.end)
                yield piece.kind, inner
                waiting += [(depth + 1, inner_part) for inner_part in opened(piece.kind, inner, verbatim)]
                index = piece.end


def opened(kind: Kind, part: Part, found: set[int]) -> Iterator[Part]:
    """The parts inside a block that are RST themselves; verbatim lines are added to ``found``."""
    if kind in LITERAL_KINDS or kind is Kind.DOCTEST_BLOCK:
        found.update(part.numbers)
    elif kind is Kind.BLOCK_QUOTE:
        yield dedented(part)
    elif kind is Kind.DEFINITION_ITEM:
        yield dedented(part.slice(1, len(part.lines)))
    elif kind is Kind.ENUMERATED_LIST:
        for item in enumerated_items(Lines(part.lines), 0):
            yield body_of(part.slice(item.start, item.end), item.width, same_indent=True)
    elif kind is Kind.DIRECTIVE:
        yield from _directive(part, found)
    elif kind in _MARKED:
        match = _MARKED[kind].match(part.lines[0])
        yield body_of(part, match.end() if match else 0, same_indent=kind is Kind.BULLET_ITEM)


def _directive(part: Part, found: set[int]) -> Iterator[Part]:
    match = DIRECTIVE.match(part.lines[0])
    first = part.lines.index("") if "" in part.lines else len(part.lines)
    if not match or match["name"].lower() not in PROSE_DIRECTIVES:
        found.update(part.numbers[first:])
    elif any(line.lstrip().startswith(":") for line in part.lines[1:first]):
        yield dedented(part.slice(first, len(part.lines)))  # what is above is an argument and options
    else:
        yield body_of(part, match.end())


def body_of(part: Part, width: int, same_indent: bool = False) -> Part:
    """The text behind a marker of ``width`` columns, and the lines below it without their indent."""
    first, rest = part.lines[0][width:], part.slice(1, len(part.lines))
    if same_indent and first:
        lines = [line[width:] for line in rest.lines]
    else:
        lines = dedented(rest).lines
    return Part([first, *lines], part.numbers)


def dedented(part: Part) -> Part:
    """The lines without the indentation that all of them have."""
    indent = min((len(line) - len(line.lstrip()) for line in part.lines if line), default=0)
    return Part([line[indent:] for line in part.lines], part.numbers)
