"""Standard output and standard error, and what they make of the exit status."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from typing import TYPE_CHECKING, BinaryIO, TextIO

if TYPE_CHECKING:
    from spec_ls.workspace import FileProblem, Unreadable

SUCCESS, ERRORS_FOUND, FAILURE = range(3)


class Console:
    """Writes the command's output, always in UTF-8 with line ends as they are, and keeps its status."""

    def __init__(self) -> None:
        self.status = SUCCESS
        sys.stdout = sys.stdout or _nowhere()  # None where the caller has closed it
        sys.stderr = sys.stderr or _nowhere()
        self._said: set[str] = set()

    def out(self, text: str) -> None:
        """Put findings, or what else was asked for, on standard output."""
        _write(sys.stdout.buffer, text)

    def error(self, text: str) -> None:
        """Put text on standard error."""
        _write(sys.stderr.buffer, text)
        sys.stderr.flush()

    def note(self, message: str) -> None:
        """Put one line on standard error."""
        self.error(f"{message}\n")

    def found_error(self) -> None:
        """An error was found in a spec."""
        self.status = max(self.status, ERRORS_FOUND)

    def failure(self, message: str) -> None:
        """Say, once, what could not be done."""
        self.status = FAILURE
        if message not in self._said:
            self._said.add(message)
            self.note(message)

    def file_problem(self, problem: FileProblem, source: str = "") -> None:
        """Say, once, what is wrong in settings or a template; ``source`` is the text without a path."""
        key = f"{problem.key}: " if problem.key else ""
        file = shown(problem.path) if problem.path else source
        self.failure(f"{file}:{problem.line + 1}: {key}{problem.message}")

    def unreadable(self, source: str, error: Unreadable) -> None:
        """Say, once, why a text cannot be had, and at which line."""
        place = "" if error.line is None else f"{error.line + 1}:"
        self.failure(f"{source}:{place} {error}")

    def unexpected(self, where: str, error: Exception) -> None:
        """Say that the program itself failed."""
        if os.environ.get("SPEC_LS_DEBUG"):
            traceback.print_exception(error)
        reason = " ".join(str(error).split()) or "no reason given"
        self.failure(f"{where}: internal error: {type(error).__name__}: {reason}")

    def flush(self) -> None:
        """Write out what is still held back."""
        sys.stdout.flush()

    def drop_output(self) -> None:
        """Send what nobody reads any more nowhere, so that the interpreter's own flush is silent."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        try:
            sys.stderr.flush()
        except OSError:
            os.dup2(nowhere, sys.stderr.fileno())
        os.close(nowhere)

    @property
    def is_coloured(self) -> bool:
        """Whether standard output is a terminal whose user has nothing against colours."""
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


class LogHandler(logging.Handler):
    """Says what other parts of the program log: a check that failed and was left out."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.WARNING)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Say it in one line."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, Exception):
            self._console.unexpected(record.getMessage(), error)
        else:
            self._console.failure(record.getMessage())


def _nowhere() -> TextIO:
    """A stream that nobody reads, for the rest of the process."""
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _write(stream: BinaryIO, text: str) -> None:
    """Write all of a text: a stream that Python does not buffer may take it in parts."""
    rest = memoryview(text.encode("utf-8", "surrogateescape"))
    while rest:
        rest = rest[stream.write(rest) or 0 :]


def shown(path: os.PathLike[str]) -> str:
    """A path as people read it: relative to the current folder if it is below."""
    here = os.getcwd() + os.sep
    return os.fspath(path).removeprefix(here)
