"""Looks at the file system, noted so that what followed from them counts for as long as all of them hold.

A keystroke asks again which template and which settings serve a spec.  The answer depends on some 30 looks
at files, most of which are not there; looking again at each of them is exact, and ten times faster than to
decide anew.  All of this package's looks at files that may change go through this module.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NamedTuple


class Status(NamedTuple):
    """What changes when a file's content does; a folder's alone, when its entries do, is left out.

    ``device`` and ``inode`` say which file it is.
    """

    mode: int
    device: int
    inode: int
    size: int
    mtime_ns: int

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file."""
        return stat.S_ISREG(self.mode)

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return stat.S_ISDIR(self.mode)

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link itself."""
        return stat.S_ISLNK(self.mode)


class Entry(NamedTuple):
    """A name in a folder, and whether it is a folder's; links are followed."""

    name: str
    is_folder: bool


_Seen = dict[tuple[Callable[..., Any], tuple[str, ...]], Any]
_seen: ContextVar[_Seen | None] = ContextVar("seen", default=None)


class Looks:
    """What was seen while something was decided."""

    def __init__(self) -> None:
        self._seen: _Seen = {}

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note all looks in this context from here on."""
        token = _seen.set(self._seen)
        try:
            yield
        finally:
            _seen.reset(token)

    def hold(self) -> bool:
        """Whether each look would see the same now."""
        for (look, names), was in self._seen.items():
            if look is _status and was is None:  # an exception for each missing file would cost the most
                if os.access(names[0], os.F_OK):
                    return False
            elif look(*names) != was:
                return False
        return True


def status(path: Path | str) -> Status | None:
    """What a path leads to, symbolic links followed; None where that is nothing."""
    found: Status | None = _look(_status, path)
    return found


def own_status(path: Path | str) -> Status:
    """What is at a path itself, be it a symbolic link.  Raises ``OSError`` or ``ValueError``."""
    found = _look(_own_status, path)
    if isinstance(found, Status):
        return found
    if found is None:
        raise ValueError("embedded null byte")
    raise OSError(found, os.strerror(found))


def is_there(path: Path | str) -> bool:
    """Whether something is at a path, be it a broken link."""
    return isinstance(_look(_own_status, path), Status)


def is_file(path: Path | str) -> bool:
    """Whether a path leads to a regular file."""
    found = status(path)
    return found is not None and found.is_file


def is_folder(path: Path | str) -> bool:
    """Whether a path leads to a folder."""
    found = status(path)
    return found is not None and found.is_folder


def entries(folder: Path | str) -> tuple[Entry, ...] | None:
    """What is in a folder, in the order of names; None if it cannot be listed."""
    found: tuple[Entry, ...] | None = _look(_entries, folder)
    return found


def files(folder: Path, wanted: str) -> tuple[Path, ...]:
    """The regular files whose path below a folder fits a pattern of ``pathlib``, in order."""
    return tuple(Path(path) for path in _look(_files, folder, wanted))


def _look(look: Callable[..., Any], *about: Path | str) -> Any:
    names, seen = tuple(map(str, about)), _seen.get()
    found = look(*names)
    if seen is not None:
        seen[look, names] = found
    return found


def _status(path: str) -> Status | None:
    try:
        return _of(os.stat(path))
    except (OSError, ValueError):
        return None


def _own_status(path: str) -> Status | int | None:
    """The status, or the number of the error; None for what is no path at all."""
    try:
        return _of(os.lstat(path))
    except OSError as error:
        return error.errno or 0
    except ValueError:
        return None


def _of(found: os.stat_result) -> Status:
    if stat.S_ISDIR(found.st_mode):  # what is in a folder is looked at by name
        return Status(stat.S_IFDIR, found.st_dev, found.st_ino, 0, 0)
    return Status(found.st_mode, found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _entries(folder: str) -> tuple[Entry, ...] | None:
    try:
        with os.scandir(folder) as found:
            return tuple(sorted(Entry(one.name, one.is_dir()) for one in found))
    except OSError:
        return None


def _files(folder: str, wanted: str) -> tuple[str, ...]:
    return tuple(str(path) for path in sorted(Path(folder).glob(wanted)) if path.is_file())
