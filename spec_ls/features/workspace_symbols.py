"""Titles and labels of all documents of a workspace, found by a few letters."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple

from spec_ls.model.page_summary import Entry, EntryKind

MOST_SYMBOLS = 500
"""Symbols in one answer; whoever looks for more types more."""

_KINDS = frozenset({EntryKind.TITLE, EntryKind.LABEL})


class WorkspaceSymbol(NamedTuple):
    """A title or a label, with its document's path and that document's first title."""

    path: Path
    entry: Entry
    container: str


def find_symbols(pages: Mapping[Path, tuple[Entry, ...]], query: str) -> list[WorkspaceSymbol]:
    """The titles and labels in which all letters of a query stand in its order, the nearest ones first.

    Case and white space do not count.  Without a query, all symbols are as near.
    """
    wanted = "".join(query.casefold().split())
    found = []
    for path, entries in pages.items():
        container = next((entry.name for entry in entries if entry.kind is EntryKind.TITLE), path.stem)
        for entry in entries:
            if entry.kind in _KINDS and (distance := _distance(entry.name.casefold(), wanted)) is not None:
                rank = (distance, len(entry.name), entry.name, str(path), entry.line)
                found.append((rank, WorkspaceSymbol(path, entry, container)))
    return [symbol for _, symbol in nsmallest(MOST_SYMBOLS, found, key=lambda pair: pair[0])]


def _distance(name: str, wanted: str) -> int | None:
    """How far a name is from what is wanted, 0 the nearest; None if it lacks a letter.

    A name that begins with it is nearest, then one with a word that does, then one that holds it, then one
    whose letters are scattered: the more gaps the further.
    """
    if not wanted:
        return 0
    if name.startswith(wanted):
        return 0
    at = name.find(wanted)
    if at > 0:
        return 1 if not name[at - 1].isalnum() else 2
    index, gaps = -1, 0
    for letter in wanted:
        following = name.find(letter, index + 1)
        if following < 0:
            return None
        gaps += following != index + 1
        index = following
    return 2 + gaps
