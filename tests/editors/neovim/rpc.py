"""Calls to a Neovim's API over a socket (Neovim's ``:help msgpack-rpc``), one after the other."""

from __future__ import annotations

import itertools
import socket
import sys
from pathlib import Path
from typing import Any

from ..processes import until
from ..scenario import CACHE, DEADLINE
from .install import folder


def _msgpack() -> Any:
    sys.path.append(str(folder(CACHE)))
    try:
        import msgpack
    finally:
        sys.path.remove(str(folder(CACHE)))
    return msgpack


class Remote:
    """A connection; what Neovim tells without being asked is not listened to."""

    def __init__(self, path: Path) -> None:
        msgpack = _msgpack()
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(DEADLINE)
        until(lambda: self._socket.connect_ex(str(path)) == 0)  # it may be there before anybody listens
        self._packer = msgpack.Packer(unicode_errors="surrogateescape")
        # Buffers, windows and tab pages come as extension types: their numbers, packed.
        self._unpacker = msgpack.Unpacker(
            unicode_errors="surrogateescape", ext_hook=lambda _, data: msgpack.unpackb(data)
        )
        self._numbers = itertools.count()

    def close(self) -> None:
        """End the connection."""
        self._socket.close()

    def call(self, method: str, *arguments: Any) -> Any:
        """What a function of the API returns."""
        number = next(self._numbers)
        self._socket.sendall(self._packer.pack([0, number, method, arguments]))
        while True:
            for kind, *rest in self._unpacker:
                if kind == 1 and rest[0] == number:
                    if rest[1]:
                        raise RuntimeError(f"{method}: {rest[1][1]}")
                    return rest[2]
            data = self._socket.recv(1 << 16)
            if not data:
                raise EOFError("Neovim has ended")
            self._unpacker.feed(data)

    def tell(self, method: str, *arguments: Any) -> None:
        """Call a function without waiting for what it returns."""
        self._socket.sendall(self._packer.pack([2, method, arguments]))
