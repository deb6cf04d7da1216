"""What a directive, an option or a role under the cursor is for."""

from __future__ import annotations

from spec_ls.features.hover_value import Hover
from spec_ls.features.markup_context import directive_name_at, option_name_at
from spec_ls.model.document import Document
from spec_ls.rst.directive_words import DIRECTIVE_WORDS
from spec_ls.rst.inline import inline_markup
from spec_ls.rst.role_words import ROLE_WORDS
from spec_ls.text import Position


def hover_markup(document: Document, position: Position) -> Hover | None:
    """The hover on the name of a directive, of an option, or of a role."""
    return _directive(document, position) or _option(document, position) or _role(document, position)


def _directive(document: Document, position: Position) -> Hover | None:
    found = directive_name_at(document, position)
    words = DIRECTIVE_WORDS.get(found.name.lower()) if found else None
    if found is None or words is None:
        return None
    return Hover(
        found.range, f"{found.name} (directive)", words.summary, words.example(found.name), is_example=True
    )


def _option(document: Document, position: Position) -> Hover | None:
    found = option_name_at(document, position)
    words = DIRECTIVE_WORDS.get(found.directive) if found else None
    value = words.options.get(found.name.lower()) if found and words else None
    if found is None or words is None or value is None:
        return None
    summary = f"takes {value}" if value else "a flag: it takes nothing"
    example = f".. {found.directive}::\n   :{found.name}: {value}".rstrip()
    return Hover(
        found.range, f"{found.name} (option of {found.directive})", summary, example, is_example=True
    )


def _role(document: Document, position: Position) -> Hover | None:
    blocks = document.blocks
    index = blocks.at(position.line)
    if index < 0:
        return None
    start = blocks.position(index, 0)
    for markup in inline_markup(blocks.items[index]):
        if markup.role is None or markup.role_range is None:
            continue
        place = markup.role_range.behind(start)
        if place.start <= position <= place.end and (words := ROLE_WORDS.get(markup.role.lower())):
            return Hover(place, f"{markup.role} (role)", words, "")
    return None
