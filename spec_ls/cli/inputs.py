"""The texts that a command's PATHs stand for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spec_ls.cli.console import Console
from spec_ls.text import Text
from spec_ls.workspace import Resolution, Unreadable, Workspace, decode_utf8, read, read_failures
from spec_ls.workspace.files import MAX_TEXT_SIZE

STDIN = "-"


@dataclass(frozen=True, slots=True)
class InputSource:
    """A file, or standard input.

    ``name`` is the path as the user wrote it; ``path`` is the file, None for standard input without a name.
    ``stdin`` is the content of standard input, None for a file.  ``folder`` is the folder on the command line
    in which the file was found; None if the file itself was named.  ``known`` are the entries that a baseline
    has for it, with their numbers.
    """

    name: str
    path: Path | None
    stdin: str | None = None
    folder: Path | None = None
    known: tuple[tuple[tuple[str, tuple[str, ...], str], int], ...] = ()

    @property
    def is_stdin(self) -> bool:
        """True for standard input."""
        return self.stdin is not None

    def read(self) -> Text:
        """Read the text as it is now.  Raises ``Unreadable``."""
        if self.stdin is not None:
            return Text.of(self.stdin)
        assert self.path is not None
        with read_failures.collecting(pass_on=False):  # whoever calls this reports it
            return Text.of(read(self.path))


def input_sources(
    paths: Sequence[str], stdin_filename: str | None, workspace: Workspace, console: Console
) -> Iterator[tuple[InputSource, bool]]:
    """Each input that the paths stand for, once; true beside it if it was named, not found in a folder."""
    seen: set[str] = set()
    for path, folder in _files(paths, workspace, console):
        key = path if path == STDIN else os.path.abspath(path)
        if key in seen:
            continue
        seen.add(key)
        if path != STDIN:
            yield InputSource(path, Path(path), folder=folder), folder is None
            continue
        stdin = _read_stdin(stdin_filename, console)
        if stdin is not None:
            yield stdin, True


def read_and_resolve(
    source: InputSource, workspace: Workspace, console: Console, template: str | None = None
) -> tuple[Text, Resolution] | None:
    """The text of an input and its resolution; None, after a message, if it cannot be read."""
    try:
        by_name = source.path is not None and not source.is_stdin and workspace.is_misnamed(source.path)
        text = Text.of("") if by_name else source.read()
    except Unreadable as error:
        console.failed(source.name, error)
        return None
    resolution = workspace.resolve(source.path, text, template)
    for problem in resolution.problems:
        console.file_problem(problem, source.name)
    return text, resolution


def _files(paths: Sequence[str], workspace: Workspace, console: Console) -> Iterator[tuple[str, Path | None]]:
    """Each file, and the folder on the command line in which it was found."""
    for path in paths:
        if path == STDIN or not os.path.isdir(path):
            yield path, None
            continue
        for problem in workspace.problems(Path(path)):
            console.file_problem(problem)
        for file in workspace.walk(Path(path)):
            yield str(file), Path(path)


def _read_stdin(filename: str | None, console: Console) -> InputSource | None:
    name = filename or STDIN
    try:
        content = decode_utf8(_stdin_bytes())
    except Unreadable as error:
        console.failed(name, error)
        return None
    return InputSource(name, Path(filename) if filename else None, content)


def _stdin_bytes() -> bytes:
    """Everything on standard input.  Raises ``Unreadable``."""
    if sys.stdin is None:  # whoever started this has closed it
        raise Unreadable("standard input is closed")
    try:
        content = sys.stdin.buffer.read(MAX_TEXT_SIZE + 1)
    except OSError as error:
        raise Unreadable(f"standard input cannot be read: {error.strerror or error}") from None
    if len(content) > MAX_TEXT_SIZE:
        raise Unreadable(f"larger than {MAX_TEXT_SIZE // 1024**2} MB")
    return content
