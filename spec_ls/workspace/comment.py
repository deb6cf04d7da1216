"""What of a spec's own text matters for which template serves it.

That is a comment, ``.. spec-ls: template=NAME``; and the whole text, where it is so short that it may be a
link as git writes them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from spec_ls.analysis import Analysis
from spec_ls.model.comments import template_of
from spec_ls.rst.blocks import Blocks
from spec_ls.rst.scan import scan
from spec_ls.text import Text

_WORDS = re.compile(r"spec-ls:[ \t]*template")


class Wanted(NamedTuple):
    """The template that a comment chooses, and the comment's 0-based line."""

    line: int
    value: str


class Content(NamedTuple):
    """What is said in a text: the first such comment; and the text itself if it has one line alone."""

    wanted: Wanted | None = None
    only_line: str = ""


def content_of(text: Text) -> Content:
    """What a text says that nothing is known of; few texts have to be scanned for it."""
    if not any(_WORDS.search(line) for line in text.lines if "spec-ls:" in line):
        return Content(None, _only_line(text))
    blocks = scan(text)
    first = next((index for index, block in enumerate(blocks) if template_of(block) is not None), None)
    return Content(_wanted(blocks, first), _only_line(text))


def content_in(analysis: Analysis) -> Content:
    """What the text of an analysis says."""
    comments = analysis.marks.templates
    return Content(_wanted(analysis.blocks, comments[0] if comments else None), _only_line(analysis.text))


def _wanted(blocks: Blocks, index: int | None) -> Wanted | None:
    if index is None:
        return None
    value = template_of(blocks.items[index])
    return None if value is None else Wanted(blocks.starts[index], value)


def _only_line(text: Text) -> str:
    return text.lines[0] if len(text.lines) == 1 else ""
