"""Grid and simple tables: only where docutils takes them to end, not what is in them."""

from __future__ import annotations

import re

from spec_ls.rst.blocks import Kind
from spec_ls.rst.source import Lines
from spec_ls.rst.steps import Piece

_GRID_BORDER = re.compile(r"\+-[-+]+-\+ *$")
_SIMPLE_TOP = re.compile("=+(?: +=+)+ *$")
_SIMPLE_BORDER = re.compile("=[ =]*$")


def grid_table(lines: Lines, index: int) -> tuple[Piece, ...] | None:
    """A table drawn with ``+---+`` borders, or what docutils drops as a malformed one."""
    if not _GRID_BORDER.match(lines[index] or ""):
        return None
    end = index + 1
    while (line := lines[end]) and line[0] != " " and line.strip()[0] in "+|":
        end += 1
    looked = end + 1
    if not _GRID_BORDER.match(lines[end - 1] or ""):
        for border in range(end - 2, index + 1, -1):
            if _GRID_BORDER.match(lines[border] or ""):
                # docutils goes back two lines too far here, and reads the table's last two lines again.
                end = border - 1
                break
    return (Piece(Kind.GRID_TABLE, end, looked=looked),)


def simple_table(lines: Lines, index: int) -> tuple[Piece, ...] | None:
    """A table between ``===  ===`` borders; one without a bottom border reaches to the end of the text."""
    top = lines[index] or ""
    if not _SIMPLE_TOP.match(top):
        return None
    borders = 0
    end = position = index + 1
    while (line := lines[position]) is not None:
        position += 1
        if not _SIMPLE_BORDER.match(line):
            continue
        borders, end = borders + 1, position
        if len(line) != len(top) or borders == 2 or not lines[position]:
            return (Piece(Kind.SIMPLE_TABLE, end, looked=position + 1),)
    return (Piece(Kind.SIMPLE_TABLE, end if borders else position, looked=position + 1),)
