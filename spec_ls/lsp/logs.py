"""The server's log: on standard error, and in a file if the command line names one.

Log files are sent along with bug reports.  So no word of a document stands in one, unless the level is
``debug``: a record whose message could quote one has a second message without quotations, ``unquoted``.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any, TextIO

from spec_ls.lsp.stdio import AT_ONCE, poll_of

LEVELS = {
    "error": logging.ERROR,
    "warning": logging.WARNING,
    "info": logging.INFO,
    "debug": logging.DEBUG,
}
"""Python's levels by the names that the command line takes."""

DEFAULT_LEVEL = "warning"

_LIBRARIES = {"pygls": logging.CRITICAL, "websockets": logging.CRITICAL, "asyncio": logging.ERROR}
"""Whose messages are logged from which level on: pygls' errors come to ``report_server_error``, websockets'
are about clients that speak something else, asyncio warns of those that are gone."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

_MAX_RECORD = 10_000
"""Characters of a record on standard error."""

_PATIENCE = 100
"""Milliseconds that a full pipe is waited for."""

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def begin(level: str = DEFAULT_LEVEL, file: str | None = None) -> None:
    """Log from a level on to standard error, or to a file; warnings then go to standard error, too.

    Raises ``OSError`` if the file cannot be written.  What is there already is kept.
    """
    logging.raiseExceptions = False  # a full disk must not fill standard error with tracebacks
    root = logging.getLogger()
    for name, least in _LIBRARIES.items():
        logging.getLogger(name).setLevel(least)
    if file is not None:
        handler = logging.FileHandler(file, encoding="utf-8", errors="backslashreplace")
        handler.setFormatter(FileFormatter(LEVELS[level] > logging.DEBUG))
        handler.setLevel(LEVELS[level])
        root.addHandler(handler)
    errors = ErrorStream(sys.stderr)
    errors.setFormatter(LineFormatter("spec-ls: %(message)s"))
    errors.setLevel(LEVELS[level] if file is None else logging.WARNING)
    root.addHandler(errors)
    root.setLevel(min(handler.level for handler in root.handlers))


class ErrorStream(logging.Handler):
    """Writes records to standard error; what whoever started the server does not read in time is dropped.

    Writing to a pipe that is full would stop the server until somebody reads it.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._poll = poll_of(stream.fileno(), "POLLOUT")
        self._patience = _PATIENCE

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; nothing is raised."""
        text = self.format(record)[:_MAX_RECORD]
        left = f"{text}\n".encode(self._stream.encoding, "backslashreplace")
        try:
            while left and (self._poll is None or self._poll.poll(self._patience)):
                self._patience = _PATIENCE
                left = left[os.write(self._stream.fileno(), left[:AT_ONCE]) :]
        except OSError:
            return
        if left:
            self._patience = 0  # until it is read again


def unquoted(message: str) -> dict[str, Any]:
    """The ``extra`` of a record whose message may quote a document: the message that a log file gets."""
    return {"unquoted": message}


class LineFormatter(logging.Formatter):
    """Formats a record's message as one line: no name in it can make up another record."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record, and those of its exception; for other formatters the record stays."""
        own = logging.makeLogRecord(record.__dict__)
        own.exc_text = None  # another formatter's
        own.msg, own.args = _CONTROL.sub(_escaped, self.message_of(record)), ()
        return super().format(own)

    def message_of(self, record: logging.LogRecord) -> str:
        """The message of a record."""
        return record.getMessage()


class FileFormatter(LineFormatter):
    """Formats a record as lines of a log file; ``discreet`` is true if it may quote nothing.

    Then an exception has its types and places, without the message, and records of other libraries have no
    text at all: either may hold whatever a function was given.
    """

    def __init__(self, discreet: bool) -> None:
        super().__init__("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")
        self._discreet = discreet

    def message_of(self, record: logging.LogRecord) -> str:
        """The message of a record, without quotations if this is discreet."""
        if self._discreet and not record.name.startswith("spec_ls."):
            return "a message of this library"
        quoteless = getattr(record, "unquoted", None) if self._discreet else None
        return record.getMessage() if quoteless is None else str(quoteless)

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802  # the name is logging's
        """The lines of an exception."""
        error = ei[1]
        if not self._discreet or error is None:
            return super().formatException(ei)
        return "\n".join(_places(error))


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


def _places(error: BaseException) -> Iterator[str]:
    """The types of an exception and of its causes, with the lines of code that they came through."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield type(following).__name__
        for frame in traceback.extract_tb(following.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        following = following.__cause__ or following.__context__
