"""The server's log: standard error, and the file that ``--log-file`` names.

No record of a level above DEBUG holds text of documents, in a file.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from traceback import format_tb
from types import TracebackType

from spec_ls.lsp.stdio import AT_ONCE, poll_of

_LIBRARIES = {"pygls": logging.CRITICAL, "websockets": logging.CRITICAL, "asyncio": logging.ERROR}
"""Whose messages are shown from which level on: pygls' errors come to ``report_server_error`` (and its
messages of lower levels hold documents), websockets' are about clients that speak something else, asyncio
warns of those that are gone."""

_LONGEST = 2_000
"""Characters of a record without its traceback: a client may name a document of a megabyte."""

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def set_up(file: str | None = None, level: str = "warning") -> None:
    """Log from ``level`` on to a file, and warnings to standard error; without a file all to standard error.

    Raises ``OSError`` if the file cannot be written.
    """
    for name, lowest in _LIBRARIES.items():
        logging.getLogger(name).setLevel(lowest)
    chosen: int = getattr(logging, level.upper())
    console = StandardError()
    console.setFormatter(_Short("spec-ls: %(message)s"))
    console.setLevel(chosen if file is None else logging.WARNING)
    logging.basicConfig(handlers=[console], level=logging.WARNING)
    if file is not None:
        _add_file(file, chosen)
    logging.getLogger("spec_ls").setLevel(min(chosen, logging.WARNING))


def _add_file(file: str, level: int) -> None:
    handler = LogFile(file, encoding="utf-8", errors="backslashreplace")
    wording = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
    handler.setFormatter(_Short(wording) if level == logging.DEBUG else _Wordless(wording))
    handler.setLevel(level)
    logging.getLogger().addHandler(handler)


class LogFile(logging.FileHandler):
    """Appends to a file.  Once that fails, as on a full disk, one line says so and no more is written."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (logging's name)
        """Called by ``logging`` in an ``except`` clause."""
        error = sys.exception()
        self.setLevel(logging.CRITICAL + 1)
        logging.getLogger(__name__).error("the log file can no longer be written: %s", error)


class StandardError(logging.StreamHandler):  # type: ignore[type-arg]  # it is generic for type checkers alone
    """Writes to standard error what its reader has room for, and drops the rest.

    A server whose log nobody reads would stop once the pipe is full.  On Windows, where a pipe cannot be
    asked, everything is written.
    """

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        try:
            self._poll = poll_of(self.stream.fileno(), "POLLOUT")
        except (OSError, ValueError, AttributeError):  # no real stream
            self._poll = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record in pieces that do not block."""
        if self._poll is None:
            super().emit(record)
            return
        try:
            for piece in _pieces(self.format(record).encode("utf-8", "backslashreplace") + b"\n"):
                if not self._poll.poll(0):
                    break
                self.stream.buffer.write(piece)
                self.stream.buffer.flush()
        except Exception:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (logging's name)
        """Nobody can be told."""


class _Short(logging.Formatter):
    """Shortens messages, not tracebacks."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (logging's name)
        whole = super().formatMessage(record)
        return whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]}..."


class _Wordless(_Short):
    """Names exceptions by their types: their messages may quote a document."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line; ``logging`` would keep the traceback that another formatter has made."""
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802  (logging's name)
        lines, error = list[str](), ei[1]
        while error is not None:
            lines.insert(0, "".join(format_tb(error.__traceback__)) + type(error).__name__)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(["Traceback (most recent call last), without the exceptions' messages:", *lines])


def _pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), AT_ONCE):
        yield data[start : start + AT_ONCE]
