"""A buffer's lines as docutils reads them.

docutils turns form feeds and vertical tabs into spaces, ends lines at six more characters than LSP
does, expands tabs to 8 columns and strips white space at a line's end
(``docutils.statemachine.string2lines``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

TAB_WIDTH = 8
LINE_LENGTH_LIMIT = 10_000
"""docutils' ``line_length_limit``: of a text with a longer line it reads nothing at all."""

LINE_BREAK = re.compile("[\x1c-\x1e\x85\u2028\u2029]")
"""Characters that end a line to docutils, but not in LSP."""

_PIECE = re.compile("[^\x1c-\x1e\x85\u2028\u2029\r\n]*(?:[\x1c-\x1e\x85\u2028\u2029]|\r\n|\r|\n)|.+$")
_ODD = re.compile("[\t\v\f]")
_SPECIAL = re.compile("[\t\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Characters without which docutils' lines are the buffer's, but for white space at their ends."""

_FEWEST_AHEAD, _MOST_AHEAD = 8, 256
_SPACES = str.maketrans("\v\f", "  ")


def as_docutils_reads(piece: str) -> str:
    """One line with its end, as docutils sees it: tabs expanded, white space at the end gone."""
    line = piece.rstrip()
    if _ODD.search(line):
        line = line.translate(_SPACES).expandtabs(TAB_WIDTH).rstrip()
    return line


def raw_column(raw: str, column: int) -> int:
    """The column of a raw line that docutils, which expands tabs, counts as ``column``."""
    if "\t" not in raw:
        return column
    seen = 0
    for index, character in enumerate(raw):
        if seen >= column:
            return index
        seen += TAB_WIDTH - seen % TAB_WIDTH if character == "\t" else 1
    return len(raw.rstrip())


class NumberedLines(NamedTuple):
    """Some lines of a block as docutils reads them; ``start`` is the first one's index among the block's."""

    lines: list[str]
    start: int = 0

    @classmethod
    def of(cls, raw: Sequence[str]) -> NumberedLines:
        """All the lines of a block."""
        return cls([as_docutils_reads(line) for line in raw])

    @property
    def end(self) -> int:
        """The index behind the last line, among the block's."""
        return self.start + len(self.lines)

    @property
    def characters(self) -> int:
        """The number of characters of all lines, without their ends."""
        return sum(map(len, self.lines))

    @property
    def first_blank(self) -> int:
        """The index in ``lines`` of the first blank line, or else that behind the last line."""
        return self.lines.index("") if "" in self.lines else len(self.lines)

    def slice(self, start: int, end: int | None = None) -> NumberedLines:
        """The lines with the indices ``[start, end)`` in ``lines``, by default up to the last one."""
        return NumberedLines(self.lines[start:end], self.start + start)

    def without_blank_ends(self) -> NumberedLines:
        """The lines from the first to the last one with text."""
        filled = [index for index, line in enumerate(self.lines) if line]
        return self.slice(filled[0], filled[-1] + 1) if filled else self

    def without_columns(self, width: int) -> NumberedLines:
        """The lines without their first ``width`` columns."""
        return NumberedLines([line[width:] for line in self.lines], self.start)

    def columns(self, start: int, end: int | None) -> NumberedLines:
        """The text between two columns, dedented, as that of a table's cell."""
        return NumberedLines([line[start:end].rstrip() for line in self.lines], self.start).dedented()

    def dedented(self) -> NumberedLines:
        """The lines without the indentation that all of them have; empty lines do not count."""
        return self.without_columns(
            min((len(line) - len(line.lstrip()) for line in self.lines if line), default=0)
        )


class Lines(dict[int, "str | None"]):
    """Lines by index as docutils reads them; ``None`` behind the last one."""

    def __init__(self, lines: Sequence[str] = ()) -> None:
        super().__init__(enumerate(lines))

    def __missing__(self, index: int) -> str | None:
        return None


class BufferLines(Lines):
    """The lines of a buffer from one line on, read as they are asked for, and some ahead.

    Index 0 is the first line read.  ``raw`` holds the lines read so far with their ends, ``oversized``
    the indices of those that docutils would not read.  ``is_divided`` is true if any line read so far has
    an end that LSP does not know.
    """

    def __init__(self, lines: Sequence[str], first: int = 0) -> None:
        super().__init__()
        self.raw: list[str] = []
        self.oversized: list[int] = []
        self.is_divided = False
        self._lines = lines
        self._next, self._ahead = first, _FEWEST_AHEAD

    def __missing__(self, index: int) -> str | None:
        while len(self.raw) <= index:
            if self._next >= len(self._lines):
                return None
            self._read_ahead()
        return self[index]

    def _read_ahead(self) -> None:
        """Read some more lines, each time twice as many: most texts are read to their end."""
        lines = self._lines[self._next : self._next + self._ahead]
        self._next, self._ahead = self._next + len(lines), min(2 * self._ahead, _MOST_AHEAD)
        if not lines[-1]:
            lines = lines[:-1]  # what follows a final line end is no line to docutils
        text = "".join(lines)
        if _SPECIAL.search(text) or len(text) > LINE_LENGTH_LIMIT:
            for line in lines:
                self._read(line)
            return
        self.update(enumerate(map(str.rstrip, lines), len(self.raw)))
        self.raw += lines

    def _read(self, line: str) -> None:
        pieces = _PIECE.findall(line) if LINE_BREAK.search(line) else [line]
        self.is_divided = self.is_divided or len(pieces) > 1
        for piece in pieces:
            text = as_docutils_reads(piece)
            if len(text) > LINE_LENGTH_LIMIT:
                self.oversized.append(len(self.raw))
            self[len(self.raw)] = text
            self.raw.append(piece)
