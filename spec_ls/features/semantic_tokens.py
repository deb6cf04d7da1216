"""Semantic tokens: what a plain grammar cannot tell, such as levels of titles and the template's own text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from spec_ls.checks import leftover_guidance, leftover_placeholder
from spec_ls.checks.run import Checked
from spec_ls.features.block_tokens import Mark, block_marks
from spec_ls.features.token_types import INDEX, TokenModifier, TokenType, level_modifier
from spec_ls.model.body import is_stub, says_something
from spec_ls.model.document import Document
from spec_ls.rst.blocks import Kind
from spec_ls.rst.chunks import Chunk, chunk_lines, chunk_places
from spec_ls.rst.sections import walk
from spec_ls.spec import Spec
from spec_ls.text import Position, Range, line_content


class Token(NamedTuple):
    """A token in one line, 0-based, in code points; ``line`` counts from the first one of a chunk."""

    line: int
    column: int
    length: int
    type: TokenType
    modifiers: TokenModifier


class ChunkMarks(NamedTuple):
    """All on which the tokens of a chunk depend besides its own text.

    ``marks`` are those of its titles and of the template, in lines counted from the chunk's first; no block
    that starts before the line ``from_line`` has tokens of its own.
    """

    chunk: Chunk
    line: int
    marks: tuple[Mark, ...]
    from_line: int


_OF_FINDINGS = {
    leftover_guidance.CHECK.code: TokenType.GUIDANCE,
    leftover_placeholder.CHECK.code: TokenType.PLACEHOLDER,
}


def marked_chunks(document: Document, checked: Checked | None) -> list[ChunkMarks]:
    """The chunks of a document with what to mark in each; ``checked`` is the document beside its template.

    There are none of a text that docutils does not read.
    """
    blocks = document.blocks
    if blocks.first_oversized is not None:
        return []
    marks, first_line = list(_titles(document)), 0
    if checked is not None:
        marks += _stubs(checked.spec)
        marks += [
            Mark(finding.range, _OF_FINDINGS[finding.code])
            for finding in checked.findings
            if finding.code in _OF_FINDINGS
        ]
        marks += _fields(checked.spec)
        first_line = _end_of_preamble(checked.spec)
    by_chunk = _by_chunk(document, marks)
    return [
        ChunkMarks(chunk, line, tuple(sorted(by_chunk[number], key=_order)), max(0, first_line - line))
        for number, (chunk, line) in enumerate(blocks.with_lines())
        if chunk.blocks[0].kind is not Kind.REST
    ]


def chunk_tokens(chunk: Chunk, marks: tuple[Mark, ...], from_line: int) -> tuple[Token, ...]:
    """The tokens of a chunk, in order and without overlaps; the arguments are as in ``ChunkMarks``."""
    lines, pieces = chunk_lines(chunk), defaultdict[int, list[Token]](list)
    for mark in (*_own_marks(chunk, from_line), *marks):
        for token in _in_lines(mark, lines):
            pieces[token.line].append(token)
    return tuple(token for line in sorted(pieces) for token in _without_overlaps(pieces[line], lines[line]))


def _titles(document: Document) -> Iterator[Mark]:
    for section in walk(document.outermost):
        yield Mark(document.title_range(section), TokenType.HEADING, level_modifier(section.level))


def _stubs(spec: Spec) -> Iterator[Mark]:
    """The only text of sections that have nothing to say."""
    document, blocks = spec.document, spec.blocks
    for section in walk(document.outermost):
        written = (index for index in range(*document.body(section)) if says_something(blocks.items[index]))
        first, second = next(written, None), next(written, None)
        if first is not None and second is None and is_stub(blocks.items[first], spec.config.stubs):
            start = blocks.position(first, 0)
            end = Position(start.line, start.column + len(blocks.items[first].lines[0]))
            yield Mark(Range(start, end), TokenType.STUB)


def _fields(spec: Spec) -> Iterator[Mark]:
    """The names of a preamble's fields; those of other headers are tokens of their blocks."""
    fields = spec.fields
    if fields is not None and fields.is_preamble and fields.header is not None:
        for field in fields.header.fields:
            yield Mark(field.name_range, TokenType.PROPERTY)


def _end_of_preamble(spec: Spec) -> int:
    """The line behind the preamble and what of it stands apart; 0 without one."""
    return spec.fields.rest.stop if spec.fields is not None and spec.fields.is_preamble else 0


def _by_chunk(document: Document, marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """Marks by the number of each chunk that they touch, with positions counted from its first line."""
    starts, found = [line for _, line in document.blocks.with_lines()], defaultdict[int, list[Mark]](list)
    for mark in marks:
        start, end = mark.range
        number = max(0, bisect_right(starts, start.line) - 1)
        while number < len(starts) and starts[number] <= end.line:
            first = starts[number]
            moved = Position(max(0, start.line - first), start.column if start.line >= first else 0)
            found[number].append(mark._replace(range=Range(moved, Position(end.line - first, end.column))))
            number += 1
    return found


def _order(mark: Mark) -> tuple[Range, int]:
    return mark.range, INDEX[mark.type]


def _own_marks(chunk: Chunk, from_line: int) -> Iterator[Mark]:
    """The marks of the chunk's blocks, in lines of the chunk."""
    for block, start in chunk_places(chunk):
        if start.line >= from_line and not block.oversized:
            for mark in block_marks(block):
                yield mark._replace(range=mark.range.behind(start))


def _in_lines(mark: Mark, lines: Sequence[str]) -> Iterator[Token]:
    """The parts of a mark in each line, without the white space around them."""
    (first, column), (last, end_column) = mark.range
    for line in range(first, min(last + 1, len(lines))):
        content = line_content(lines[line])
        start = column if line == first else 0
        end = min(end_column, len(content)) if line == last else len(content)
        yield from _stripped(Token(line, start, max(0, end - start), mark.type, mark.modifiers), content)


def _stripped(token: Token, content: str) -> Iterator[Token]:
    """A token without the white space around it; none if there is nothing else."""
    text = content[token.column : token.column + token.length]
    if text.strip():
        column = token.column + len(text) - len(text.lstrip())
        yield token._replace(column=column, length=len(text.strip()))


def _without_overlaps(tokens: list[Token], content: str) -> list[Token]:
    """The tokens of a line in order; where two cover the same text, the later type of ``TokenType`` stays."""
    if len(tokens) == 1:
        return tokens
    placed = list[Token]()
    for token in sorted(tokens, key=lambda token: (-INDEX[token.type], token.column, -token.length)):
        start, end = token.column, token.column + token.length
        for other in sorted(placed):
            if other.column + other.length <= start or other.column >= end:
                continue
            if other.column > start:
                placed += _stripped(token._replace(column=start, length=other.column - start), content)
            start = other.column + other.length
        if start < end:
            placed += _stripped(token._replace(column=start, length=end - start), content)
    return sorted(placed, key=lambda token: token.column)
