"""Runs spec-ls in forked processes, each a copy of this one that has loaded everything: hundreds a second."""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from injection import Call, Injection, install

from spec_ls.cli import main
from spec_ls.lsp.warmup import warm_up

for _command in ("check", "outline", "server"):
    import_module(f"spec_ls.cli.{_command}")
warm_up()

_MOST_SECONDS = 20
"""Seconds after which a process that hangs says where, and ends."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The ``nth`` call fails with an error, 0-based; with ``lasting`` all later ones do, too."""

    nth: int
    error: str
    lasting: bool = False


NO_FAULT = Fault(-1, "EIO")


@dataclass(frozen=True, slots=True)
class Run:
    """The result of a process; ``calls`` are its calls of the file system."""

    status: int
    out: str
    err: str
    calls: tuple[Call, ...]


def run(arguments: list[str], folder: Path, fault: Fault, scratch: Path) -> Run:
    """Run the command in a folder; ``scratch`` is an empty folder elsewhere."""
    streams = [scratch / name for name in ("out", "err", "calls")]
    (scratch / "armed").touch()
    process = os.fork()
    if not process:
        for number, stream in enumerate(streams[:2], 1):
            os.dup2(os.open(stream, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        begin(arguments, folder, fault, scratch)
    _, status = os.waitpid(process, 0)
    out, err, calls = (stream.read_text() if stream.exists() else "" for stream in streams)
    return Run(os.waitstatus_to_exitcode(status), out, err, read_calls(calls))


def begin(arguments: list[str], folder: Path, fault: Fault, scratch: Path) -> None:
    """Be the forked process: run the command and end."""
    calls = os.open(scratch / "calls", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.chdir(folder)
    faulthandler.dump_traceback_later(_MOST_SECONDS, exit=True, file=2)
    injection = Injection(str(folder), fault.nth, fault.error, fault.lasting, str(scratch / "armed"))
    status = 70
    try:
        install(injection)
        status = main(arguments)
    finally:
        os.write(calls, json.dumps([[call.name, call.path] for call in injection.calls]).encode())
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def read_calls(text: str) -> tuple[Call, ...]:
    """The calls that a process has noted."""
    return tuple(Call(name, path) for name, path in json.loads(text or "[]"))


@contextmanager
def forked(arguments: list[str], folder: Path, fault: Fault, scratch: Path) -> Iterator[tuple[int, int, int]]:
    """A process that talks: its number, and descriptors to write to its input and to read its output."""
    (scratch / "armed").touch()
    (input_, to_process), (from_process, output) = os.pipe(), os.pipe()
    process = os.fork()
    if not process:
        errors = os.open(scratch / "err", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for number, descriptor in enumerate((input_, output, errors)):
            os.dup2(descriptor, number)
        os.close(to_process)
        os.close(from_process)
        begin(arguments, folder, fault, scratch)
    os.close(input_)
    os.close(output)
    try:
        yield process, to_process, from_process
    finally:
        os.close(to_process)
        os.close(from_process)
