"""Messages that are nearly right, as raw bytes: each request gets one answer, and the session goes on."""

import json

import pytest
from lsprotocol import types

from .pipe import Pipe
from .samples import UNTIDY

HOVER = {"textDocument": {"uri": "file:///none.rst"}, "position": {"line": 0, "character": 0}}


@pytest.fixture(scope="module")
def running():
    """A server in the middle of a session; in the end it has logged no traceback."""
    made = Pipe()
    made.initialize()
    yield made
    assert made.request("shutdown")["result"] is None
    made.notify("exit")
    status, errors = made.wait()
    assert status == 0
    assert "Traceback" not in errors


def send(pipe: Pipe, **message: object) -> None:
    """Send a message as it is."""
    pipe.write(json.dumps(message).encode())


def is_alive(pipe: Pipe) -> bool:
    """Whether the next answer is that to a right request: nothing else was sent before it."""
    return pipe.request("textDocument/hover", HOVER)["result"] is None


@pytest.mark.parametrize("version", ["1.0", None, "", [], {}, 2, 2.0])
def test_a_wrong_version_is_answered(running, version):
    """A request whose ``jsonrpc`` is not "2.0" gets -32600 with its id."""
    send(running, jsonrpc=version, id="a", method="textDocument/hover", params=HOVER)
    answer = running.read()
    assert (answer["id"], answer["error"]["code"]) == ("a", -32600)
    assert is_alive(running)


@pytest.mark.parametrize("method", [5, [], {}, None, True, ["textDocument/hover"]])
def test_a_method_that_is_no_string_is_answered(running, method):
    """A request whose method is no string gets -32600 with its id."""
    send(running, jsonrpc="2.0", id="a", method=method, params=HOVER)
    answer = running.read()
    assert (answer["id"], answer["error"]["code"]) == ("a", -32600)
    assert is_alive(running)


@pytest.mark.parametrize("method", ["initialized", "exit", "textDocument/didOpen", "$/cancelRequest"])
def test_a_notification_with_an_id_is_refused(running, method):
    """It gets -32600 with its id, and is not carried out."""
    send(running, jsonrpc="2.0", id="a", method=method, params={})
    answer = running.read()
    assert (answer["id"], answer["error"]["code"]) == ("a", -32600)
    assert is_alive(running)


@pytest.mark.parametrize("method", ["textDocument/hover", "shutdown", "initialize", "spec-ls/state"])
def test_a_request_without_an_id_is_passed_over(running, method):
    """There is nobody to answer, and nothing is done."""
    send(running, jsonrpc="2.0", method=method, params=HOVER)
    assert is_alive(running)


@pytest.mark.parametrize(
    ("id_", "answered"),
    [([], None), ({}, None), ([1], None), ({"jsonrpc": "2.0"}, None), (True, None), (None, None), (1.5, 1.5)],
)
@pytest.mark.parametrize("method", ["textDocument/hover", "nobody/knows", 5])
def test_an_id_of_the_wrong_type_is_refused(running, id_, answered, method):
    """The request gets -32600; the answer's id is null where the request's is neither string nor number."""
    send(running, jsonrpc="2.0", id=id_, method=method, params=HOVER)
    answer = running.read()
    assert (answer["id"], answer["error"]["code"]) == (answered, -32600)
    assert is_alive(running)


@pytest.mark.parametrize("params", [{"id": []}, {"id": {}}, {"id": None}, {}, [], None, {"id": True}])
def test_a_cancellation_of_nothing_is_passed_over(running, params):
    """``$/cancelRequest`` with an id of the wrong type has no effect and, as a notification, no answer."""
    send(running, jsonrpc="2.0", method="$/cancelRequest", params=params)
    assert is_alive(running)


def test_inner_objects_are_no_messages(running):
    """A parameter that looks like a message is a parameter."""
    inner = {"jsonrpc": "2.0", "method": "exit", "id": 1}
    send(
        running, jsonrpc="2.0", id="a", method="textDocument/hover", params={**HOVER, "workDoneToken": inner}
    )
    assert running.read()["id"] == "a"
    assert is_alive(running)


@pytest.mark.parametrize(
    "body", [b'{"jsonrpc": "2.0", "id": NaN, "method": "shutdown"}', b"1" * 5000, b"[1e999]"]
)
def test_numbers_that_json_lacks_are_answered(running, body):
    """A message whose numbers are none, or too long to read, gets an error with no id."""
    running.write(body)
    answer = running.read()
    assert answer["id"] is None
    assert answer["error"]["code"] in (-32700, -32600)
    assert is_alive(running)


def test_a_client_does_not_answer_its_own_request(running):
    """A response with the id of the client's own pending request is passed over, and the request answered."""
    document = {"uri": "untitled:own", "languageId": "restructuredtext", "version": 1, "text": UNTIDY}
    running.notify("textDocument/didOpen", {"textDocument": document})
    request = {"jsonrpc": "2.0", "id": "own", "method": "textDocument/documentSymbol"}
    request["params"] = {"textDocument": {"uri": "untitled:own"}}
    frames = b""
    for message in (request, {"jsonrpc": "2.0", "id": "own", "result": "mine"}):
        body = json.dumps(message).encode()
        frames += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    running.process.stdin.write(frames)
    running.process.stdin.flush()
    while (answer := running.read()).get("id") != "own":
        assert "method" in answer
    assert len(answer["result"]) > 1
    running.notify("textDocument/didClose", {"textDocument": {"uri": "untitled:own"}})
    while running.read()["params"].get("diagnostics") != []:
        pass
    assert is_alive(running)


@pytest.mark.parametrize(
    "response", [{"result": 1}, {"error": {}}, {"error": 5}, {"result": 1, "error": None}]
)
@pytest.mark.parametrize("id_", [1, "x", [], {}, None])
def test_responses_to_nothing_are_passed_over(running, response, id_):
    """A response is never answered."""
    send(running, jsonrpc="2.0", id=id_, **response)
    assert is_alive(running)


REQUESTS = sorted(
    method
    for method, (_, response, *_) in types.METHOD_TO_TYPES.items()
    if response is not None and method not in ("initialize", "shutdown")
)


@pytest.mark.parametrize("method", [*REQUESTS, "spec-ls/state", "nobody/knows"])
@pytest.mark.parametrize("uri", ["file:///not/open.rst", "http://["])
def test_no_answer_carries_a_traceback(running, method, uri):
    """A request about a document that is not open, or for what the server lacks, gets null or a short error."""
    place = {"line": 0, "character": 0}
    params = {
        "textDocument": {"uri": uri},
        "position": place,
        "range": {"start": place, "end": place},
        "context": {"diagnostics": []},
        "newName": "x",
        "label": "x",
        "command": "x",
        "query": "x",
    }
    answer = running.request(method, params)
    assert "raceback" not in json.dumps(answer)
    assert "data" not in answer.get("error", {})


@pytest.mark.parametrize(
    "response", [{"result": 5}, {"result": None}, {}, {"error": {"code": 1, "message": "no"}}, {"error": []}]
)
def test_whatever_a_client_answers_is_taken(response):
    """A request of the server ends with any response to it, right or wrong."""
    pipe = Pipe()
    pipe.initialize(capabilities={"workspace": {"configuration": True}})
    pipe.notify("workspace/didChangeConfiguration", {"settings": None})
    while (asked := pipe.read()).get("method") != "workspace/configuration":
        pass
    send(pipe, jsonrpc="2.0", id=asked["id"], **response)
    assert is_alive(pipe)
    assert pipe.request("shutdown")["result"] is None
    pipe.notify("exit")
    status, errors = pipe.wait()
    assert status == 0
    assert "Traceback" not in errors
