"""Notes that a check failed, which the run of the checks contains and logs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident

_LOGGER = logging.getLogger("spec_ls")


@contextmanager
def noting_failed_checks() -> Iterator[list[str]]:
    """A list that gets the message of each failure that this thread logs meanwhile."""
    handler = _Failures()
    _LOGGER.addHandler(handler)
    try:
        yield handler.messages
    finally:
        _LOGGER.removeHandler(handler)


class _Failures(logging.Handler):
    """Keeps the messages of one thread's errors."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []
        self._thread = get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message of a record."""
        if record.thread == self._thread:
            self.messages.append(record.getMessage())
