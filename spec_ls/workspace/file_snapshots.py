"""Snapshots of what was read from the file system, to tell whether it would still be read the same.

Each keystroke asks which template and which settings serve a spec.  The answer depends on some 50 reads of
the file system (status, list of names), most of paths where nothing is.  Repeating these reads and comparing
is exact, and ten times faster than deciding anew.  In this package all reads of files that may change go
through this module, except the reads of a file's content: a content counts as unchanged while its
``FileStatus`` is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from spec_ls.latest import Latest
from spec_ls.workspace import read_failures
from spec_ls.workspace.raw_reads import (
    FileStatus,
    FolderEntry,
    FolderVersion,
    exists,
    read_entries,
    read_folder_version,
    read_link_status,
    read_matching_files,
    read_status,
)

_Read = tuple[Callable[..., Any], tuple[str, ...]]
_Reads = dict[_Read, Any]
_Result = TypeVar("_Result")


class _Recording(dict[_Read, Any]):
    """Reads with their results; ``is_torn`` once a read has given two: what was decided fits neither."""

    is_torn = False

    def note(self, read: _Read, result: Any) -> None:
        """Note a read."""
        if self.setdefault(read, result) != result:
            self.is_torn = True


_recording: ContextVar[_Recording | None] = ContextVar("recording", default=None)


_MOST_READS = 20_000
"""Reads that one look remembers: those of some 4,000 specs (4,088 for 845 of one repository)."""


class _Look:
    """What was read during one look at the file system, and what was made of it."""

    def __init__(self) -> None:
        self.reads: _Reads = Latest(_MOST_READS)
        self.results: dict[tuple[Any, ...], tuple[FileSnapshots, Any]] = {}


_look: ContextVar[_Look | None] = ContextVar("look", default=None)


class FileSnapshots:
    """The reads of the file system on which a decision was based, with their results."""

    def __init__(self) -> None:
        self._reads = _Recording()
        self.has_failures = False
        self._look: _Look | None = None

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record all reads that this context makes through this module, and whether any read failed.

        A path that changed between two reads counts as a failure, too.
        """
        token, self._look = _recording.set(self._reads), _look.get()
        try:
            with read_failures.collecting() as failures:
                yield
            self.has_failures = bool(failures) or self._reads.is_torn
        finally:
            _recording.reset(token)

    def pass_on(self) -> None:
        """Record these reads in the recording that is under way, too."""
        reads = _recording.get()
        if reads is not None:
            for read, result in self._reads.items():
                reads.note(read, result)
            reads.is_torn = reads.is_torn or self._reads.is_torn

    def reads(self) -> Iterator[tuple[str, tuple[str, ...], Any]]:
        """All reads: a name for ``read_again``, the paths, and the result."""
        for (read, arguments), result in self._reads.items():
            yield read.__name__, arguments, result

    def paths(self) -> frozenset[str]:
        """All paths that were asked for."""
        return frozenset(path for _, arguments in self._reads for path in arguments)

    def is_current(self) -> bool:
        """True if each read would give the same result now.  A decision after a failure is never current."""
        if self.has_failures:
            return False
        if self._look is not None and self._look is _look.get():
            return True
        for (read, arguments), result in self._reads.items():
            if (
                read is read_status and result is None
            ):  # an exception for each missing file would cost the most
                if exists(arguments[0]):
                    return False
            elif read(*arguments) != result:
                return False
        return True


def read_again(name: str, arguments: Iterable[str]) -> Any:
    """The result of a read, by its name in ``FileSnapshots.reads``, as it is now.  Raises ``KeyError``."""
    return _READS[name](*arguments)


@contextmanager
def one_look() -> Iterator[None]:
    """Read each path once in this context: a command that resolves many paths takes the files as they are.

    A read that fails is repeated, so that each path is told of it.
    """
    token = _look.set(_look.get() or _Look())
    try:
        yield
    finally:
        _look.reset(token)


def begin_look() -> None:
    """Read each path once from now on, to the end of this context (``contextvars``)."""
    _look.set(_Look())


def once_in_a_look(
    function: Callable[..., _Result], *arguments: Any, key: tuple[Any, ...] | None = None
) -> _Result:
    """The result of a function of its arguments and of the file system, computed once in a look.

    ``key`` stands for arguments that have no hash.
    """
    look = _look.get()
    if look is None:
        return function(*arguments)
    whole_key = (function, *(arguments if key is None else key))
    known = look.results.get(whole_key)
    if known is None:
        snapshots = FileSnapshots()
        with snapshots.recording():
            known = snapshots, function(*arguments)
        if not snapshots.has_failures:
            look.results[whole_key] = known
    known[0].pass_on()
    result: _Result = known[1]
    return result


def status(path: Path | str) -> FileStatus | None:
    """The status of a path, symbolic links followed; None where nothing is."""
    result: FileStatus | None = _read(read_status, path)
    return result


def link_status(path: Path | str) -> FileStatus:
    """The status of a path, symbolic links not followed.  Raises ``OSError`` or ``ValueError``."""
    result = _read(read_link_status, path)
    if isinstance(result, FileStatus):
        return result
    if result is None:
        raise ValueError("embedded null byte")
    raise OSError(result, os.strerror(result))


def was_there(path: Path | str) -> bool:
    """True if something had this path when the recording under way read its status."""
    reads = _recording.get()
    return reads is not None and reads.get((read_status, (str(path),))) is not None


def is_there(path: Path | str) -> bool:
    """True if something has this path, a broken link included."""
    return isinstance(_read(read_link_status, path), FileStatus)


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
    result: tuple[FolderEntry, ...] | None = _read(read_entries, folder)
    return result


def first_entries(folder: Path, most: int) -> tuple[FolderEntry, ...]:
    """The first ``most`` files and folders of a folder, in the file system's order; () if it is unreadable.

    This is not recorded: no template or setting depends on it.
    """
    try:
        with os.scandir(folder) as found:
            some = list(islice(found, most))
    except (OSError, ValueError):
        return ()
    looked_at = ((entry.name, _is_folder(entry)) for entry in some)
    return tuple(FolderEntry(name, is_folder) for name, is_folder in looked_at if is_folder is not None)


def folder_version(folder: Path | str) -> FolderVersion | None:
    """The version of a folder, which costs a status; None where no folder is."""
    result: FolderVersion | None = _read(read_folder_version, folder)
    return result


def matching_files(folder: Path, pattern: str) -> tuple[Path, ...]:
    """The regular files below a folder whose relative path matches a pattern of ``pathlib``, sorted."""
    return tuple(Path(path) for path in _read(read_matching_files, folder, pattern))


def _is_folder(entry: os.DirEntry[str]) -> bool | None:
    """True for a folder, False for a regular file; None for anything else, and broken links."""
    try:
        return entry.is_dir() or (False if entry.is_file() else None)
    except OSError:
        return None


def _read(read: Callable[..., Any], *paths: Path | str) -> Any:
    arguments, reads, look = tuple(map(str, paths)), _recording.get(), _look.get()
    result = read(*arguments) if look is None else _read_once(look.reads, read, arguments)
    if reads is not None:
        reads.note((read, arguments), result)
    return result


def _read_once(known: _Reads, read: Callable[..., Any], arguments: tuple[str, ...]) -> Any:
    key = read, arguments
    if key in known:
        return known[key]
    with read_failures.collecting() as failures:
        result = read(*arguments)
    if not failures:
        known[key] = result
    return result


_READS: dict[str, Callable[..., Any]] = {
    read.__name__: read
    for read in (read_status, read_link_status, read_entries, read_folder_version, read_matching_files)
}
