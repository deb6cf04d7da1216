"""``trace`` of ``initialize`` and ``$/setTrace``: the client is told of the messages (LSP 3.17, "LogTrace")."""

import pytest

from .pipe import Pipe
from .samples import SPEC

PLACE = {"textDocument": {"uri": "untitled:1"}, "position": {"line": 3, "character": 2}}


@pytest.fixture
def pipe():
    """A server, not yet initialized."""
    made = Pipe()
    yield made
    made.process.kill()
    made.process.communicate()


def traces(pipe):
    """The parameters of the traces that have come since this was last asked."""
    found = [message["params"] for message in pipe.heard if message["method"] == "$/logTrace"]
    pipe.heard.clear()
    return found


def hover(pipe):
    """Ask something, twice: what is said after an answer comes before the next."""
    pipe.request("textDocument/hover", PLACE)
    id_ = pipe.request("textDocument/hover", PLACE)["id"] - 1
    return [trace for trace in traces(pipe) if f"({id_})" in trace["message"]]


def test_nothing_is_traced_unless_asked_for(pipe):
    """Without a trace, or with "off", no ``$/logTrace`` is sent."""
    pipe.initialize()
    assert hover(pipe) == []


@pytest.mark.parametrize("value", ["messages", "verbose"])
def test_the_trace_of_initialize(pipe, value):
    """A request and its answer are told of; only "verbose" adds details, and nothing comes before the first answer."""
    pipe.write(
        b'{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": '
        b'{"processId": null, "rootUri": null, "capabilities": {}, "trace": "%s"}}' % value.encode()
    )
    assert pipe.read()["id"] == 0
    received, sent = hover(pipe)
    assert received["message"].startswith('received request "textDocument/hover"')
    assert sent["message"].startswith("sent response")
    assert [set(trace) for trace in (received, sent)] == [
        {"message"} if value == "messages" else {"message", "verbose"}
    ] * 2


def test_the_trace_can_be_changed(pipe):
    """``$/setTrace`` switches on and off, and a value that there is not changes nothing."""
    pipe.initialize(trace="off")
    pipe.notify("$/setTrace", {"value": "messages"})
    assert len(hover(pipe)) == 2
    pipe.notify("$/setTrace", {"value": "loud"})
    pipe.notify("$/setTrace", {})
    assert len(hover(pipe)) == 2
    pipe.notify("$/setTrace", {"value": "off"})
    hover(pipe)
    assert hover(pipe) == []


def test_notifications_and_refusals_are_traced(pipe):
    """Diagnostics and errors are told of, without a word of the document."""
    pipe.initialize(trace="verbose", initializationOptions={"template": "nova"})
    document = {"uri": "untitled:1", "languageId": "restructuredtext", "version": 1, "text": SPEC + "xyzzy"}
    pipe.notify("textDocument/didOpen", {"textDocument": document})
    while pipe.read().get("method") != "textDocument/publishDiagnostics":
        pass
    pipe.request("nobody/knows")
    pipe.request("textDocument/hover", PLACE)
    found = traces(pipe)
    messages = [trace["message"] for trace in found]
    assert 'sent notification "textDocument/publishDiagnostics"' in messages
    assert any(message.endswith(", error -32601") for message in messages)
    assert "xyzzy" not in str(found)
