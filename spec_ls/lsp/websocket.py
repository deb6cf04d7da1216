"""WebSockets: who may connect.

A browser lets any page connect to any address, this machine's included, and says in ``Origin`` which page it
is.  So the path of the address is a secret, new at each start, and ``Host`` and ``Origin`` must name this
server (RFC 6455, section 10.2).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from spec_ls.lsp.addresses import Address, host_in_header, host_of_origin


@dataclass(frozen=True, slots=True)
class Door:
    """Decides who may connect at an address.  ``token`` is the path of the address without its slash."""

    address: Address
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    def refusal(self, path: str, hosts: Sequence[str], origins: Sequence[str]) -> HTTPStatus | None:
        """The status with which a request is refused, by its path and headers; None if it may connect.

        Only browsers send ``Origin``: a page may connect that this machine serves, or the one whose name is
        that in ``Host``.
        """
        host = host_in_header(hosts[0]) if len(hosts) == 1 else None
        if host is None or not self.address.is_called(host):
            return HTTPStatus.FORBIDDEN
        for value in origins:
            origin = host_of_origin(value)
            if origin is None or not (origin == host or self.address.is_called(origin)):
                return HTTPStatus.FORBIDDEN
        if not secrets.compare_digest(path.encode("utf-8", "replace"), f"/{self.token}".encode()):
            return HTTPStatus.FORBIDDEN
        return None

    def process_request(self, connection: Any, request: Any) -> Any:
        """Called by websockets with each request: the answer that refuses it, or None."""
        headers = request.headers
        status = self.refusal(request.path, headers.get_all("Host"), headers.get_all("Origin"))
        return None if status is None else connection.respond(status, "refused\n")
