"""The names in folders, listed again only when a folder changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from spec_ls.workspace import file_snapshots, raw_reads
from spec_ls.workspace.files import SUFFIX
from spec_ls.workspace.raw_reads import FolderVersion


class FolderNames(NamedTuple):
    """The names of a folder's .rst files, also links, and of its own folders, sorted, without hidden ones."""

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


class FolderListings:
    """The names in folders.  Holds a cache alone: to ask again costs a status, however large a folder is."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[FolderVersion, FolderNames]] = {}

    def names(self, folder: Path) -> FolderNames:
        """The names in a folder; none where no folder is."""
        version = file_snapshots.folder_version(folder)
        if version is None:
            return FolderNames()
        known = self._known.get(folder)
        if known is None or known[0] != version:
            entries = version.entries
            found = _names(raw_reads.own_entries(str(folder)) if entries is None else entries)
            known = self._known[folder] = (version, found)
        return known[1]

    def files_below(self, folder: Path, depth: int, most_folders: int) -> Iterator[Path]:
        """The .rst files in a folder and below it, ``depth`` folders deep and in so many folders at most."""
        waiting = [(folder, depth)]
        while waiting and most_folders:
            most_folders -= 1
            inner, left = waiting.pop()
            names = self.names(inner)
            yield from (inner / name for name in names.files)
            if left:
                waiting += [(inner / name, left - 1) for name in reversed(names.folders[:most_folders])]


def _names(entries: tuple[tuple[str, bool], ...]) -> FolderNames:
    shown = [(name, is_folder) for name, is_folder in entries if not name.startswith(".")]
    files = tuple(name for name, is_folder in shown if not is_folder and name.endswith(SUFFIX))
    return FolderNames(files, tuple(name for name, is_folder in shown if is_folder))
