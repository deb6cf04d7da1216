"""Files that lead readers on from the old places of pages to the new ones, as some sites build them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spec_ls.profiles.conventions import REDIRECTS
from spec_ls.text import Text
from spec_ls.workspace.files import MAX_SETTINGS_SIZE, Unreadable, read

MOST_FOLDERS = 2_000
"""Folders in which a file is looked for."""


def redirect_files(folders: Iterable[Path]) -> dict[Path, Text]:
    """The files of redirects that lie in some folders; one that cannot be read is left out."""
    found = dict[Path, Text]()
    for folder in sorted(set(folders))[:MOST_FOLDERS]:
        path = folder / REDIRECTS
        try:
            found[path] = Text.of(read(path, MAX_SETTINGS_SIZE))
        except Unreadable:
            continue
    return found
