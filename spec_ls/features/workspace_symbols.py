"""Titles and labels of all documents of a workspace, found by a few letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from heapq import nsmallest
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from spec_ls.model.page_summary import Entry, EntryKind, first_title

MOST_SYMBOLS = 500
"""Symbols in one answer; whoever looks for more types more."""


_LONGEST_QUERY = 200
"""Letters of a query; no title that anybody looks for has more."""


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
    if len(wanted) > _LONGEST_QUERY:
        return []
    # Each letter is looked for behind the one before, and never again: the time does not grow with tries.
    letters = (f"(?>.*?{re.escape(letter)})" for letter in wanted)
    holds_letters = re.compile("".join(letters), re.DOTALL).match
    found = []
    for path, entries in pages.items():
        written = str(path)
        for entry in entries:
            if entry.kind is not EntryKind.TITLE and entry.kind is not EntryKind.LABEL:
                continue
            name = entry.name.casefold()
            if holds_letters(name):
                rank = (_distance(name, wanted), len(entry.name), entry.name, written, entry.line)
                found.append((rank, path, entry))
    nearest = nsmallest(MOST_SYMBOLS, found, key=itemgetter(0))
    container = cache(lambda path: _container(path, pages[path]))
    return [WorkspaceSymbol(path, entry, container(path)) for _, path, entry in nearest]


def _container(path: Path, entries: tuple[Entry, ...]) -> str:
    title = first_title(entries)
    return path.stem if title is None else title.name


def _distance(name: str, wanted: str) -> int:
    """How far a name that holds all letters of what is wanted is from it, 0 the nearest.

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
        gaps += following != index + 1
        index = following
    return 2 + gaps
