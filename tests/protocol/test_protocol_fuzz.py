"""Messages of every wrong kind as raw bytes; ``tox -e protocol`` sends far more of them."""

import pytest
from fuzz import session
from wrong_frames import expected_answer


@pytest.mark.parametrize("number", range(2))
def test_each_message_gets_its_answer(number: int) -> None:
    """Each request is answered once, nothing else is, and the server lives on, without a traceback."""
    sent, wrong = session(number, seed=14, count=600)
    assert wrong is None, wrong
    assert sent >= 600


@pytest.mark.parametrize(
    ("body", "id_"),
    [
        (b'{"jsonrpc": "2.0", "id": 1, "method": "x"}', "1"),
        (b'{"jsonrpc": "2.0", "method": "x"}', None),
        (b'{"jsonrpc": "2.0", "id": 1, "result": null}', None),
        (b'{"jsonrpc": "2.0", "id": 1}', "1"),
        (b'{"jsonrpc": "2.0", "id": [], "method": "x"}', "null"),
        (b'{"jsonrpc": "2.0", "id": 1, "id": "2", "method": 5}', '"2"'),
        (b"[]", "null"),
        (b"{", "null"),
    ],
)
def test_the_judge(body: bytes, id_: str | None) -> None:
    """The answer that a message must get is JSON-RPC's."""
    assert expected_answer(body) == id_
