"""Writing and deleting the comments that switch findings off."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from spec_ls.edits.section_positions import removal
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.model.comments import disabled_codes, disables_codes
from spec_ls.rst.blocks import Block, Kind
from spec_ls.spec import Spec
from spec_ls.suppressions import UNUSED, Suppression, first_covered, suppressions
from spec_ls.text import BYTE_ORDER_MARK, Edit, Position, Range


def suppress(spec: Spec, finding: Finding[Any]) -> Fix | None:
    """The fix that switches off a finding where it stands, by a comment before its block.

    None where a comment would not cover it, or would change how docutils reads the text around it.
    """
    blocks = spec.blocks
    index = first_covered(blocks, max(0, blocks.at(finding.range.start.line))) if len(blocks) else 0
    above_title = not blocks.headings or index <= blocks.headings[0]
    return _suppressing(spec, finding, index, "in this file" if above_title else "here")


def suppress_in_file(spec: Spec, finding: Finding[Any]) -> Fix | None:
    """The fix that switches off all findings of a finding's code, by a comment before the first heading.

    None where ``suppress`` does the same, as there is nothing above the finding that it could cover.
    """
    blocks = spec.blocks
    if not blocks.headings:
        return None
    index = first_covered(blocks, blocks.headings[0])
    if index >= first_covered(blocks, max(0, blocks.at(finding.range.start.line))):
        return None
    return _suppressing(spec, finding, index, "in this file")


def _suppressing(spec: Spec, finding: Finding[Any], index: int, where: str) -> Fix | None:
    """The fix that has a comment before the block at ``index`` cover a finding."""
    blocks, text = spec.blocks, spec.text
    if finding.code == UNUSED or text.lines[0].startswith(BYTE_ORDER_MARK):
        return None
    above = blocks.items[index - 1] if index else None
    if above is not None and disabled_codes(above):
        edit = _added(spec, index - 1, finding.code)
    elif len(blocks) == 0 or blocks.starts_line(index):
        edit = _written(spec, index, finding.code)
    else:
        return None
    now, line = spec.after([edit]), finding.range.start.line
    line += edit.text.count("\n") if "\n" in text.newline else edit.text.count("\r")
    covered = any(suppression.covers(finding.code, line) for suppression in suppressions(now))
    if not covered or not _differ_by_comments(spec, now):
        return None
    return Fix(f"Suppress {finding.code} {where}", (edit,), safety=Safety.SAFE)


def without(spec: Spec, suppression: Suppression) -> Fix | None:
    """The fix that deletes a code from its comment; if it is the only one, the whole comment."""
    blocks, index = spec.blocks, suppression.block
    if len(disabled_codes(blocks.items[index]) or ()) > 1:
        return Fix(
            f'Delete "{suppression.code}" from the comment',
            (_dropped(spec, suppression),),
            safety=Safety.SAFE,
        )
    if not blocks.starts_line(index) or any(not line.strip() for line in blocks.items[index].content):
        return None  # indented text behind a blank line is part of the comment, and may be meant for text
    starts = (*blocks.starts[index : index + 2], blocks.height)
    edit = removal(spec, starts[0], starts[1])
    return Fix("Delete the comment that suppresses nothing", (edit,), safety=Safety.SAFE)


def _dropped(spec: Spec, suppression: Suppression) -> Edit:
    """The edit that deletes one of several codes, with one of the commas beside it."""
    codes = disabled_codes(spec.blocks.items[suppression.block]) or ()
    line, column = spec.blocks.position(suppression.block, 0)
    number = [column + code.start for code in codes].index(suppression.range.start.column)
    if number + 1 < len(codes):
        start, end = codes[number].start, codes[number + 1].start
    else:
        start, end = codes[number - 1].end, codes[number].end
    return Edit(Range.of(line, column + start, line, column + end), "")


def _added(spec: Spec, index: int, code: str) -> Edit:
    """The edit that adds a code to the comment at ``index``."""
    codes = disabled_codes(spec.blocks.items[index]) or ()
    line, column = spec.blocks.position(index, 0)
    return Edit(Range.at(Position(line, column + codes[-1].end)), f",{code}")


def _written(spec: Spec, index: int, code: str) -> Edit:
    """The edit that writes a comment before the block at ``index``."""
    newline, line = spec.text.newline, spec.blocks.starts[index] if len(spec.blocks) else 0
    gap = newline if index and not spec.blocks.items[index - 1].blank_lines_behind else ""
    return Edit(Range.at(Position(line, 0)), f"{gap}.. spec-ls: disable={code}{newline * 2}")


def _differ_by_comments(before: Spec, now: Spec) -> bool:
    """True if all blocks but the comments that switch findings off are the same, up to blank lines."""
    old, new = before.blocks.items, now.blocks.items
    start = _same_at_start(old, new)  # nearly all: these are not read again
    end = _same_at_start(old[start:][::-1], new[start:][::-1])
    return _others(old[start : len(old) - end]) == _others(new[start : len(new) - end])


def _same_at_start(blocks: Sequence[Block], others: Sequence[Block]) -> int:
    """How many blocks at the start of two texts are the same objects."""
    pairs = zip(blocks, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], pairs))


def _others(blocks: Sequence[Block]) -> list[tuple[Kind, tuple[str, ...]]]:
    return [
        (block.kind, tuple(line.rstrip("\r\n") for line in block.content))
        for block in blocks
        if not disables_codes(block) and block.kind is not Kind.BLANK
    ]
