"""Units: runs of blocks that docutils has to read together for its messages.

docutils reads one block after the other without memory, but knows a block's end by the lines behind it:
"ends without a blank line" names the line of the next block, "Literal block expected" comes once the next
block is seen.  So a *unit* is a run of blocks without a blank line between them, or with a literal block
expected.  No unit changes another unit's messages, but for those about names, levels of titles, transitions
and roles, which depend on the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spec_ls.rst.blocks import EXPLICIT_KINDS, LITERAL_KINDS, Block, Kind
from spec_ls.rst.prose import announces_literal
from spec_ls.rst.source import as_docutils_reads

_SUBSTITUTION = re.compile(r"\.\. +\|[^|]+\| +[\w-]+::")
"""A complete substitution definition; an incomplete one may be followed by explicit markup alone."""

_TERM = re.compile(r"(?![\w(#]+[.)](?:\s|$))[^\W_]")
"""A term of a definition list that can be nothing else."""

_FURTHEST = 20
"""Blocks before which a malformed table may still be read."""


def is_joined(items: Sequence[Block], index: int) -> bool:
    """True if docutils has to read the block at an index together with the one before it."""
    if not index:
        return False
    previous, block = items[index - 1], items[index]
    if are_inseparable(previous, block):
        return True
    if previous.ends_blank:
        return False
    if previous.kind is Kind.SUBSTITUTION_DEFINITION and block.kind in EXPLICIT_KINDS:
        return False
    return not _may_follow(previous, block) or _is_behind_grid_table(items, index)


def are_inseparable(previous: Block, block: Block) -> bool:
    """True if even a blank line between two blocks does not keep them apart."""
    if block.kind in LITERAL_KINDS:
        return True
    if previous.kind is Kind.PARAGRAPH and announces_literal(as_docutils_reads(previous.content[-1])):
        return True  # no literal block follows: docutils says so on the next block's line
    if previous.kind is Kind.SUBSTITUTION_DEFINITION and block.kind in EXPLICIT_KINDS:
        return not _SUBSTITUTION.match(previous.lines[0])
    return False


def units(items: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The indices ``[start, end)`` of the units among blocks of which the first begins one."""
    start = 0
    for index in range(1, len(items) + 1):
        if index == len(items) or not is_joined(items, index):
            yield start, index
            start = index


def is_certain_term(line: str) -> bool:
    """True if a line can be nothing but a term of a definition list where an indented line follows it."""
    return bool(_TERM.match(line))


def _may_follow(previous: Block, block: Block) -> bool:
    """True if a block may follow another without a blank line, and docutils says nothing of it."""
    if previous.kind is Kind.TITLE:
        return True
    if previous.kind is Kind.DEFINITION_ITEM and not is_certain_term(block.lines[0]):
        return False
    if previous.kind in EXPLICIT_KINDS:
        return block.kind in EXPLICIT_KINDS
    return block.continues_list(previous)


def _is_behind_grid_table(items: Sequence[Block], index: int) -> bool:
    """True if a table, perhaps malformed, stands close before: docutils reads on to the next blank line."""
    for before in range(index - 1, max(0, index - _FURTHEST) - 1, -1):
        if items[before].kind is Kind.GRID_TABLE:
            return not any(block.ends_blank for block in items[before:index])
    return False
