"""All requests about a document that the server answers, with parameters that are made from LSP's types.

A handler that is new is asked by all programs and tests that use this, without a word more.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import attrs
from lsprotocol import types

from spec_ls.lsp.extensions import STATE
from spec_ls.lsp.handlers import HANDLERS, DocumentRequest

Json = dict[str, Any]

_START = {"line": 0, "character": 0}


@cache
def methods() -> tuple[str, ...]:
    """The methods of all requests about a document."""
    return tuple(handler.method for handler in HANDLERS if isinstance(handler, DocumentRequest))


def params(method: str, uri: str, position: Json, start: Json = _START) -> Json:
    """The parameters of a request at a position, or for the range from ``start`` to it."""
    if method == STATE:
        return {"textDocument": {"uri": uri}}
    values: dict[str, Any] = {
        "text_document": {"uri": uri},
        "position": position,
        "positions": [start, position],
        "range": {"start": start, "end": position},
        "ranges": [{"start": start, "end": position}],
        "context": _CONTEXTS.get(method),
        "options": {"tabSize": 8, "insertSpaces": True},
        "ch": "\n",
        "new_name": "new name",
        "query": "",
        "previous_result_id": "none",
    }
    wanted = _fields(method)
    # whoever asks may change what is sent
    return deepcopy({_camel(name): values[name] for name in wanted if values.get(name) is not None})


_CONTEXTS: dict[str, Json] = {
    types.TEXT_DOCUMENT_CODE_ACTION: {"diagnostics": []},
    types.TEXT_DOCUMENT_REFERENCES: {"includeDeclaration": True},
    types.TEXT_DOCUMENT_INLINE_VALUE: {"frameId": 0, "stoppedLocation": {"start": _START, "end": _START}},
}


@cache
def _fields(method: str) -> tuple[str, ...]:
    type_: Any = types.METHOD_TO_TYPES[method][2]
    return tuple(field.name for field in attrs.fields(type_))


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))
