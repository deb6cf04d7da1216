"""Parts that the readers of headers share: fields of blocks, and the blocks in which a header may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import Document
from spec_ls.model.header import Header, HeaderField, ValueLine
from spec_ls.rst.blocks import Block
from spec_ls.text import Range, line_content, split_lines


def header_blocks(document: Document) -> range:
    """The indices of the blocks in which a header may stand: all before the heading behind the title.

    The title may stand among them.
    """
    headings, title = document.blocks.headings, title_number(document)
    start = headings[title] if title else 0
    return range(start, headings[title + 1] if len(headings) > title + 1 else len(document.blocks))


def title_number(document: Document) -> int:
    """The ordinal of the title's heading: the first, unless a section stands before it that is to go."""
    return document.title.number if document.title is not None else 0


def after_title(document: Document) -> range:
    """The same, without the title and what stands before it."""
    region = header_blocks(document)
    headings = document.blocks.headings
    return range(headings[title_number(document)] + 1, region.stop) if headings else region


def field_of_block(block: Block, start: int, pattern: re.Pattern[str]) -> HeaderField | None:
    """The field that a block makes which starts at a buffer line, if the pattern matches its first line.

    The pattern's first group is the name; the value starts behind the whole match.
    """
    return field_of_lines(split_lines("".join(block.content)), start, pattern)


def field_of_lines(lines: Sequence[str], start: int, pattern: re.Pattern[str]) -> HeaderField | None:
    """The field in some buffer lines; the first of them has the number ``start``, and the name."""
    contents = [line_content(line) for line in lines]
    found = pattern.match(contents[0])
    if found is None:
        return None
    while len(contents) > 1 and not contents[-1].strip():
        contents.pop()
    value = [ValueLine(start, found.end(), contents[0][found.end() :])]
    for number, content in enumerate(contents[1:], start + 1):
        indent = len(content) - len(content.lstrip())
        value.append(ValueLine(number, indent, content[indent:]))
    name_range = Range.of(start, found.start(1), start, found.end(1))
    return HeaderField(found[1], name_range, tuple(value), start, start + len(contents))


def fields_of_blocks(
    document: Document, indices: Iterable[int], pattern: re.Pattern[str]
) -> Iterator[HeaderField]:
    """The fields that blocks make; those that make none are left out."""
    blocks = document.blocks
    for index in indices:
        field = field_of_block(blocks.items[index], blocks.starts[index], pattern)
        if field is not None:
            yield field


def header_of(kind: HeaderKind, fields: Iterable[HeaderField], at_least: int) -> Header | None:
    """The header of some fields; None if there are too few."""
    found = tuple(fields)
    return Header(kind, found, found[0].start, found[-1].end) if len(found) >= at_least else None
