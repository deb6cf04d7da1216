"""The server's log: on standard error, and in a file if the command line names one.

Log files are sent along with bug reports.  So no word of a document stands in one, unless the level is
``debug``: a record whose message could quote one has a second message without quotations, ``unquoted``.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

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
    errors = logging.StreamHandler(sys.stderr)
    errors.setFormatter(logging.Formatter("spec-ls: %(message)s"))
    errors.setLevel(LEVELS[level] if file is None else logging.WARNING)
    root.addHandler(errors)
    root.setLevel(min(handler.level for handler in root.handlers))


def unquoted(message: str) -> dict[str, Any]:
    """The ``extra`` of a record whose message may quote a document: the message that a log file gets."""
    return {"unquoted": message}


class FileFormatter(logging.Formatter):
    """Formats a record as lines of a log file; ``discreet`` is true if it may quote nothing.

    Then an exception has its types and places, without the message, and records of other libraries have no
    text at all: either may hold whatever a function was given.
    """

    def __init__(self, discreet: bool) -> None:
        super().__init__("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")
        self._discreet = discreet

    def format(self, record: logging.LogRecord) -> str:
        """The lines of a record; the record stays as it is for other formatters."""
        own = logging.makeLogRecord(record.__dict__)
        own.exc_text = None  # another formatter's, which quotes
        if self._discreet:
            if not record.name.startswith("spec_ls."):
                own.msg, own.args = "a message of this library", ()
            elif hasattr(record, "unquoted"):
                own.msg, own.args = record.unquoted, ()
        return super().format(own)

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802  # the name is logging's
        """The lines of an exception."""
        error = ei[1]
        if not self._discreet or error is None:
            return super().formatException(ei)
        return "\n".join(_places(error))


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
