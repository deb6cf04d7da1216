"""Random sessions in each run; ``tox -e protocol`` sends 20,000 messages."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

import pytest
from lsprotocol import types

from spec_ls.lsp.handlers import HANDLERS
from spec_ls.lsp.protocol import converter

sys.path[1:1] = [str(Path(__file__).resolve().parent)]

import expected  # noqa: E402  (it lies in the folder added above)
import made_params  # noqa: E402
import made_up  # noqa: E402
import sessions  # noqa: E402


def test_each_message_is_answered_once() -> None:
    """Whatever bytes come, each request gets one answer, the server lives on, and no traceback is written."""
    assert sessions.run(1_000, seed=1, size=500) is None


@pytest.mark.parametrize("method", sorted(types.METHOD_TO_TYPES))
def test_right_parameters_are_made_of_any_method(method: str) -> None:
    """They are what lsprotocol takes: each handler gets some, and not only the refusal of wrong ones."""
    read = converter()
    for seed in range(20):
        made = made_params.params(method, Random(seed), lambda: "untitled:1")
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": made}
        try:
            read.structure(message, types.METHOD_TO_TYPES[method][0])
            break
        except Exception:  # of types that cannot be told apart it takes the wrong one now and then
            continue
    else:
        pytest.fail(f"no right parameters of {method}")


def test_bodies_are_whatever_a_client_may_send() -> None:
    """Each method that is served is asked for, and none of the bodies ends the session or may stay open."""
    random = Random(1)
    bodies = [made_up.body(random, "file:///tmp") for _ in range(4_000)]
    assert not any(expected.would_end(body) or expected.may_stay_open(body) for body in bodies)
    for handler in HANDLERS:
        if handler.method != types.WORKSPACE_DIAGNOSTIC:
            assert any(f'"{handler.method}"'.encode() in body for body in bodies), handler.method


@pytest.mark.parametrize(
    ("message", "id_"),
    [
        ({"jsonrpc": "2.0", "id": 1, "method": "x"}, "1"),
        ({"jsonrpc": "2.0", "id": 1.5, "method": "x"}, "1.5"),
        ({"jsonrpc": "2.0", "id": "1", "method": 5}, '"1"'),
        ({"jsonrpc": "2.0", "id": [], "method": "x"}, "null"),
        ({"jsonrpc": "2.0", "method": "x"}, None),
        ({"jsonrpc": "2.0", "id": 1, "result": None}, None),
        ({"jsonrpc": "2.0", "id": 1}, "1"),
        ({"id": 1, "result": None}, "1"),
        ({"jsonrpc": "2.0", "id": True, "method": "x"}, "null"),
        ([], "null"),
    ],
)
def test_what_must_be_answered(message: object, id_: str | None) -> None:
    """The judge of the messages says which of them are answered, and with which id."""
    assert expected.answered_id(json.dumps(message).encode()) == id_
