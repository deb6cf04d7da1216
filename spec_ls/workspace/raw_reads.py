"""Reads of the file system whose results tell whether something has changed; all but those of contents.

Whoever decides anything by them asks through ``file_snapshots.py``, which notes them.
"""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path
from typing import NamedTuple

from spec_ls.workspace.read_failures import note_look


class FileStatus(NamedTuple):
    """Fields of ``os.stat`` that change when a file's content does, or when another file takes its place.

    For a folder ``size`` and the times are 0: they change with its entries, which ``entries`` reads.
    """

    mode: int
    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @property
    def is_file(self) -> bool:
        """True for a regular file."""
        return stat.S_ISREG(self.mode)

    @property
    def is_folder(self) -> bool:
        """True for a folder."""
        return stat.S_ISDIR(self.mode)

    @property
    def is_link(self) -> bool:
        """True for a symbolic link itself."""
        return stat.S_ISLNK(self.mode)


class FolderEntry(NamedTuple):
    """A name in a folder; ``is_folder`` follows symbolic links."""

    name: str
    is_folder: bool


class FolderVersion(NamedTuple):
    """Changes whenever an entry of a folder comes, goes or gets another name.

    A folder that changed within the last two seconds may change again without a later time: ``entries`` tells
    then, each with whether it is a folder itself; else it is None.
    """

    device: int
    inode: int
    mtime_ns: int
    entries: tuple[tuple[str, bool], ...] | None


_JUST_CHANGED = 2_000_000_000
"""Nanoseconds in which some file systems give two changes one time (FAT's last two seconds)."""


def own_entries(folder: str) -> tuple[tuple[str, bool], ...]:
    """The names in a folder, sorted, each with whether it is a folder and no link; () if it cannot be listed.

    This is not recorded: ``folder_version`` is to be read before.
    """
    try:
        with os.scandir(folder) as found:
            return tuple(sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in found))
    except OSError:
        return ()


def is_folder_entry(entry: os.DirEntry[str], follow_symlinks: bool = True) -> bool:
    """True if an entry is or leads to a folder; False for a link that cannot be followed, as to itself."""
    try:
        return entry.is_dir(follow_symlinks=follow_symlinks)
    except OSError as error:
        note_look(entry.path, error)
        return False


def exists(path: str) -> bool:
    """True if something has this path, links followed."""
    try:
        return os.access(path, os.F_OK)
    except ValueError:  # such as a lone surrogate: no file can have this path
        return False


def read_status(path: str) -> FileStatus | None:
    """The status, symbolic links followed; None where nothing is."""
    try:
        return _from_stat(os.stat(path))
    except OSError as error:
        note_look(path, error)
        return None
    except ValueError:
        return None


def read_link_status(path: str) -> FileStatus | int | None:
    """The status, or the number of the error; None for a path that no file can have."""
    try:
        return _from_stat(os.lstat(path))
    except OSError as error:
        note_look(path, error)
        return error.errno or 0
    except ValueError:
        return None


def _from_stat(result: os.stat_result) -> FileStatus:
    if stat.S_ISDIR(result.st_mode):
        return FileStatus(stat.S_IFDIR, result.st_dev, result.st_ino, 0, 0, 0)
    return FileStatus(
        result.st_mode, result.st_dev, result.st_ino, result.st_size, result.st_mtime_ns, result.st_ctime_ns
    )


def read_entries(folder: str) -> tuple[FolderEntry, ...] | None:
    """The entries of a folder in the order of their names; None if it cannot be listed."""
    try:
        with os.scandir(folder) as found:
            return tuple(sorted(FolderEntry(entry.name, is_folder_entry(entry)) for entry in found))
    except ValueError:
        return None
    except OSError as error:
        note_look(folder, error)
        return None


def read_folder_version(folder: str) -> FolderVersion | None:
    """The version of a folder; None where no folder is."""
    try:
        result = os.stat(folder)
    except (OSError, ValueError):
        return None
    if not stat.S_ISDIR(result.st_mode):
        return None
    is_settled = abs(time.time_ns() - result.st_mtime_ns) > _JUST_CHANGED
    entries = None if is_settled else own_entries(folder)
    return FolderVersion(result.st_dev, result.st_ino, result.st_mtime_ns, entries)


def read_matching_files(folder: str, pattern: str) -> tuple[str, ...]:
    """The regular files below a folder whose relative path matches a pattern of ``pathlib``, sorted."""
    try:
        return tuple(str(path) for path in sorted(Path(folder).glob(pattern)) if path.is_file())
    except OSError as error:
        note_look(error.filename or folder, error)
        return ()
