"""Wrapping a paragraph so that its lines keep a limit, without changing its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spec_ls.model.prose_lines import running_text
from spec_ls.rst.blocks import Block, Kind
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


class Run(NamedTuple):
    """Running text in a block: its lines ``[start, end)``, and the column at which its text starts."""

    start: int
    end: int
    column: int


def rewrap(spec: Spec, line: int) -> Edit | None:
    """The edit that wraps the running text around a buffer line; None if its meaning would change."""
    index = spec.blocks.at(line)
    if index < 0 or spec.blocks.start(index).column:
        return None
    block, start = spec.blocks.items[index], spec.blocks.starts[index]
    run = run_at(block, line - start)
    wrapped = run and proven_wrapping(block, run, spec.config.wrap_length)
    if run is None or wrapped is None:
        return None
    length = len(line_content(block.content[run.end - 1]))
    where = Range(Position(start + run.start, 0), Position(start + run.end - 1, length))
    return Edit(where, spec.text.newline.join(wrapped))


def run_at(block: Block, line: int) -> Run | None:
    """The running text around a line of a block that starts a buffer line; None if it is to stay as it is."""
    found = paragraphs_by_line(block).get(line)
    if found is None or found.start in _above_literals(block):
        return None
    first, end, column = found
    content = [line_content(raw) for raw in block.content]
    paragraph = [" " * column + content[first][column:], *content[first + 1 : end]]
    run = running_text(paragraph, line - first)
    if run is None or any("\t" in text for text in content[first + run[0] : first + run[1]]):
        return None
    if run[0]:
        column = _indent(paragraph[run[0]])
    return Run(first + run[0], first + run[1], column)


def wrappings(block: Block, run: Run, limit: int, spill: bool = False) -> Iterator[list[str]]:
    """The lines that running text in a block may have, the likeliest first; docutils is not asked.

    All of it is wrapped, or, with ``spill``, what is over the limit goes to the start of the next line, as
    often as it takes, and all other lines stay as they are.
    """
    content = [line_content(raw) for raw in block.content]
    lines, wrap = content[run.start : run.end], _spilled if spill else _wrapped
    for indent in _indents(content, run):
        wrapped = wrap(lines, run.column, " " * indent, limit)
        if len(wrapped[0].split()) >= min(_FEWEST_WORDS, len(lines[0].split())):
            yield wrapped


@kept
def paragraphs_by_line(block: Block) -> dict[int, Paragraph]:
    """The paragraph that holds a line, by each line of a block that has one and may be wrapped."""
    if block.kind in _NEVER or any(piece[-1] not in "\r\n" for piece in block.lines[:-1]):
        return {}
    found = dict[int, Paragraph]()
    for paragraph in paragraphs(block):
        for line in range(paragraph.start, paragraph.end):
            found.setdefault(line, paragraph)
    return found


@kept
def _above_literals(block: Block) -> frozenset[int]:
    return directive_texts_above_literals(block)


def proven_wrapping(block: Block, run: Run, limit: int) -> list[str] | None:
    """The lines of running text, wrapped so that docutils reads them and all around as before."""
    content = [line_content(raw) for raw in block.content]
    lines = content[run.start : run.end]
    item = enclosing_item(block, run.start, run.end) or NumberedLines.of(block.content)
    if len(item.lines) > _MOST_LINES:
        return None
    shift = len(as_docutils_reads(content[item.start])) - len(item.lines[0])
    above, below = item.lines[: run.start - item.start], item.lines[run.end - item.start :]
    for wrapped in wrappings(block, run, limit):
        indents = [_indent(line) for line in wrapped[1:]]
        changed = [*above, *(line[shift:] for line in wrapped), *below]
        if wrapped == lines or min(indents, default=shift) < shift:
            continue
        if same_meaning("\n".join(item.lines), "\n".join(changed)):
            return wrapped
    return None


def _indents(content: list[str], run: Run) -> Iterable[int]:
    """The columns at which a run's later lines may start, the likeliest first.

    Later lines of its own keep their column.  Else the text below the marker, or, if that is the text of a
    directive or field with a body of its own, the body, says where.
    """
    if run.end - run.start > 1:
        return (_indent(content[run.start + 1]),)
    body = next((_indent(line) for line in content[run.end :] if line.strip()), run.column)
    return dict.fromkeys((run.column, body))


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


def _spilled(lines: list[str], column: int, later: str, limit: int) -> list[str]:
    """A paragraph's lines with what is over ``limit`` at the start of the next line, if need be a new one."""
    out, rest = list[str](), ""
    for number, line in enumerate(lines):
        start = _indent(line) if number else column
        text = line[start:].strip(" ")
        broken = _wrapped([line[:start] + (f"{rest} {text}" if rest else text)], start, later, limit)
        out, rest = [*out, *broken[: max(1, len(broken) - 1)]], ""
        if len(broken) > 1:
            rest = broken[-1].strip(" ")
    return [*out, later + rest] if rest else out


def _words(text: str) -> list[tuple[str, str]]:
    """The words of a text, each with the white space before it."""
    parts = _BREAKABLE.split(text)
    return [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
