"""Comments that switch findings off: ``.. spec-ls: disable=CODE[,CODE]``.

Such a comment covers the next block, or the whole file where it stands before the first heading; several in
a row cover the same.  A block means here a body element of docutils: a list is covered with all its
items, a paragraph with its literal block, and a block behind targets together with these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spec_ls.findings import Finding
from spec_ls.model.comments import DisabledCode, disabled_codes, disables_codes
from spec_ls.rst.blocks import LITERAL_KINDS
from spec_ls.rst.chunks import Blocks
from spec_ls.spec import Spec
from spec_ls.text import Position, Range

INCOMPLETE = "check-incomplete"
"""The code of findings that say that others may be missing; these cannot be switched off."""

UNUSED = "unused-suppression"
"""The code of findings about the comments themselves; a suppression of it is never called unused."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """One code in a comment, and the buffer lines ``[start, end)`` that it covers there.

    ``code`` is empty in a comment without one; ``range`` is the word, or then the comment's first line.
    ``block`` is the index of the comment.
    """

    code: str
    range: Range
    block: int
    start: int
    end: int

    def covers(self, code: str, line: int) -> bool:
        """True if it switches off findings of this code that start on this line."""
        return self.code == code and self.start <= line < self.end


def suppressions(spec: Spec) -> tuple[Suppression, ...]:
    """All codes of all such comments, in order."""
    blocks, lines = spec.blocks, dict[int, tuple[int, int]]()
    comments = list(blocks.where(disables_codes))
    for index in reversed(comments):  # those in a row cover the same block
        lines[index] = lines.get(index + 1) or _lines(blocks, index + 1)
    return tuple(found for index in comments for found in _of_comment(blocks, index, lines[index]))


def apply(
    stated: Sequence[Suppression], findings: Iterable[Finding[Any]]
) -> tuple[list[Finding[Any]], tuple[Suppression, ...]]:
    """The findings that none of a spec's suppressions covers, and the suppressions that cover none."""
    if not stated:
        return list(findings), ()
    covered: dict[str, set[tuple[int, int]]] = {}
    for suppression in stated:
        covered.setdefault(suppression.code, set()).add((suppression.start, suppression.end))
    left, used = [], set[tuple[str, int, int]]()
    for finding in findings:
        code, line = finding.code, finding.range.start.line
        if code == INCOMPLETE:
            left.append(finding)
            continue
        covering = [(code, start, end) for start, end in covered.get(code, ()) if start <= line < end]
        used.update(covering)
        if not covering:
            left.append(finding)
    return left, tuple(unused for unused in stated if _key(unused) not in used and unused.code != UNUSED)


def first_covered(blocks: Blocks, index: int) -> int:
    """The index of the block before which a comment covers the block at ``index``.

    docutils would read a list or a literal block otherwise with a comment between its parts.
    """
    items = blocks.items
    while index and _belongs_to_previous(blocks, index):
        index -= 1
    while index and items[index - 1].is_internal_target:
        index -= 1
    return index


def _key(suppression: Suppression) -> tuple[str, int, int]:
    return suppression.code, suppression.start, suppression.end


def _of_comment(blocks: Blocks, index: int, lines: tuple[int, int]) -> list[Suppression]:
    line, column = blocks.position(index, 0)
    is_for_all = not blocks.headings or index < blocks.headings[0]
    start, end = (0, blocks.height + 1) if is_for_all else lines
    comment = blocks.items[index]
    codes = disabled_codes(comment) or (DisabledCode("", 0, len(comment.lines[0].rstrip())),)
    return [
        Suppression(
            found.code,
            Range(Position(line, column + found.start), Position(line, column + found.end)),
            index,
            start,
            end,
        )
        for found in codes
    ]


def _lines(blocks: Blocks, index: int) -> tuple[int, int]:
    """The buffer lines ``[start, end)`` that a comment covers before the block at ``index``."""
    items, count = blocks.items, len(blocks)
    start = blocks.starts[index] if index < count else blocks.height
    while index < count and items[index].is_internal_target:
        index += 1
    index += 1
    while index < count and _belongs_to_previous(blocks, index):
        index += 1
    return start, blocks.starts[index] if index < count else blocks.height + 1


def _belongs_to_previous(blocks: Blocks, index: int) -> bool:
    """True if a block is the next item of a list, or the literal block of the paragraph before it."""
    block = blocks.items[index]
    return block.kind in LITERAL_KINDS or block.continues_list(blocks.items[index - 1])
