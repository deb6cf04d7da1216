"""A server for one client, built of the session and the handlers; and the way in from the command line."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from concurrent.futures import Future
from threading import Event
from typing import Any

from pygls.exceptions import JsonRpcException
from pygls.server import JsonRPCServer

from spec_ls.lsp import parent, transport
from spec_ls.lsp.handlers import HANDLERS, Handler
from spec_ls.lsp.protocol import Phase, Protocol, converter
from spec_ls.lsp.session import Link, Session

log = logging.getLogger(__name__)


class Server(JsonRPCServer):
    """One client's server.  ``stop`` is set when the conversation is over.

    ``watch`` gets the number of the client's process.
    """

    protocol: Protocol

    def __init__(self, watch: Callable[[int], None] = lambda process_id: None) -> None:
        super().__init__(Protocol, converter)
        self.stop = Event()
        self.session = Session(Link(self.protocol.notify, self._ask, self._later, watch))
        self.protocol.ended = self.stop.set
        for method, handle in HANDLERS.items():
            self.feature(method)(self._contained(method, handle))

    @property
    def status(self) -> int:
        """The exit status that the conversation deserves: 0 only after ``shutdown``."""
        return 0 if self.protocol.phase is Phase.SHUT_DOWN else 1

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What pygls calls with an error that no handler has caught."""
        self.protocol.refuse(error)

    def _contained(self, method: str, handle: Handler) -> Callable[[Any], Any]:
        """A handler whose failure is logged and answered with null: one bug must not end a session."""

        def handler(params: Any) -> Any:
            try:
                return handle(self.session, params)
            except JsonRpcException:
                raise
            except Exception:
                log.exception("%s failed", method)
                return None

        return handler

    def _ask(self, method: str, params: Any, then: Callable[[Any], None]) -> None:
        def answered(future: Future[Any]) -> None:
            if error := future.exception():
                log.warning("%s: the client refused: %s", method, error)
                return
            try:
                then(future.result())
            except Exception:
                log.exception("%s: the answer could not be used", method)

        self.protocol.send_request(method, params).add_done_callback(answered)

    def _later(self, function: Callable[[], None]) -> None:
        asyncio.get_running_loop().call_soon(function)


def serve(stdio: bool = True, tcp: tuple[str, int] | None = None, ws: tuple[str, int] | None = None) -> int:
    """Serve over standard input and output, or at a host and port, until the end; returns the exit status.

    2 if the way to serve is not to be had: an address that is taken, a package that is missing.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="spec-ls: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # its errors come to report_server_error
    try:
        if tcp:
            asyncio.run(transport.serve_tcp(Server, *tcp))
        elif ws:
            asyncio.run(transport.serve_ws(Server, *ws))
        elif stdio:
            return asyncio.run(transport.serve_stdio(lambda: Server(parent.watch)))
    except KeyboardInterrupt:
        return 0
    except ImportError:
        log.error("--ws needs the package websockets: pip install websockets")
        return 2
    except OSError as error:
        log.error("cannot serve: %s", error)
        return 2
    return 0
