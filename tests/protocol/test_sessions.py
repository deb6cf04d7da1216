"""Random sessions in each run; ``tox -e protocol`` sends 100,000."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path[1:1] = [str(Path(__file__).resolve().parent)]

import expected  # noqa: E402  (it lies in the folder added above)
import sessions  # noqa: E402


def test_each_message_is_answered_once() -> None:
    """Whatever bytes come, each request gets one answer, the server lives on, and no traceback is written."""
    assert sessions.run(500, seed=1, size=500) is None


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
        ([], "null"),
    ],
)
def test_what_must_be_answered(message: object, id_: str | None) -> None:
    """The judge of the messages says which of them are answered, and with which id."""
    assert expected.answered_id(json.dumps(message).encode()) == id_
