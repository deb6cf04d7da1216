"""Handlers of each kind, on a server in this process: how they are listed, announced and answered."""

import asyncio
import json
import pkgutil
from importlib import import_module

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidRequest

from spec_ls.lsp import handlers
from spec_ls.lsp.handlers import HANDLERS, DocumentRequest, Notification, SessionRequest
from spec_ls.lsp.server import Server

from .samples import UNTIDY

DOCUMENT = {"uri": "untitled:1"}


class Conversation:
    """A server with handlers of its own, instead of those of the same methods, and the responses that it sends, by the ids of the requests."""

    def __init__(self, *own):
        methods = {handler.method for handler in own}
        others = [handler for handler in HANDLERS if handler.method not in methods]
        self.server, self.responses = Server(handlers=[*others, *own]), {}
        self.server.protocol.set_writer(self, include_headers=False)
        self.request(0, "initialize", {"processId": None, "rootUri": None, "capabilities": {}})

    def write(self, data):
        message = json.loads(data)
        if "method" not in message:
            assert message["id"] not in self.responses, "a second answer"
            self.responses[message["id"]] = message

    def send(self, **message):
        self.server.protocol.receive(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def request(self, id_, method, params):
        self.send(id=id_, method=method, params=params)

    async def response(self, id_):
        async with asyncio.timeout(20):
            while id_ not in self.responses:
                await asyncio.sleep(0.001)
        return self.responses[id_]


def commands(session, params):
    """A session request that fails for one command."""
    return [params.command, session.client.encoding.value, 1 // (params.command != "fail")]


RUN_COMMANDS = SessionRequest(
    types.WORKSPACE_EXECUTE_COMMAND,
    commands,
    types.ServerCapabilities(
        execute_command_provider=types.ExecuteCommandOptions(["a"]), experimental={"more": True}
    ),
)


@pytest.mark.asyncio
async def test_a_request_without_a_document_is_a_handler_like_others(caplog):
    """It gets the session, is announced by its capabilities, can fail, and can be cancelled."""
    conversation = Conversation(RUN_COMMANDS)
    offered = (await conversation.response(0))["result"]["capabilities"]
    assert offered["executeCommandProvider"] == {"commands": ["a"]}
    assert offered["experimental"] == {"specLsState": True, "more": True}
    for id_, command in enumerate(["a", "fail", "cancelled"], 1):
        conversation.request(id_, "workspace/executeCommand", {"command": command})
    conversation.send(method="$/cancelRequest", params={"id": 3})
    assert (await conversation.response(1))["result"] == ["a", "utf-16", 1]
    assert (await conversation.response(2))["result"] is None
    assert (await conversation.response(3))["error"]["code"] == -32800
    assert "workspace/executeCommand failed" in caplog.text
    await conversation.server.finish()


@pytest.mark.asyncio
async def test_a_document_request_needs_no_template():
    """It gets a snapshot of a document that no template serves; one that is not open is answered with null."""
    links = DocumentRequest(
        types.TEXT_DOCUMENT_FOLDING_RANGE,
        lambda snapshot, params: [len(snapshot.document.text.lines), snapshot.version, snapshot.spec],
    )
    conversation = Conversation(links)
    item = {**DOCUMENT, "languageId": "restructuredtext", "version": 7, "text": UNTIDY}
    conversation.send(method="textDocument/didOpen", params={"textDocument": item})
    conversation.request(1, "textDocument/foldingRange", {"textDocument": DOCUMENT})
    conversation.request(2, "textDocument/foldingRange", {"textDocument": {"uri": "untitled:2"}})
    assert (await conversation.response(1))["result"] == [UNTIDY.count("\n") + 1, 7, None]
    assert (await conversation.response(2))["result"] is None
    await conversation.server.finish()


async def _asked_in_steps(end):
    """The answers to a request whose work takes steps, of which the document is changed in the first."""
    conversation = Conversation()

    def answer(snapshot, params):
        conversation.send(
            method="textDocument/didChange",
            params={"textDocument": {**DOCUMENT, "version": 2}, "contentChanges": [{"text": "new"}]},
        )
        yield
        return end(snapshot)

    for id_, only_newest in enumerate((False, True), 1):
        asked = Conversation(
            DocumentRequest(types.TEXT_DOCUMENT_FOLDING_RANGE, answer, only_newest=only_newest)
        )
        conversation = asked
        item = {**DOCUMENT, "languageId": "restructuredtext", "version": 1, "text": UNTIDY}
        asked.send(method="textDocument/didOpen", params={"textDocument": item})
        asked.request(id_, "textDocument/foldingRange", {"textDocument": DOCUMENT})
        yield await asked.response(id_)
        await asked.server.finish()


@pytest.mark.asyncio
async def test_work_in_steps_is_for_the_text_as_it_was_or_cancelled(caplog):
    """An edit meanwhile: most requests are answered for the text as it was, some end with ServerCancelled."""
    kept, cancelled = [found async for found in _asked_in_steps(lambda snapshot: [snapshot.version])]
    assert kept["result"] == [1]
    assert cancelled["error"] == {
        "code": -32802,
        "message": "the text has changed",
        "data": {"retriggerRequest": True},
    }
    failed, _ = [found async for found in _asked_in_steps(lambda snapshot: 1 // 0)]
    assert failed["result"] is None
    assert "textDocument/foldingRange failed" in caplog.text


@pytest.mark.asyncio
async def test_a_failing_notification_is_logged(caplog):
    """A bug in a handler of a notification does not end the session."""
    conversation = Conversation(Notification("workspace/didRenameFiles", lambda session, params: 1 // 0))
    conversation.send(method="workspace/didRenameFiles", params={"files": []})
    conversation.request(1, "shutdown", None)
    assert (await conversation.response(1))["result"] is None
    assert "workspace/didRenameFiles failed" in caplog.text
    await conversation.server.finish()


def test_every_handler_is_listed():
    """Each module of the package has its handlers in the list, and no method has two."""
    listed = {id(handler) for handler in HANDLERS}
    for info in pkgutil.iter_modules(handlers.__path__):
        module = import_module(f"{handlers.__name__}.{info.name}")
        own = getattr(module, "HANDLERS", None) or [getattr(module, "HANDLER", None)]
        assert info.name == "kinds" or listed.issuperset(map(id, own)), info.name
    methods = [handler.method for handler in HANDLERS]
    assert len(set(methods)) == len(methods)


@pytest.mark.asyncio
async def test_nothing_is_kept_of_requests_that_were_answered():
    """pygls' table of what is under way is empty when nothing is."""
    conversation = Conversation()
    conversation.send(
        method="textDocument/didOpen",
        params={"textDocument": {**DOCUMENT, "languageId": "restructuredtext", "version": 1, "text": UNTIDY}},
    )
    for id_ in range(1, 20):
        conversation.request(id_, "textDocument/documentSymbol", {"textDocument": DOCUMENT})
    conversation.send(method="$/cancelRequest", params={"id": 19})
    for id_ in range(1, 20):
        await conversation.response(id_)
    assert conversation.server.protocol._request_futures == {}


@pytest.mark.asyncio
async def test_an_error_that_a_handler_raises_is_sent_without_its_data():
    """pygls puts the traceback there."""

    def refuse(session, params):
        raise JsonRpcInvalidRequest("no such command", data={"traceback": "Traceback"})

    conversation = Conversation(
        SessionRequest(types.WORKSPACE_EXECUTE_COMMAND, refuse, RUN_COMMANDS.capabilities)
    )
    conversation.request(1, types.WORKSPACE_EXECUTE_COMMAND, {"command": "a"})
    error = (await conversation.response(1))["error"]
    assert error.keys() == {"code", "message"}
    assert "Traceback" not in error["message"]
