"""Which blocks docutils has to read together for its messages, and which it need not read at all.

docutils reads one block after the other without memory, but tells a block's end by the lines behind it:
"ends without a blank line" names the line of the next block, "Literal block expected" comes once the next
block is seen.  So blocks are joined to a unit where no blank line stands between them, and where a
literal block is expected.  What is blank-separated has no part in each other's messages, but for names,
levels of titles, transitions and roles, which are matters of the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from spec_ls.rst.blocks import LITERAL_KINDS, Block, Kind
from spec_ls.rst.lists import enumerated_items
from spec_ls.rst.nested import NESTED_RECOGNISERS
from spec_ls.rst.prose import announces_literal, column_width
from spec_ls.rst.scan import pieces_at
from spec_ls.rst.source import Lines, as_docutils_reads
from spec_ls.rst.syntax.cells import cells

_EXPLICIT = frozenset(
    {
        Kind.COMMENT,
        Kind.TARGET,
        Kind.ANONYMOUS_TARGET,
        Kind.SUBSTITUTION_DEFINITION,
        Kind.DIRECTIVE,
        Kind.FOOTNOTE,
        Kind.CITATION,
    }
)
_ITEMS = frozenset({Kind.BULLET_ITEM, Kind.FIELD, Kind.OPTION_ITEM, Kind.DEFINITION_ITEM})

_MARKUP = re.compile(r"[`|*](?!\s)|_(?!\w)")
"""What inline markup can start with, or a reference end with; also some text that is none."""

_HARMLESS = re.compile(
    r"(?<!\S)(?:``[^\s`\\](?:[^`\n\\]*[^\s`\\])?``|(\*\*?)[^\s*`|_\\](?:[^*`|_\n\\]*[^\s*`|_\\])?\1)(?=[\s.,;:)]|$)"
)
"""Literals and emphasis that surely begin and end as they look."""

_TITLE_REFERENCE = re.compile(r"(?<!\S)`[^\s`\\](?:[^`\n\\]*[^\s`\\])?`(?=[\s.,;)]|:\s|$)")
"""Text in backquotes, as sure, that is neither a reference nor has a role."""

_ATTRIBUTION = re.compile("--|\u2014")

_SUBSTITUTION = re.compile(r"\.\. +\|[^|]+\| +[\w-]+::")
"""What else stands there may be incomplete to docutils: it ends well only if explicit markup follows."""

_TERM = re.compile(r"(?![\w(#]+[.)](?:\s|$))[^\W_]")
"""A term that docutils surely takes for one: it cannot be anything else."""

_BULLET = re.compile(". *")
_COMMENT_TEXT = re.compile(r"\.\. +(?![_|\[\s])")


def joined(items: Sequence[Block], index: int) -> bool:
    """Whether docutils has to read the block at an index together with the one before it."""
    if not index:
        return False
    one, following = items[index - 1], items[index]
    if following.kind in LITERAL_KINDS:
        return True
    if one.kind is Kind.PARAGRAPH and announces_literal(as_docutils_reads(one.content[-1])):
        return True  # no literal block follows: docutils says so on the next block's line
    if one.kind is Kind.SUBSTITUTION_DEFINITION and following.kind in _EXPLICIT:
        return not _SUBSTITUTION.match(one.lines[0])
    if ends_blank(one):
        return False
    return not _goes_on(one, following) or _behind_grid(items, index)


def _behind_grid(items: Sequence[Block], index: int) -> bool:
    """Whether a table, perhaps malformed, stands close before: docutils looks on from it to a blank line."""
    for one in reversed(items[max(0, index - _CLOSE) : index]):
        if ends_blank(one):
            return False
        if one.kind is Kind.GRID_TABLE:
            return True
    return False


class Running(NamedTuple):
    """Running text in a unit: the line at which it starts, from the unit's first, and its lines, dedented."""

    line: int
    lines: list[str]


def running_text(unit: Sequence[Block]) -> list[Running] | None:
    """All running text of a unit, where it is certain that docutils can have messages about nothing else.

    ``None`` where that is not certain.  A title without markup counts as no text: its name is known without.
    """
    kinds = [block.kind for block in unit]
    block, kind = unit[0], kinds[0]
    content = [as_docutils_reads(line) for line in block.content]
    if kinds == [Kind.PARAGRAPH, Kind.LITERAL_BLOCK]:
        if not (ends_blank(block) and ends_blank(unit[1])) or content[-1] == "::":
            return None
        return [Running(0, [*content[:-1], content[-1][:-1]])]
    if len(unit) > 1:
        return None
    if kind in (Kind.TRANSITION, Kind.BLANK, Kind.DOCTEST_BLOCK):
        return []
    if kind is Kind.COMMENT:
        return [] if _is_comment(block) else None
    if kind is Kind.TITLE:
        return [] if _is_plain_title(block) else None
    found: list[Running] = []
    if kind is Kind.GRID_TABLE and ends_blank(block):
        return found if _has_plain_cells(content, found) else None
    return found if kind in _NESTING and _is_plain(content, 0, 0, found) else None


def has_markup(running: Running, usual: bool) -> bool:
    """Whether there may be inline markup of which docutils has anything to say, or names in it.

    ``usual`` tells that text in single backquotes has docutils' own default role.
    """
    text = "\n".join(running.lines)
    if not _MARKUP.search(text):
        return False
    if _MARKUP.search(rest := _HARMLESS.sub("x", text)) and usual:
        rest = _TITLE_REFERENCE.sub("x", rest)
    return bool(_MARKUP.search(rest))


_NESTING = frozenset(
    {Kind.PARAGRAPH, Kind.BULLET_ITEM, Kind.DEFINITION_ITEM, Kind.ENUMERATED_LIST, Kind.BLOCK_QUOTE}
)
_DEEPEST = 10
_CLOSE = 20
"""How many blocks to look back; nobody writes more without a blank line, but for lists."""


def _is_plain(lines: list[str], base: int, depth: int, found: list[Running]) -> bool:
    """Whether lines are paragraphs, lists and quotes alone, with a blank line wherever one is due.

    Their running text is added to ``found``; ``base`` is the number of the first line.
    """
    index, source = 0, Lines(lines)
    if depth > _DEEPEST:
        return False
    while index < len(lines):
        if not lines[index]:
            index += 1
            continue
        (piece, *more) = pieces_at(source, index, NESTED_RECOGNISERS)
        inner = lines[index : piece.end]
        if more or not _is_plain_piece(piece.kind, inner, base + index, depth, found):
            return False
        following = source[piece.end]
        if following and not (
            piece.kind is Kind.BULLET_ITEM and following[0] == inner[0][0] and following[1:2] in ("", " ")
        ):
            return False
        index = piece.end
    return True


def _has_plain_cells(lines: list[str], found: list[Running]) -> bool:
    """Whether a table is surely well formed, with plain text in its cells."""
    table = cells(lines)
    return table is not None and all(_is_plain_cell(cell, start, found) for start, cell in table)


def _is_plain_cell(lines: list[str], base: int, found: list[Running]) -> bool:
    first, *more = lines
    if not any(more) and _TERM.match(first) and not first.endswith("::"):  # one line, as in most cells
        found.append(Running(base, lines[:1]))
        return True
    return _is_plain(lines, base, 1, found)


def _is_plain_piece(kind: Kind, lines: list[str], base: int, depth: int, found: list[Running]) -> bool:
    if kind is Kind.PARAGRAPH:
        found.append(Running(base, lines))
        return not lines[-1].endswith("::")
    if kind is Kind.BLOCK_QUOTE:
        inner = _dedented(lines)
        return not any(map(_ATTRIBUTION.match, inner)) and _is_plain(inner, base, depth + 1, found)
    if kind is Kind.DEFINITION_ITEM:
        found.append(Running(base, lines[:1]))
        plain = not lines[0].endswith("::")
        return plain and _is_plain(_dedented(lines[1:]), base + 1, depth + 1, found)
    if kind is Kind.BULLET_ITEM:
        match = _BULLET.match(lines[0])
        return _is_plain_item(lines, match.end() if match else 0, base, depth, found)
    if kind is Kind.ENUMERATED_LIST:
        return all(
            _is_plain_item(lines[item.start : item.end], item.width, base + item.start, depth, found)
            for item in enumerated_items(Lines(lines), 0)
        )
    return False


def _is_plain_item(lines: list[str], width: int, base: int, depth: int, found: list[Running]) -> bool:
    first = lines[0][width:]
    if not first or any(line[:width].strip() for line in lines[1:]):
        return False
    return _is_plain([first, *(line[width:] for line in lines[1:])], base, depth + 1, found)


def _dedented(lines: list[str]) -> list[str]:
    indent = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return [line[indent:] for line in lines]


def _goes_on(one: Block, following: Block) -> bool:
    """Whether the next block may follow without a blank line, and docutils says nothing of it."""
    if one.kind is Kind.TITLE:
        return True
    if one.kind is Kind.DEFINITION_ITEM and not _TERM.match(following.lines[0]):
        return False
    if one.kind in _EXPLICIT:
        return following.kind in _EXPLICIT
    if one.kind is not following.kind or one.kind not in _ITEMS:
        return False
    return one.kind is not Kind.BULLET_ITEM or one.lines[0][0] == following.lines[0][0]


def ends_blank(block: Block) -> bool:
    """Whether a blank line stands behind a block."""
    return not block.lines[-1].strip()


def _is_comment(block: Block) -> bool:
    """Whether the block is meant as a comment: not a target or the like that docutils cannot read."""
    first = as_docutils_reads(block.lines[0])
    return first == ".." or bool(_COMMENT_TEXT.match(first))


def _is_plain_title(block: Block) -> bool:
    heading = block.heading
    if heading is None or _MARKUP.search(block.lines[heading.line]):
        return False
    adornment = as_docutils_reads(block.content[-1])
    title = as_docutils_reads(block.lines[heading.line])
    return column_width(title) <= len(adornment)
