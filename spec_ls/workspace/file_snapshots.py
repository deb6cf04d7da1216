"""Snapshots of what was read from the file system, to tell whether it would still be read the same.

Each keystroke asks which template and which settings serve a spec.  The answer depends on some 50 reads of
the file system (status, list of names), most of paths where nothing is.  Repeating these reads and comparing
is exact, and ten times faster than deciding anew.  In this package all reads of files that may change go
through this module, except the reads of a file's content: a content counts as unchanged while its
``FileStatus`` is.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NamedTuple

from spec_ls.workspace import read_failures
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

_Reads = dict[tuple[Callable[..., Any], tuple[str, ...]], Any]
_recording: ContextVar[_Reads | None] = ContextVar("recording", default=None)


class FileSnapshots:
    """The reads of the file system on which a decision was based, with their results."""

    def __init__(self) -> None:
        self._reads: _Reads = {}
        self._has_failures = False

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record all reads that this context makes through this module, and whether any read failed."""
        token = _recording.set(self._reads)
        try:
            with read_failures.collecting() as failures:
                yield
            self._has_failures = bool(failures)
        finally:
            _recording.reset(token)

    def pass_on(self) -> None:
        """Record these reads in the recording that is under way, too."""
        reads = _recording.get()
        if reads is not None:
            reads.update(self._reads)

    def reads(self) -> Iterator[tuple[str, tuple[str, ...], Any]]:
        """All reads: a name for ``read_again``, the paths, and the result."""
        for (read, arguments), result in self._reads.items():
            yield read.__name__, arguments, result

    @property
    def has_failures(self) -> bool:
        """True if a read failed: what was decided then is never current."""
        return self._has_failures

    def is_current(self) -> bool:
        """True if each read would give the same result now.  A decision after a failure is never current."""
        if self._has_failures:
            return False
        for (read, arguments), result in self._reads.items():
            if read is _status and result is None:  # an exception for each missing file would cost the most
                if _exists(arguments[0]):
                    return False
            elif read(*arguments) != result:
                return False
        return True


def read_again(name: str, arguments: Iterable[str]) -> Any:
    """The result of a read, by its name in ``FileSnapshots.reads``, as it is now.  Raises ``KeyError``."""
    return _READS[name](*arguments)


def status(path: Path | str) -> FileStatus | None:
    """The status of a path, symbolic links followed; None where nothing is."""
    result: FileStatus | None = _read(_status, path)
    return result


def link_status(path: Path | str) -> FileStatus:
    """The status of a path, symbolic links not followed.  Raises ``OSError`` or ``ValueError``."""
    result = _read(_link_status, path)
    if isinstance(result, FileStatus):
        return result
    if result is None:
        raise ValueError("embedded null byte")
    raise OSError(result, os.strerror(result))


def is_there(path: Path | str) -> bool:
    """True if something has this path, a broken link included."""
    return isinstance(_read(_link_status, path), FileStatus)


def is_file(path: Path | str) -> bool:
    """True if a path leads to a regular file."""
    found = status(path)
    return found is not None and found.is_file


def is_folder(path: Path | str) -> bool:
    """True if a path leads to a folder."""
    found = status(path)
    return found is not None and found.is_folder


def entries(folder: Path | str) -> tuple[FolderEntry, ...] | None:
    """The entries of a folder in the order of their names; None if it cannot be listed."""
    result: tuple[FolderEntry, ...] | None = _read(_entries, folder)
    return result


def folder_version(folder: Path | str) -> FolderVersion | None:
    """The version of a folder, which costs a status; None where no folder is."""
    result: FolderVersion | None = _read(_folder_version, folder)
    return result


def own_entries(folder: str) -> tuple[tuple[str, bool], ...]:
    """The names in a folder, sorted, each with whether it is a folder and no link; () if it cannot be listed.

    This is not recorded: ``folder_version`` is to be read before.
    """
    try:
        with os.scandir(folder) as found:
            return tuple(sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in found))
    except OSError:
        return ()


def matching_files(folder: Path, pattern: str) -> tuple[Path, ...]:
    """The regular files below a folder whose relative path matches a pattern of ``pathlib``, sorted."""
    return tuple(Path(path) for path in _read(_matching_files, folder, pattern))


def is_folder_entry(entry: os.DirEntry[str], follow_symlinks: bool = True) -> bool:
    """True if an entry is or leads to a folder; False for a link that cannot be followed, as to itself."""
    try:
        return entry.is_dir(follow_symlinks=follow_symlinks)
    except OSError as error:
        note_look(entry.path, error)
        return False


def _read(read: Callable[..., Any], *paths: Path | str) -> Any:
    arguments, reads = tuple(map(str, paths)), _recording.get()
    result = read(*arguments)
    if reads is not None:
        reads[read, arguments] = result
    return result


def _exists(path: str) -> bool:
    try:
        return os.access(path, os.F_OK)
    except ValueError:  # such as a lone surrogate: no file can have this path
        return False


def _status(path: str) -> FileStatus | None:
    try:
        return _from_stat(os.stat(path))
    except OSError as error:
        note_look(path, error)
        return None
    except ValueError:
        return None


def _link_status(path: str) -> FileStatus | int | None:
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


def _entries(folder: str) -> tuple[FolderEntry, ...] | None:
    try:
        with os.scandir(folder) as found:
            return tuple(sorted(FolderEntry(entry.name, is_folder_entry(entry)) for entry in found))
    except ValueError:
        return None
    except OSError as error:
        note_look(folder, error)
        return None


def _folder_version(folder: str) -> FolderVersion | None:
    try:
        result = os.stat(folder)
    except (OSError, ValueError):
        return None
    if not stat.S_ISDIR(result.st_mode):
        return None
    is_settled = abs(time.time_ns() - result.st_mtime_ns) > _JUST_CHANGED
    entries = None if is_settled else own_entries(folder)
    return FolderVersion(result.st_dev, result.st_ino, result.st_mtime_ns, entries)


def _matching_files(folder: str, pattern: str) -> tuple[str, ...]:
    try:
        return tuple(str(path) for path in sorted(Path(folder).glob(pattern)) if path.is_file())
    except OSError as error:
        note_look(error.filename or folder, error)
        return ()


_READS: dict[str, Callable[..., Any]] = {
    read.__name__: read for read in (_status, _link_status, _entries, _folder_version, _matching_files)
}
