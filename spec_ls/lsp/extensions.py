"""Requests that LSP lacks: their methods, and their types beside those of lsprotocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cattrs import Converter
from lsprotocol import types

STATE = "spec-ls/state"
"""Asks how many of its template's sections a spec has; ``experimental.specLsState`` announces it."""


@dataclass(frozen=True, slots=True)
class StateParams:
    """The parameters of ``spec-ls/state``: the document."""

    text_document: types.TextDocumentIdentifier


@dataclass(frozen=True, slots=True)
class StateRequest:
    """The message ``spec-ls/state``."""

    id: int | str
    params: StateParams
    method: str = STATE
    jsonrpc: str = "2.0"


REQUESTS: dict[str, type[Any]] = {STATE: StateRequest}
"""The type of each such request, by its method."""


def register(converter: Converter) -> None:
    """Add the parameters of these requests to a converter from JSON."""

    def params(value: Any, _: type[StateParams]) -> StateParams:
        return StateParams(converter.structure(value["textDocument"], types.TextDocumentIdentifier))

    converter.register_structure_hook(StateParams, params)
