"""Reads labelled lines: ``Name: value`` at column 0, line by line or in a paragraph each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import Document
from spec_ls.model.header import Header, HeaderField
from spec_ls.model.headers.parts import after_title, field_of_lines, header_of
from spec_ls.rst.blocks import UNSEEN_KINDS, Block, Kind
from spec_ls.text import split_lines

_LINE = re.compile(r"([^\W\d_][\w()\- ]{0,40}?)[ \t]*:(?:[ \t]+|$)")
_LEAST = 2


def read_lines(document: Document) -> Header | None:
    """The labelled lines right after the title, the first thing there; None if there are fewer than two."""
    blocks = document.blocks
    if not blocks.headings:
        return None
    fields: list[HeaderField] = []
    for index in after_title(document):
        block = blocks.items[index]
        if block.kind in UNSEEN_KINDS:
            continue
        found = list(_fields(block, blocks.starts[index])) if block.kind is Kind.PARAGRAPH else []
        if not found:
            break
        fields += found
    return header_of(HeaderKind.LINES, fields, _LEAST)


def _fields(paragraph: Block, start: int) -> Iterator[HeaderField]:
    """The fields in a paragraph, if its first line is one."""
    lines = split_lines("".join(paragraph.content))
    firsts = [number for number, line in enumerate(lines) if _LINE.match(line.rstrip("\r\n"))]
    if not firsts or firsts[0] != 0:
        return
    bounds = zip(firsts, [*firsts[1:], len(lines)], strict=True)
    yield from filter(None, (field_of_lines(lines[first:end], start + first, _LINE) for first, end in bounds))
