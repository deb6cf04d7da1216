"""Shortens what messages quote, and takes from it what a terminal obeys.

The values of settings, and names of files and sections, may have any length and any characters.
"""

from __future__ import annotations

import re
import reprlib

MOST_SHOWN = 80
"""Characters of a quotation."""

MOST_OF_TEXT = 40
"""Characters of a text's beginning, where that only has to be recognised."""


_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters, ends of lines, and changes of direction."""


def inert(text: str) -> str:
    """A text as one line, with nothing that a terminal obeys; bytes that are not UTF-8 stay."""
    return _OBEYED.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def shortened(value: object, most: int = MOST_SHOWN) -> str:
    """A text, or what Python writes for another value, in ``most`` characters and an ellipsis at most.

    It is cut between two words if there is a space.
    """
    text = value if isinstance(value, str) else reprlib.repr(value)
    if len(text) <= most:
        return text
    space = text.rfind(" ", 0, most)
    return f"{text[:most]}..." if space < 0 else f"{text[:space]} ..."
