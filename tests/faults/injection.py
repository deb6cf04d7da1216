"""Makes one call of the file system fail, or all from one on, for paths below a folder.

``install`` replaces the functions of ``os``, ``io`` and ``subprocess`` in this process, which is to be a forked
child.  The interpreter's own reads, and those of the package's files, are elsewhere and stay as they are.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

PARTIAL, MEMORY = "partial write", "MemoryError"
ERRORS = ("EACCES", "EIO", "ENOSPC", "EMFILE", "ENOENT", "ESTALE", "EINTR", "ELOOP", MEMORY, PARTIAL)
"""The errors that a call may end with, and a write of half of the bytes behind which the disk is full."""

_BY_PATH = ("stat", "lstat", "open", "readlink", "replace", "rename", "unlink", "remove", "chmod", "listdir")
_BY_DESCRIPTOR = ("fstat", "fsync", "close")
_LOOKS = frozenset({"stat", "lstat", "readlink", "access", "entry"})


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the file system: the function's name and the path that it is about."""

    name: str
    path: str

    @property
    def is_look(self) -> bool:
        """True for a call that tells what is at a path, where nothing may be."""
        return self.name in _LOOKS

    def errors(self) -> Iterator[str]:
        """The errors that this call may end with."""
        yield from ERRORS[:-2]
        if self.name == "read":
            yield MEMORY
        if self.name == "write":
            yield PARTIAL


class Injection:
    """Counts the calls for paths below a folder and lets the ``nth`` fail, 0-based.

    With ``lasting`` all later ones fail, too, while the file ``armed`` is there.  ``calls`` are those so far.
    """

    def __init__(self, folder: str, nth: int, error: str, lasting: bool, armed: str) -> None:
        self.calls: list[Call] = []
        self._folder, self._nth, self._error, self._lasting = folder, nth, error, lasting
        self._armed, self._open, self._stat = armed, dict[int, str](), os.stat

    def fails(self, name: str, path: str) -> bool:
        """Count a call; true if it is to fail."""
        self.calls.append(Call(name, path))
        number = len(self.calls) - 1
        if number != self._nth and not (self._lasting and 0 <= self._nth <= number):
            return False
        try:
            self._stat(self._armed)
        except FileNotFoundError:
            return False
        return True

    def check(self, name: str, path: str) -> None:
        """Count a call, and raise the error if it is to fail."""
        if self.fails(name, path):
            self.fail(path)

    def fail(self, path: str) -> None:
        """Raise the error."""
        if self._error == MEMORY:
            raise MemoryError
        number = errno.ENOSPC if self._error == PARTIAL else getattr(errno, self._error)
        raise OSError(number, os.strerror(number), path)

    @property
    def is_partial(self) -> bool:
        """True if half of the bytes are to be written before the failure."""
        return self._error == PARTIAL

    def path_of(self, file: Any) -> str | None:
        """The path of a path or of an open descriptor, if it is below the folder."""
        if isinstance(file, int):
            return self._open.get(file)
        try:
            path = os.path.abspath(os.fsdecode(file))
        except (TypeError, ValueError):
            return None
        return path if path == self._folder or path.startswith(self._folder + os.sep) else None

    def opened(self, descriptor: int, path: str) -> None:
        """Note a descriptor."""
        self._open[descriptor] = path

    def closed(self, descriptor: int) -> None:
        """Forget a descriptor."""
        self._open.pop(descriptor, None)


def install(injection: Injection) -> None:
    """Replace the functions by those that may fail."""
    for name in _BY_PATH:
        setattr(os, name, _by_path(injection, name, getattr(os, name)))
    for name in _BY_DESCRIPTOR:
        setattr(os, name, _by_descriptor(injection, name, getattr(os, name)))
    os.access = _access(injection, os.access)
    os.scandir = _scandir(injection, os.scandir)
    builtins.open = io.open = _open(injection, io.open)
    subprocess.Popen = _popen(injection, subprocess.Popen)  # type: ignore[misc]


def _by_path(injection: Injection, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(file: Any, *arguments: Any, **options: Any) -> Any:
        path = injection.path_of(file)
        if path is not None:
            injection.check(name, path)
        result = real(file, *arguments, **options)
        if name == "open" and path is not None:
            injection.opened(result, path)
        return result

    return call


def _by_descriptor(injection: Injection, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(descriptor: int, *arguments: Any) -> Any:
        path = injection.path_of(descriptor)
        if name == "close":
            injection.closed(descriptor)
            result = real(descriptor)
        if path is not None:
            injection.check(name, path)
        return result if name == "close" else real(descriptor, *arguments)

    return call


def _access(injection: Injection, real: Callable[..., bool]) -> Callable[..., bool]:
    def call(file: Any, *arguments: Any, **options: Any) -> bool:
        path = injection.path_of(file)
        if path is not None and injection.fails("access", path):
            return False
        return real(file, *arguments, **options)

    return call


class _Entry:
    """An ``os.DirEntry`` whose questions may fail."""

    def __init__(self, injection: Injection, entry: os.DirEntry[str]) -> None:
        self._injection, self._entry = injection, entry
        self.name, self.path = entry.name, entry.path

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._entry, name)
        if name not in ("is_dir", "is_file", "is_symlink", "stat", "inode"):
            return real

        def call(**options: Any) -> Any:
            self._injection.check("entry", self.path)
            return real(**options)

        return call

    def __fspath__(self) -> str:
        return self.path


class _Entries:
    """What ``os.scandir`` returns."""

    def __init__(self, injection: Injection, entries: Any) -> None:
        self._injection, self._entries = injection, entries

    def __iter__(self) -> Iterator[_Entry]:
        return (_Entry(self._injection, entry) for entry in self._entries)

    def __enter__(self) -> _Entries:
        return self

    def __exit__(self, *_: object) -> None:
        self._entries.close()


def _scandir(injection: Injection, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(folder: Any = ".") -> Any:
        path = injection.path_of(folder)
        if path is None:
            return real(folder)
        injection.check("scandir", path)
        return _Entries(injection, real(folder))

    return call


class _File:
    """An open file whose reads and writes may fail."""

    def __init__(self, injection: Injection, file: Any, path: str) -> None:
        self._injection, self._file, self._path = injection, file, path

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, *arguments: Any) -> Any:
        self._injection.check("read", self._path)
        return self._file.read(*arguments)

    def write(self, content: Any) -> int:
        if self._injection.fails("write", self._path):
            if self._injection.is_partial:
                self._file.write(content[: len(content) // 2])
            self._injection.fail(self._path)
        written: int = self._file.write(content)
        return written

    def flush(self) -> None:
        self._injection.check("flush", self._path)
        self._file.flush()

    def close(self) -> None:
        self._file.close()
        self._injection.check("close", self._path)

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _open(injection: Injection, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(file: Any, *arguments: Any, **options: Any) -> Any:
        path = injection.path_of(file)
        if path is None:
            return real(file, *arguments, **options)
        injection.check("open", path)
        return _File(injection, real(file, *arguments, **options), path)

    return call


def _popen(injection: Injection, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(command: Any, **options: Any) -> Any:
        path = injection.path_of(command[2]) if command[:2] == ["git", "-C"] else None
        if path is not None:
            injection.check("run", path)
        return real(command, **options)

    return call
