"""The semantic tokens that a block has by itself, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from spec_ls.features.token_types import TokenModifier, TokenType
from spec_ls.rst.block_tree import Part, parts
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.explicit import DIRECTIVE
from spec_ls.rst.inline import InlineKind, InlineMarkup, inline_markup
from spec_ls.rst.inline_texts import Places
from spec_ls.rst.kept import kept
from spec_ls.rst.source import as_docutils_reads
from spec_ls.text import Range


class Mark(NamedTuple):
    """A token that may have several lines; positions count from the start of a block or chunk."""

    range: Range
    type: TokenType
    modifiers: TokenModifier = TokenModifier.NONE


_LABEL = re.compile(r"\.\. +\[(?P<name>[^\]]+)\]")
_TARGET = re.compile(r"\.\. +_(?P<name>`[^`]*`|(?:[^:\\]|\\.|:(?! |$))*)")
_SUBSTITUTION = re.compile(r"\.\. +\|(?P<name>[^|]+)\|(?: +(?P<directive>[\w-]+) ?::)?")
_FIELD = re.compile(r":(?P<name>(?:[^:\\]|\\.|:(?![ `]|$))+):(?: |$)")
_OPTION = re.compile(r" *:(?P<name>[^:\s](?:[^:\\]|\\.)*):(?: |$)")

_PATTERNS = {
    Kind.DIRECTIVE: DIRECTIVE,
    Kind.FOOTNOTE: _LABEL,
    Kind.CITATION: _LABEL,
    Kind.TARGET: _TARGET,
    Kind.SUBSTITUTION_DEFINITION: _SUBSTITUTION,
    Kind.FIELD: _FIELD,
}
_REFERENCES = frozenset(
    {
        InlineKind.REFERENCE,
        InlineKind.FOOTNOTE_REFERENCE,
        InlineKind.CITATION_REFERENCE,
        InlineKind.SUBSTITUTION_REFERENCE,
    }
)


@kept
def block_marks(block: Block) -> tuple[Mark, ...]:
    """The marks of a block and all that is nested in it, in any order."""
    places = Places(block)
    found = [mark for part in parts(block) for mark in _of_part(block, part, places)]
    found += [mark for markup in inline_markup(block) for mark in _of_inline(markup)]
    return tuple(found)


def _of_part(block: Block, part: Part, places: Places) -> Iterator[Mark]:
    if part.is_list:
        return
    if part.kind is Kind.COMMENT:
        yield from _of_comment(block, part, places)
    pattern = _PATTERNS.get(part.kind)
    found = pattern and pattern.match(as_docutils_reads(block.lines[part.start])[part.column :])
    if not found:
        return

    def named(group: str, type_: TokenType, modifiers: TokenModifier = TokenModifier.NONE) -> Mark:
        start, end = (places.position(part.start, part.column + place) for place in found.span(group))
        return Mark(Range(start, end), type_, modifiers)

    if part.kind is Kind.FIELD:
        yield named("name", TokenType.PROPERTY)
    elif part.kind is Kind.DIRECTIVE:
        yield named("name", TokenType.MACRO)
        yield from _of_options(block, part, places)
    else:
        yield named("name", TokenType.VARIABLE, TokenModifier.DEFINITION)
        if found.groupdict().get("directive"):
            yield named("directive", TokenType.MACRO)


def _of_comment(block: Block, part: Part, places: Places) -> Iterator[Mark]:
    for line in range(part.start, part.end):
        text = as_docutils_reads(block.lines[line])
        start = part.column if line == part.start else len(text) - len(text.lstrip())
        range_ = Range(places.position(line, start), places.position(line, len(text)))
        yield Mark(range_, TokenType.COMMENT)


def _of_options(block: Block, part: Part, places: Places) -> Iterator[Mark]:
    """The names of a directive's options, which stand above its first blank line."""
    for line in range(part.start + 1, part.end):
        text = as_docutils_reads(block.lines[line])
        if not text:
            return
        if option := _OPTION.match(text):
            start, end = (places.position(line, place) for place in option.span("name"))
            yield Mark(Range(start, end), TokenType.PROPERTY)


def _of_inline(markup: InlineMarkup) -> Iterator[Mark]:
    if markup.kind is InlineKind.LITERAL:
        yield Mark(markup.range, TokenType.STRING)
    elif markup.kind is InlineKind.TARGET:
        yield Mark(markup.content, TokenType.VARIABLE, TokenModifier.DEFINITION)
    elif markup.kind is InlineKind.INTERPRETED and markup.role_range is not None:
        yield Mark(markup.role_range, TokenType.FUNCTION)
        yield Mark(markup.content, TokenType.PARAMETER)
    elif markup.kind in _REFERENCES:
        yield Mark(markup.range, TokenType.VARIABLE)
    if markup.target_range is not None:
        yield Mark(markup.target_range, TokenType.STRING)
