"""The parts of a spec's own text that decide which template serves it.

These are the comment ``.. spec-ls: template=NAME``, whether the text only lists other documents or leads to
one, and the whole text where it has a single line: that may be a link as git writes them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from spec_ls.model.comments import chooses_template, chosen_template
from spec_ls.model.document import Document
from spec_ls.model.other_pages import is_other_page, may_be_other_page
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.scan import scan
from spec_ls.text import Text

_COMMENT_START = re.compile(r"spec-ls:[ \t]*template")


class TemplateComment(NamedTuple):
    """A comment that chooses a template: its 0-based line, and the template's name or file."""

    line: int
    value: str


class TemplateHints(NamedTuple):
    """The first comment that chooses a template, and the text itself if it has only one line (else empty).

    ``is_other_page`` is true for a text that only lists other documents or leads to one.
    """

    comment: TemplateComment | None = None
    only_line: str = ""
    is_other_page: bool = False


def hints_of(text: Text) -> TemplateHints:
    """The hints in a text that has not been scanned; only a text with such words is scanned for them."""
    comments = any(_COMMENT_START.search(line) for line in text.lines if "spec-ls:" in line)
    if not (comments or may_be_other_page(text.lines)):
        return TemplateHints(None, _only_line(text))
    return _hints(text, scan(text))


def hints_in(document: Document) -> TemplateHints:
    """The hints in a document, whose text has been scanned."""
    return _hints(document.text, document.blocks)


def _hints(text: Text, blocks: Blocks) -> TemplateHints:
    return TemplateHints(_comment(blocks), _only_line(text), is_other_page(blocks))


def _comment(blocks: Blocks) -> TemplateComment | None:
    comments = blocks.where(chooses_template)
    value = chosen_template(blocks.items[comments[0]]) if comments else None
    return None if value is None else TemplateComment(blocks.starts[comments[0]], value)


def _only_line(text: Text) -> str:
    return text.lines[0] if len(text.lines) == 1 else ""
