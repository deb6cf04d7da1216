"""LSP's life cycle on pygls' JSON-RPC; pygls carries the messages and nothing more.

Where pygls does not answer, this does: every request gets exactly one answer, whatever state the session is
in and however wrong its parameters are (JSON-RPC 2.0, "Error object"; LSP 3.17, "Server lifecycle").
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from inspect import isclass
from typing import Any

from cattrs import Converter
from lsprotocol import types
from pygls import exceptions
from pygls.protocol import JsonRPCProtocol, default_converter

from spec_ls.lsp import extensions

log = logging.getLogger(__name__)


class Phase(Enum):
    """The phases of a session, from its first message to its last."""

    NEW = auto()
    RUNNING = auto()
    SHUT_DOWN = auto()


_NEXT = {types.INITIALIZE: Phase.RUNNING, types.SHUTDOWN: Phase.SHUT_DOWN}


@dataclass(frozen=True, slots=True)
class _Refused:
    """A message that no handler gets; if it is a request, it is answered with the error."""

    id: int | str | None
    method: str | None
    error: exceptions.JsonRpcException


class Protocol(JsonRPCProtocol):
    """One client's conversation.  ``ended`` is called at its last message."""

    phase = Phase.NEW
    ended: Callable[[], None] = staticmethod(lambda: None)

    def get_message_type(self, method: str) -> type[Any] | None:
        """The type of a request or notification: LSP's, or ours."""
        found: type[Any] | None = types.METHOD_TO_TYPES.get(method, (None,))[0]
        return found or extensions.REQUESTS.get(method)

    def get_result_type(self, method: str) -> type[Any] | None:
        """LSP's type of the response to a request."""
        found = types.METHOD_TO_TYPES.get(method)
        return found[1] if found else None

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message of the right type from a JSON object.

        Called for every object of the message, the innermost first; only the message itself has
        the key ``jsonrpc``.
        """
        if "jsonrpc" not in data:
            return data
        method, id_ = data.get("method"), data.get("id")
        if data["jsonrpc"] != self.VERSION or not isinstance(method, str | None):
            return _Refused(id_, None, exceptions.JsonRpcInvalidRequest())
        known = method is not None and self.get_message_type(method) is not None
        if method is not None and not known:
            return _Refused(id_, method, exceptions.JsonRpcMethodNotFound.of(method))
        try:
            return super().structure_message(data)
        except exceptions.JsonRpcException as error:
            cause = error.__cause__ or error
            reason = exceptions.JsonRpcInvalidParams(f"invalid parameters: {_reason(cause)}")
            return _Refused(id_, method, reason)

    def handle_message(self, message: Any) -> None:
        """Give a message to its handler, if the protocol allows it in this phase of the session."""
        method, id_ = getattr(message, "method", None), getattr(message, "id", None)
        if method == types.EXIT:
            self.ended()
            return
        error = self._out_of_turn(method) or getattr(message, "error", None)
        if isinstance(error, exceptions.JsonRpcException):
            if method is None or not method.startswith("$/"):
                log.warning("%s: %s", method or "message", error)
            if id_ is not None and method is not None:
                self._send_response(id_, error=error.to_response_error())
        elif not hasattr(message, "jsonrpc"):
            self._send_error(exceptions.JsonRpcInvalidRequest("not a JSON-RPC message"))
        else:
            self.phase = _NEXT.get(method or "", self.phase)
            super().handle_message(message)

    def notify_plain(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification as ``notify`` does, with parameters that are plain JSON objects already."""
        self._send_data({"params": params, "method": method, "jsonrpc": self.VERSION})

    def plain(self, value: Any) -> Any:
        """A value of lsprotocol's types as plain JSON objects."""
        return self._converter.unstructure(value)

    def refuse(self, error: Exception) -> None:
        """Log a message that could not be read or handled; answer one that is not JSON."""
        if isinstance(error, json.JSONDecodeError | UnicodeDecodeError | RecursionError):
            self._send_error(exceptions.JsonRpcParseError(f"not JSON: {error}"))
        elif isinstance(error, exceptions.JsonRpcException):
            log.warning("%s", error)  # it was answered
        else:
            log.error("message failed", exc_info=error)

    def _out_of_turn(self, method: str | None) -> exceptions.JsonRpcException | None:
        """The error for a message that the protocol forbids in this phase; None if it allows the message."""
        if method is None:
            return None
        if (self.phase is Phase.NEW) != (method == types.INITIALIZE):
            if self.phase is Phase.NEW:
                return exceptions.JsonRpcServerNotInitialized("not initialized")
            return exceptions.JsonRpcInvalidRequest("already initialized")
        if self.phase is Phase.SHUT_DOWN:
            return exceptions.JsonRpcInvalidRequest("already shut down")
        return None

    def _send_error(self, error: exceptions.JsonRpcException) -> None:
        """Answer a message whose id could not be read."""
        log.warning("message: %s", error)
        self._send_data(types.ResponseErrorMessage(error=error.to_response_error()))


def converter() -> Converter:
    """Converts LSP's types from and to JSON; a value that an enumeration lacks stays as it is.

    Otherwise a client newer than lsprotocol would be refused for one unknown symbol kind.
    """
    made: Converter = default_converter()  # type: ignore[no-untyped-call]  # pygls has left it so
    for class_ in vars(types).values():
        if isclass(class_) and issubclass(class_, Enum):
            made.register_structure_hook(class_, _member)
    extensions.register(made)
    return made


def _member(value: Any, class_: type[Enum]) -> Any:
    return _members(class_).get(value, value) if isinstance(value, int | str) else value


@cache
def _members(class_: type[Enum]) -> dict[Any, Enum]:
    return {member.value: member for member in class_}


def _reason(error: BaseException) -> str:
    """The innermost cause of a conversion error, in a few words."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return f"missing {error}" if isinstance(error, KeyError) else str(error).split("\n")[0]
