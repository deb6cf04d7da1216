"""What a session loads once it has answered ``initialize``, and what waits for that."""

import asyncio
import json

import pytest
from trees import SPEC, make

from spec_ls.lsp import uris
from spec_ls.lsp.server import Server

pytestmark = pytest.mark.asyncio


class Nowhere:
    """A client that throws away what it is sent."""

    def write(self, data):
        """Take a message."""


async def test_the_index_begins_once_docutils_is_loaded(tmp_path):
    """A document that is opened at once is read in this thread alone: two that load docutils deadlock."""
    make(tmp_path, {".git/HEAD": "", "specs/a.rst": SPEC})
    uri = uris.from_path(tmp_path / "specs" / "a.rst")
    item = {"uri": uri, "languageId": "restructuredtext", "version": 1, "text": SPEC}
    server = Server()
    server.protocol.set_writer(Nowhere())
    for message in (
        {
            "id": 0,
            "method": "initialize",
            "params": {"capabilities": {}, "processId": None, "rootUri": uris.from_path(tmp_path)},
        },
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": item}},
    ):
        server.protocol.receive(json.dumps({"jsonrpc": "2.0", **message}).encode())
    pages = server.session.pages
    assert not pages.has_begun
    async with asyncio.timeout(20):
        while not pages.is_whole:
            await asyncio.sleep(0.01)
    await server.finish()
