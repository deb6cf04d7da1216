"""The parts of a line or paragraph that a selection grows by: words, sentences, cells, rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from spec_ls.features.sentences import sentences
from spec_ls.text import Position, Range, line_content

_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
_JOINED_WORDS = re.compile(r"[^\s|]+")
_AROUND_WORDS = "\"'(),.:;!?[]{}<>*`\u2018\u2019\u201c\u201d\u2026"
_GRID_CELL = re.compile(r"[^|+]+")
_SIMPLE_CELL = re.compile(r"\S+(?: \S+)*")
_GRID_BORDER = re.compile(r"\s*\+[-=+]+\+\s*")


class Paragraph(NamedTuple):
    """The text of a paragraph, its lines joined by line feeds, and where each begins in the buffer."""

    text: str
    starts: tuple[Position, ...]
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[tuple[Position, str]]) -> Paragraph:
        """The paragraph of some lines: each where its text starts, and that text."""
        lengths = accumulate((len(text) + 1 for _, text in lines), initial=0)
        text = "\n".join(text for _, text in lines)
        return cls(text, tuple(start for start, _ in lines), tuple(lengths)[: len(lines)])

    def position(self, offset: int) -> Position:
        """The place of an offset."""
        index = bisect_right(self.offsets, offset) - 1
        start = self.starts[index]
        return Position(start.line, start.column + offset - self.offsets[index])

    def offset(self, position: Position) -> int:
        """The offset of a place that lies in the paragraph."""
        index = max(0, bisect_right(self.starts, position) - 1)
        return self.offsets[index] + max(0, position.column - self.starts[index].column)

    def range(self, start: int, end: int) -> Range:
        """The range of the text ``[start, end)``."""
        return Range(self.position(start), self.position(end))


def steps_in_paragraph(
    paragraph: Paragraph, position: Position, markup: Sequence[tuple[Range, ...]]
) -> Iterator[Range]:
    """The paragraph, then the sentence and the markup at a place in it, outermost first.

    ``markup`` is the inline markup in the paragraph, in order: the range of each, then ranges within that.
    """
    yield paragraph.range(0, len(paragraph.text))
    spans = [(paragraph.offset(start), paragraph.offset(end)) for (start, end), *_ in markup]
    at = paragraph.offset(position)
    sentence = _span_at(sentences(paragraph.text, spans), at)
    if sentence is not None:
        yield paragraph.range(*sentence)
    around = _span_at(spans, at)
    if around is not None:
        yield from markup[spans.index(around)]


def steps_in_line(line: str, position: Position) -> Iterator[Range]:
    """The text of a line, then what stands there without white space, then the word, outermost first."""
    content, at = line_content(line), position.column
    start, end = len(content) - len(content.lstrip()), len(content.rstrip())
    if start < end:
        yield _in_line(position, (start, end))
    joined = _span_at((match.span() for match in _JOINED_WORDS.finditer(content)), at)
    if joined is not None:
        yield _in_line(position, _without_punctuation(content, joined))
    word = _span_at((match.span() for match in _WORD.finditer(content)), at)
    if word is not None:
        yield _in_line(position, word)


def steps_in_table(lines: Sequence[str], first: int, end: int, position: Position) -> Iterator[Range]:
    """The row and the cell's line at a place in a table of the lines ``[first, end)``, outermost first."""
    content = line_content(lines[position.line])
    if not content.lstrip().startswith(("|", "+")):
        spans = (match.span() for match in _SIMPLE_CELL.finditer(content))
    else:
        spans = (_stripped(content, match.span()) for match in _GRID_CELL.finditer(content))
        top = bottom = position.line
        while top > first and not _GRID_BORDER.fullmatch(lines[top - 1]):
            top -= 1
        while bottom + 1 < end and not _GRID_BORDER.fullmatch(lines[bottom + 1]):
            bottom += 1
        if not _GRID_BORDER.fullmatch(lines[position.line]):
            yield lines_range(lines, top, bottom)
    cell = _span_at(spans, position.column)
    yield lines_range(lines, position.line, position.line)
    if cell is not None:
        yield _in_line(position, cell)


def steps_in_verbatim(lines: Sequence[str], first: int, end: int, position: Position) -> Iterator[Range]:
    """The lines around a place up to blank ones, of the lines ``[first, end)``."""
    top = bottom = position.line
    if not lines[top].strip():
        return
    while top > first and lines[top - 1].strip():
        top -= 1
    while bottom + 1 < end and lines[bottom + 1].strip():
        bottom += 1
    yield lines_range(lines, top, bottom)


def lines_range(lines: Sequence[str], first: int, last: int) -> Range:
    """The text of some lines without the white space around it."""
    start = len(lines[first]) - len(lines[first].lstrip())
    return Range.of(first, min(start, len(line_content(lines[first]))), last, len(lines[last].rstrip()))


def _span_at(spans: Iterator[tuple[int, int]] | Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The span that holds an offset, rather the one that starts there than the one that ends there."""
    before = None
    for start, end in spans:
        if start <= at < end:
            return start, end
        if end == at:
            before = start, end
        if start > at:
            break
    return before


def _in_line(position: Position, span: tuple[int, int]) -> Range:
    return Range.of(position.line, span[0], position.line, span[1])


def _stripped(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), max(start, end - len(part) + len(part.rstrip()))


def _without_punctuation(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A span without quotes and the like around its text; itself if there is nothing else."""
    part = text[slice(*span)]
    left = len(part) - len(part.lstrip(_AROUND_WORDS))
    right = len(part.rstrip(_AROUND_WORDS))
    return (span[0] + left, span[0] + right) if left < right else span
