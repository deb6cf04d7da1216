"""Text that can certainly, without asking docutils, have messages about inline markup alone.

Most of a spec is paragraphs, lists and quotes with a blank line wherever one is due.  docutils need not read
these as blocks: only their inline markup is put to it, and text without any markup not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spec_ls.rst.blocks import Block, Heading, Kind
from spec_ls.rst.nested import bodies, nested_blocks
from spec_ls.rst.prose import column_width
from spec_ls.rst.source import NumberedLines, as_docutils_reads
from spec_ls.rst.tables import regular_grid_cells
from spec_ls.rst.units import is_certain_term

_MARKUP = re.compile(r"[`|*](?!\s)|_(?!\w)")
"""The start of inline markup, or the end of a reference; some text that is neither matches, too."""

_HARMLESS = re.compile(
    r"(?<!\S)(?:``[^\s`\\](?:[^`\n\\]*[^\s`\\])?``|(\*\*?)[^\s*`|_\\](?:[^*`|_\n\\]*[^\s*`|_\\])?\1)(?=[\s.,;:)]|$)"
)
"""Literals and emphasis that surely begin and end as they look."""

_TITLE_REFERENCE = re.compile(r"(?<!\S)`[^\s`\\](?:[^`\n\\]*[^\s`\\])?`(?=[\s.,;)]|:\s|$)")
"""Text in backquotes, as sure, that is neither a reference nor has a role."""

_ATTRIBUTION = re.compile("--|\u2014")

_COMMENT_TEXT = re.compile(r"\.\. +(?![_|\[\s])")


_NESTING = frozenset(
    {Kind.PARAGRAPH, Kind.BULLET_ITEM, Kind.DEFINITION_ITEM, Kind.ENUMERATED_LIST, Kind.BLOCK_QUOTE}
)
_DEEPEST = 10


def inline_texts(unit: Sequence[Block]) -> list[NumberedLines] | None:
    """All text of a unit that has inline markup, if docutils surely has no messages about anything else.

    ``None`` where that is not certain.  A title without markup counts as no text: its name is known without.
    """
    kinds = [block.kind for block in unit]
    block, kind = unit[0], kinds[0]
    text = NumberedLines.of(block.content)
    if kinds == [Kind.PARAGRAPH]:  # it is one inside other blocks, too
        return None if text.lines[-1].endswith("::") else [text]
    if kinds == [Kind.PARAGRAPH, Kind.LITERAL_BLOCK]:
        *lines, last = text.lines
        if not (block.ends_blank and unit[1].ends_blank) or last == "::":
            return None
        return [NumberedLines([*lines, last[:-1]])]
    if len(unit) > 1:
        return None
    if kind in (Kind.TRANSITION, Kind.BLANK, Kind.DOCTEST_BLOCK):
        return []
    if kind is Kind.COMMENT:
        return [] if _is_comment(block) else None
    if block.heading is not None:
        return [] if _is_plain_title(block, block.heading) else None
    found: list[NumberedLines] = []
    if kind is Kind.GRID_TABLE and block.ends_blank:
        return found if _has_plain_cells(text, found) else None
    return found if kind in _NESTING and _is_plain(text, 0, found) else None


def may_have_markup(text: str) -> bool:
    """False if docutils surely finds no inline markup in a text but addresses."""
    return _MARKUP.search(text) is not None


def has_markup(text: NumberedLines, standard_default_role: bool) -> bool:
    """True if there may be inline markup that docutils has messages about, or names in it.

    ``standard_default_role`` is true if text in single backquotes has docutils' own default role.
    """
    written = "\n".join(text.lines)
    if not may_have_markup(written):
        return False
    if _MARKUP.search(rest := _HARMLESS.sub("x", written)) and standard_default_role:
        rest = _TITLE_REFERENCE.sub("x", rest)
    return bool(_MARKUP.search(rest))


def _is_plain(text: NumberedLines, depth: int, found: list[NumberedLines]) -> bool:
    """True if a text is paragraphs, lists and quotes alone, with a blank line wherever one is due.

    Their inline text is added to ``found``.
    """
    if depth > _DEEPEST:
        return False
    blocks = list(nested_blocks(text))
    return all(_is_plain_block(kind, block, depth, found) for kind, block in blocks) and all(
        following.start > block.end or _continue_list(kind, block, next_kind, following)
        for (kind, block), (next_kind, following) in pairwise(blocks)
    )


def _continue_list(kind: Kind, block: NumberedLines, next_kind: Kind, following: NumberedLines) -> bool:
    """True if two blocks are items of one bullet list."""
    return kind is next_kind is Kind.BULLET_ITEM and block.lines[0][0] == following.lines[0][0]


def _is_plain_block(kind: Kind, text: NumberedLines, depth: int, found: list[NumberedLines]) -> bool:
    if kind is Kind.PARAGRAPH:
        found.append(text)
        return not text.lines[-1].endswith("::")
    if kind is Kind.DEFINITION_ITEM:
        found.append(text.slice(0, 1))
        if text.lines[0].endswith("::"):
            return False
    if kind not in _NESTING:
        return False
    inner = list(bodies(kind, text))
    if kind is Kind.BLOCK_QUOTE and any(map(_ATTRIBUTION.match, inner[0].lines)):
        return False
    return all(body.lines[0] and _is_plain(body, depth + 1, found) for body in inner)


def _has_plain_cells(text: NumberedLines, found: list[NumberedLines]) -> bool:
    """True if a table is surely well formed, with plain text in its cells."""
    cells = regular_grid_cells(text)
    return cells is not None and all(_is_plain_cell(cell, found) for cell in cells)


def _is_plain_cell(cell: NumberedLines, found: list[NumberedLines]) -> bool:
    first, *more = cell.lines
    if not any(more) and is_certain_term(first) and not first.endswith("::"):  # one line, as in most cells
        found.append(cell.slice(0, 1))
        return True
    return _is_plain(cell, 1, found)


def _is_comment(block: Block) -> bool:
    """True if the block is meant as a comment: not a target or the like that docutils cannot read."""
    first = as_docutils_reads(block.lines[0])
    return first == ".." or bool(_COMMENT_TEXT.match(first))


def _is_plain_title(block: Block, heading: Heading) -> bool:
    adornment = as_docutils_reads(block.content[-1])
    title = as_docutils_reads(block.lines[heading.line])
    return not _MARKUP.search(title) and column_width(title) <= len(adornment)
