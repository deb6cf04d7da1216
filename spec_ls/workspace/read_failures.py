"""Collects failures of the file system that would otherwise look as if nothing were there.

A failing disk, a lost network or too few descriptors say nothing about a file.  Whoever takes that for an
absent file finds another template or other settings, and says wrong things about a spec.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

ReadError = OSError | MemoryError

_NOTHING_THERE = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL, errno.ENXIO, errno.ENODEV}
)
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM})
_failures: ContextVar[dict[Path, str] | None] = ContextVar("failures", default=None)
_forbidden_counts: ContextVar[bool] = ContextVar("forbidden_counts", default=True)


@contextmanager
def collecting(pass_on: bool = True) -> Iterator[dict[Path, str]]:
    """Collect the failures in this context: the reason for each path.

    With ``pass_on`` the collection around this one gets them, too.
    """
    around, found = _failures.get(), dict[Path, str]()
    token = _failures.set(found)
    try:
        yield found
    finally:
        _failures.reset(token)
        if around is not None and pass_on:
            around.update(found)


@contextmanager
def forbidden_is_absent() -> Iterator[None]:
    """In this context a file without a permission to read it counts as absent."""
    token = _forbidden_counts.set(False)
    try:
        yield
    finally:
        _forbidden_counts.reset(token)


def note_look(path: Path | str, error: ReadError) -> None:
    """Note that the status of a path, or a folder's list of names, cannot be read.

    Where a permission is missing nothing is noted: a look goes up to the top of the file system, and some
    systems forbid programs to look at a user's home.
    """
    if not _is_one_of(error, _FORBIDDEN):
        _note(path, error)


def note_read(path: Path | str, error: ReadError) -> None:
    """Note that a content cannot be read."""
    if _forbidden_counts.get() or not _is_one_of(error, _FORBIDDEN):
        _note(path, error)


def note_gone(path: Path | str, why: str) -> None:
    """Note that nothing is there any more: what was found before the file went must not be kept."""
    found = _failures.get()
    if found is not None:
        found.setdefault(Path(path), why)


def reason(error: OSError | ValueError | MemoryError) -> str:
    """An error in words, in the style of a message."""
    if isinstance(error, MemoryError):
        return "not enough memory"
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text[:1].lower() + text[1:]


def _note(path: Path | str, error: ReadError) -> None:
    if not _is_one_of(error, _NOTHING_THERE):
        note_gone(path, reason(error))


def _is_one_of(error: ReadError, numbers: frozenset[int]) -> bool:
    return isinstance(error, OSError) and error.errno in numbers
