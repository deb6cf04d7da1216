"""A template's section about how to write, whose title asks its authors to delete it."""

from __future__ import annotations

import re

from spec_ls.model.document import Document
from spec_ls.text import Text, line_content

_ASKS = re.compile(r"\b(?:delete|remove)\s+this\s+section\b", re.IGNORECASE)


def without_section_to_delete(document: Document) -> tuple[Text, Text] | None:
    """A template's text with blank lines for that section, so that all others stay, and the section's text.

    None without one.  It is one of several outermost sections, for it stands beside the title that documents
    have: docutils promotes no title in such a template, but in its documents.
    """
    if len(document.outermost) < 2:
        return None
    lines = document.text.lines
    for section, after in zip(document.outermost, [*document.outermost[1:], None], strict=True):
        if _ASKS.search(section.title):
            start, _ = document.heading_lines(section)
            end = document.heading_lines(after)[0] if after is not None else len(lines)
            blank = [line[len(line_content(line)) :] for line in lines[start:end]]
            rest = "".join((*lines[:start], *blank, *lines[end:]))
            return Text.of(rest), Text.of("".join(lines[start:end]))
    return None
