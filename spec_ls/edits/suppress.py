"""Writing and deleting the comments that switch findings off."""

from __future__ import annotations

from spec_ls.analysis import Analysis, after
from spec_ls.edits.places import blank_lines_behind, removal
from spec_ls.findings import Finding, Fix
from spec_ls.model.comments import disabled
from spec_ls.rst.blocks import Block, Kind
from spec_ls.suppressions import UNUSED, Suppression, first_covered, suppressions
from spec_ls.text import Edit, Position, Range

_BYTE_ORDER_MARK = "\ufeff"


def suppress(analysis: Analysis, finding: Finding) -> Fix | None:
    """The fix that switches off a finding where it stands, by a comment before its block.

    ``None`` where a comment would not cover it, or would be more than a comment there.
    """
    blocks, text = analysis.blocks, analysis.text
    index = first_covered(blocks, max(0, blocks.at(finding.range.start.line))) if len(blocks) else 0
    if finding.code == UNUSED or text.lines[0].startswith(_BYTE_ORDER_MARK):
        return None
    above = blocks.items[index - 1] if index else None
    whole = not blocks.headings or index <= blocks.headings[0]
    if above is not None and disabled(above):
        edit = _added(analysis, index - 1, finding.code)
    elif len(blocks) == 0 or blocks.starts_line(index):
        edit = _written(analysis, index, finding.code)
    else:
        return None
    now, line = after(analysis, [edit]), finding.range.start.line
    line += edit.text.count("\n") if "\n" in text.newline else edit.text.count("\r")
    covered = any(one.covers(finding.code, line) for one in suppressions(now))
    if not covered or not _differ_by_comments(analysis, now):
        return None
    return Fix(f"Suppress {finding.code} {'in this file' if whole else 'here'}", (edit,))


def without(analysis: Analysis, one: Suppression) -> Fix | None:
    """The fix that deletes a code from its comment; with the last one the comment goes."""
    words = disabled(analysis.blocks.items[one.block]) or ()
    first = one.range.start
    if len(words) > 1:
        number = [analysis.blocks.position(one.block, 0).column + word.start for word in words].index(
            first.column
        )
        shift = first.column - words[number].start
        start, end = (
            (words[number].start, words[number + 1].start)
            if number + 1 < len(words)
            else (words[number - 1].end, words[number].end)
        )
        edit = Edit(Range.of(first.line, start + shift, first.line, end + shift), "")
        return Fix(f'Delete "{one.code}" from the comment', (edit,))
    if not analysis.blocks.starts_line(one.block):
        return None
    starts = (*analysis.blocks.starts[one.block : one.block + 2], analysis.blocks.height)
    edit = removal(analysis, starts[0], starts[1])
    if not _differ_by_comments(analysis, after(analysis, [edit])):
        return None
    return Fix("Delete the comment that suppresses nothing", (edit,))


def _added(analysis: Analysis, index: int, code: str) -> Edit:
    """The edit that adds a code to the comment at ``index``."""
    words = disabled(analysis.blocks.items[index]) or ()
    place = analysis.blocks.position(index, 0)
    return Edit(Range.at(Position(place.line, place.column + words[-1].end)), f",{code}")


def _written(analysis: Analysis, index: int, code: str) -> Edit:
    """The edit that writes a comment before the block at ``index``."""
    newline, line = analysis.text.newline, analysis.blocks.starts[index] if len(analysis.blocks) else 0
    gap = newline if index and not blank_lines_behind(analysis, index - 1) else ""
    return Edit(Range.at(Position(line, 0)), f"{gap}.. spec-ls: disable={code}{newline * 2}")


def _differ_by_comments(before: Analysis, now: Analysis) -> bool:
    """Whether all blocks but the comments that switch findings off are the same, up to blank lines."""
    change = now.change
    if change is None or change.since is not before.blocks:
        return now.blocks is before.blocks
    old = before.blocks.items[change.start : change.old_end]
    new = now.blocks.items[change.start : change.new_end]
    return _others(old) == _others(new)


def _others(blocks: tuple[Block, ...]) -> list[tuple[Kind, tuple[str, ...]]]:
    return [
        (block.kind, tuple(line.rstrip("\r\n") for line in block.content))
        for block in blocks
        if disabled(block) is None and block.kind is not Kind.BLANK
    ]
