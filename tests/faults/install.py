"""Replaces the functions that reach the file system by those that may fail."""

from __future__ import annotations

import builtins
import io
import os
import sqlite3
import subprocess
from collections.abc import Callable
from typing import Any

from injection import Injection
from wrapped import Entries, File

_BY_PATH = (
    "stat", "lstat", "open", "readlink", "replace", "rename", "unlink", "remove", "chmod", "listdir",
    "mkdir", "rmdir", "link",
)  # fmt: skip
_BY_DESCRIPTOR = ("fstat", "fsync", "close")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


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
    sqlite3.connect = _connect(injection, sqlite3.connect)


def _by_path(injection: Injection, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(file: Any, *arguments: Any, **options: Any) -> Any:
        path = injection.path_of(file)
        if path is not None:
            is_new = name == "open" and arguments and arguments[0] & _WRITING
            injection.check("create" if is_new else name, path)
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


def _scandir(injection: Injection, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(folder: Any = ".") -> Any:
        path = injection.path_of(folder)
        if path is None:
            return real(folder)
        injection.check("scandir", path)
        return Entries(injection, real(folder))

    return call


def _open(injection: Injection, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        path = injection.path_of(file)
        if path is None:
            return real(file, mode, *arguments, **options)
        injection.check("open" if mode[0] == "r" and "+" not in mode else "create", path)
        return File(injection, real(file, mode, *arguments, **options), path)

    return call


def _popen(injection: Injection, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(command: Any, **options: Any) -> Any:
        path = injection.path_of(command[2]) if command[:2] == ["git", "-C"] else None
        if path is not None:
            injection.check("run", path)
        return real(command, **options)

    return call


def _connect(injection: Injection, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(database: Any, **options: Any) -> Any:
        path = injection.path_of(database)
        if path is None:
            return real(database, **options)
        injection.check("connect", path)
        return real(database, factory=_database(injection, path), **options)

    return call


def _database(injection: Injection, path: str) -> type[sqlite3.Connection]:
    """A connection whose statements, and the end of whose transactions, may fail."""

    class Database(sqlite3.Connection):
        def execute(self, *arguments: Any) -> sqlite3.Cursor:
            injection.check("execute", path)
            return super().execute(*arguments)

        def executemany(self, *arguments: Any) -> sqlite3.Cursor:
            injection.check("execute", path)
            return super().executemany(*arguments)

        def __exit__(self, *error: Any) -> Any:
            if error[0] is None and injection.fails("commit", path):
                self.rollback()
                injection.fail("commit", path)
            return super().__exit__(*error)

    return Database
