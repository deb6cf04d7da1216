"""The messages of JSON-RPC 2.0: what a client's JSON is, before it is known to be LSP."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, NoReturn

from lsprotocol import types
from pygls import exceptions

from spec_ls.lsp import extensions
from spec_ls.quoting import shortened

VERSION = "2.0"


@dataclass(frozen=True, slots=True)
class Refused:
    """A message that no handler gets.

    ``id`` is None if the message has none to answer; ``method`` is None if it has no valid one.
    ``answered`` is false for notifications, which the protocol leaves unanswered.
    """

    id: int | float | str | None
    method: str | None
    error: exceptions.JsonRpcException
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Response:
    """A client's message without a method: a response, perhaps to a request of the server.

    ``id`` is whatever the client sent; ``data`` is the whole message.
    """

    id: Any
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """A request, or with the id None a notification, of a known method; ``data`` is the whole message."""

    id: int | str | None
    method: str
    data: dict[str, Any]


def load(body: bytes) -> Any:
    """The value of a JSON text.  Raises ``ValueError`` or ``RecursionError`` if it is none.

    ``NaN`` and ``Infinity``, which Python's reader takes, are none (RFC 8259, section 6).
    """
    return json.loads(body, parse_constant=_refuse_constant)


def classify(data: Any) -> Refused | Response | Call:
    """The kind of a message.

    An answer to a message that is no valid request has the request's id if that is a string or a number,
    else null (JSON-RPC 2.0, section 5); ids of LSP are strings and integers (LSP 3.17, "Request Message").
    """
    if not isinstance(data, dict):
        return invalid(None, "not a JSON-RPC message")
    id_, method = data.get("id"), data.get("method")
    if data.get("jsonrpc") != VERSION:
        return invalid(id_, 'not a JSON-RPC message: "jsonrpc" is not "2.0"')
    if "method" not in data:
        return Response(id_, data)
    if not isinstance(method, str):
        return invalid(id_, "the method is no string")
    if "id" in data and (isinstance(id_, bool) or not isinstance(id_, int | str)):
        return invalid(id_, "the id is neither a string nor an integer")
    return _classify_call(id_, method, data)


def request_failed(reason: str) -> exceptions.JsonRpcException:
    """The error for a request that is right, and cannot be met (LSP 3.17, "Error codes")."""
    return exceptions.JsonRpcException(reason, types.LSPErrorCodes.RequestFailed.value)


def invalid(id_: Any, reason: str) -> Refused:
    """The refusal of a message that is no valid request; ``id_`` is whatever it has as its id, or None."""
    is_number = isinstance(id_, int | float) and not isinstance(id_, bool)
    is_known = isinstance(id_, str) or (is_number and id_ not in (math.inf, -math.inf))
    return Refused(id_ if is_known else None, None, exceptions.JsonRpcInvalidRequest(reason))


def message_type(method: str) -> type[Any] | None:
    """The type of a request or notification: LSP's, or ours."""
    found: type[Any] | None = types.METHOD_TO_TYPES.get(method, (None,))[0]
    return found or extensions.REQUESTS.get(method)


def result_type(method: str) -> type[Any] | None:
    """LSP's type of the response to a request."""
    found = types.METHOD_TO_TYPES.get(method)
    return found[1] if found else None


def _is_request(method: str) -> bool:
    return method in extensions.REQUESTS or result_type(method) is not None


def _classify_call(id_: int | str | None, method: str, data: dict[str, Any]) -> Refused | Call:
    has_id = "id" in data
    if message_type(method) is None:
        return Refused(id_, method, exceptions.JsonRpcMethodNotFound.of(shortened(method)), has_id)
    if has_id != _is_request(method):
        reason = "a notification has no id" if has_id else "a request needs an id"
        return Refused(id_, method, exceptions.JsonRpcInvalidRequest(reason), has_id)
    return Call(id_, method, data)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
