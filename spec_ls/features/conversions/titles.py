"""Makes a title of a line above adornment of another length."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.conversions.conversion import Conversion, Request
from spec_ls.features.formatting.adornment import completed
from spec_ls.model.document import Document
from spec_ls.rst.blocks import Kind
from spec_ls.rst.meaning import meaning_of
from spec_ls.text import line_content

_STYLES = frozenset("=-~^\"'`#*+")
_FEWEST = 2
"""A single character below a line may begin anything."""


def sized_title(document: Document, request: Request) -> Iterator[Conversion]:
    """The line at the cursor, or above or below it if that is adornment, as a title with its adornment.

    The adornment gets the length of the title, or the one that the document's adornments have.
    """
    selection = request.lines
    if selection.end - selection.start > 3:
        return
    for line in range(selection.start, selection.start + 3):
        if edits := completed(document, line, _STYLES):
            if _makes_title(document, document.after(edits), line):
                title = line_content(document.text.lines[line - 1]).strip()
                if request.unasked and len(line_content(document.text.lines[line]).rstrip()) < _FEWEST:
                    return
                shown = f'Size the adornment of the title "{title}"'
                yield Conversion(ActionKind.TITLE, shown, edits)
            return


def _makes_title(before: Document, after: Document, line: int) -> bool:
    """True if docutils reads a title above the line, without a message, and other headings as before."""
    index = after.blocks.at(line)
    block = after.blocks.items[index]
    if block.kind is not Kind.TITLE or len(after.tree.skipped) > len(before.tree.skipped):
        return False
    number = after.blocks.headings.index(index)
    others = after.headings[:number] + after.headings[number + 1 :]
    if others not in (before.headings, before.headings[:number] + before.headings[number + 1 :]):
        return False
    meaning = meaning_of("".join(block.content)) or []
    has_message = any(part.startswith("paragraph ") for part in meaning)
    return meaning[1:2] != [] and meaning[1].startswith("section ") and not has_message
