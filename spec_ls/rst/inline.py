"""The inline markup of a block, with the exact place of each part.

Ranges count from the block's start, in buffer lines and code points (``inline_texts.Places``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spec_ls.rst.blocks import Block
from spec_ls.rst.inline_recognition import InlineKind, recognised, unescaped
from spec_ls.rst.inline_texts import InlineText, PlacedBlock, Places, inline_texts, placed_blocks
from spec_ls.rst.kept import kept
from spec_ls.text import Range

__all__ = ["InlineKind", "InlineMarkup", "inline_markup", "markup_in", "markup_of"]


@dataclass(frozen=True, slots=True)
class InlineMarkup:
    """Inline markup.

    ``range`` is all of it, ``content`` what stands between its delimiters: the text of emphasis and the like,
    the name of a target, a footnote's label, the whole of a URL; of a reference with an embedded target the
    text before that.  ``text`` is the content as docutils reads it, without backslashes.

    ``role`` and ``role_range`` are those of interpreted text, without colons, None where there is none.
    ``target`` and ``target_range`` are the embedded URI, or the name that an embedded alias refers to;
    ``is_alias`` is true for the latter.  ``suffix`` is ``_`` or ``__`` (anonymous) behind a reference, of a
    substitution reference too.
    """

    kind: InlineKind
    range: Range
    content: Range
    text: str
    role: str | None = None
    role_range: Range | None = None
    target: str | None = None
    target_range: Range | None = None
    is_alias: bool = False
    suffix: str = ""


@kept
def inline_markup(block: Block) -> tuple[InlineMarkup, ...]:
    """The inline markup in a block and all that is nested in it, in the order of the text."""
    places = Places(block)
    found = [
        markup
        for placed in placed_blocks(block)
        for text in inline_texts(placed)
        for markup in markup_in(text, places)
    ]
    return tuple(sorted(found, key=lambda markup: markup.range))


def markup_of(placed: PlacedBlock, places: Places) -> tuple[InlineMarkup, ...]:
    """The inline markup of a block alone, without that of blocks nested in it."""
    return tuple(markup for text in inline_texts(placed) for markup in markup_in(text, places))


def markup_in(text: InlineText, places: Places) -> Iterator[InlineMarkup]:
    """The markup in a text, with its ranges."""

    def range_of(span: tuple[int, int]) -> Range:
        return Range(places.in_text(text, span[0]), places.in_text(text, span[1]))

    for found in recognised(text.text):
        kind, role, target = found.kind, found.role, found.target
        yield InlineMarkup(
            kind,
            range_of((found.start, found.end)),
            range_of(found.content),
            unescaped(text.text[slice(*found.content)], restore=kind is InlineKind.LITERAL),
            role and text.text[slice(*role)],
            role and range_of(role),
            target and _link(text.text[slice(*target)], found.is_alias),
            target and range_of(target),
            found.is_alias,
            found.suffix,
        )


def _link(written: str, is_alias: bool) -> str:
    """An embedded URI without the white space in it, or the name in an alias."""
    return unescaped(written) if is_alias else "".join(unescaped(written).split())
