"""Runs spec-ls in forked processes, each a copy of this one that has loaded everything: hundreds a second."""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from calls import Call, Fault, Noted
from injection import Injection
from install import install
from repository import CACHE

from spec_ls.cli import main
from spec_ls.lsp.warmup import warm_up

_LOADED_WHEN_NEEDED = (
    *(
        f"spec_ls.cli.{name}"
        for name in ("check", "outline", "server", "fixing", "looker", "init", "clean", "watching")
    ),
    *(
        "spec_ls.cli.baseline",
        "spec_ls.cli.kept_looks",
        "spec_ls.report.formats.text",
        "spec_ls.report.formats.json",
    ),
    *("editorconfig", "pathspec", "tomllib", "tempfile", "subprocess", "sqlite3", "logging", "watchfiles"),
)
for _name in _LOADED_WHEN_NEEDED:
    import_module(_name)
warm_up()

_MOST_SECONDS = 20
"""Seconds after which a process that hangs says where, and ends."""


@dataclass(frozen=True, slots=True)
class Run:
    """The result of a process; ``calls`` are its calls of the file system, ``met`` their number at the fault."""

    status: int
    out: str
    err: str
    calls: tuple[Noted, ...]
    met: int | None


def run(
    arguments: Sequence[str], folder: Path, fault: Fault, scratch: Path, with_stacks: bool = False
) -> Run:
    """Run the command in a folder; ``scratch`` is an empty folder elsewhere."""
    streams = [scratch / name for name in ("out", "err", "calls")]
    (scratch / "armed").touch()
    process = os.fork()
    if not process:
        for number, stream in enumerate(streams[:2], 1):
            os.dup2(os.open(stream, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        begin(arguments, folder, fault, scratch, with_stacks)
    _, status = os.waitpid(process, 0)
    out, err, calls = (stream.read_text() if stream.exists() else "" for stream in streams)
    return Run(os.waitstatus_to_exitcode(status), out, err, *read_calls(calls))


def begin(
    arguments: Sequence[str], folder: Path, fault: Fault, scratch: Path, with_stacks: bool = False
) -> None:
    """Be the forked process: run the command and end."""
    calls = os.open(scratch / "calls", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.chdir(folder)
    faulthandler.dump_traceback_later(_MOST_SECONDS, exit=True, file=2)
    os.environ["XDG_CACHE_HOME"] = str(folder / CACHE)
    injection = Injection(str(folder), fault, str(scratch / "armed"), with_stacks)
    status = 70
    try:
        install(injection)
        status = main(arguments)
    finally:
        noted = [[one.call.name, one.call.path, one.stack] for one in injection.calls]
        with open(calls, "w", encoding="utf-8") as file:
            json.dump([injection.met, noted], file)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def read_calls(text: str) -> tuple[tuple[Noted, ...], int | None]:
    """The calls that a process has noted, and their number at the fault."""
    met, noted = json.loads(text or "[null, []]")
    return tuple(Noted(Call(name, path), stack) for name, path, stack in noted), met


@contextmanager
def forked(
    arguments: Sequence[str], folder: Path, fault: Fault, scratch: Path, with_stacks: bool = False
) -> Iterator[tuple[int, int, int]]:
    """A process that talks: its number, and descriptors to write to its input and to read its output.

    Errors come with the output if there is a file of this name, ``joined``, in ``scratch``; else they go to a file.
    """
    (scratch / "armed").touch()
    (input_, to_process), (from_process, output) = os.pipe(), os.pipe()
    process = os.fork()
    if not process:
        errors = os.open(scratch / "err", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        joined = (scratch / "joined").exists()
        for number, descriptor in enumerate((input_, output, output if joined else errors)):
            os.dup2(descriptor, number)
        os.close(to_process)
        os.close(from_process)
        begin(arguments, folder, fault, scratch, with_stacks)
    os.close(input_)
    os.close(output)
    try:
        yield process, to_process, from_process
    finally:
        os.close(to_process)
        os.close(from_process)
