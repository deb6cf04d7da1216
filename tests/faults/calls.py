"""Calls of the file system, the errors that each may end with, and which calls stand for others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

PARTIAL, MEMORY = "partial write", "MemoryError"
LOCKED, FULL, BROKEN = "database is locked", "database or disk is full", "database disk image is malformed"

_LOOK = ("EACCES", "EIO", "ENOENT", "ESTALE", "ELOOP")
_CHANGE = ("EACCES", "EIO", "ENOSPC", "ENOENT", "EROFS")
_DATABASE = (LOCKED, FULL, BROKEN)
ERRORS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("stat", "lstat", "access", "entry"), _LOOK),
    "readlink": ("EACCES", "EIO", "ENOENT", "ESTALE"),
    "open": (*_LOOK, "EMFILE", "EINTR"),
    "scandir": ("EACCES", "EIO", "ENOENT", "ESTALE", "EMFILE"),
    "listdir": ("EACCES", "EIO", "ENOENT", "ESTALE", "EMFILE"),
    "fstat": ("EIO", "ESTALE"),
    "read": ("EIO", "ESTALE", "EINTR", MEMORY),
    "close": ("EIO", "ENOSPC", "EINTR"),
    "create": ("EACCES", "EIO", "ENOSPC", "EMFILE", "EROFS"),
    "write": ("EIO", "ENOSPC", PARTIAL, MEMORY),
    "flush": ("EIO", "ENOSPC"),
    "fsync": ("EIO", "ENOSPC"),
    **dict.fromkeys(("replace", "rename", "unlink", "remove", "chmod", "mkdir", "rmdir", "link"), _CHANGE),
    "run": ("ENOENT", "EACCES", "EMFILE", "ENOMEM"),
    "connect": ("unable to open database file", *_DATABASE),
    "execute": _DATABASE,
    "commit": _DATABASE,
}
"""The errors of each call; a partial write leaves half of the bytes, and the disk is full behind it."""

_LASTING = ("EACCES", "EIO", "ENOSPC")
_CLASSES = ("EIO", "ENOENT", MEMORY, FULL)
"""One of the errors that are treated alike: the disk fails, a permission is missing, nothing is there, ..."""

_CLASSES_OF_ABSENT = ("EIO", "EACCES")
_WRITES = frozenset(
    {"create", "write", "flush", "fsync", "close", "chmod", "replace", "link", "unlink", "mkdir"}
)
_LOOKS = frozenset({"stat", "lstat", "readlink", "access", "entry"})
_TEMPORARY = re.compile(r"((?:^|/)\.[^/]+\.)[a-z0-9_]{8}$")


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the file system: the function's name and the path that it is about, relative to the folder.

    The letters that ``tempfile`` draws for a name are left out, so that a path is the same in each run.
    """

    name: str
    path: str

    @classmethod
    def of(cls, name: str, path: str) -> Call:
        """A call for a path as it was given."""
        return cls(name, _TEMPORARY.sub(r"\1*", path))

    @property
    def is_look(self) -> bool:
        """True for a call that tells what is at a path, where nothing may be."""
        return self.name in _LOOKS

    @property
    def is_of_database(self) -> bool:
        """True for a call of a database, which is about a store."""
        return self.name in ("connect", "execute", "commit")


@dataclass(frozen=True, slots=True)
class Noted:
    """A call that was made; ``stack`` is the same for calls from the same lines of code."""

    call: Call
    stack: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """The ``nth`` of equal calls fails with an error, 0-based.

    With ``lasting`` all later calls fail, too, that may end with this error.
    """

    call: Call
    nth: int
    error: str
    lasting: bool = False

    def __str__(self) -> str:
        """The fault in words."""
        lasting = ", lasting" * self.lasting
        return f"{self.call.name} number {self.nth + 1}, {self.error}{lasting}: {self.call.path}"


NO_FAULT = Fault(Call("", ""), -1, "EIO")


def faults_of(
    noted: Iterable[Noted], others: Iterable[Noted] = (), absent: Callable[[str], bool] = lambda path: False
) -> Iterator[Fault]:
    """The faults that are worth trying, without those of reads of the same kind as some others.

    Calls are of one kind if function, path and the lines of code that led there are the same: the first stands
    for all.  A path's first kind gets each error of the function, the lasting ones, too, and its last call one;
    other kinds, and looks at what is ``absent``, get an error of each class that changes anything.
    """
    kinds, numbers = dict[Noted, int](), Counter[Call]()
    for one in noted:
        kinds.setdefault(one, numbers[one.call])
        numbers[one.call] += 1
    known, seen = set(others), set[Call]()
    for kind, number in kinds.items():
        call, errors = kind.call, ERRORS[kind.call.name]
        is_first, is_absent = call not in seen, absent(call.path) and call.name not in _WRITES
        seen.add(call)
        if (kind in known and call.name not in _WRITES) or (is_absent and not is_first):
            continue
        if is_absent or not is_first:
            classes = _CLASSES_OF_ABSENT if is_absent else _CLASSES
            yield from (Fault(call, number, error) for error in classes if error in errors)
            continue
        yield from (Fault(call, number, error) for error in errors)
        yield from (Fault(call, number, error, lasting=True) for error in _LASTING if error in errors)
        if numbers[call] > 1:
            yield Fault(call, numbers[call] - 1, _CLASSES[0] if _CLASSES[0] in errors else errors[0])
