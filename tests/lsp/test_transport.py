"""TCP and WebSocket: one server a connection, and who may connect."""

import asyncio
import contextlib
import importlib.util
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from lsprotocol import types
from with_ctrl_c import COMMAND

from spec_ls.lsp.addresses import as_text, host_in_header, host_of_origin, is_loopback

from .driver import ENVIRONMENT, SERVER, TIMEOUT, Client, capabilities
from .pipe import INITIALIZE
from .samples import SPEC, UNTIDY
from .test_symbols import ask, flat

NO_WEBSOCKETS = importlib.util.find_spec("websockets") is None
needs_websockets = pytest.mark.skipif(NO_WEBSOCKETS, reason="the package websockets is not installed")
BODY = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": INITIALIZE}).encode()
FRAME = b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)


def run(arguments, **settings):
    """A server process that ends by itself."""
    return subprocess.run(
        arguments, check=False, env=ENVIRONMENT, capture_output=True, text=True, timeout=TIMEOUT, **settings
    )


@contextlib.asynccontextmanager
async def listening_at(*arguments):
    """The address at which a server process says that it listens."""
    process = await asyncio.create_subprocess_exec(
        *SERVER, *arguments, env=ENVIRONMENT, stderr=asyncio.subprocess.PIPE
    )
    try:
        line = (await asyncio.wait_for(process.stderr.readline(), TIMEOUT)).decode()
        assert line.startswith("spec-ls: listening on "), line
        yield line.split()[-1]
    finally:
        process.terminate()  # by a signal that lets coverage write what it has measured
        await process.communicate()


def port_of(address):
    """The port of an address with or without a path."""
    return int(re.search(r":(\d+)(/|$)", address)[1])


class WebSocketClient(Client):
    """A client at a whole address: pygls' own takes a host and a port."""

    async def start_at(self, address):
        websockets = importlib.import_module("websockets.asyncio.client")
        socket_ = await websockets.connect(address)
        self.protocol.set_writer(_Frames(socket_), include_headers=False)
        self.reading = asyncio.create_task(self.read(socket_))

    async def read(self, socket_):
        async for message in socket_:
            self.protocol.handle_message(json.loads(message, object_hook=self.protocol.structure_message))


class _Frames:
    """Writes messages into WebSocket frames."""

    def __init__(self, socket_):
        self.socket = socket_

    def write(self, data):
        return self.socket.send(data, text=True)

    def close(self):
        return self.socket.close()


async def connected(client, folder):
    """Begin a session on a client that is connected."""
    client.capabilities = capabilities("utf-32")
    root = types.WorkspaceFolder(folder.as_uri(), "folder")
    params = types.InitializeParams(client.capabilities, workspace_folders=[root])
    result = await asyncio.wait_for(client.initialize_session(params), TIMEOUT)
    client.encoding = f"{result.capabilities.position_encoding}-le"


async def two_clients(address, folder):
    """The symbols that two clients see of a document of the same name, and the second after the first has left."""
    first, other = WebSocketClient(), WebSocketClient()
    for client in (first, other):
        if address.startswith("tcp"):
            await client.start_tcp("127.0.0.1", port_of(address))
        else:
            await client.start_at(address)
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
@pytest.mark.parametrize("kind", ["tcp", pytest.param("ws", marks=needs_websockets)])
async def test_connections_know_nothing_of_each_other(kind, tmp_path):
    """Two clients have their own documents, and one that leaves takes nothing from the other."""
    async with listening_at(f"--{kind}", "127.0.0.1:0") as address:
        first, other, after = await two_clients(address, tmp_path)
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
    async with listening_at("--tcp", "127.0.0.1:0") as address:
        arguments = [*SERVER, "--tcp", f"127.0.0.1:{port_of(address)}"]
        done = await asyncio.to_thread(run, arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("spec-ls: cannot serve: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("kind", ["--tcp", pytest.param("--ws", marks=needs_websockets)])
@pytest.mark.parametrize("host", ["0.0.0.0", "0", "[::]", "[::ffff:0.0.0.0]"])
def test_other_machines_reach_nothing_without_a_second_flag(kind, host):
    """An address that is not this machine's own is refused with the flag that permits it."""
    if "::" in host and not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    done = run([*SERVER, kind, f"{host}:0"])
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--allow-remote" in done.stderr


@pytest.mark.asyncio(loop_scope="session")
async def test_other_machines_are_served_with_the_second_flag():
    """``--allow-remote`` permits any address."""
    async with listening_at("--tcp", "0.0.0.0:0", "--allow-remote") as address:
        assert address.startswith("tcp://0.0.0.0:")
        assert b"serverInfo" in await exchanged(port_of(address), FRAME, until=b"serverInfo")


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal of its own there")
async def test_ctrl_c_ends_the_server_quietly():
    """Nothing is written of clients that are connected then."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND, "server", "--tcp", "127.0.0.1:0", env=ENVIRONMENT, stderr=asyncio.subprocess.PIPE
    )
    port = port_of((await process.stderr.readline()).decode().split()[-1])
    silent = await asyncio.open_connection("127.0.0.1", port)
    talking = await asyncio.open_connection("127.0.0.1", port)
    talking[1].write(FRAME)
    await talking[0].readline()
    process.send_signal(signal.SIGINT)
    errors = (await asyncio.wait_for(process.communicate(), TIMEOUT))[1]
    assert (process.returncode, errors) == (0, b"")
    for _, writer in (silent, talking):
        writer.close()


@pytest.mark.parametrize("host", ["..", "a" * 70 + ".example"])
def test_a_name_that_no_host_can_have_is_said(host):
    """It is an address that cannot be served."""
    done = run([*SERVER, "--tcp", f"{host}:1"], stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("spec-ls: cannot serve: ")


def test_the_second_flag_is_for_addresses():
    """Over standard input and output it is wrong use."""
    done = run([*SERVER, "--allow-remote"], stdin=subprocess.DEVNULL)
    assert (done.returncode, "--allow-remote needs" in done.stderr) == (2, True)


async def exchanged(port, data, until=None):
    """All that a server sends once it has got some bytes; up to a text, or until it closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    answer = b""
    try:
        async with asyncio.timeout(TIMEOUT):
            while (part := await reader.read(65536)) and not (until and until in answer + part):
                answer += part
            answer += part
    except ConnectionError:  # it was closed with bytes unread
        pass
    writer.close()
    return answer


@pytest.mark.asyncio(loop_scope="session")
async def test_what_speaks_http_is_closed():
    """A request line of any method, TLS and blanks are closed at once, unanswered; the next client is served."""
    page = b"Host: localhost\r\nContent-Type: text/plain\r\n" + FRAME
    begins = (b"POST / HTTP/1.1\r\n", b"GET /", b"PRI * HTTP/2.0\r\n\r\n", b"BREW ", b"x-y ", b"\r\n", b" ")
    async with listening_at("--tcp", "127.0.0.1:0") as address:
        port = port_of(address)
        for begin in begins:
            assert await exchanged(port, begin + page) == b"", begin
        for begin in (b"POST ", b"\x16\x03\x01", b"\r\n", b"a" * 200, b": 5"):  # and nothing more
            assert await exchanged(port, begin) == b"", begin
        assert b"serverInfo" in await exchanged(port, FRAME, until=b"serverInfo")
        assert await exchanged(port, b"a: b\r\n" * 100_000) == b""
        assert b"serverInfo" in await exchanged(port, FRAME.lower(), until=b"serverInfo")


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("kind", ["tcp", pytest.param("ws", marks=needs_websockets)])
async def test_a_client_that_does_not_read_is_not_read(kind):
    """Over TCP and WebSockets, too, nothing more is taken once 16 MB wait, another client is served meanwhile,
    and all is answered once the client reads."""
    async with listening_at(f"--{kind}", "127.0.0.1:0") as address:
        if kind == "tcp":
            reader, writer = await asyncio.open_connection("127.0.0.1", port_of(address), limit=1024)
            frames, write = b"Content-Length: %d\r\n\r\n%s", writer.write
        else:
            connect = importlib.import_module("websockets.asyncio.client").connect
            websocket = await connect(address, max_queue=1, ping_interval=None)

        async def send(message):
            body = json.dumps({"jsonrpc": "2.0", **message}).encode()
            if kind == "tcp":
                write(frames % (len(body), body))
                await writer.drain()
            else:
                await websocket.send(body, text=True)

        async def receive():
            if kind == "ws":
                return json.loads(await websocket.recv())
            header = await reader.readuntil(b"\r\n\r\n")
            return json.loads(await reader.readexactly(int(re.search(rb"Content-Length: (\d+)", header)[1])))

        await send({"id": 0, "method": "initialize", "params": INITIALIZE})
        document = {"uri": "untitled:1", "languageId": "rst", "version": 1, "text": UNTIDY * 20}
        await send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        params = {"textDocument": {"uri": "untitled:1"}, "workDoneToken": "x" * 100_000}
        sent = 0
        with contextlib.suppress(TimeoutError):
            for number in range(1, 2000):
                message = {"id": number, "method": "textDocument/documentSymbol", "params": params}
                await asyncio.wait_for(send(message), 3)
                sent = number
        assert sent < 1900
        if kind == "tcp":
            assert b"serverInfo" in await exchanged(port_of(address), FRAME, until=b"serverInfo")
        else:
            assert await asyncio.to_thread(handshake, address) == SERVED
        answers = set()
        async with asyncio.timeout(6 * TIMEOUT):
            while sent not in answers:
                answers.add((await receive()).get("id"))
        assert answers >= set(range(sent))
        (writer if kind == "tcp" else websocket).transport.abort()


def handshake(address, path=None, host=None, origin=None):
    """What a server answers to a browser's request for a WebSocket: its status line."""
    host_and_port, _, token = address.removeprefix("ws://").partition("/")
    headers = [
        f"GET {f'/{token}' if path is None else path} HTTP/1.1",
        *([] if host == "" else [f"Host: {host or host_and_port}"]),
        *([] if origin is None else [f"Origin: {origin}"]),
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
    ]
    with socket.create_connection(("127.0.0.1", port_of(address)), TIMEOUT) as made:
        made.sendall("\r\n".join([*headers, "", ""]).encode())
        return made.recv(65536).decode().partition("\r\n")[0]


SERVED = "HTTP/1.1 101 Switching Protocols"


@needs_websockets
@pytest.mark.asyncio(loop_scope="session")
async def test_a_web_page_cannot_connect():
    """The path must be the token, ``Host`` this machine's name, and ``Origin``, if any, a page of this machine."""
    refused = [
        *({"path": path} for path in ("/", "", "/x", "/?token", "//")),
        *(
            {"host": host}
            for host in ("evil.example", "evil.example:1", "localhost.evil.example", "", "a@localhost")
        ),
        *(
            {"host": host}
            for host in ("127.0.0.1.evil.example", "10.0.0.1", "[2001:db8::1]:5", "localhost,evil")
        ),
        *(
            {"origin": f"http://{host}"}
            for host in ("evil.example", "localhost.evil.example", "localhost@evil")
        ),
        *(
            {"origin": origin}
            for origin in ("null", "", "file://", "https://127.0.0.1.evil.example", "http://[x")
        ),
        {"host": "evil.example", "origin": "http://evil.example"},
    ]
    served = [
        {},
        *({"host": host} for host in ("localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]", "127.0.0.2")),
        *({"origin": origin} for origin in ("http://localhost:3000", "https://127.0.0.1", "http://[::1]:8")),
    ]
    async with listening_at("--ws", "127.0.0.1:0") as address:
        for request in refused:
            answer = await asyncio.to_thread(handshake, address, **request)
            assert answer.startswith(("HTTP/1.1 403", "HTTP/1.1 400")), request
        for request in served:
            assert await asyncio.to_thread(handshake, address, **request) == SERVED, request
        token = address.rpartition("/")[2]
        for path in (f"/{token}x", f"/{token[:-1]}", f"/{token}/", f"/{token}?x", token.lower()):
            answer = await asyncio.to_thread(handshake, address, path=path)
            assert not answer.startswith(SERVED), path


@needs_websockets
@pytest.mark.asyncio(loop_scope="session")
async def test_the_token_is_new_at_each_start_and_serves_again_and_again():
    """A client at the address that was printed is served each time that it connects; the next server has another."""
    tokens = set()
    for _ in range(2):
        async with listening_at("--ws", "localhost:0") as address:
            for _ in range(3):
                assert await asyncio.to_thread(handshake, address) == SERVED
            tokens.add(address.rpartition("/")[2])
    assert len(tokens) == 2
    assert all(len(token) >= 32 for token in tokens)


@needs_websockets
@pytest.mark.asyncio(loop_scope="session")
async def test_a_plain_request_shows_nothing():
    """What is no WebSocket gets an error without the token, and nothing is written to standard error."""
    async with listening_at("--ws", "127.0.0.1:0") as address:
        for path in ("/", f"/{address.rpartition('/')[2]}"):
            with pytest.raises(urllib.error.HTTPError):
                await asyncio.to_thread(
                    urllib.request.urlopen, f"http://127.0.0.1:{port_of(address)}{path}", timeout=TIMEOUT
                )
        assert await asyncio.to_thread(handshake, address) == SERVED


@pytest.mark.parametrize(
    ("value", "host"),
    [
        ("localhost", "localhost"),
        ("LocalHost:80", "localhost"),
        ("[::1]:80", "::1"),
        ("127.0.0.1", "127.0.0.1"),
        ("a b", None),
        ("::1", None),
        ("localhost:", None),
        ("localhost:80:90", None),
        ("x@localhost", None),
        ("", None),
    ],
)
def test_the_host_in_a_header(value, host):
    """Name or literal without the port, in lower case; anything else is none."""
    assert host_in_header(value) == host


def test_addresses():
    """Loopback is what IANA calls so, also mapped into IPv6; an origin is one of a web server."""
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "::1%lo")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "::ffff:10.0.0.1", "localhost", "")))
    assert host_of_origin("http://[::1]:8") == "::1"
    assert host_of_origin("vscode-webview://localhost") is None
    assert (as_text("::1", 5), as_text("127.0.0.1", 5)) == ("[::1]:5", "127.0.0.1:5")
