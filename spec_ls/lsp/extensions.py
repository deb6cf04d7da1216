"""Requests that LSP does not have: their methods, and their types beside those of lsprotocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cattrs import Converter
from lsprotocol import types

STATE = "spec-ls/state"
"""Asks how far a spec has come; servers that answer it say so in ``experimental.specLsState``."""


@dataclass(frozen=True, slots=True)
class StateParams:
    """The document that is asked about."""

    text_document: types.TextDocumentIdentifier


@dataclass(frozen=True, slots=True)
class StateRequest:
    """The message."""

    id: int | str
    params: StateParams
    method: str = STATE
    jsonrpc: str = "2.0"


REQUESTS: dict[str, type[Any]] = {STATE: StateRequest}
"""The type of each such request, by its method."""

CAPABILITIES = {"specLsState": True}
"""What ``initialize`` says of them, below ``experimental``."""


def register(converter: Converter) -> None:
    """Teach a converter how the parameters are written in JSON."""

    def params(value: Any, _: type[StateParams]) -> StateParams:
        return StateParams(converter.structure(value["textDocument"], types.TextDocumentIdentifier))

    converter.register_structure_hook(StateParams, params)
