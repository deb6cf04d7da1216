"""The messages that come and go: the client is told of them by ``$/logTrace``, the log at its level DEBUG.

LSP 3.17, "SetTrace Notification", "LogTrace Notification".  A trace says which messages there are and how
long their answers took, never their contents: the client knows these.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Any

from lsprotocol import types

from spec_ls.lsp.messages import Call, Refused, Response

log = logging.getLogger(__name__)

_MOST_REQUESTS = 1_000
"""Requests whose begin is kept until they are answered."""


class Trace:
    """One client's trace.  ``notify`` sends a notification with plain parameters."""

    def __init__(self, notify: Callable[[str, dict[str, Any]], None]) -> None:
        self._notify = notify
        self._value: Any = types.TraceValue.Off
        self._begun: dict[int | float | str, float] = {}

    def set(self, value: Any) -> None:
        """Trace ``off``, ``messages`` or, with details, ``verbose``; another value changes nothing."""
        if isinstance(value, types.TraceValue):
            self._value = value
            self._begun.clear()

    @property
    def is_on(self) -> bool:
        """True if a message has to be told of."""
        return self._value is not types.TraceValue.Off or log.isEnabledFor(logging.DEBUG)

    def received(self, message: Refused | Response | Call, size: int) -> None:
        """Tell of a client's message of ``size`` bytes."""
        if not self.is_on:
            return
        if isinstance(message, Response):
            self._tell(f"received response {_shown(message.id)}", f"{size} bytes")
        elif message.id is None:
            self._tell(f'received notification "{_name(message.method)}"', f"{size} bytes")
        else:
            if len(self._begun) < _MOST_REQUESTS:
                self._begun[message.id] = perf_counter()
            self._tell(f'received request "{_name(message.method)}" {_shown(message.id)}', f"{size} bytes")

    def sent(self, message: Any) -> None:
        """Tell of a message to the client, an object of lsprotocol's or a plain one."""
        if not self.is_on:
            return
        if isinstance(message, dict):
            method, id_, error = message.get("method"), message.get("id"), message.get("error")
        else:
            method, id_, error = getattr(message, "method", None), getattr(message, "id", None), None
        if method == types.LOG_TRACE:
            return
        if method is not None:
            self._tell(
                f'sent notification "{method}"' if id_ is None else f'sent request "{method}" {_shown(id_)}'
            )
            return
        begun = None if id_ is None else self._begun.pop(id_, None)
        refusal = f", error {error['code']}" if error else ""
        took = "" if begun is None else f"{1000 * (perf_counter() - begun):.1f} ms after the request"
        self._tell(f"sent response {_shown(id_)}{refusal}", took)

    def _tell(self, message: str, details: str = "") -> None:
        log.debug("%s%s", message, f" ({details})" if details else "")
        if self._value is types.TraceValue.Off:
            return
        with_details = details and self._value is types.TraceValue.Verbose
        self._notify(types.LOG_TRACE, {"message": message, **({"verbose": details} if with_details else {})})


def _name(method: str | None) -> str:
    return "" if method is None else method[:100]


def _shown(id_: Any) -> str:
    return f"({str(id_)[:100]})"
