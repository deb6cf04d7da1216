"""Lines that an author meant for a heading and that docutils reads as something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from spec_ls.model.document import Document
from spec_ls.model.title_similarity import bare_title
from spec_ls.rst.blocks import LITERAL_KINDS, TABLE_KINDS, Kind
from spec_ls.rst.chunks import Blocks, Chunk, chunk_lines
from spec_ls.rst.kept import kept
from spec_ls.text import Range, Text, line_content


class Flaw(Enum):
    """Why docutils does not read a heading; the value follows ``"TITLE" is no heading: ``."""

    SHORT_UNDERLINE = "an underline of fewer than four characters must be as long as the title"
    STRANGE_UNDERLINE = "an underline is one ASCII character, repeated"
    NO_BLANK_LINE = "without a blank line before it, it is part of the text above"
    INDENTED = "an indented line is part of a quote"
    BLANK_LINE_INSIDE = "a blank line stands between it and its underline"
    NO_UNDERLINE = "it has an overline, but no underline"
    UNLIKE_LINES = "its overline and underline are not the same"
    TWO_LINES = "a title has one line"
    MARKDOWN = "this is Markdown, in RST a title is underlined"
    BOLD = "a bold line is text, a title is underlined"
    SKIPS_LEVEL = "its adornment makes it more than one level deeper than the section above it"


@dataclass(frozen=True, slots=True)
class BrokenHeading:
    """A heading that is none.

    ``start`` and ``end`` are its buffer lines ``[start, end)`` with all adornment, ``line`` is that of the
    title, all 0-based.  ``mark`` is the character of its adornment, "" if that tells none.
    """

    title: str
    flaw: Flaw
    start: int
    line: int
    end: int
    mark: str = ""

    def range(self, text: Text) -> Range:
        """The range of the title's line."""
        content = line_content(text.lines[self.line])
        return Range.of(self.line, len(content) - len(content.lstrip()), self.line, len(content.rstrip()))


_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*")
_STRANGE_ADORNMENT = re.compile(r"[-=~^\"'#*+.:_`\u2010-\u2015\u2212\u2500-\u257f\uff1d]{3,}")
_MARKDOWN = re.compile(r"#{1,6}\s+(?P<title>\S.*?)\s*#*")
_BOLD = re.compile(r"(?:\*\*|__)(?P<title>[^*_]+?)(?:\*\*|__):?")
_NO_TITLES = (
    LITERAL_KINDS
    | TABLE_KINDS
    | {Kind.TITLE, Kind.COMMENT, Kind.LINE_BLOCK, Kind.DOCTEST_BLOCK, Kind.DIRECTIVE}
)


def broken_headings(blocks: Blocks, text: Text, titles: Collection[str]) -> Iterator[BrokenHeading]:
    """The broken headings among a text's lines whose titles, without case and punctuation, are ``titles``."""
    for chunk, first in blocks.with_lines():
        for bare, offset in _possible_titles(chunk):
            if bare in titles:
                yield from _broken_at(text.lines, first + offset)


def skipped_headings(document: Document) -> Iterator[BrokenHeading]:
    """The headings that docutils drops for their level."""
    for number, _, _ in document.tree.skipped:
        heading, index = document.headings[number], document.blocks.headings[number]
        start = document.blocks.starts[index]
        end = (
            start
            + document.blocks.items[index].offset(len(document.blocks.items[index].content) - 1).line
            + 1
        )
        line = document.blocks.position(index, heading.line).line
        yield BrokenHeading(heading.title, Flaw.SKIPS_LEVEL, start, line, end)


def broken_title(blocks: Blocks, text: Text) -> BrokenHeading | None:
    """The broken heading before all headings with which the document should begin; None if there is none."""
    end = blocks.headings[0] if blocks.headings else len(blocks)
    for index in range(end):
        if blocks.items[index].kind is Kind.BAD_TITLE:
            for line in range(blocks.starts[index], blocks.starts[index] + len(blocks.items[index].content)):
                found = next(_broken_at(text.lines, line), None)
                if found is not None:
                    return found
    return None


@kept
def _possible_titles(chunk: Chunk) -> tuple[tuple[str, int], ...]:
    """The lines in a chunk that may be titles, without case and punctuation, and where they stand in it."""
    lines = [line_content(line) for line in chunk_lines(chunk)]
    found = []
    ends = (*chunk.starts[1:], chunk.height)
    for block, start, end in zip(chunk.blocks, chunk.starts, ends, strict=True):
        if block.kind in _NO_TITLES:
            continue
        for offset in range(start, min(end, len(lines))):
            bare = bare_title(lines[offset])
            if bare:
                found.append((bare, offset))
                if offset + 1 < len(lines) and lines[offset + 1].strip():
                    found.append((f"{bare} {bare_title(lines[offset + 1])}", offset))
    return tuple(found)


def _broken_at(lines: Sequence[str], at: int) -> Iterator[BrokenHeading]:
    """The heading that a line is meant for, if something about it or the lines around it says so."""
    title, above, below = (_content(lines, line) for line in (at, at - 1, at + 1))
    words, mark = title.strip(), below.strip()[:1]
    if _is_adornment(title):
        return
    if match := _MARKDOWN.fullmatch(title):
        yield BrokenHeading(match["title"], Flaw.MARKDOWN, at, at, at + 1)
    elif (match := _BOLD.fullmatch(title)) and not above.strip() and not _is_adornment(below):
        yield BrokenHeading(match["title"].strip(), Flaw.BOLD, at, at, at + 1)
    elif _is_adornment(above) and (not below.strip() or not _is_adornment(below)):
        yield BrokenHeading(words, Flaw.NO_UNDERLINE, at - 1, at, at + 1, above.strip()[:1])
    elif _is_adornment(above) and above.rstrip() != below.rstrip():
        yield BrokenHeading(words, Flaw.UNLIKE_LINES, at - 1, at, at + 2, mark)
    elif _is_adornment(below):
        flaw = _flaw_of_underlined(title, above, below)
        if flaw is not None:
            yield BrokenHeading(words, flaw, at, at, at + 2, mark)
    else:
        yield from _with_underline_apart(lines, at)


def _flaw_of_underlined(title: str, above: str, below: str) -> Flaw | None:
    if title[:1].isspace() or below[:1].isspace():
        return Flaw.INDENTED
    if above.strip():
        return Flaw.NO_BLANK_LINE
    return Flaw.SHORT_UNDERLINE if len(below) < min(4, len(title)) else None


def _with_underline_apart(lines: Sequence[str], at: int) -> Iterator[BrokenHeading]:
    """The heading of a line whose underline is no adornment, or is not right below it."""
    above, below, behind = (_content(lines, line) for line in (at - 1, at + 1, at + 2))
    words = _content(lines, at).strip()
    if _STRANGE_ADORNMENT.fullmatch(below.strip()):
        mark = below.strip()[-1]
        yield BrokenHeading(words, Flaw.STRANGE_UNDERLINE, at, at, at + 2, mark if mark.isascii() else "")
    elif not below.strip() and _is_adornment(behind) and len(behind.strip()) > 3:
        yield BrokenHeading(words, Flaw.BLANK_LINE_INSIDE, at, at, at + 3, behind.strip()[:1])
    elif _is_adornment(behind) and not above.strip() and len(behind.strip()) > 3:
        whole = f"{words} {below.strip()}"
        yield BrokenHeading(whole, Flaw.TWO_LINES, at, at, at + 3, behind.strip()[:1])


def _content(lines: Sequence[str], at: int) -> str:
    return line_content(lines[at]).rstrip() if 0 <= at < len(lines) else ""


def _is_adornment(content: str) -> bool:
    return _ADORNMENT.fullmatch(content.strip()) is not None
