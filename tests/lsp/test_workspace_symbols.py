"""Symbols of all documents of the workspace."""

import asyncio

import pytest
from lsprotocol import types

from .samples import SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def symbols(client, query, count):
    """The symbols of a query, once there are as many: the index is built meanwhile."""
    async with asyncio.timeout(20):
        while True:
            params = types.WorkspaceSymbolParams(query)
            found = await client.workspace_symbol_async(params)
            if len(found) == count:
                return found


async def test_titles_of_files_and_of_buffers_are_found(start, spec):
    """A file that nobody has opened, and an open one as it is in the buffer, with columns in the encoding."""
    client = await start()
    path = client.folder / "specs" / "2026.1" / "other.rst"
    path.write_text("Other Zebra\n===========\n", encoding="utf-8")
    await client.open(uri := spec(client), SPEC.replace("Réplication", "Zébra zebra"))
    found = await symbols(client, "zebra", 2)
    assert {(symbol.name, symbol.location.uri) for symbol in found} == {
        ("Other Zebra", path.as_uri()),
        ("𝄞 Zébra zebra e\u0301tape", uri),
    }
    assert found[0].location.range.end.character == client.width(found[0].name)
    path.write_text("Other Lion\n==========\n", encoding="utf-8")
    changes = [types.FileEvent(path.as_uri(), types.FileChangeType.Changed)]
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))
    assert [symbol.name for symbol in await symbols(client, "other lion", 1)] == ["Other Lion"]
