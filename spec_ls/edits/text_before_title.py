"""Clears the way before a document's title, so that docutils promotes it."""

from __future__ import annotations

from spec_ls.rst.blocks import Kind
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content


def moved_below(spec: Spec, start: int, end: int) -> tuple[Edit, ...]:
    """The edits that move the blocks ``[start, end)``, with comments between them, below the title."""
    blocks, newline = spec.blocks, spec.text.newline
    content = "".join(block.text for block in blocks.items[start:end]).rstrip()
    _, below = spec.document.heading_lines(spec.document.outermost[0])
    last = blocks.start(end) if end < len(blocks) else spec.text.end
    written = newline + content + newline
    if below >= len(spec.text.lines):
        written = newline + written
    elif spec.text.lines[below].strip():
        written += newline
    return (
        Edit(Range(blocks.start(start), last), ""),
        Edit(Range.at(spec.text.clamp(Position(below, 0))), written),
    )


def made_comment(spec: Spec, start: int, end: int) -> tuple[Edit, ...]:
    """The edits that make a comment of the blocks ``[start, end)``, which hold a licence.

    Behind a ``..`` of its own the blank lines go; else such a line is written, and the text is indented.
    """
    blocks, newline = spec.blocks, spec.text.newline
    first, last = blocks.starts[start], blocks.starts[end - 1] + len(blocks.items[end - 1].content)
    if start and blocks.items[start - 1].kind is Kind.COMMENT and _is_bare(blocks.items[start - 1].text):
        gap = spec.blocks.items[start - 1].blank_lines_behind
        return (Edit(Range(Position(first - gap, 0), Position(first, 0)), ""),)
    lines = [line_content(line) for line in spec.text.lines[first:last]]
    indented = newline.join(f" {line}" if line.strip() else line for line in lines)
    where = Range(Position(first, 0), Position(last - 1, len(lines[-1])))
    return (Edit(where, f"..{newline}{indented}"),)


def _is_bare(comment: str) -> bool:
    return comment.strip() == ".."
