"""A server for one client, built of the session and the handlers; and the way in from the command line."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Generator
from concurrent.futures import Future
from functools import cached_property, partial
from threading import Event
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.server import JsonRPCServer

from spec_ls.lsp import collector, parent, transport
from spec_ls.lsp.aside import Aside
from spec_ls.lsp.handlers import NOTIFICATIONS, REQUESTS, Answer, Handler, initialize
from spec_ls.lsp.protocol import Phase, Protocol, converter

if TYPE_CHECKING:
    from spec_ls.lsp.session import Session

log = logging.getLogger(__name__)

_MOMENTS = 1_000
"""Turns of the event loop: a request takes three."""


class Server(JsonRPCServer):
    """One client's server.  ``stop`` is set when the conversation is over.

    ``watch`` gets the number of the client's process; ``rest`` is called after each message.
    """

    protocol: Protocol

    def __init__(
        self,
        watch: Callable[[int], None] = lambda process_id: None,
        rest: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(Protocol, converter)
        self.stop = Event()
        self._watch, self._rest = watch, rest
        self._client: types.InitializeParams | None = None
        self.protocol.ended = self.stop.set
        self.feature(types.INITIALIZE)(self._contained(types.INITIALIZE, self._initialize))
        self._unanswered, self._aside = 0, Aside()
        for method, handle in NOTIFICATIONS.items():
            self.feature(method)(self._contained(method, partial(self._handle, handle)))
        for method, answer in REQUESTS.items():
            self.feature(method)(partial(self._request, method, answer))
        self.feature(types.SHUTDOWN)(partial(self._request, types.SHUTDOWN, lambda view, params: None))

    @cached_property
    def session(self) -> Session:
        """What is known of the client: begun when it is needed, at the latest for the second message."""
        from spec_ls.lsp.session import Link, Session  # with most of the server behind it

        protocol = self.protocol
        link = Link(protocol.notify, protocol.notify_json, self._ask, self._later, self._aside.ask)
        session = Session(link)
        if self._client is not None:
            initialize.begin(session, self._client)
        return session

    @property
    def status(self) -> int:
        """The exit status that the conversation deserves: 0 only after ``shutdown``."""
        return 0 if self.protocol.phase is Phase.SHUT_DOWN else 1

    async def settle(self) -> None:
        """Over when all requests are answered, but for those that wait for a disk; no more are to come."""
        for _ in range(_MOMENTS):
            if not self._unanswered:
                break
            await asyncio.sleep(0)
        self._aside.end()

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What pygls calls with an error that no handler has caught."""
        self.protocol.refuse(error)

    def _initialize(self, params: types.InitializeParams) -> types.InitializeResult:
        """The first answer; while the client reads it, all else is loaded that a document needs."""
        self._client = params
        if params.process_id is not None:
            self._watch(params.process_id)
        self._later(self._get_ready)
        return initialize.answer(params)

    def _get_ready(self) -> None:
        self.session.link.later(_load)  # a message that has come meanwhile goes first

    def _handle(self, handle: Handler, params: Any) -> None:
        handle(self.session, params)

    def _request(self, method: str, answer: Answer, params: Any) -> Generator[Any, Any, Any]:
        """Answers a request when no message waits: one of them may cancel it, and then nothing is done.

        What it sees is the document as it was when it came.
        """
        document = getattr(params, "text_document", None)
        view = self.session.view(document.uri) if document is not None else None
        self._unanswered += 1
        try:
            yield _idle, (), {}
            if view is None and document is not None:
                known = asyncio.Event()
                if self.session.when_known(document.uri, known.set):  # it has just been opened
                    yield known.wait, (), {}
                view = self.session.view(document.uri)
            return None if view is None else self._contained(method, partial(answer, view))(params)
        finally:
            self._unanswered -= 1

    def _contained(self, method: str, work: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """A handler whose failure is logged and answered with null: one bug must not end a session."""

        def handler(params: Any) -> Any:
            try:
                return work(params)
            except JsonRpcException:
                raise
            except Exception:
                log.exception("%s failed", method)
                return None
            finally:
                self._later(self._rest)

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
        def contained() -> None:
            try:
                function()
            except Exception:
                log.exception("what had waited failed")

        asyncio.get_running_loop().call_soon(contained)


async def _idle() -> None:
    """Over when the messages that have come are read: the event loop begins it behind them."""


def _load() -> None:
    from spec_ls.lsp.beforehand import load

    load()


def serve(stdio: bool = True, tcp: tuple[str, int] | None = None, ws: tuple[str, int] | None = None) -> int:
    """Serve over standard input and output, or at a host and port, until the end; returns the exit status.

    2 if the way to serve is not to be had: an address that is taken, a package that is missing.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="spec-ls: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # its errors come to report_server_error
    try:
        if tcp:
            asyncio.run(transport.serve_tcp(lambda: Server(rest=collector.rest), *tcp))
        elif ws:
            asyncio.run(transport.serve_ws(lambda: Server(rest=collector.rest), *ws))
        elif stdio:
            return asyncio.run(transport.serve_stdio(lambda: Server(parent.watch, collector.rest)))
    except KeyboardInterrupt:
        return 0
    except ImportError:
        log.error("--ws needs the package websockets: pip install websockets")
        return 2
    except OSError as error:
        log.error("cannot serve: %s", error)
        return 2
    return 0
