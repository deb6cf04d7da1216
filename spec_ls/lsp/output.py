"""What waits to be sent to a client.  One that does not read must not fill the server's memory."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any, Protocol

MAX_WAITING = 16 * 1024 * 1024
"""Bytes of output that wait before the server stops to read and to answer; one answer may go beyond."""

LAST_OUTPUT = 1.0
"""Seconds that a client may take without reading anything, once its conversation is over."""


class Output(Protocol):
    """The way to one client."""

    def write(self, data: bytes) -> None:
        """Send a message or let it wait; nothing is raised, whatever has become of the client."""

    @property
    def has_room(self) -> bool:
        """True if little enough waits, or if the client is gone."""

    async def until_room(self) -> None:
        """Wait until there is room again, or the client is gone."""

    async def finish(self) -> None:
        """Wait until everything is sent, for as long as the client reads."""


class TcpOutput:
    """Output to a TCP connection; asyncio keeps what waits."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        writer.transport.set_write_buffer_limits(high=MAX_WAITING, low=MAX_WAITING // 2)

    def write(self, data: bytes) -> None:
        """Send a message or let it wait; nothing is raised."""
        if not self._writer.transport.is_closing():
            self._writer.write(data)

    @property
    def has_room(self) -> bool:
        """True if little enough waits, or if the client is gone."""
        return self._writer.transport.get_write_buffer_size() <= MAX_WAITING

    async def until_room(self) -> None:
        """Wait until there is room again, or the client is gone."""
        with suppress(OSError):  # reading says that the connection broke
            await self._writer.drain()

    async def finish(self) -> None:
        """Wait until everything is sent, for as long as the client reads."""
        transport = self._writer.transport
        waiting = transport.get_write_buffer_size()
        while waiting and not transport.is_closing():
            await asyncio.sleep(LAST_OUTPUT)
            before, waiting = waiting, transport.get_write_buffer_size()
            if waiting >= before:
                transport.abort()
        self._writer.close()


class KeptOutput:
    """Common to outputs that keep themselves what waits: ``_room`` is set while little enough does."""

    def __init__(self) -> None:
        self._room = asyncio.Event()
        self._room.set()

    @property
    def has_room(self) -> bool:
        """True if little enough waits, or if the client is gone."""
        return self._room.is_set()

    async def until_room(self) -> None:
        """Wait until there is room again, or the client is gone."""
        await self._room.wait()


class WebSocketOutput(KeptOutput):
    """Output to a WebSocket, one text frame a message (RFC 6455, section 5.6).

    ``closed`` is what websockets raises when the connection is over.
    """

    def __init__(self, websocket: Any, closed: type[Exception]) -> None:
        super().__init__()
        self._websocket, self._closed = websocket, closed
        self._messages: deque[bytes] = deque()
        self._waiting = 0
        self._changed = asyncio.Event()
        self._sending = asyncio.create_task(self._send())

    def write(self, data: bytes) -> None:
        """Send a message or let it wait; nothing is raised."""
        if not self._sending.done():
            self._messages.append(data)
            self._waiting += len(data)
            self._changed.set()
            if self._waiting > MAX_WAITING:
                self._room.clear()

    async def finish(self) -> None:
        """Wait until everything is sent, for as long as the client reads."""
        before = self._waiting + 1
        while self._waiting and self._waiting < before and not self._sending.done():
            before = self._waiting
            await asyncio.wait([self._sending], timeout=LAST_OUTPUT)
        self._sending.cancel()

    async def _send(self) -> None:
        try:
            while True:
                while self._messages:
                    data = self._messages.popleft()
                    await self._websocket.send(data.decode())  # a text makes a text frame
                    self._waiting -= len(data)
                    if self._waiting <= MAX_WAITING // 2:
                        self._room.set()
                self._changed.clear()
                await self._changed.wait()
        except self._closed:
            self._messages.clear()
        finally:
            self._room.set()
