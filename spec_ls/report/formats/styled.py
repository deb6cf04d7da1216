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
    """The lines as text without blanks at their ends, coloured for a terminal if wanted and rich is there."""
    lines = list(map(_without_end, lines))
    if is_coloured:
        try:
            return _coloured(lines)
        except ImportError:
            pass
    return "".join("".join(piece.text for piece in line) + "\n" for line in lines)


def _without_end(line: Line) -> Line:
    """A line without the blanks at its end."""
    kept = list(line)
    while kept and not kept[-1].text.rstrip(" "):
        del kept[-1]
    return [*kept[:-1], Piece(kept[-1].text.rstrip(" "), kept[-1].style)] if kept else kept


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
