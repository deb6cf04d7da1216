"""The files that a command's PATHs stand for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spec_ls.cli.console import Console
from spec_ls.text import Text
from spec_ls.workspace import Resolution, Unreadable, Workspace, decoded, read

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One text to look at.

    ``shown`` is its path as the user wrote it; ``path`` is where it belongs, None for standard input
    without a name.  ``content`` is that of standard input.
    """

    shown: str
    path: Path | None
    content: str | None = None

    @property
    def is_stdin(self) -> bool:
        """Whether the text came in on standard input."""
        return self.content is not None

    def read(self) -> Text:
        """The text as it is now.  Raises ``Unreadable``."""
        if self.content is not None:
            return Text.of(self.content)
        assert self.path is not None
        return Text.of(read(self.path))


def sources(
    paths: Sequence[str], stdin_filename: str | None, workspace: Workspace, console: Console
) -> Iterator[tuple[Source, bool]]:
    """Each text that the paths stand for, once, and whether it was named itself and not found in a folder."""
    seen: set[str] = set()
    for path, is_named in _expanded(paths, workspace, console):
        key = path if path == STDIN else os.path.abspath(path)
        if key in seen:
            continue
        seen.add(key)
        if path != STDIN:
            yield Source(path, Path(path)), is_named
            continue
        source = _stdin(stdin_filename, console)
        if source is not None:
            yield source, True


def resolved(
    source: Source, workspace: Workspace, console: Console, template: str | None = None
) -> tuple[Text, Resolution] | None:
    """A source's text and what serves it; None, and said why, if it cannot be read."""
    try:
        by_name = source.path is not None and not source.is_stdin and workspace.is_misnamed(source.path)
        text = Text.of("") if by_name else source.read()
    except Unreadable as error:
        console.unreadable(source.shown, error)
        return None
    resolution = workspace.resolve(source.path, text, template)
    for problem in resolution.problems:
        console.file_problem(problem, source.shown)
    return text, resolution


def _expanded(paths: Sequence[str], workspace: Workspace, console: Console) -> Iterator[tuple[str, bool]]:
    for path in paths:
        if path == STDIN or not os.path.isdir(path):
            yield path, True
            continue
        for problem in workspace.problems(Path(path)):
            console.file_problem(problem)
        for found in workspace.walk(Path(path)):
            yield str(found), False


def _stdin(name: str | None, console: Console) -> Source | None:
    shown = name or STDIN
    try:
        content = decoded(sys.stdin.buffer.read())
    except Unreadable as error:
        console.unreadable(shown, error)
        return None
    return Source(shown, Path(name) if name else None, content)
