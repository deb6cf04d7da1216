"""The ways to a client: standard input and output, TCP, WebSocket; a server of its own for each."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

from pygls.io_ import run_async, run_websocket

if TYPE_CHECKING:
    from spec_ls.lsp.server import Server

log = logging.getLogger(__name__)

_CHUNK = 1 << 16


async def serve_stdio(make: Callable[[], Server]) -> int:
    """Serve the one client at standard input until it leaves; returns the exit status.

    ``sys.stdout`` becomes ``sys.stderr``, so that no stray print can break the messages.
    """
    stdin, stdout = sys.stdin.fileno(), sys.stdout.buffer
    sys.stdout = sys.stderr
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
    # A daemon, and no executor's thread: the end of the process must not wait for the next input.
    pump = threading.Thread(target=_pump, args=(stdin, loop, reader), name="stdin", daemon=True)
    server = make()
    server.protocol.set_writer(_Writer(stdout, server.stop))
    pump.start()
    return await _converse(server, reader)


async def serve_tcp(make: Callable[[], Server], host: str, port: int) -> None:
    """Serve every client that connects, until cancelled.  Raises ``OSError`` if the address is taken."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = make()
        server.protocol.set_writer(writer)
        try:
            await _converse(server, reader)
        finally:
            writer.close()

    async with await asyncio.start_server(connected, host, port) as listener:
        _announce("tcp", listener.sockets)
        await listener.serve_forever()


async def serve_ws(make: Callable[[], Server], host: str, port: int) -> None:
    """Serve every client that opens a WebSocket, one message a frame, until cancelled.

    Raises ``ImportError`` without the package websockets, ``OSError`` if the address is taken.
    """
    serve = import_module("websockets.asyncio.server").serve  # an optional dependency, types and all

    async def connected(websocket: Any) -> None:
        server = make()
        await run_websocket(websocket, server.stop, server.protocol, error_handler=server.report_server_error)
        await server.settle()

    async with serve(connected, host, port) as listener:
        _announce("ws", listener.sockets)
        await listener.serve_forever()


async def _converse(server: Server, reader: asyncio.StreamReader) -> int:
    """Handle a client's messages until it ends the session or is gone."""
    handler = server.report_server_error
    try:
        await run_async(server.stop, reader, server.protocol, error_handler=handler)
    except (OSError, ValueError, EOFError) as error:
        log.error("the connection broke: %s", error)
    await server.settle()
    return server.status


def _pump(stdin: int, loop: asyncio.AbstractEventLoop, reader: asyncio.StreamReader) -> None:
    """Feed what arrives at a file descriptor to a reader.

    ``sys.stdin.buffer`` is left alone: a thread that waits in it would hold its lock when the process ends.
    """
    try:
        while chunk := os.read(stdin, _CHUNK):
            loop.call_soon_threadsafe(reader.feed_data, chunk)
        loop.call_soon_threadsafe(reader.feed_eof)
    except OSError as error:
        loop.call_soon_threadsafe(reader.set_exception, error)
    except RuntimeError:
        return  # the loop is closed, nobody listens any more


def _announce(kind: str, sockets: Any) -> None:
    """Say where the server listens: with port 0 nobody else knows."""
    for socket in sockets:
        host, port = socket.getsockname()[:2]
        print(f"spec-ls: listening on {kind}://{host}:{port}", file=sys.stderr, flush=True)


class _Writer:
    """Standard output that a client has left ends the session instead of raising."""

    def __init__(self, stdout: BinaryIO, stop: threading.Event) -> None:
        self._stdout, self._stop = stdout, stop

    def write(self, data: bytes) -> None:
        try:
            left = memoryview(data)
            while left:  # unbuffered output, as under PYTHONUNBUFFERED, may take only a part at a time
                left = left[self._stdout.write(left) :]
            self._stdout.flush()
        except OSError as error:
            if not self._stop.is_set():
                log.error("the client does not read any more: %s", error)
            self._stop.set()

    def close(self) -> None:
        """Standard output is the process's own."""
