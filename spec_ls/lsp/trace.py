"""``$/logTrace``: the messages of a conversation, for a client that asks (LSP 3.17, "LogTrace")."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter
from typing import Any

from lsprotocol import types

from spec_ls.lsp.messages import Call, Refused, Response

log = logging.getLogger(__name__)

_MAX_VERBOSE = 10_000
"""Characters of a message's contents; a client that asks for them has most of them already."""


class Tracer:
    """Tells the client, and the log at the level ``debug``, which messages are received and sent.

    ``notify`` sends a notification, ``has_room`` is true if the client reads what it gets: of messages that
    it does not read there is no trace.  ``plain`` turns a message into JSON objects.
    """

    def __init__(
        self,
        notify: Callable[[str, dict[str, Any]], None],
        has_room: Callable[[], bool],
        plain: Callable[[Any], Any],
    ) -> None:
        self._notify, self._has_room, self._plain = notify, has_room, plain
        self._value = types.TraceValue.Off
        self._begun: dict[Any, tuple[str, float]] = {}

    def set(self, value: object) -> None:
        """Take ``trace`` of ``initialize``, or ``value`` of ``$/setTrace``; an unknown one is off."""
        known = isinstance(value, types.TraceValue)
        self._value = types.TraceValue(value) if known else types.TraceValue.Off
        self._begun.clear()

    def received(self, message: Refused | Response | Call) -> None:
        """Tell of a message of the client."""
        if not self._is_on:
            return
        if isinstance(message, Response):
            self._tell(f"received response {_named(message.id)}", message.data)
        elif message.id is None:
            self._tell(f"received notification {message.method}", getattr(message, "data", None))
        else:
            if isinstance(message, Call):
                self._begun[message.id] = message.method, perf_counter()
            what = f"received request {message.method} {_named(message.id)}"
            self._tell(what, getattr(message, "data", None))

    def sent(self, message: Any) -> None:
        """Tell of a message to the client, of pygls' types or as JSON objects."""
        if not self._is_on:
            return
        method, id_ = _field(message, "method"), _field(message, "id")
        if method == types.LOG_TRACE:
            return
        if method is None:
            name, begun = self._begun.pop(id_, (None, 0.0))
            time = "" if name is None else f"{name} {_named(id_)} in {(perf_counter() - begun) * 1000:.0f} ms"
            self._tell(f"sent response {time or _named(id_)}", message)
        elif id_ is None:
            self._tell(f"sent notification {method}", message)
        else:
            self._tell(f"sent request {method} {_named(id_)}", message)

    @property
    def _is_on(self) -> bool:
        return self._value is not types.TraceValue.Off or log.isEnabledFor(logging.DEBUG)

    def _tell(self, message: str, contents: Any) -> None:
        log.debug("%s", message)
        if self._value is types.TraceValue.Off or not self._has_room():
            return
        params = {"message": message}
        if self._value is types.TraceValue.Verbose:
            with suppress(RecursionError):  # nested too deep to be written
                params["verbose"] = json.dumps(self._plain(contents), ensure_ascii=False)[:_MAX_VERBOSE]
        self._notify(types.LOG_TRACE, params)


def _field(message: Any, name: str) -> Any:
    return message.get(name) if isinstance(message, dict) else getattr(message, name, None)


def _named(id_: Any) -> str:
    return f"({str(id_)[:100]})" if isinstance(id_, int | float | str) else "without an id"
