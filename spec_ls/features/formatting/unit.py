"""The proof that docutils reads some blocks as before, however they were formatted."""

from __future__ import annotations

from collections.abc import Sequence

from spec_ls.rst.meaning import meaning_of
from spec_ls.rst.source import as_docutils_reads
from spec_ls.rst.syntax.reading import Stepwise

MOST_LINES = 300
"""A longer unit docutils would read for more than some 15 ms, at each time."""
_MOST_CHARACTERS = 30_000

_MOST_ASKED = 2
"""Variants of a unit that docutils reads."""

Lines = Sequence[str]


def first_proven(before: Lines, variants: Sequence[Lines]) -> Stepwise[int]:
    """The index of the first variant that docutils reads as the lines before; the last is proven already.

    docutils reads the lines three times at most, and between two steps once.  What is the same to it
    without white space at the ends of lines is proven without it.
    """
    text = _read(before)
    meaning, asked = None, 0
    for number, variant in enumerate(variants[:-1]):
        now = _read(variant)
        if now == text:
            return number
        if asked == _MOST_ASKED or not _is_short(before) or not _is_short(variant):
            continue
        if meaning is None:
            meaning = meaning_of("\n".join(text), whatever_adornment=True)
            yield
        if meaning is None:
            break
        asked += 1
        same = meaning == meaning_of("\n".join(now), whatever_adornment=True)
        yield
        if same:
            return number
    return len(variants) - 1


def _read(lines: Lines) -> list[str]:
    """The lines as docutils reads them, without blank ones at the end."""
    read = [as_docutils_reads(line) for line in lines]
    while read and not read[-1]:
        del read[-1]
    return read


def _is_short(lines: Lines) -> bool:
    return len(lines) <= MOST_LINES and sum(map(len, lines)) <= _MOST_CHARACTERS
