"""The server of one client: gives each message to its handler."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from threading import Event
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.server import JsonRPCServer

from spec_ls.lsp.client import Client
from spec_ls.lsp.commands import apply_fix, place_of
from spec_ls.lsp.handlers import (
    HANDLERS,
    CommandRequest,
    DocumentRequest,
    Handler,
    Notification,
    SessionRequest,
)
from spec_ls.lsp.initialize import all_folders, first_folder, initialize_result, merged_capabilities
from spec_ls.lsp.io_thread import IOThread
from spec_ls.lsp.protocol import Phase, Protocol, converter
from spec_ls.lsp.slices import Done, Waiting, run_slice
from spec_ls.lsp.switches import Switches, switches_for
from spec_ls.quoting import shortened

if TYPE_CHECKING:
    from spec_ls.lsp.session import Session

_Steps = Generator[Any, Any, Any]

log = logging.getLogger(__name__)

_SERVER_CANCELLED = types.LSPErrorCodes.ServerCancelled.value

_LAST_ANSWERS = 0.2
"""Seconds that requests have to be answered after the client's last message: they may wait for a disk."""


class Server(JsonRPCServer):
    """The server of one client.  ``stop`` is set when the conversation is over.

    ``watch_client`` gets the number of the client's process; ``after_message`` is called after each message,
    when no other waits; ``handlers`` are all but those of ``initialize`` and ``shutdown``.
    """

    protocol: Protocol

    def __init__(
        self,
        watch_client: Callable[[int], None] = lambda process_id: None,
        after_message: Callable[[], None] = lambda: None,
        handlers: Sequence[Handler] = HANDLERS,
    ) -> None:
        super().__init__(Protocol, converter)
        self.stop = Event()
        self._watch_client, self._after_message = watch_client, after_message
        self._params: types.InitializeParams | None = None
        self._io_thread = IOThread()
        self._unanswered = 0
        self._all_are_answered = asyncio.Event()
        self.protocol.ended = self.stop.set
        self.feature(types.INITIALIZE)(self._contained(types.INITIALIZE, self._initialize))
        self.feature(types.SET_TRACE)(lambda params: self.protocol.tracer.set(params.value))
        self.feature(types.SHUTDOWN)(partial(self._answer_request, types.SHUTDOWN, self._shut_down))
        self._handlers = handlers
        for handler in handlers:
            self._register(handler)

    @cached_property
    def session(self) -> Session:
        """The client's session.  It begins, and the core is imported, when it is first needed."""
        from spec_ls.lsp.session import Session

        assert self._params is not None, "the protocol lets no message through before initialize"
        client, folder = _client(self._params), first_folder(self._params)
        options = self._params.initialization_options
        folders = all_folders(self._params)
        features = {handler.feature for handler in self._handlers if handler.feature}
        return Session(
            self.protocol, self._io_thread, client, folder, options, folders=folders, features=features
        )

    @property
    def status(self) -> int:
        """The exit status for the conversation: 0 only after ``shutdown``."""
        return 0 if self.protocol.phase is Phase.SHUT_DOWN else 1

    async def finish(self) -> None:
        """Let the requests be answered that came before the last message, then end the session."""
        if self._unanswered:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._all_are_answered.wait(), _LAST_ANSWERS)
        if "session" in self.__dict__:
            self.session.end()
        self._io_thread.end()

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Called by pygls with an error that no handler has caught."""
        self.protocol.refuse(error)

    def _register(self, handler: Handler) -> None:
        method, register = handler.method, self.feature(handler.method)
        match handler:
            case Notification():
                register(self._contained(method, lambda params: handler.handle(self.session, params)))
            case SessionRequest():
                register(partial(self._answer_session_request, handler))
            case DocumentRequest():
                register(partial(self._answer_document_request, handler))
            case CommandRequest():
                register(partial(self._run_command, handler))

    def _initialize(self, params: types.InitializeParams) -> types.InitializeResult:
        """Answer at once, and import the rest while the client reads the answer."""
        self._params = params
        self.protocol.tracer.set(params.trace)
        log.info("initialized by %s", getattr(params.client_info, "name", "a client without a name"))
        if params.process_id is not None:
            self._watch_client(params.process_id)
        self._call_soon(self._begin_session)
        client = _client(params)
        switches = Switches.of(params.initialization_options, switches_for(client))
        announced = (handler for handler in self._handlers if switches.is_on(handler.feature))
        return initialize_result(client, merged_capabilities(announced, client))

    def _shut_down(self, params: None) -> None:
        """Let the requests that stay open until something changes be answered: nothing will be told."""
        if "session" in self.__dict__:
            self.session.workspace_diagnostics.end()

    def _begin_session(self) -> None:
        _ = self.session
        self._call_soon(self._warm_up)  # a message that has come meanwhile goes first

    def _warm_up(self) -> None:
        from spec_ls.lsp.warmup import warm_up

        try:
            warm_up()
        finally:
            self.session.note_warm()

    def _answer_request(self, method: str, handle: Callable[[Any], Any], params: Any) -> _Steps:
        """Answer a request when no message waits: one of them may cancel it, and then nothing is done.

        pygls runs this up to its ``yield`` at once, and the rest when that coroutine is over.
        """
        with self._counted():
            yield _until_no_message_waits, (), {}
            while not self.protocol.has_room:  # asked again for each of those that waited
                yield self.protocol.until_room, (), {}
            answer = self._contained(method, handle)(params)
            if isinstance(answer, Generator):
                answer = yield from self._in_slices(method, answer, lambda: False)
            return answer

    def _answer_session_request(self, handler: SessionRequest, params: Any) -> _Steps:
        """Answer a request about no single document in the same way."""
        if not self.session.is_on(handler.feature):
            return handler.when_off
        answer = partial(handler.handle, self.session)
        return (yield from self._answer_request(handler.method, answer, params))

    def _answer_document_request(self, handler: DocumentRequest, params: Any) -> _Steps:
        """Answer a request in the same way, about a document as it was when the request came."""
        document = self.session.document(params.text_document.uri)
        if document is None or not self.session.is_on(handler.feature):
            return None
        parsed = document.parsed_version()

        def is_outdated() -> bool:
            return handler.only_newest and document.version != parsed.version

        def handle_snapshot(params: Any) -> Any:
            snapshot = document.snapshot(parsed)
            return None if snapshot is None else handler.handle(snapshot, params)

        with self._counted():
            yield document.template.until_known, (), {}
            while not self.protocol.has_room:
                yield self.protocol.until_room, (), {}
            answer = None if is_outdated() else self._contained(handler.method, handle_snapshot)(params)
            if isinstance(answer, Generator):
                answer = yield from self._in_slices(handler.method, answer, is_outdated)
            if is_outdated():
                raise JsonRpcException(
                    "the text has changed", _SERVER_CANCELLED, types.DiagnosticServerCancellationData(True)
                )
            return answer

    def _in_slices(self, method: str, work: Any, is_outdated: Callable[[], bool]) -> _Steps:
        """The result of long work, done between messages; None if it is outdated, or fails, which is logged.

        A request that the client cancels is not resumed, and so its work ends.
        """
        state: Any = None
        while not isinstance(state, Done) and not is_outdated():
            yield (state.until if isinstance(state, Waiting) else _until_no_message_waits), (), {}
            try:
                state = run_slice(work)
            except JsonRpcException:
                raise
            except Exception:
                log.exception("%s failed", method)
                return None
        return state.result if isinstance(state, Done) else None

    def _run_command(self, handler: CommandRequest, params: types.ExecuteCommandParams) -> _Steps:
        """Ask the client to apply the fix that a command makes of a document; the answer is null."""
        command = next((known for known in handler.commands if known.name == params.command), None)
        if command is None or not self.session.is_on(command.feature):
            raise JsonRpcInvalidParams(f'there is no command "{shortened(params.command)}"')
        request = DocumentRequest(handler.method, partial(apply_fix, self.session, command))
        place = place_of(params, self.protocol.structured)
        with self._counted():
            answer = yield from self._answer_document_request(request, place)
            # The edit goes first: while Emacs waits for the answer, it does not ask its user about edits.
            yield _until_no_message_waits, (), {}
            return answer

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Count a request as unanswered until it is answered or cancelled."""
        self._unanswered += 1
        self._all_are_answered.clear()
        try:
            yield
        finally:
            self._unanswered -= 1
            if not self._unanswered:
                self._all_are_answered.set()

    def _contained(self, method: str, handle: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """A handler whose failure is logged and answered with null: one bug must not end a session."""

        def contained(params: Any) -> Any:
            try:
                return handle(params)
            except JsonRpcException:
                raise
            except Exception:
                log.exception("%s failed", method)
                return None
            finally:
                self._call_soon(self._after_message)

        return contained

    def _call_soon(self, function: Callable[[], None]) -> None:
        """Call a function when no message waits; a failure is logged."""

        def contained() -> None:
            try:
                function()
            except Exception:
                log.exception("scheduled callback failed")

        asyncio.get_running_loop().call_soon(contained)


def _client(params: types.InitializeParams) -> Client:
    return Client.of(params.capabilities, getattr(params.client_info, "name", ""))


async def _until_no_message_waits() -> None:
    """Does nothing: the event loop begins it once the messages that have come are read."""
