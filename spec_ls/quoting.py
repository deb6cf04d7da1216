"""Shortens what messages quote: the values of settings, and names in them, may have any length."""

from __future__ import annotations

import reprlib

MOST_SHOWN = 80
"""Characters of a quotation."""

MOST_OF_TEXT = 40
"""Characters of a text's beginning, where that only has to be recognised."""


def shortened(value: object, most: int = MOST_SHOWN) -> str:
    """A text, or what Python writes for another value, in ``most`` characters and an ellipsis at most.

    It is cut between two words if there is a space.
    """
    text = value if isinstance(value, str) else reprlib.repr(value)
    if len(text) <= most:
        return text
    space = text.rfind(" ", 0, most)
    return f"{text[:most]}..." if space < 0 else f"{text[:space]} ..."
