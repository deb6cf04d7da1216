"""Wraps the lines of a paragraph, and joins them."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.edits.wrap import Run, proven_wrapping, run_at
from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.conversions.conversion import (
    Conversion,
    Lines,
    Request,
    content_of,
    has_plain_lines,
    rewritten,
    texts_around,
)
from spec_ls.model.document import Document
from spec_ls.rst.blocks import Block
from spec_ls.rst.kept import kept
from spec_ls.rst.meaning import same_meaning
from spec_ls.text import Edit, line_content

_MOST_LINES = 2_000
"""In longer blocks no paragraph is looked for, at each place of the cursor."""

_LONGEST = 5_000
"""A longer paragraph is not made one line: docutils reads no text with a line of 10,000 characters."""


def wrapped_paragraph(document: Document, request: Request) -> Iterator[Conversion]:
    """The paragraph around a cursor wrapped at a limit, and as one line.

    A selection must lie within the paragraph.  Lines that are meant to stand alone stay as they are.
    """
    selection, blocks, limit = request.lines, document.blocks, request.limit
    index = blocks.at(selection.start)
    if index < 0 or blocks.start(index).column or not has_plain_lines(blocks.items[index]):
        return
    block, start = blocks.items[index], blocks.starts[index]
    if len(block.lines) > _MOST_LINES:
        return
    if request.unasked and not request.is_selection and not _is_over(document, selection.start, limit):
        return
    run = run_at(block, selection.start - start)
    if run is None or selection.end > start + run.end:
        return
    where = Lines(start + run.start, start + run.end)
    lines = content_of(document, where)
    if wrapped := _wrapped(block, run, limit):
        edit = rewritten(document, where, wrapped)
        if _reads_the_same(document, edit):
            yield Conversion(ActionKind.WRAP, f"Wrap the paragraph at {limit} columns", (edit,))
    if request.unasked and not request.is_selection:
        return
    if len(lines) > 1 and (joined := _joined(block, run)) and len(joined) == 1:
        edit = rewritten(document, where, joined)
        if _reads_the_same(document, edit):
            yield Conversion(ActionKind.UNWRAP, "Join the lines of the paragraph", (edit,))


def _is_over(document: Document, line: int, limit: int) -> bool:
    return len(line_content(document.text.lines[line])) > limit


def _reads_the_same(document: Document, edit: Edit) -> bool:
    """True if docutils reads the block and those beside it as before."""
    texts = texts_around(document, (edit,))
    return texts is not None and same_meaning(*texts)


@kept
def _wrapped(block: Block, run: Run, limit: int) -> list[str] | None:
    return proven_wrapping(block, run, limit)


@kept
def _joined(block: Block, run: Run) -> list[str] | None:
    return proven_wrapping(block, run, _LONGEST)
