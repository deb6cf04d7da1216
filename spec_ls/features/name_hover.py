"""The text of a target, footnote, citation or substitution at a use of its name."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.features.hover_value import Hover
from spec_ls.model.document import Document
from spec_ls.model.names import definition_of, named, occurrence_at
from spec_ls.model.occurrence import NameKind, Occurrence
from spec_ls.rst.blocks import UNSEEN_KINDS, Block, Kind
from spec_ls.rst.inline_texts import PlacedBlock, placed_blocks
from spec_ls.text import Position

_MOST_LINES, _MOST_CHARACTERS = 20, 2_000
"""A longer text is cut off, and said to go on."""

_LONGEST_CHAIN = 10
"""Indirect targets behind each other that are followed; some lead in a circle."""

_BLOCKS = {
    NameKind.FOOTNOTE: {Kind.FOOTNOTE},
    NameKind.CITATION: {Kind.CITATION},
    NameKind.SUBSTITUTION: {Kind.SUBSTITUTION_DEFINITION},
    NameKind.NAME_OPTION: {Kind.DIRECTIVE},
    NameKind.ANONYMOUS_TARGET: {Kind.TARGET, Kind.ANONYMOUS_TARGET},
    NameKind.INLINE_TARGET: set(Kind),
    NameKind.EMBEDDED_TARGET: set(Kind),
}
"""The kinds of block that hold a definition's own text; other definitions lead to what stands behind them."""


def hover_name(document: Document, position: Position) -> Hover | None:
    """The hover on a use of a name whose definition is in the document; None anywhere else."""
    use = occurrence_at(document, position)
    if use is None or use.is_definition:
        return None
    definition = definition_of(document, use)
    if definition is None:
        return None
    name = document.text.slice(definition.range) if definition.name else ""
    title = f"{definition.kind.value} {' '.join(name.split())}".rstrip()
    end = _end_of_chain(document, definition)
    text = "\n".join(_cut(_lines(document, end)))
    is_source = end.kind is NameKind.SUBSTITUTION
    return Hover(use.whole, title, f"line {definition.whole.start.line + 1}", text, is_example=is_source)


def _end_of_chain(document: Document, definition: Occurrence) -> Occurrence:
    """The definition that an indirect target leads to in the end."""
    for _ in range(_LONGEST_CHAIN):
        following = named(document, definition.leads_to[:-1]) if _is_indirect(definition) else None
        if following is None:
            break
        definition = following
    return definition


def _is_indirect(definition: Occurrence) -> bool:
    return definition.leads_to.endswith("_") and ":" not in definition.leads_to


def _lines(document: Document, definition: Occurrence) -> Iterator[str]:
    """The lines of a definition's text, without the indentation that all have; an address is its target's."""
    if definition.leads_to and not _is_indirect(definition):
        yield definition.leads_to
        return
    blocks = document.blocks
    index = blocks.at(definition.whole.start.line)
    kinds = _BLOCKS.get(definition.kind, {Kind.TARGET} if definition.leads_to else set())
    own = _innermost(blocks.items[index], definition.whole.start.line - blocks.starts[index], kinds)
    if own is not None:
        yield from own.placed.text.lines
        return
    for block in blocks.items[index + (definition.kind is not NameKind.SECTION) :]:
        if block.kind in UNSEEN_KINDS:
            continue
        yield from (line.rstrip() for line in block.lines)
        if block.kind is not Kind.TITLE:
            return


def _innermost(block: Block, line: int, kinds: set[Kind]) -> PlacedBlock | None:
    """The innermost block of some kinds that holds a line, counted from the start of the block around it."""
    found = None
    for placed in placed_blocks(block):
        text = placed.placed.text
        if placed.kind in kinds and text.start <= line < text.end:
            found = placed
    return found


def _cut(lines: Iterator[str]) -> Iterator[str]:
    """The first lines of a text, without blank ones at its end."""
    left, waiting = _MOST_CHARACTERS, 0
    for number, line in enumerate(lines):
        left -= len(line)
        if number >= _MOST_LINES or left < 0:
            yield "..."
            return
        if not line:
            waiting += 1
            continue
        yield from [""] * waiting
        yield line
        waiting = 0
