"""The life of a server, in bare JSON-RPC over pipes, with messages that no client library would send."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys

import pytest

from .driver import SERVER, TIMEOUT
from .pipe import INITIALIZE, Pipe
from .samples import UNTIDY

HOVER = {"textDocument": {"uri": "file:///none.rst"}, "position": {"line": 0, "character": 0}}


@pytest.fixture
def pipe():
    """A fresh server that has got no message."""
    made = Pipe()
    yield made
    made.end()


@pytest.fixture(scope="module")
def running():
    """A server in the middle of a session, for tests that leave it as it was."""
    made = Pipe()
    made.initialize()
    yield made
    assert made.request("shutdown")["result"] is None
    made.notify("exit")
    status, errors = made.wait()
    assert status == 0
    assert "Traceback" not in errors


def test_shutdown_and_exit_end_with_status_0(pipe):
    """After ``shutdown`` further requests are refused, and ``exit`` ends the process well."""
    pipe.initialize()
    assert pipe.request("shutdown")["result"] is None
    assert pipe.request("textDocument/hover", HOVER)["error"]["code"] == -32600
    pipe.notify("exit")
    assert pipe.wait() == (0, "spec-ls: textDocument/hover: already shut down\n")


def test_exit_alone_ends_with_status_1(pipe):
    """``exit`` without ``shutdown`` is an error, which the exit status alone tells."""
    pipe.initialize()
    pipe.notify("exit")
    assert pipe.wait() == (1, "")


def test_exit_is_heard_before_initialize(pipe):
    """A client that changes its mind can end the server at once."""
    pipe.notify("exit")
    assert pipe.wait() == (1, "")


@pytest.mark.parametrize(("shut_down", "status"), [(False, 1), (True, 0)])
def test_the_end_of_the_input_ends_the_server(pipe, shut_down, status):
    """The server ends when its input does."""
    pipe.initialize()
    if shut_down:
        pipe.request("shutdown")
    assert pipe.wait() == (status, "")


def test_what_comes_too_early_is_refused(pipe):
    """Before ``initialize`` a request gets -32002 and a notification nothing; a second one is refused."""
    assert pipe.request("textDocument/hover", HOVER)["error"]["code"] == -32002
    assert pipe.request("nobody/knows")["error"]["code"] == -32002
    pipe.notify("textDocument/didOpen", {"textDocument": {}})
    pipe.initialize()
    assert pipe.request("initialize", INITIALIZE)["error"]["code"] == -32600


@pytest.mark.parametrize(
    "params",
    [
        None,
        [],
        {},
        {"textDocument": {"uri": "file:///a.rst"}},
        {"textDocument": None, "position": {"line": 0, "character": 0}},
        {"textDocument": {"uri": "file:///a.rst"}, "position": {"line": -1, "character": 0}},
        {"textDocument": {"uri": "file:///a.rst"}, "position": {"line": "x", "character": 0}},
    ],
)
def test_wrong_parameters_are_answered(running, params):
    """Whatever is wrong with the parameters, the request is answered with -32602 and the session goes on."""
    assert running.request("textDocument/hover", params)["error"]["code"] == -32602
    assert running.request("textDocument/hover", HOVER)["result"] is None


def test_initialize_can_be_tried_again(pipe):
    """An ``initialize`` with wrong parameters is refused and leaves the server as it was."""
    assert pipe.request("initialize", {"capabilities": 1})["error"]["code"] == -32602
    assert pipe.initialize()["capabilities"]["positionEncoding"] == "utf-16"  # a client that says nothing


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", -32700),
        (b"\xff\xfe", -32700),
        (b"[" * 100_000, -32700),
        (b"[]", -32600),
        (b"7", -32600),
        (b'"x"', -32600),
        (b"{}", -32600),
        (b'{"method": "shutdown"}', -32600),
    ],
)
def test_what_is_no_message_is_answered(running, body, code):
    """A frame that holds no JSON-RPC message gets an error without an id, and the session goes on."""
    running.write(body)
    answer = running.read()
    assert (answer["error"]["code"], answer.get("id")) == (code, None)
    assert running.request("textDocument/hover", HOVER)["result"] is None


def test_unknown_methods_are_answered_and_notifications_passed_over(running):
    """An unknown request gets -32601; an unknown notification, or an optional one, is ignored."""
    running.notify("$/setTrace", {"value": "off"})
    running.notify("$/somethingNew", {"x": 1})
    running.notify("$/cancelRequest", {"id": 99})
    running.notify("workspace/somethingNew", [])
    assert running.request("nobody/knows", {"x": 1})["error"]["code"] == -32601
    assert running.request("textDocument/moniker", HOVER)["error"]["code"] == -32601
    assert running.request("$/nobodyKnows")["error"]["code"] == -32601


@pytest.mark.parametrize(
    "header",
    [
        "content-length: {}\r\n\r\n",
        "Content-Length:{}\r\n\r\n",
        "CONTENT-LENGTH:  {}\r\n\r\n",
        "Content-Length:\t{}\r\n\r\n",
        "Content-Length: {} \t\r\n\r\n",
        "X-Empty:\r\nContent-Length: {}\r\n\r\n",
    ],
)
def test_headers_are_read_as_in_http(pipe, header):
    """The case of a header's name and the white space around its value mean nothing (RFC 9110, section 5)."""
    body = json.dumps({"jsonrpc": "2.0", "id": "a", "method": "initialize", "params": INITIALIZE}).encode()
    pipe.write(body, header)
    assert pipe.read()["id"] == "a"


@pytest.mark.parametrize(
    "header",
    [
        "Content-Length: x\r\n\r\n",
        "Content-Length: -5\r\n\r\n",
        "Content-Length: +5\r\n\r\n",
        "Content-Length:\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n",
        "Content-Type: text/plain\r\n\r\n",
        "POST / HTTP/1.1\r\n\r\n",
        "\r\n\r\n",
        "x" * 200_000,
        "a: b\r\n" * 100_000,
    ],
)
def test_a_length_that_cannot_be_read_ends_the_server(pipe, header):
    """One line says what is wrong, and the status is 1: where the next message begins is not known."""
    with contextlib.suppress(BrokenPipeError):  # it may end before it has read all
        pipe.write(b"", header)
    status, errors = pipe.wait()
    assert (status, errors.count("\n")) == (1, 1)
    assert errors.startswith("spec-ls: the connection is given up: ")


def test_a_length_that_cannot_be_read_after_shutdown_is_no_good_end(pipe):
    """The status is 1 then, too: ``exit`` did not come."""
    pipe.initialize()
    pipe.request("shutdown")
    pipe.write(b"", "Content-Length: x\r\n\r\n")
    assert pipe.wait()[0] == 1


def test_headers_may_hold_more_than_a_length(pipe):
    """A ``Content-Type`` before or behind the length is passed over."""
    body = json.dumps({"jsonrpc": "2.0", "id": "a", "method": "initialize", "params": INITIALIZE}).encode()
    pipe.write(body, "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {}\r\n\r\n")
    assert pipe.read()["id"] == "a"


def test_capabilities_of_tomorrow_are_no_hindrance(pipe):
    """A client may send values and fields that lsprotocol lacks."""
    completion = {
        "completionItem": {"documentationFormat": ["html", "markdown"], "tagSupport": {"valueSet": [1, 99]}}
    }
    symbols = {"symbolKind": {"valueSet": [1, 26, 99]}}
    result = pipe.initialize(
        capabilities={
            "textDocument": {"completion": completion, "documentSymbol": symbols, "new": {"x": 1}},
            "y": 2,
        },
        trace="loud",
    )
    assert result["serverInfo"]["name"] == "spec-ls"


def test_nothing_but_messages_is_written(pipe):
    """A whole session of everything leaves standard error empty, and standard output to the messages."""
    pipe.initialize(initializationOptions={"template": "nova"})
    document = {"uri": "untitled:1", "languageId": "restructuredtext", "version": 1, "text": UNTIDY}
    pipe.notify("textDocument/didOpen", {"textDocument": document})
    place = {"textDocument": {"uri": "untitled:1"}, "position": {"line": 4, "character": 2}}
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    for method, params in {
        "textDocument/hover": place,
        "textDocument/completion": place,
        "textDocument/documentSymbol": place,
        "textDocument/codeAction": {**place, "range": whole, "context": {"diagnostics": []}},
    }.items():
        assert "result" in pipe.request(method, params)
    pipe.notify("textDocument/didClose", place)
    pipe.request("shutdown")
    pipe.notify("exit")
    assert pipe.wait() == (0, "")


STARTER = """
import subprocess, sys, time
server = subprocess.Popen(sys.argv[1:], stdin=sys.stdin, stdout=sys.stdout)
print(server.pid, file=sys.stderr, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="the ends of the pipe are counted in another way there")
def test_a_server_does_not_outlive_its_client():
    """When the client's process dies, the server ends even if the pipe to it stays open."""
    pipe = Pipe(command=[sys.executable, "-c", STARTER, *SERVER])
    server = int(pipe.process.stderr.readline())
    try:
        pipe.initialize(processId=pipe.process.pid)
        pipe.process.kill()
        pipe.process.wait(TIMEOUT)
        assert pipe.process.stdout.read() == b""  # the end comes when the server has left its output
        assert "ended without a word" in pipe.process.stderr.read().decode()
    finally:
        for stream in (pipe.process.stdin, pipe.process.stdout, pipe.process.stderr):
            stream.close()
        if is_running(server):
            os.kill(server, signal.SIGKILL)


def is_running(process_id: int) -> bool:
    """Whether a process is there."""
    try:
        os.kill(process_id, 0)
    except OSError:
        return False
    return True


def test_a_client_that_cannot_be_seen_is_not_watched(pipe):
    """A process number from another machine, or outside of a container, does not end the server."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait(TIMEOUT)
    pipe.initialize(processId=gone.pid)
    assert pipe.request("shutdown")["result"] is None
    pipe.notify("exit")
    status, errors = pipe.wait()
    assert status == 0
    assert "not watched" in errors


@pytest.mark.skipif(os.name != "posix", reason="other systems keep a folder in which a program works")
def test_a_server_whose_folder_is_gone_serves(tmp_path):
    """Where the client names no folder of its own, it has no other."""
    gone = 'mkdir gone; cd gone; rmdir ../gone; exec "$0" "$@"'
    pipe = Pipe(command=["sh", "-c", f"cd {tmp_path}; {gone}", *SERVER])
    pipe.initialize()
    document = {"uri": "untitled:a", "languageId": "restructuredtext", "version": 1, "text": "T\n=\n"}
    pipe.notify("textDocument/didOpen", {"textDocument": document})
    answer = pipe.request("textDocument/documentSymbol", {"textDocument": {"uri": "untitled:a"}})
    assert answer["result"][0]["name"] == "T"
    pipe.request("shutdown")
    pipe.notify("exit")
    assert pipe.wait() == (0, "")
