"""Reads a top section Status as a field, whose value is one of the words in bold in its template."""

from __future__ import annotations

import re

from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import Document
from spec_ls.model.header import Header, HeaderField, ValueLine
from spec_ls.rst.sections import Section
from spec_ls.text import line_content

STATUS = "Status"
_WORD = re.compile(r"\*\*([^*\n]+)\*\*")


def listed_words(document: Document) -> tuple[str, ...]:
    """The words in bold in a template's section Status, in order; empty if there is none."""
    section = _status_section(document)
    if section is None:
        return ()
    start, end = document.body(section)
    text = "".join(block.text for block in document.blocks.items[start:end])
    return tuple(dict.fromkeys(_WORD.findall(text)))


def read_status_section(document: Document) -> Header | None:
    """The section Status as a header of one field; None if there is no such section."""
    section = _status_section(document)
    if section is None:
        return None
    blocks = document.blocks
    first, end = document.body(section)
    start, _ = document.heading_lines(section)
    line = blocks.starts[first] if first < len(blocks) else blocks.height
    stop = blocks.starts[end] if end < len(blocks) else blocks.height
    contents = [(number, line_content(document.text.lines[number])) for number in range(line, stop)]
    while contents and not contents[-1][1].strip():
        contents.pop()
    lines = tuple(ValueLine(number, 0, content) for number, content in contents)
    name_range = document.title_range(section)
    lines = lines or (ValueLine(line, 0, ""),)
    field = HeaderField(section.title, name_range, lines, start, lines[-1].line + 1)
    return Header(HeaderKind.STATUS_SECTION, (field,), field.start, field.end)


def _status_section(document: Document) -> Section | None:
    sections = document.sections or document.outermost
    return next((section for section in sections if section.title.casefold() == STATUS.casefold()), None)
