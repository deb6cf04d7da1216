"""Lines made of pieces, each in a style."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """A text without line ends, and its style in the words of rich; empty for none."""

    text: str
    style: str = ""


Line = list[Piece]


def rendered(lines: Sequence[Line], is_coloured: bool) -> str:
    """The lines as text, with the codes of a terminal if it is to be coloured and rich is there."""
    if is_coloured:
        try:
            return _coloured(lines)
        except ImportError:
            pass
    return "".join("".join(piece.text for piece in line) + "\n" for line in lines)


def _coloured(lines: Sequence[Line]) -> str:
    from rich.color import ColorSystem  # slow to import
    from rich.style import Style

    styles: dict[str, Style] = {}
    parts = []
    for line in lines:
        for text, words in line:
            style = styles.get(words) or styles.setdefault(words, Style.parse(words))
            parts.append(style.render(text, color_system=ColorSystem.STANDARD))
        parts.append("\n")
    return "".join(parts)
