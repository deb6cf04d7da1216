"""Wrapping a paragraph so that its lines keep a limit, without changing its meaning."""

from __future__ import annotations

import re

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.kept import kept
from spec_ls.rst.meaning import same_meaning
from spec_ls.rst.nested import Paragraph, paragraphs
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content

_BREAKABLE = re.compile(r"(?<!\\)( +)")
_LITERAL = re.compile(r"``.+?``")
_UNBREAKABLE = "\x00"  # replaces a space inside a literal, so that no line is broken there


def rewrap(spec: Spec, line: int) -> Edit | None:
    """The edit that wraps a buffer line's paragraph; None if there is none, or its meaning would change."""
    index = spec.blocks.at(line)
    if index < 0 or spec.blocks.start(index).column:
        return None
    block, start = spec.blocks.items[index], spec.blocks.starts[index]
    if block.kind in (Kind.TITLE, Kind.COMMENT) or any(piece[-1] not in "\r\n" for piece in block.lines[:-1]):
        return None
    for first, end, column in _paragraphs(block):
        if first <= line - start < end:
            lines = [line_content(raw) for raw in block.lines[first:end]]
            wrapped = _wrapped(lines, column, spec.config.max_line_length)
            if wrapped is None or wrapped == lines or not _means_the_same(lines, wrapped, column):
                return None
            where = Range(Position(start + first, 0), Position(start + end - 1, len(lines[-1])))
            return Edit(where, spec.text.newline.join(wrapped))
    return None


@kept
def _paragraphs(block: Block) -> tuple[Paragraph, ...]:
    return tuple(paragraphs(block))


def _wrapped(lines: list[str], column: int, limit: int) -> list[str] | None:
    """A paragraph's lines, wrapped at ``limit``; its text starts at ``column`` of the first line."""
    if any("\t" in line for line in lines):
        return None
    later = lines[1][: len(lines[1]) - len(lines[1].lstrip())] if len(lines) > 1 else " " * column
    text = " ".join([lines[0][column:].rstrip(" "), *(line.strip(" ") for line in lines[1:])])
    unbreakable = _LITERAL.sub(lambda match: match[0].replace(" ", _UNBREAKABLE), text)
    out, current = [], lines[0][:column]
    empty = True
    for gap, word in _words(unbreakable):
        if not empty and len(current) + len(gap) + len(word) > limit:
            out.append(current)
            current, empty = later, True
        current += word if empty else gap + word
        empty = False
    out.append(current)
    return [line.replace(_UNBREAKABLE, " ") for line in out]


def _words(text: str) -> list[tuple[str, str]]:
    """The words of a text, each with the white space before it."""
    parts = _BREAKABLE.split(text)
    return [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]


def _means_the_same(before: list[str], wrapped: list[str], column: int) -> bool:
    """True if docutils reads the same from the paragraph alone; nothing around it has changed."""
    old, new = (
        "\n".join([lines[0][column:], *(line.strip(" ") for line in lines[1:])])
        for lines in (before, wrapped)
    )
    return same_meaning(old, new)
