"""Network addresses: which of them only this machine reaches, and which names a client may call them by."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK_NAMES = frozenset({"localhost"})
_HOST = re.compile(r"(?:\[(?P<literal>[0-9A-Fa-f:.]+)\]|(?P<name>[^:\[\]@/?#\s]+))(?::\d{1,5})?")


class NotLoopback(OSError):
    """An address that other machines can reach; the argument is the message."""


@dataclass(frozen=True, slots=True)
class Address:
    """A host as the user named it, in lower case, and the addresses that it stands for."""

    host: str
    port: int
    numbers: tuple[str, ...]

    def is_called(self, name: str) -> bool:
        """True if a client may mean this address by a name or a literal.

        Any name could be somebody else's, whose address is changed to this one after a web page was loaded
        (DNS rebinding); a literal is what it says.
        """
        if name in LOOPBACK_NAMES or name == self.host or is_loopback(name):
            return True
        return is_literal(name) and not all(map(is_loopback, self.numbers))


async def listening_address(host: str, port: int, allow_remote: bool) -> Address:
    """The address to listen at.

    Raises ``NotLoopback`` if other machines could connect and that is not allowed, ``OSError`` if the host
    is unknown.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except UnicodeError:  # from the codec of names with other letters
        raise OSError(f"no host can have the name {host}") from None
    numbers = tuple(dict.fromkeys(str(info[4][0]) for info in found))
    if not allow_remote and not all(map(is_loopback, numbers)):
        raise NotLoopback(f"other machines can reach {host}: add --allow-remote if they may")
    return Address(host.lower(), port, numbers)


def is_literal(name: str) -> bool:
    """True for an IP address in numbers."""
    return _number(name) is not None


def is_loopback(name: str) -> bool:
    """True for an IP address that only this machine reaches."""
    number = _number(name)
    if number is None:
        return False
    mapped = getattr(number, "ipv4_mapped", None)
    return bool((mapped or number).is_loopback)


def host_in_header(value: str) -> str | None:
    """The host in HTTP's ``Host`` (RFC 9110, section 7.2), in lower case; None if there is none."""
    found = _HOST.fullmatch(value)
    return (found["literal"] or found["name"]).lower() if found else None


def host_of_origin(value: str) -> str | None:
    """The host of an HTTP ``Origin`` (RFC 6454, section 7); None for any that no web server gave out."""
    try:
        parts = urlsplit(value)
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def as_text(host: str, port: int) -> str:
    """``HOST:PORT`` as in an URL."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _number(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return None
