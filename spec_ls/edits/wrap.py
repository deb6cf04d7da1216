"""Wrapping a paragraph anew so that its lines keep a limit, without changing what it says."""

from __future__ import annotations

import re

from spec_ls.analysis import Analysis
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.meaning import same_meaning
from spec_ls.rst.nested import Paragraph, paragraphs
from spec_ls.text import Edit, Position, Range, line_content

_BREAKABLE = re.compile(r"(?<!\\)( +)")
_LITERAL = re.compile(r"``.+?``")
_STAND_IN = "\x00"  # keeps the white space inside a literal from being a place to break at


def rewrap(analysis: Analysis, line: int) -> Edit | None:
    """The edit that wraps a buffer line's paragraph; ``None`` if there is none, or its meaning changed."""
    index = analysis.blocks.at(line)
    if index < 0 or analysis.blocks.start(index).column:
        return None
    block, start = analysis.blocks.items[index], analysis.blocks.starts[index]
    if block.kind in (Kind.TITLE, Kind.COMMENT) or any(piece[-1] not in "\r\n" for piece in block.lines[:-1]):
        return None
    for first, end, column in _paragraphs(block):
        if first <= line - start < end:
            lines = [line_content(raw) for raw in block.lines[first:end]]
            wrapped = _wrapped(lines, column, analysis.config.max_line_length)
            if wrapped is None or wrapped == lines or not _means_the_same(lines, wrapped, column):
                return None
            where = Range(Position(start + first, 0), Position(start + end - 1, len(lines[-1])))
            return Edit(where, analysis.text.newline.join(wrapped))
    return None


def _paragraphs(block: Block) -> tuple[Paragraph, ...]:
    kept: tuple[Paragraph, ...] | None = block.memo.get("paragraphs")
    if kept is None:
        kept = block.memo["paragraphs"] = tuple(paragraphs(block))
    return kept


def _wrapped(lines: list[str], column: int, limit: int) -> list[str] | None:
    """A paragraph's lines, wrapped at ``limit``; its text starts at ``column`` of the first line."""
    if any("\t" in line for line in lines):
        return None
    later = lines[1][: len(lines[1]) - len(lines[1].lstrip())] if len(lines) > 1 else " " * column
    text = " ".join([lines[0][column:].rstrip(" "), *(line.strip(" ") for line in lines[1:])])
    kept = _LITERAL.sub(lambda match: match[0].replace(" ", _STAND_IN), text)
    out, current = [], lines[0][:column]
    empty = True
    for gap, word in _words(kept):
        if not empty and len(current) + len(gap) + len(word) > limit:
            out.append(current)
            current, empty = later, True
        current += word if empty else gap + word
        empty = False
    out.append(current)
    return [line.replace(_STAND_IN, " ") for line in out]


def _words(text: str) -> list[tuple[str, str]]:
    """The words of a text, each with the white space before it."""
    parts = _BREAKABLE.split(text)
    return [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]


def _means_the_same(before: list[str], wrapped: list[str], column: int) -> bool:
    """Whether docutils reads the same from the paragraph alone; nothing around it has changed."""
    one, other = (
        "\n".join([lines[0][column:], *(line.strip(" ") for line in lines[1:])])
        for lines in (before, wrapped)
    )
    return same_meaning(one, other)
