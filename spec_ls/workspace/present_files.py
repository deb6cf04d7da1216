"""The files of some names that a repository has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from spec_ls.workspace import file_snapshots
from spec_ls.workspace.files import MAX_SETTINGS_SIZE, Unreadable, other_than_folder_status, read
from spec_ls.workspace.read_failures import collecting
from spec_ls.workspace.writing import LeadsOutside, write_target


@dataclass(frozen=True, slots=True)
class PresentFiles:
    """The texts of the files that are there, and the folders, by their paths below the top, with slashes."""

    texts: Mapping[str, str]
    folders: frozenset[str] = frozenset()


def present_files(top: Path, names: Iterable[str]) -> tuple[PresentFiles, dict[str, Exception]]:
    """Those of some paths below ``top`` that are there, and why others cannot be read.

    A link that leads out of the repository is not read: what it names would not be written either.
    """
    texts, folders, failures = dict[str, str](), set[str](), dict[str, Exception]()
    for name in names:
        path = top / name
        if file_snapshots.is_folder(path):
            folders.add(name)
        elif other_than_folder_status(path) is not None:
            try:
                write_target(path, top)
                with collecting(pass_on=False):  # the caller reports it
                    texts[name] = read(path, MAX_SETTINGS_SIZE)
            except (Unreadable, LeadsOutside, OSError) as error:
                failures[name] = error
    return PresentFiles(texts, frozenset(folders)), failures
