"""A template's section about how to write, whose title asks its authors to delete it.

It stands beside the title, so docutils promotes no title in a document that still has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spec_ls.model.document import Document
from spec_ls.rst.sections import Section
from spec_ls.text import Text, line_content

_ASKS = re.compile(r"\b(?:delete|remove)\s+this\s+section\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SectionToDelete:
    """The section: its title, its 0-based line in the template, and its text with the title."""

    title: str
    line: int
    text: Text


def without_section_to_delete(document: Document) -> tuple[Text, SectionToDelete] | None:
    """A template's text with blank lines for that section, so that all others stay, and the section.

    None without one.  It is one of several outermost sections, for it stands beside the title that documents
    have: docutils promotes no title in such a template, but in its documents.
    """
    if len(document.outermost) < 2:
        return None
    lines = document.text.lines
    for section in document.outermost:
        if _ASKS.search(section.title):
            start, end = document.lines(section)
            blank = [line[len(line_content(line)) :] for line in lines[start:end]]
            rest = "".join((*lines[:start], *blank, *lines[end:]))
            text = Text.of("".join(lines[start:end]))
            return Text.of(rest), SectionToDelete(section.title, start, text)
    return None


def kept_section(document: Document, template: SectionToDelete | None) -> Section | None:
    """The section in a document that still has it; None without one."""
    if template is None:
        return None
    return next((section for section in document.outermost if section.title == template.title), None)


def with_title_beside(document: Document, template: SectionToDelete | None) -> Document:
    """The document with the title that it will have without the section, if that is certain."""
    kept = kept_section(document, template)
    others = [section for section in document.outermost if section is not kept]
    return document.with_promotion(others[0], None) if kept is not None and len(others) == 1 else document
