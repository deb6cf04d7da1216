"""A terminal's screen as an SVG: cells with their colours and underlines, as tmux captures them.

tmux writes a screen as lines of text with SGR sequences (ECMA-48 8.3.117, and the ones that terminals have added:
``4:3`` for a curly underline, ``58`` for its colour).
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from pathlib import Path

CELL, LINE, SIZE = 8.4, 18, 14
"""A cell's width, a line's height and the font's size, in pixels."""

MARGIN = 12
SPACE = "\N{NO-BREAK SPACE}"
FOREGROUND, BACKGROUND = "#d8d8d8", "#16161c"
FONT = "'DejaVu Sans Mono', 'Liberation Mono', Menlo, Consolas, monospace"

# xterm's first sixteen, somewhat softer.
_SIXTEEN = (
    "#000000",
    "#cd3131",
    "#0dbc79",
    "#c5a332",
    "#3b78d8",
    "#bc3fbc",
    "#11a8cd",
    "#cccccc",
    "#767676",
    "#f14c4c",
    "#23d18b",
    "#e5c07b",
    "#6ba4f8",
    "#d670d6",
    "#29b8db",
    "#ffffff",
)
_SEQUENCE = re.compile(r"\x1b\[([0-9;:]*)m|\x1b[()][A-Z0-9]|[\x0e\x0f]")


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks; ``underline`` is ``""``, ``straight`` or ``curly``."""

    colour: str | None = None
    ground: str | None = None
    bold: bool = False
    italic: bool = False
    reverse: bool = False
    underline: str = ""
    stroke: str | None = None


def picture(screen: str, title: str) -> str:
    """A screen as SVG; the title is for those who cannot see it."""
    rows = list(_rows(screen.rstrip("\n").split("\n")))
    width = max(sum(_width(text) for text, _ in row) for row in rows) * CELL + 2 * MARGIN
    height = len(rows) * LINE + 2 * MARGIN
    body = "\n".join(piece for number, row in enumerate(rows) for piece in _drawn(row, number))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}"'
        f' viewBox="0 0 {width:.0f} {height}" role="img" aria-label="{escape(title)}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="100%" height="100%" rx="6" fill="{BACKGROUND}"/>\n'
        f'<g font-family="{FONT}" font-size="{SIZE}">\n{body}\n</g>\n</svg>\n'
    )


def write(name: str, screen: str, title: str) -> None:
    """Write a picture into the folder that SPEC_LS_PICTURES names, if it names one."""
    if folder := os.environ.get("SPEC_LS_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name}.svg").write_text(picture(screen, title), encoding="utf-8")


def styles(screen: str) -> dict[str, Style]:
    """Each piece of text on a screen that looks alike, without the space around it, and how it looks."""
    return {text.strip(): style for row in _rows(screen.split("\n")) for text, style in row if text.strip()}


def _rows(lines: list[str]) -> Iterator[list[tuple[str, Style]]]:
    style = Style()
    for line in lines:
        cells: list[tuple[str, Style]] = []
        position = 0
        for found in _SEQUENCE.finditer(line):
            cells += ((character, style) for character in line[position : found.start()])
            if found[1] is not None:
                style = _changed(style, found[1])
            position = found.end()
        cells += ((character, style) for character in line[position:])
        yield [
            ("".join(text for text, _ in group), one)
            for one, group in groupby(cells, key=lambda cell: cell[1])
        ]


def _changed(style: Style, sequence: str) -> Style:
    """A style after an SGR sequence."""
    words = iter((sequence or "0").split(";"))
    for word in words:
        if ":" in word:
            style = _with_parts(style, [int(part) if part else 0 for part in word.split(":")])
            continue
        number = int(word or 0)
        if number in (38, 48, 58):
            field = {38: "colour", 48: "ground", 58: "stroke"}[number]
            style = replace(style, **{field: _extended(words)})
        else:
            style = _simple(style, number)
    return style


def _with_parts(style: Style, parts: list[int]) -> Style:
    """A style after a parameter that has parts: ``4:3``, ``58:2::255:0:0``, ``58:5:9``."""
    if parts[0] == 4:
        return replace(style, underline=("", "straight", "straight", "curly", "curly", "curly")[parts[1]])
    field = {38: "colour", 48: "ground", 58: "stroke"}.get(parts[0])
    if field is None:
        return style
    colour = _indexed(parts[2]) if parts[1] == 5 else "#{:02x}{:02x}{:02x}".format(*parts[-3:])
    return replace(style, **{field: colour})


def _extended(words: Iterator[str]) -> str:
    if next(words) == "5":
        return _indexed(int(next(words)))
    return "#{:02x}{:02x}{:02x}".format(*(int(next(words)) for _ in range(3)))


def _simple(style: Style, number: int) -> Style:
    if number == 0:
        return Style()
    named = {
        1: {"bold": True},
        3: {"italic": True},
        4: {"underline": "straight"},
        7: {"reverse": True},
        22: {"bold": False},
        23: {"italic": False},
        24: {"underline": ""},
        27: {"reverse": False},
        39: {"colour": None},
        49: {"ground": None},
        59: {"stroke": None},
    }
    if number in named:
        return replace(style, **named[number])
    for start, field, first in ((30, "colour", 0), (40, "ground", 0), (90, "colour", 8), (100, "ground", 8)):
        if start <= number < start + 8:
            return replace(style, **{field: _SIXTEEN[first + number - start]})
    return style


def _indexed(number: int) -> str:
    """A colour of xterm's 256: sixteen, a cube of six, and greys."""
    if number < 16:
        return _SIXTEEN[number]
    if number >= 232:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    steps = (number - 16) // 36, (number - 16) // 6 % 6, (number - 16) % 6
    return "#" + "".join(f"{55 + 40 * step if step else 0:02x}" for step in steps)


def _drawn(row: list[tuple[str, Style]], number: int) -> Iterator[str]:
    column = 0
    top = MARGIN + number * LINE
    for text, style in row:
        x, width = MARGIN + column * CELL, _width(text) * CELL
        colour, ground = style.colour or FOREGROUND, style.ground
        if style.reverse:
            colour, ground = style.ground or BACKGROUND, style.colour or FOREGROUND
        if ground:
            yield f'<rect x="{x:.1f}" y="{top}" width="{width:.1f}" height="{LINE}" fill="{ground}"/>'
        if text.strip():
            bold = ' font-weight="bold"' * style.bold + ' font-style="italic"' * style.italic
            # Fonts differ: the length keeps what follows in its column.  Browsers join spaces, but not these.
            length = f' textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs"'
            where = f'x="{x:.1f}" y="{top + 13}" fill="{colour}"'
            yield f"<text {where}{bold}{length}>{escape(text.replace(' ', SPACE))}</text>"
        if style.underline:
            yield _underlined(style, x, top + LINE - 2, width, style.stroke or colour)
        column += _width(text)


def _underlined(style: Style, x: float, y: float, width: float, colour: str) -> str:
    shape = f"h{width:.1f}"
    if style.underline == "curly":
        shape = "q1.05 -2 2.1 0 t2.1 0 " + "t2.1 0 t2.1 0 " * round(width / CELL * 2 - 1)
    return f'<path d="M{x:.1f} {y}{shape}" fill="none" stroke="{colour}"/>'


def _width(text: str) -> int:
    """How many cells a text takes."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )
