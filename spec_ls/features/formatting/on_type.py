"""Formatting while typing: which rule a character asks for."""

from __future__ import annotations

from spec_ls.config import Config
from spec_ls.features.formatting.adornment import after_adornment
from spec_ls.features.formatting.enter import after_enter
from spec_ls.features.formatting.grid_tables import after_bar
from spec_ls.features.formatting.long_line import after_space
from spec_ls.model.document import Document
from spec_ls.text import Edit, Position


def on_type(
    document: Document,
    position: Position,
    character: str,
    config: Config | None = None,
    adornment: frozenset[str] = frozenset(),
) -> tuple[Edit, ...]:
    """The edits after a character was typed; the cursor stands behind it, at a position in the text.

    ``config`` are the settings where a template serves the document; ``adornment`` are the characters that
    adorn the template's titles.
    """
    if not document.blocks:
        return ()
    position = document.text.clamp(position)
    if character == "\n":
        return after_enter(document, position.line, adornment)
    if character == " ":
        return after_space(document, position, config)
    if character == "|":
        return after_bar(document, position)
    return after_adornment(document, position, adornment)
