"""Converts columns in code points to LSP's ``character`` in the negotiated encoding, and back.

LSP 3.17, "Position": ``character`` counts the encoding's units: bytes for utf-8, 16 bits for utf-16,
code points for utf-32.  Both sides are 0-based.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum


class Encoding(Enum):
    """An encoding that positions can be counted in; the values are LSP's names."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    UTF_32 = "utf-32"


_CODECS = {Encoding.UTF_8: ("utf-8", 1), Encoding.UTF_16: ("utf-16-le", 2)}
# A lone surrogate is one code point of the buffer: JSON can carry it, and editors can hold it.
_ERRORS = "surrogatepass"


def to_units(line: str, column: int, encoding: Encoding) -> int:
    """The number of units of the encoding in the first ``column`` code points of ``line``."""
    head = line[:column]
    if encoding is Encoding.UTF_32 or head.isascii():
        return len(head)
    codec, width = _CODECS[encoding]
    return len(head.encode(codec, _ERRORS)) // width


def to_column(line: str, units: int, encoding: Encoding) -> int:
    """The number of whole code points in the first ``units`` units of ``line``, at most all of them.

    A place inside a character is taken for the character's start.
    """
    if encoding is Encoding.UTF_32 or line.isascii():
        return min(max(units, 0), len(line))
    # A code point takes at least one unit, so the rest of a long line does not matter.
    columns = range(min(max(units, 0), len(line)) + 1)
    return bisect_right(columns, max(units, 0), key=lambda column: to_units(line, column, encoding)) - 1
