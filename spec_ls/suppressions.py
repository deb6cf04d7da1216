"""Comments that switch findings off: ``.. spec-ls: disable=CODE[,CODE]``.

Such a comment covers the next block, or the whole file where it stands before the first heading; several in
a row cover the same.  A block is here what docutils makes one of: a list is covered with all its items, a
paragraph with the literal block that belongs to it, and what bears targets with these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spec_ls.analysis import Analysis
from spec_ls.findings import Finding
from spec_ls.model.comments import Code, disabled
from spec_ls.rst.blocks import LITERAL_KINDS, Block, Blocks, Kind
from spec_ls.text import Position, Range

UNUSED = "unused-suppression"
"""The code of what is said about the comments themselves; a comment with it is never called unused."""

_LIST_KINDS = frozenset({Kind.BULLET_ITEM, Kind.DEFINITION_ITEM, Kind.FIELD, Kind.OPTION_ITEM})


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
        """Whether it speaks of findings of this code that start on this line."""
        return self.code == code and self.start <= line < self.end


def suppressions(analysis: Analysis) -> tuple[Suppression, ...]:
    """All codes of all such comments, in order."""
    return tuple(one for index in analysis.marks.suppressions for one in _of_comment(analysis.blocks, index))


def apply(analysis: Analysis, findings: Iterable[Finding]) -> tuple[list[Finding], tuple[Suppression, ...]]:
    """The findings that no comment covers, and the codes in comments that cover none."""
    stated = suppressions(analysis)
    if not stated:
        return list(findings), ()
    covered: dict[str, set[tuple[int, int]]] = {}
    for one in stated:
        covered.setdefault(one.code, set()).add((one.start, one.end))
    left, used = [], set[tuple[str, int, int]]()
    for finding in findings:
        code, line = finding.code, finding.range.start.line
        covering = [(code, start, end) for start, end in covered.get(code, ()) if start <= line < end]
        used.update(covering)
        if not covering:
            left.append(finding)
    idle = (one for one in stated if (one.code, one.start, one.end) not in used and one.code != UNUSED)
    return left, tuple(idle)


def first_covered(blocks: Blocks, index: int) -> int:
    """The index of the block before which a comment covers the block at ``index``.

    Comments between two items of a list, or before a literal block, would be more than comments.
    """
    items = blocks.items
    while index and (items[index].kind in LITERAL_KINDS or _goes_on(items[index - 1], items[index])):
        index -= 1
    while index and _names_place(items[index - 1]):
        index -= 1
    return index


def _of_comment(blocks: Blocks, index: int) -> list[Suppression]:
    place = blocks.position(index, 0)
    if not blocks.headings or index < blocks.headings[0]:
        start, end = 0, blocks.height + 1
    else:
        start, end = _lines(blocks, index)
    found = disabled(blocks.items[index]) or (Code("", 0, len(blocks.items[index].lines[0].rstrip())),)
    return [
        Suppression(one.word, Range(_behind(place, one.start), _behind(place, one.end)), index, start, end)
        for one in found
    ]


def _behind(place: Position, columns: int) -> Position:
    return Position(place.line, place.column + columns)


def _lines(blocks: Blocks, index: int) -> tuple[int, int]:
    """The buffer lines ``[start, end)`` that a comment covers."""
    items, count = blocks.items, len(blocks)
    while index < count and disabled(items[index]) is not None:
        index += 1
    start = blocks.starts[index] if index < count else blocks.height
    while index < count and _names_place(items[index]):
        index += 1
    index += 1
    while index < count and (items[index].kind in LITERAL_KINDS or _goes_on(items[index - 1], items[index])):
        index += 1
    return start, blocks.starts[index] if index < count else blocks.height + 1


def _names_place(block: Block) -> bool:
    """Whether a target names what stands behind it, and leads nowhere else."""
    return block.kind is Kind.TARGET and block.text.rstrip().endswith(":")


def _goes_on(one: Block, other: Block) -> bool:
    """Whether two blocks are items of one list."""
    if one.kind is not other.kind or one.kind not in _LIST_KINDS:
        return False
    return one.kind is not Kind.BULLET_ITEM or one.lines[0][0] == other.lines[0][0]
