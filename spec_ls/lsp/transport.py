"""The ways to a client: standard input and output, TCP, WebSocket.  Each client gets a server of its own."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import Any, cast

from spec_ls.lsp import gc_policy, logs, parent
from spec_ls.lsp.addresses import as_text, listening_address
from spec_ls.lsp.frames import MAX_LENGTH, BadHeader, first_name, read_frame
from spec_ls.lsp.output import Output, TcpOutput, WebSocketOutput
from spec_ls.lsp.server import Server
from spec_ls.lsp.stdio import StandardInput, StandardOutput, descriptor_of
from spec_ls.lsp.websocket import Door

log = logging.getLogger(__name__)


def serve(
    tcp: tuple[str, int] | None = None, ws: tuple[str, int] | None = None, allow_remote: bool = False
) -> int:
    """Serve at a host and port, else over standard input and output, until the end; returns the exit status.

    ``allow_remote`` permits an address that other machines can reach.  2 if serving is impossible: the
    address is taken or not permitted, a standard stream is closed, or a package is missing.
    """
    try:
        if tcp:
            asyncio.run(_serve_tcp(*tcp, allow_remote))
        elif ws:
            asyncio.run(_serve_ws(*ws, allow_remote))
        else:
            return asyncio.run(_serve_stdio())
    except KeyboardInterrupt:
        return 0
    except ImportError:
        log.error("--ws needs the package websockets: pip install websockets")
        return 2
    except OSError as error:
        log.error("cannot serve: %s", error)
        return 2
    return 0


async def _serve_stdio() -> int:
    """Serve the one client at standard input until it leaves; returns the exit status.

    ``sys.stdout`` becomes ``sys.stderr``, so that no stray print can break the messages.  Raises ``OSError``
    if a stream is closed.
    """
    stdin = descriptor_of(sys.__stdin__, "standard input")
    stdout = descriptor_of(sys.__stdout__, "standard output")
    sys.stdout = sys.stderr
    server = Server(parent.watch, gc_policy.collect_between_messages)
    source = StandardInput(stdin)

    def broke() -> None:
        server.stop.set()
        source.end()

    output = StandardOutput(stdout, broke, lambda: server.status)
    return await _converse(server, partial(read_frame, source.reader), output)


async def _serve_tcp(host: str, port: int, allow_remote: bool) -> None:
    """Serve every client that connects, until cancelled.

    Raises ``OSError`` if the address is taken, unknown or not permitted.
    """
    address = await listening_address(host, port, allow_remote)

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.CancelledError):  # the server ends, of which asyncio would log a traceback
            await serve_client(reader, writer)

    async def serve_client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            begun = await first_name(reader)
        except (BadHeader, OSError, EOFError):
            writer.transport.abort()  # a browser, or whatever else speaks no LSP
            return
        server = Server(after_message=gc_policy.collect_between_messages)

        async def read() -> bytes | None:
            nonlocal begun
            first, begun = begun, b""
            return await read_frame(reader, first)

        await _converse(server, read, TcpOutput(writer))

    async with await asyncio.start_server(connected, address.numbers, port) as listener:
        _announce("tcp", listener.sockets)
        await listener.serve_forever()


async def _serve_ws(host: str, port: int, allow_remote: bool) -> None:
    """Serve every client that opens a WebSocket at the address with the token, one message a frame, until
    cancelled.

    Raises ``ImportError`` without the package websockets, ``OSError`` as ``_serve_tcp`` does.
    """
    serve = import_module("websockets.asyncio.server").serve  # an optional dependency, types and all
    closed = import_module("websockets.exceptions").ConnectionClosed
    door = Door(await listening_address(host, port, allow_remote))

    async def connected(websocket: Any) -> None:
        server = Server(after_message=gc_policy.collect_between_messages)

        async def read() -> bytes | None:
            try:
                return cast("bytes", await websocket.recv(decode=False))
            except closed:
                return None

        await _converse(server, read, WebSocketOutput(websocket, closed), include_headers=False)

    numbers = door.address.numbers
    settings = {"process_request": door.process_request, "max_size": MAX_LENGTH, "compression": None}
    async with serve(connected, numbers, port, **settings) as listener:
        _announce("ws", listener.sockets, f"/{door.token}")
        await listener.serve_forever()


async def _converse(
    server: Server, read: Callable[[], Awaitable[bytes | None]], output: Output, include_headers: bool = True
) -> int:
    """Handle a client's messages until it ends the session or is gone; returns the exit status.

    Nothing is read while too much output waits.
    """
    status = None
    server.protocol.connect(output, include_headers)
    try:
        while not server.stop.is_set():
            await output.until_room()
            body = await read()
            if body is None:
                break
            server.protocol.receive(body)
    except BadHeader as error:
        quoteless = logs.unquoted("the connection is given up: a header that cannot be read")
        log.error("the connection is given up: %s", error, extra=quoteless)
        status = 1
    except (OSError, EOFError) as error:
        log.error("the connection broke: %s", error)
    await server.finish()
    await output.finish()
    return server.status if status is None else status


def _announce(kind: str, sockets: Sequence[Any], path: str = "") -> None:
    """Say where the server listens: with port 0 the system chooses the port."""
    for socket in sockets:
        host, port = socket.getsockname()[:2]
        print(f"spec-ls: listening on {kind}://{as_text(host, port)}{path}", file=sys.stderr, flush=True)
