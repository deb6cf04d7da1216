"""Makes one call of the file system fail, or all from one on, for paths below a folder.

``install`` replaces the functions of ``os``, ``io``, ``subprocess`` and ``sqlite3`` in this process, which is to
be a forked child.  The interpreter's own reads, and those of the package's files, are elsewhere and stay as they
are.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections import Counter
from threading import Lock
from typing import Any
from zlib import crc32

from calls import ERRORS, MEMORY, PARTIAL, Call, Fault, Noted

import spec_ls

_PACKAGE = os.path.dirname(os.path.abspath(spec_ls.__file__)) + os.sep
_BY_DESCRIPTOR = frozenset({"fstat", "fsync", "close", "read", "write", "flush"})
_LINES = 4
"""Lines of code, from a call outward, by which calls are told apart."""


class Injection:
    """Notes the calls for paths below a folder and lets that of a fault fail while the file ``armed`` is there.

    ``calls`` are those so far, and ``met`` the number of them when the fault came; None before.
    """

    def __init__(self, folder: str, fault: Fault, armed: str, with_stacks: bool) -> None:
        self.calls: list[Noted] = []
        self.met: int | None = None
        self._folder, self._fault, self._armed = folder, fault, armed
        self._with_stacks, self._lock = with_stacks, Lock()
        self._numbers, self._open, self._stat = Counter[Call](), dict[int, str](), os.stat

    def fails(self, name: str, path: str) -> bool:
        """Note a call; true if it is to fail."""
        call = Call.of(name, path[len(self._folder) + 1 :] or ".")
        with self._lock:
            number = self._numbers[call]
            self._numbers[call] += 1
            self.calls.append(Noted(call, _stack() if self._with_stacks else 0))
            is_it = call == self._fault.call and number == self._fault.nth
            if not is_it and (self.met is None or not self._fault.lasting):
                return False
            if self._fault.error not in ERRORS[name] or not self._is_armed():
                return False
            self.met = len(self.calls) if self.met is None else self.met
            return True

    def check(self, name: str, path: str) -> None:
        """Note a call, and raise the error if it is to fail."""
        if self.fails(name, path):
            self.fail(name, path)

    def fail(self, name: str, path: str) -> None:
        """Raise the error; one about a descriptor names no file."""
        error = self._fault.error
        if error == MEMORY:
            raise MemoryError
        if " " in error and error != PARTIAL:
            raise (sqlite3.DatabaseError if "malformed" in error else sqlite3.OperationalError)(error)
        number = errno.ENOSPC if error == PARTIAL else getattr(errno, error)
        raise OSError(number, os.strerror(number), None if name in _BY_DESCRIPTOR else path)

    @property
    def is_partial(self) -> bool:
        """True if half of the bytes are to be written before the failure."""
        return self._fault.error == PARTIAL

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

    def _is_armed(self) -> bool:
        try:
            self._stat(self._armed)
        except FileNotFoundError:
            return False
        return True


def _stack() -> int:
    """A number for the innermost lines of the package's code that led here."""
    frame, found, left = sys._getframe(1).f_back, 0, _LINES
    while frame is not None and left:
        if frame.f_code.co_filename.startswith(_PACKAGE):
            found = crc32(f"{frame.f_code.co_qualname} {frame.f_lineno}".encode(), found)
            left -= 1
        frame = frame.f_back
    return found
