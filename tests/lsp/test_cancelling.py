"""Requests that wait can be cancelled, and see the document as it was when they came."""

import json
from threading import Timer

import pytest

from .driver import TIMEOUT
from .pipe import Pipe
from .samples import UNTIDY

URI = {"uri": "untitled:1"}
PLACE = {"textDocument": URI, "position": {"line": 4, "character": 2}}
TOP = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}


@pytest.fixture
def busy():
    """A server with a document open, which gets its messages all at once."""
    pipe = Pipe()
    pipe.initialize(initializationOptions={"template": "nova"})
    document = {**URI, "languageId": "restructuredtext", "version": 1, "text": UNTIDY}
    pipe.notify("textDocument/didOpen", {"textDocument": document})
    assert pipe.request("textDocument/hover", PLACE)["result"] is not None
    yield pipe
    pipe.end()


def send_all(pipe: Pipe, *messages: tuple[str, object] | tuple[str, object, object]) -> None:
    """Write messages, requests with an id, in one go: the server has all of them before it does anything."""
    frames = b""
    for method, params, *ids in messages:
        message = {"jsonrpc": "2.0", "method": method, "params": params, **({"id": ids[0]} if ids else {})}
        body = json.dumps(message).encode()
        frames += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    pipe.process.stdin.write(frames)
    pipe.process.stdin.flush()


def answers(pipe: Pipe, count: int) -> dict:
    """The next responses, by their ids, in the order in which they come."""
    found: dict = {}
    while len(found) < count:
        message = pipe.read()
        if "method" not in message:
            found[message["id"]] = message
    return found


def test_a_request_that_waits_is_cancelled(busy):
    """It gets the protocol's error (-32800), the others get their answers, in order."""
    send_all(
        busy,
        ("textDocument/hover", PLACE, "a"),
        ("textDocument/documentSymbol", {"textDocument": URI}, "b"),
        ("$/cancelRequest", {"id": "b"}),
        ("textDocument/hover", PLACE, "c"),
        ("$/cancelRequest", {"id": "nobody"}),
    )
    found = answers(busy, 3)
    assert found["b"]["error"]["code"] == -32800
    assert found["a"]["result"] == found["c"]["result"] is not None
    assert [id_ for id_ in found if id_ != "b"] == ["a", "c"]


def test_an_answered_request_is_not_cancelled_any_more(busy):
    """A cancellation that comes too late changes nothing."""
    send_all(busy, ("textDocument/hover", PLACE, "a"))
    assert "result" in answers(busy, 1)["a"]
    send_all(busy, ("$/cancelRequest", {"id": "a"}), ("textDocument/hover", PLACE, "a"))
    assert "result" in answers(busy, 1)["a"]


def test_a_request_is_about_the_text_when_it_came(busy):
    """An edit behind a request has no part in its answer, though it is read first."""
    symbols = {"textDocument": URI}
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    change = {"range": whole, "text": "Other\n=====\n"}
    send_all(
        busy,
        ("textDocument/documentSymbol", symbols, 1),
        ("textDocument/didChange", {"textDocument": {**URI, "version": 2}, "contentChanges": [change]}),
        ("textDocument/documentSymbol", symbols, 2),
    )
    found = answers(busy, 2)
    assert [symbol["name"] for symbol in found[2]["result"]] == ["Other"]
    assert len(found[1]["result"]) > 1


def test_requests_are_answered_before_the_end(busy):
    """A client that sends all its messages in one go gets every answer, and exit status 0."""
    send_all(
        busy,
        ("textDocument/hover", PLACE, 1),
        ("shutdown", None, 2),
        ("exit", None),
    )
    assert set(answers(busy, 2)) == {1, 2}
    assert busy.wait() == (0, "")


def test_requests_that_stay_open_are_answered_at_shutdown(tmp_path):
    """Nothing will be told of changes any more, so there is nothing new to wait for."""
    pipe = Pipe()
    pipe.initialize(rootUri=tmp_path.as_uri())
    watchdog = Timer(TIMEOUT, pipe.process.kill)
    watchdog.start()
    waiting = ("workspace/diagnostic", {"previousResultIds": []})
    send_all(pipe, (*waiting, "a"), (*waiting, "b"), ("shutdown", None, "c"))
    found = answers(pipe, 3)
    watchdog.cancel()
    pipe.end()
    assert [found[id_]["result"] for id_ in "abc"] == [{"items": []}, {"items": []}, None]


def test_an_end_in_the_midst_of_work_is_quiet(busy):
    """Requests that are not answered in time for the end leave nothing in the log."""
    waiting = ("workspace/diagnostic", {"previousResultIds": []})
    send_all(busy, (*waiting, 1), (*waiting, 2), ("exit", None))
    assert busy.wait() == (1, "")


@pytest.mark.parametrize("id_", [[1], 1.0, {"x": 1}, True])
def test_an_id_that_no_request_has_cancels_nothing(busy, id_):
    """``$/cancelRequest`` with an id that is neither a string nor an integer has no effect, 1.0 and true neither."""
    send_all(busy, ("textDocument/hover", PLACE, 1), ("$/cancelRequest", {"id": id_}))
    answer = answers(busy, 1)[1]
    assert answer["result"] is not None
