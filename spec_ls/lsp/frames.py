"""Reads messages with headers from a stream (LSP 3.17, "Base Protocol"; RFC 9110, section 5)."""

from __future__ import annotations

import asyncio
import re

MAX_LENGTH = 1 << 28
"""Bytes that one message may have: a message is held in memory, in its parts, several times."""

_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_MAX_NAME = 100
_MOST_HEADERS = 100
"""Headers of one message: LSP has two.  Whoever sends ever more would keep the server from all others."""

_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*\r?\n")


class BadHeader(ValueError):
    """Headers that do not say where the message ends: nothing behind them can be read."""


async def first_name(reader: asyncio.StreamReader) -> bytes:
    """What a client sends first, up to the colon behind the first header's name; nothing if it sends nothing.

    Raises ``BadHeader`` as soon as that is no header, such as the request line of HTTP or the hello of TLS,
    and ``OSError`` if reading fails.
    """
    begun = b""
    while byte := await reader.read(1):
        begun += byte
        if byte == b":" and len(begun) > 1:
            break
        if not _NAME.fullmatch(begun) or len(begun) > _MAX_NAME:
            raise BadHeader(f"no header of a message: {begun!r}")
    return begun


async def read_frame(reader: asyncio.StreamReader, begun: bytes = b"") -> bytes | None:
    """The body of the next message; None at the end of the input.

    ``begun`` is what has been read of it.  Raises ``BadHeader``, ``EOFError`` if the input ends within a
    message, or ``OSError`` if reading fails.
    """
    length, count = None, 0
    while (line := await _header_line(reader, begun)) not in (b"\r\n", b"\n"):
        if not line and length is None:
            return None
        if not line.endswith(b"\n"):
            raise EOFError("the input ended within a header")
        begun, count = b"", count + 1
        if count > _MOST_HEADERS:
            raise BadHeader(f"more than {_MOST_HEADERS} headers")
        header = _HEADER.fullmatch(line)
        if header is None:
            raise BadHeader(f"no header of a message: {line[:40]!r}")
        name, value = header.groups()
        if name.lower() == b"content-length":
            found = _length(value)
            if length not in (None, found):
                raise BadHeader(f"two lengths: {length} and {found}")
            length = found
    if length is None:
        raise BadHeader("a message without Content-Length")
    return await reader.readexactly(length)


async def _header_line(reader: asyncio.StreamReader, begun: bytes) -> bytes:
    try:
        return begun + await reader.readline()
    except ValueError as error:  # longer than the reader's buffer
        raise BadHeader("a header without end") from error


def _length(value: bytes) -> int:
    if not re.fullmatch(rb"[0-9]{1,20}", value):
        raise BadHeader(f"not a length: {value[:40]!r}")
    length = int(value)
    if length > MAX_LENGTH:
        raise BadHeader(f"a message of {length} bytes, more than {MAX_LENGTH}")
    return length
