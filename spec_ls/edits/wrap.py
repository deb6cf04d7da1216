"""Wrapping a paragraph so that its lines keep a limit, without changing its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spec_ls.model.prose_lines import running_text
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.kept import kept
from spec_ls.rst.meaning import same_meaning
from spec_ls.rst.nested import Paragraph, directive_texts_above_literals, enclosing_item, paragraphs
from spec_ls.rst.source import NumberedLines, as_docutils_reads
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content

_NEVER = (Kind.TITLE, Kind.COMMENT, Kind.LINE_BLOCK)
_MOST_LINES = 300
"""A longer block or item docutils would read for more than some 15 ms, twice, before the wrap is proven."""
_FEWEST_WORDS = 3
"""Fewer words on the first line, marker included, part a name from its value or a method from its path."""
_BREAKABLE = re.compile(r"(?<!\\)( +)")
_LITERAL = re.compile(r"``.+?``")
_UNBREAKABLE = "\x00"  # replaces a space inside a literal, so that no line is broken there


def rewrap(spec: Spec, line: int) -> Edit | None:
    """The edit that wraps the running text around a buffer line; None if its meaning would change."""
    index = spec.blocks.at(line)
    found = paragraph_at(spec.blocks, line)
    if found is None:
        return None
    block, start = spec.blocks.items[index], spec.blocks.starts[index]
    first, end, column = found
    if first in directive_texts_above_literals(block):
        return None
    content = [line_content(raw) for raw in block.content]
    run = running_text(
        [" " * column + content[first][column:], *content[first + 1 : end]], line - start - first
    )
    if run is None:
        return None
    lines = content[first + run[0] : first + run[1]]
    if run[0]:
        column = len(lines[0]) - len(lines[0].lstrip())
    wrapped = _proven(block, first + run[0], first + run[1], column, spec.config.max_line_length)
    if wrapped is None:
        return None
    where = Range(Position(start + first + run[0], 0), Position(start + first + run[1] - 1, len(lines[-1])))
    return Edit(where, spec.text.newline.join(wrapped))


def paragraph_at(blocks: Blocks, line: int) -> Paragraph | None:
    """The paragraph that holds a buffer line, if there is one; its lines count from its block's first."""
    index = blocks.at(line)
    if index < 0 or blocks.start(index).column:
        return None
    block, start = blocks.items[index], blocks.starts[index]
    if block.kind in _NEVER or any(piece[-1] not in "\r\n" for piece in block.lines[:-1]):
        return None
    inside = (found for found in _paragraphs(block) if found.start <= line - start < found.end)
    return next(inside, None)


@kept
def _paragraphs(block: Block) -> tuple[Paragraph, ...]:
    return tuple(paragraphs(block))


def _proven(block: Block, first: int, end: int, column: int, limit: int) -> list[str] | None:
    """The lines ``[first, end)`` of a block, wrapped so that docutils reads them and all around as before."""
    content = [line_content(raw) for raw in block.content]
    lines = content[first:end]
    if any("\t" in line for line in lines):
        return None
    item = enclosing_item(block, first, end) or NumberedLines.of(block.content)
    if len(item.lines) > _MOST_LINES:
        return None
    shift = len(as_docutils_reads(content[item.start])) - len(item.lines[0])
    above, below = item.lines[: first - item.start], item.lines[end - item.start :]
    for indent in _indents(content, first, end, column):
        wrapped = _wrapped(lines, column, " " * indent, limit)
        if len(wrapped[0].split()) < min(_FEWEST_WORDS, len(lines[0].split())):
            continue
        changed = [*above, *(line[shift:] for line in wrapped), *below]
        if wrapped != lines and indent >= shift and same_meaning("\n".join(item.lines), "\n".join(changed)):
            return wrapped
    return None


def _indents(content: list[str], first: int, end: int, column: int) -> Iterable[int]:
    """The columns at which the paragraph's later lines may start, the likeliest first.

    Later lines of its own keep their column.  Else the text below the marker, or, if that is the text of a
    directive or field with a body of its own, the body, says where.
    """
    if end - first > 1:
        return (_indent(content[first + 1]),)
    body = next((_indent(line) for line in content[end:] if line.strip()), column)
    return dict.fromkeys((column, body))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _wrapped(lines: list[str], column: int, later: str, limit: int) -> list[str]:
    """A paragraph's lines, wrapped at ``limit``; its text starts at ``column``, behind ``later`` below."""
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
