"""Merge conflicts that git left in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spec_ls.rst.chunks import Blocks, Chunk, chunk_lines
from spec_ls.rst.kept import kept
from spec_ls.text import line_content

_MARKERS = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?")


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """The 0-based buffer lines of a conflict's markers; ``base`` is None where git shows no common state."""

    ours: int
    base: int | None
    theirs: int
    end: int


def merge_conflicts(blocks: Blocks) -> Iterator[MergeConflict]:
    """The conflicts in a text, in order."""
    if not any(_begins(chunk) for chunk in blocks.chunks):
        return
    markers = [
        (first + offset, mark) for chunk, first in blocks.with_lines() for offset, mark in _markers(chunk)
    ]
    start: int | None = None
    base = theirs = None
    for line, mark in markers:
        if mark == "<":
            start, base, theirs = line, None, None
        elif start is not None and mark == "|" and theirs is None:
            base = line
        elif start is not None and mark == "=" and theirs is None:
            theirs = line
        elif start is not None and mark == ">" and theirs is not None:
            yield MergeConflict(start, base, theirs, line)
            start = None


@kept
def _begins(chunk: Chunk) -> bool:
    """True if a conflict may begin in a chunk; other markers are as common as titles."""
    return any(line.startswith("<<<<<<<") for line in chunk_lines(chunk))


@kept
def _markers(chunk: Chunk) -> tuple[tuple[int, str], ...]:
    """The lines in a chunk that may be a marker, and its character."""
    return tuple(
        (offset, line[0])
        for offset, line in enumerate(chunk_lines(chunk))
        if line[:7] in ("<<<<<<<", "|||||||", "=======", ">>>>>>>") and _MARKERS.fullmatch(line_content(line))
    )
