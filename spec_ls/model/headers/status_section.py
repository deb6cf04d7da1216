"""Reads a top section Status as a field, whose value is one of the words in bold in its template."""

from __future__ import annotations

import re

from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import Document
from spec_ls.model.header import Header, HeaderField, ValueLine
from spec_ls.rst.sections import Section
from spec_ls.text import line_content

STATUS = "Status"
_MARKED = re.compile(r"\s*(?:[-*+][ \t]+)?(?:\*\*?)?([^\W\d_][\w ]*?)(?:\*\*?|(?=[ \t]*$))")
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
    """The section Status as a header of one field; None if there is no such section.

    The value is the first word or words in bold, in italics or of a list item, else the whole body.
    """
    section = _status_section(document)
    if section is None:
        return None
    blocks, (first, end) = document.blocks, document.body(section)
    start, below = document.heading_lines(section)
    stop = blocks.starts[end] if end < len(blocks) else blocks.height
    line = blocks.starts[first] if first < end else below
    contents = [(number, line_content(document.text.lines[number])) for number in range(line, stop)]
    while contents and not contents[-1][1].strip():
        contents.pop()
    last = contents[-1][0] if contents else max(below - 1, start)
    field = HeaderField(section.title, document.title_range(section), _value(contents, last), start, last + 1)
    return Header(HeaderKind.STATUS_SECTION, (field,), field.start, field.end)


def _value(contents: list[tuple[int, str]], last: int) -> tuple[ValueLine, ...]:
    for number, content in contents:
        if found := _MARKED.match(content):
            return (ValueLine(number, found.start(1), found[1]),)
        if content.strip():
            break
    return tuple(ValueLine(number, 0, content) for number, content in contents) or (ValueLine(last, 0, ""),)


def _status_section(document: Document) -> Section | None:
    sections = document.sections or document.outermost
    return next((section for section in sections if section.title.casefold() == STATUS.casefold()), None)
