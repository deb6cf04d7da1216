"""TCP and WebSocket: one server a connection."""

import asyncio
import contextlib
import importlib.util
import subprocess

import pytest
from lsprotocol import types

from .driver import ENVIRONMENT, SERVER, TIMEOUT, Client, capabilities
from .samples import SPEC, UNTIDY
from .test_symbols import ask, flat

NO_WEBSOCKETS = importlib.util.find_spec("websockets") is None


def run(arguments):
    """A server process that ends by itself."""
    return subprocess.run(
        arguments, check=False, env=ENVIRONMENT, capture_output=True, text=True, timeout=TIMEOUT
    )


@contextlib.asynccontextmanager
async def listening(*arguments):
    """The port of a server process that listens."""
    process = await asyncio.create_subprocess_exec(
        *SERVER, *arguments, env=ENVIRONMENT, stderr=asyncio.subprocess.PIPE
    )
    try:
        line = await asyncio.wait_for(process.stderr.readline(), TIMEOUT)
        yield int(line.decode().rpartition(":")[2])
    finally:
        process.kill()
        await process.communicate()


async def connected(client, folder):
    """Begin a session on a client that is connected."""
    client.capabilities = capabilities("utf-32")
    root = types.WorkspaceFolder(folder.as_uri(), "folder")
    params = types.InitializeParams(client.capabilities, workspace_folders=[root])
    result = await asyncio.wait_for(client.initialize_session(params), TIMEOUT)
    client.encoding = f"{result.capabilities.position_encoding}-le"


async def two_clients(kind, port, folder):
    """The symbols that two clients see of a document of the same name, and the second after the first has left."""
    first, other = Client(), Client()
    for client in (first, other):
        await (client.start_tcp if kind == "tcp" else client.start_ws)("127.0.0.1", port)
        await connected(client, folder)
    await first.open("untitled:a", SPEC)
    await other.open("untitled:a", UNTIDY)
    seen = [[symbol.name for symbol in flat(await ask(client, "untitled:a"))] for client in (first, other)]
    await first.shutdown_async(None)
    first.exit(None)
    seen.append([symbol.name for symbol in flat(await ask(other, "untitled:a"))])
    await other.shutdown_async(None)
    other.exit(None)
    return seen


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("kind", ["tcp", "ws"])
async def test_connections_know_nothing_of_each_other(kind, tmp_path):
    """Two clients have their own documents, and one that leaves takes nothing from the other."""
    if kind == "ws" and NO_WEBSOCKETS:
        pytest.skip("the package websockets is not installed")
    async with listening(f"--{kind}", "127.0.0.1:0") as port:
        first, other, after = await two_clients(kind, port, tmp_path)
    assert "Use Cases" in first
    assert "Use Cases" not in other
    assert after == other


@pytest.mark.skipif(not NO_WEBSOCKETS, reason="the package websockets is installed")
def test_a_missing_package_is_named():
    """Without the package that ``--ws`` needs, one line says which it is."""
    arguments = [*SERVER, "--ws", "127.0.0.1:0"]
    done = run(arguments)
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["spec-ls: --ws needs the package websockets: pip install websockets"]


@pytest.mark.asyncio(loop_scope="session")
async def test_an_address_that_is_taken_is_said():
    """One line says why nothing can be served, and the status is that of wrong use."""
    async with listening("--tcp", "127.0.0.1:0") as port:
        arguments = [*SERVER, "--tcp", f"127.0.0.1:{port}"]
        done = await asyncio.to_thread(run, arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("spec-ls: cannot serve: ")
    assert done.stderr.count("\n") == 1
