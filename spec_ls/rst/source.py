"""A buffer's lines as docutils reads them.

docutils turns form feeds and vertical tabs into spaces, ends lines at six more characters than LSP
does, expands tabs to 8 columns and strips white space at a line's end
(``docutils.statemachine.string2lines``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

TAB_WIDTH = 8
LINE_LENGTH_LIMIT = 10_000
"""docutils' ``line_length_limit``: of a text with a longer line it reads nothing at all."""

LINE_BREAK = re.compile("[\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line to docutils, and no line of the buffer."""

_PIECE = re.compile("[^\x1c-\x1e\x85\u2028\u2029\r\n]*(?:[\x1c-\x1e\x85\u2028\u2029]|\r\n|\r|\n)|.+$")
_ODD = re.compile("[\t\v\f]")
_SPACES = str.maketrans("\v\f", "  ")


def as_docutils_reads(piece: str) -> str:
    """One line with its end, as docutils sees it: tabs expanded, white space at the end gone."""
    line = piece.rstrip()
    if _ODD.search(line):
        line = line.translate(_SPACES).expandtabs(TAB_WIDTH).rstrip()
    return line


class Lines(dict[int, "str | None"]):
    """Lines by index as docutils reads them; ``None`` behind the last one."""

    def __init__(self, lines: Sequence[str] = ()) -> None:
        super().__init__(enumerate(lines))

    def __missing__(self, index: int) -> str | None:
        return None


class Source(Lines):
    """The lines of a buffer from one line on, read as they are asked for.

    Index 0 is the first line read.  ``raw`` holds the lines read so far with their ends, ``oversized``
    the indices of those that docutils would not read.
    """

    def __init__(self, lines: Sequence[str], first: int = 0) -> None:
        super().__init__()
        self.raw: list[str] = []
        self.oversized: list[int] = []
        self._lines = lines
        self._next = first

    def __missing__(self, index: int) -> str | None:
        raw = self.raw
        while len(raw) <= index:
            if self._next >= len(self._lines):
                return None
            line = self._lines[self._next]
            self._next += 1
            if LINE_BREAK.search(line):
                pieces = _PIECE.findall(line)
            elif line:
                pieces = [line]
            else:  # what follows a final line end is no line to docutils
                continue
            for piece in pieces:
                text = as_docutils_reads(piece)
                if len(text) > LINE_LENGTH_LIMIT:
                    self.oversized.append(len(raw))
                self[len(raw)] = text
                raw.append(piece)
        return self[index]
