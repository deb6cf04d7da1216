"""The ways to a client: standard input and output, TCP, WebSocket.  Each client gets a server of its own."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Awaitable, Callable
from functools import partial
from importlib import import_module
from typing import Any, BinaryIO, cast

from pygls.io_ import WebSocketWriter

from spec_ls.lsp import gc_policy, parent
from spec_ls.lsp.frames import BadHeader, read_frame
from spec_ls.lsp.server import Server

log = logging.getLogger(__name__)

_CHUNK = 1 << 16


def serve(stdio: bool = True, tcp: tuple[str, int] | None = None, ws: tuple[str, int] | None = None) -> int:
    """Serve over standard input and output, or at a host and port, until the end; returns the exit status.

    2 if that is impossible: the address is taken, or a package is missing.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="spec-ls: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # its errors come to report_server_error
    try:
        if tcp:
            asyncio.run(_serve_tcp(*tcp))
        elif ws:
            asyncio.run(_serve_ws(*ws))
        elif stdio:
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

    ``sys.stdout`` becomes ``sys.stderr``, so that no stray print can break the messages.
    """
    stdin, stdout = sys.stdin.fileno(), sys.stdout.buffer
    sys.stdout = sys.stderr
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
    # A daemon, and no executor's thread: the end of the process must not wait for the next input.
    pump = threading.Thread(target=_pump, args=(stdin, loop, reader), name="stdin", daemon=True)
    server = Server(parent.watch, gc_policy.collect_between_messages)
    server.protocol.set_writer(_Writer(stdout, server.stop))
    pump.start()
    return await _converse(server, partial(read_frame, reader))


async def _serve_tcp(host: str, port: int) -> None:
    """Serve every client that connects, until cancelled.  Raises ``OSError`` if the address is taken."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = Server(after_message=gc_policy.collect_between_messages)
        server.protocol.set_writer(writer)
        try:
            await _converse(server, partial(read_frame, reader))
        finally:
            writer.close()

    async with await asyncio.start_server(connected, host, port) as listener:
        _announce("tcp", listener.sockets)
        await listener.serve_forever()


async def _serve_ws(host: str, port: int) -> None:
    """Serve every client that opens a WebSocket, one message a frame, until cancelled.

    Raises ``ImportError`` without the package websockets, ``OSError`` if the address is taken.
    """
    serve = import_module("websockets.asyncio.server").serve  # an optional dependency, types and all
    closed = import_module("websockets.exceptions").ConnectionClosed

    async def connected(websocket: Any) -> None:
        server = Server(after_message=gc_policy.collect_between_messages)
        server.protocol.set_writer(WebSocketWriter(websocket), include_headers=False)

        async def read() -> bytes | None:
            try:
                return cast("bytes", await websocket.recv(decode=False))
            except closed:
                return None

        await _converse(server, read)

    async with serve(connected, host, port) as listener:
        _announce("ws", listener.sockets)
        await listener.serve_forever()


async def _converse(server: Server, read: Callable[[], Awaitable[bytes | None]]) -> int:
    """Handle a client's messages until it ends the session or is gone; returns the exit status."""
    status = None
    try:
        while not server.stop.is_set() and (body := await read()) is not None:
            server.protocol.receive(body)
    except BadHeader as error:
        log.error("the connection is given up: %s", error)
        status = 1
    except (OSError, EOFError) as error:
        log.error("the connection broke: %s", error)
    await server.finish()
    return server.status if status is None else status


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
        return  # the loop is closed, nobody reads any more


def _announce(kind: str, sockets: Any) -> None:
    """Say where the server listens: with port 0 the system chooses the port."""
    for socket in sockets:
        host, port = socket.getsockname()[:2]
        print(f"spec-ls: listening on {kind}://{host}:{port}", file=sys.stderr, flush=True)


class _Writer:
    """Writes to standard output; once the client has closed it, the session ends and nothing is raised."""

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
                log.error("the client stopped reading: %s", error)
            self._stop.set()

    def close(self) -> None:
        """Standard output is the process's own."""
