"""Open files and entries of folders whose reads and writes may fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from injection import Injection


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


class Entries:
    """What ``os.scandir`` returns."""

    def __init__(self, injection: Injection, entries: Any) -> None:
        self._injection, self._entries = injection, entries

    def __iter__(self) -> Iterator[_Entry]:
        return (_Entry(self._injection, entry) for entry in self._entries)

    def __enter__(self) -> Entries:
        return self

    def __exit__(self, *_: object) -> None:
        self._entries.close()


class File:
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
            self._injection.fail("write", self._path)
        written: int = self._file.write(content)
        return written

    def flush(self) -> None:
        self._injection.check("flush", self._path)
        self._file.flush()

    def close(self) -> None:
        self._file.close()
        self._injection.check("close", self._path)

    def __enter__(self) -> File:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
