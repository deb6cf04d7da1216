"""Writes to standard output and standard error, and keeps the exit status."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, TextIO

from spec_ls.quoting import inert

if TYPE_CHECKING:
    from spec_ls.workspace import FileProblem

SUCCESS, ERRORS_FOUND, FAILURE = range(3)


class Console:
    """Writes the command's output, always in UTF-8 with line ends as they are, and keeps its status."""

    def __init__(self) -> None:
        self.status = SUCCESS
        sys.stdout = sys.stdout or _null_stream()  # None where the caller has closed it
        sys.stderr = sys.stderr or _null_stream()
        self._reported: dict[str, None] = {}

    def reset(self) -> None:
        """Forget the status and the reported failures: another run begins."""
        self.status = SUCCESS
        self._reported.clear()

    def out(self, text: str) -> None:
        """Write the command's result to standard output."""
        _write(sys.stdout.buffer, text)

    def error(self, text: str) -> None:
        """Write text to standard error; where that is impossible, nobody can be told."""
        try:
            _write(sys.stderr.buffer, text)
            sys.stderr.flush()
        except OSError:
            _discard(sys.stderr)

    def message(self, message: str) -> None:
        """Write one line to standard error: no name in it can make up another, or change the terminal."""
        self.error(f"{inert(message)}\n")

    def found_error(self) -> None:
        """Note that a spec has an error: the exit status is 1 at least."""
        self.status = max(self.status, ERRORS_FOUND)

    def ignore_errors(self) -> None:
        """Exit with 0 where errors alone would make it 1."""
        if self.status == ERRORS_FOUND:
            self.status = SUCCESS

    def found_incomplete(self) -> None:
        """Note that a spec could not be checked to its end: the exit status is 2."""
        self.status = FAILURE

    def failure(self, message: str) -> None:
        """Report a failure, once; the exit status is 2."""
        self.status = FAILURE
        if message not in self._reported:
            self._reported[message] = None
            self.message(message)

    def file_problem(self, problem: FileProblem, name: str = "") -> None:
        """Report a problem in settings or a template, once; ``name`` is shown where it has no path."""
        self.failure(problem.located(display_path(problem.path) if problem.path else name))

    @contextmanager
    def reporting_failures(self) -> Iterator[None]:
        """Report the first failure of the file system in this context, unless it has been reported."""
        from spec_ls.workspace import FileProblem, read_failures  # most commands start without it

        with read_failures.collecting() as failures:
            yield
        for path, reason in list(failures.items())[:1]:
            self.disk_problem(FileProblem(path, 0, None, reason))

    def disk_problem(self, problem: FileProblem) -> None:
        """Report a failure of the file system, unless an unreadable input has been reported for it."""
        if problem.path is None or f"{display_path(problem.path)}: {problem.message}" not in self._reported:
            self.file_problem(problem)

    def failed(self, where: str, error: Exception) -> None:
        """Report, once, what went wrong; ``where`` is the file or the part that failed."""
        from spec_ls.cli.failures import failure_message  # most commands start without it

        self.failure(failure_message(where, error))

    def flush(self) -> None:
        """Write everything that is buffered."""
        sys.stdout.flush()

    def drop_output(self) -> None:
        """Discard buffered output that nobody reads, so that the interpreter's own flush does not fail."""
        _discard(sys.stdout)
        try:
            sys.stderr.flush()
        except OSError:
            _discard(sys.stderr)

    @property
    def is_coloured(self) -> bool:
        """True if standard output is to be coloured.

        ``NO_COLOR`` says no, else ``FORCE_COLOR`` says yes; else a terminal decides
        that is not ``dumb``.
        """
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return self.is_terminal

    @property
    def is_terminal(self) -> bool:
        """True if standard output is a terminal that knows control sequences."""
        return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int | None:
        """The columns of the terminal, or those that ``COLUMNS`` says; None without either."""
        columns = os.environ.get("COLUMNS", "")
        if columns.isdecimal() and int(columns):
            return int(columns)
        try:
            return os.get_terminal_size(sys.stdout.fileno()).columns or None
        except OSError:
            return None

    @property
    def failures(self) -> tuple[str, ...]:
        """The messages about failures so far."""
        return tuple(self._reported)


class LogHandler(logging.Handler):
    """Reports log records, such as that of a check that failed and was skipped."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.WARNING)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Report a record in one line."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, Exception):
            self._console.failed(record.getMessage(), error)
        else:
            self._console.failure(record.getMessage())


def _discard(stream: TextIO) -> None:
    """Let whatever is written to a stream be lost, also what it still holds."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)


def _null_stream() -> TextIO:
    """A stream that discards what is written to it."""
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _write(stream: BinaryIO, text: str) -> None:
    """Write all of a text; an unbuffered stream may take it in parts."""
    rest = memoryview(text.encode("utf-8", "surrogateescape"))
    while rest:
        rest = rest[stream.write(rest) or 0 :]


def display_path(path: os.PathLike[str]) -> str:
    """A path relative to the current folder if it is below, else as it is."""
    here = os.getcwd() + os.sep
    return os.fspath(path).removeprefix(here)
