"""The answer that a message must get, by JSON-RPC 2.0 and LSP 3.17 alone, whatever the server thinks of it."""

from __future__ import annotations

import json
import math
from typing import Any

from lsprotocol import types

NULL = "null"
"""The id, as JSON, of answers to messages whose own id cannot be read."""


def answered_id(body: bytes) -> str | None:
    """The id, as JSON, of the one answer to a message; None if it must not be answered.

    A request is answered whatever is wrong with it, and so is everything that is neither a request nor a
    notification nor a response.
    """
    try:
        data = _read(body)
    except (ValueError, RecursionError):
        return NULL
    if not isinstance(data, dict):
        return NULL
    if data.get("jsonrpc") != "2.0":
        return _id(data)
    if "method" not in data:
        return None if "result" in data or "error" in data else _id(data)
    if isinstance(data["method"], str) and "id" not in data:
        return None
    return _id(data)


def would_end(body: bytes) -> bool:
    """True if a message may end the session: ``shutdown`` or ``exit``, rightly sent or nearly so."""
    try:
        data = _read(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and (
        data.get("method") == types.EXIT or (data.get("method") == types.SHUTDOWN and "id" in data)
    )


def may_stay_open(body: bytes) -> bool:
    """True for a request that may be answered no sooner than something changes, or it is cancelled."""
    try:
        data = _read(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and data.get("method") == types.WORKSPACE_DIAGNOSTIC


def key(id_: Any) -> str:
    """An id as JSON: 1, 1.0 and "1" are three."""
    return json.dumps(id_)


def _read(body: bytes) -> Any:
    return json.loads(body, parse_constant=_refuse)


def _id(data: dict[str, Any]) -> str:
    id_ = data.get("id")
    if isinstance(id_, str) or (isinstance(id_, int | float) and not isinstance(id_, bool)):
        return NULL if isinstance(id_, float) and not math.isfinite(id_) else key(id_)
    return NULL


def _refuse(name: str) -> Any:
    raise ValueError(name)
