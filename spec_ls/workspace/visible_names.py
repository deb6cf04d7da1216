"""The names in a folder to which a document may refer by path."""

from __future__ import annotations

import os
from pathlib import Path

from spec_ls.workspace import file_snapshots
from spec_ls.workspace.folder_listings import FolderNames
from spec_ls.workspace.layout import is_root
from spec_ls.workspace.template_bounds import holds_everything
from spec_ls.workspace.walk import are_ignored, is_ignored

MOST_NAMES = 5_000
"""Entries of a folder that are looked at, in the file system's order."""


def visible_names(folder: Path, document: Path) -> FolderNames:
    """The names of files and folders in ``folder``, without hidden ones and those that git ignores, sorted.

    None are given of a folder outside of the repository that ``document`` lies in, or, where it lies in none,
    outside of the document's own folder; symbolic links are followed to tell that.
    """
    real, home = _real(folder), _real(document.parent)
    top = next((above for above in (home, *home.parents) if is_root(above)), home)
    if not _is_open(real, top) or (real != home and is_ignored(real)):
        return FolderNames()
    shown = [entry for entry in file_snapshots.first_entries(real, MOST_NAMES) if entry.name[0] != "."]
    ignored = are_ignored(real, shown)
    kept = sorted(entry for entry in shown if entry.name not in ignored)
    return FolderNames(
        tuple(entry.name for entry in kept if not entry.is_folder),
        tuple(entry.name for entry in kept if entry.is_folder),
    )


def _is_open(folder: Path, top: Path) -> bool:
    """True for a folder that is in ``top`` and not in a hidden one there, such as git's own."""
    if holds_everything(top) or not folder.is_relative_to(top):
        return False
    return not any(part.startswith(".") for part in folder.relative_to(top).parts)


def _real(path: Path) -> Path:
    """A path without symbolic links, as far as it exists."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):  # such as a null byte: nothing has this path
        return path
