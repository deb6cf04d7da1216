"""Nothing is kept of requests that are answered, nor of documents that are closed; no collector is needed."""

from __future__ import annotations

import asyncio
import gc
import json
import weakref

import pytest
from trees import SPEC, TEMPLATE, make

from spec_ls.lsp import uris
from spec_ls.lsp.server import Server

pytestmark = pytest.mark.asyncio


class Connection:
    """A server in this process, and the ids of the requests that it has answered."""

    def __init__(self, folder):
        self.server, self.answered = Server(), []
        self.server.protocol.set_writer(self)
        self.send("initialize", {"capabilities": {}, "processId": None, "rootUri": uris.from_path(folder)}, 0)
        self.send("initialized", {})

    def write(self, data):
        message = json.loads(data.partition(b"\r\n\r\n")[2])
        if "method" not in message:
            self.answered.append(message["id"])

    def send(self, method, params, id_=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        body = message if id_ is None else {**message, "id": id_}
        self.server.protocol.receive(json.dumps(body).encode())

    async def until_answered(self, id_):
        async with asyncio.timeout(20):
            while id_ not in self.answered:
                await asyncio.sleep(0.001)

    def open(self, uri, text):
        item = {"uri": uri, "languageId": "restructuredtext", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": item})


def count_of_tasks():
    """The number of tasks that exist, whether or not they are done."""
    return sum(1 for found in gc.get_objects() if isinstance(found, asyncio.Task))


@pytest.fixture
def opened(tmp_path):
    """The URI of a spec in a repository."""
    make(tmp_path, {".git/HEAD": "", "specs/template.rst": TEMPLATE, "specs/a.rst": SPEC})
    return uris.from_path(tmp_path / "specs" / "a.rst")


async def test_answered_requests_are_forgotten(tmp_path, opened):
    """A hundred requests of all kinds, some of them cancelled, leave no task and no future behind."""
    before = count_of_tasks()  # other tests of this process may have left some
    connection, about = Connection(tmp_path), {"textDocument": {"uri": opened}}
    connection.open(opened, SPEC)
    place = {**about, "position": {"line": 0, "character": 0}}
    kinds = [("textDocument/hover", place), ("textDocument/completion", place),
             ("textDocument/documentSymbol", about), ("spec-ls/state", about)]  # fmt: skip
    for id_ in range(1, 101):
        connection.send(*kinds[id_ % 4], id_)
        if id_ % 5 == 0:
            connection.send("$/cancelRequest", {"id": id_})
        await connection.until_answered(id_)
    await asyncio.sleep(0.05)  # requests that were cancelled have parts under way
    assert connection.server.protocol._request_futures == {}
    assert count_of_tasks() - before < 20
    await connection.server.finish()


async def test_a_closed_document_is_freed_at_once(tmp_path, opened):
    """Reference counts free it, busy or idle: the collector never sees what it was given between messages."""
    connection = Connection(tmp_path)
    session = connection.server.session
    gc.collect()
    gc.disable()
    try:
        for wait in (0, 0.2):
            connection.open(opened, SPEC)
            await asyncio.sleep(wait)
            document = weakref.ref(session.document(opened))
            session.close(opened)
            await asyncio.sleep(0.2)
            assert document() is None
    finally:
        gc.enable()
    await connection.server.finish()
