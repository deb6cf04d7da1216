"""The version of the code that makes results, as exact as the files of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

_OTHERS = ("docutils", "regex")
"""Packages whose versions decide what is found."""


def code_version() -> str:
    """A text that changes with every file of this package, and with the packages that it asks.

    Versions alone do not tell: a tree in which somebody works has one version for many states.
    """
    digest = blake2b(digest_size=16)
    for line in _files(Path(__file__).parent.parent):
        digest.update(line.encode("utf-8", "surrogateescape"))
    for name in _OTHERS:
        found = find_spec(name)
        if found is not None and found.origin:
            digest.update(_line(found.origin, os.stat(found.origin)).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[str]:
    folders = [os.fspath(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                else:
                    yield _line(entry.path, entry.stat())


def _line(path: str, status: os.stat_result) -> str:
    return f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}\n"
