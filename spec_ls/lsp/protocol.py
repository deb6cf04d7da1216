"""LSP's life cycle on pygls' JSON-RPC; pygls carries the messages and nothing more.

Where pygls does not answer, this does: every request gets exactly one answer, whatever state the session is
in and however wrong its parameters are (JSON-RPC 2.0, "Error object"; LSP 3.17, "Server lifecycle").
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto
from functools import cache
from inspect import isclass
from typing import Any, cast

from cattrs import Converter
from lsprotocol import types
from pygls import exceptions
from pygls.protocol import JsonRPCProtocol, default_converter

from spec_ls.lsp import extensions, logs, messages
from spec_ls.lsp.messages import Call, Refused, Response
from spec_ls.lsp.output import Output
from spec_ls.lsp.trace import Tracer

log = logging.getLogger(__name__)


class Phase(Enum):
    """The phases of a session, from its first message to its last."""

    NEW = auto()
    RUNNING = auto()
    SHUT_DOWN = auto()


_MAX_WARNINGS = 100
"""How many messages that are refused are logged, for one client."""

_NEXT = {types.INITIALIZE: Phase.RUNNING, types.SHUTDOWN: Phase.SHUT_DOWN}


class Protocol(JsonRPCProtocol):
    """One client's conversation.  ``ended`` is called at its last message."""

    phase = Phase.NEW
    output: Output | None = None
    ended: Callable[[], None] = staticmethod(lambda: None)

    def __init__(self, server: Any, converter: Converter) -> None:
        super().__init__(server, converter)
        self._numbers = itertools.count(1)
        self._asked: dict[str, tuple[str, asyncio.Future[Any]]] = {}
        self._warnings = 0
        self.tracer = Tracer(self.notify_plain, lambda: self.has_room, self.plain)

    def connect(self, output: Output, include_headers: bool) -> None:
        """Send everything to a client from now on; ``include_headers`` is false where frames do that."""
        self.output = output
        self.set_writer(cast("Any", output), include_headers)

    @property
    def has_room(self) -> bool:
        """True if the client has read most of what was sent, so that more can be made."""
        return self.output is None or self.output.has_room

    async def until_room(self) -> None:
        """Wait until there is room."""
        while self.output is not None and not self.output.has_room:
            await self.output.until_room()

    def get_message_type(self, method: str) -> type[Any] | None:
        """The type of a request or notification: LSP's, or ours."""
        return messages.message_type(method)

    def receive(self, body: bytes) -> None:
        """Read a message and give it to its handler; nothing is raised."""
        try:
            data = messages.load(body)
        except (ValueError, RecursionError) as error:
            reason = exceptions.JsonRpcParseError(f"not JSON: {error}")
            self._answer_refused(Refused(None, None, reason))
            return
        try:
            message = messages.classify(data)
            self.tracer.received(message)
            self._handle(message)
        except Exception as error:
            self.refuse(error)

    def _handle(self, message: Refused | Response | Call) -> None:
        """Give a message to its handler, if the protocol allows it in this phase of the session."""
        if isinstance(message, Response):
            self._take_response(message)
            return
        if isinstance(message, Call) and message.method == types.EXIT:
            self.ended()
            return
        if early := self._out_of_turn(message.method):
            answered = message.answered if isinstance(message, Refused) else message.id is not None
            message = Refused(message.id, message.method, early, answered)
        read = self._structured(message) if isinstance(message, Call) else message
        if isinstance(read, Refused):
            self._answer_refused(read)
        else:
            self.phase = _NEXT.get(read.method, self.phase)
            self.handle_message(read)

    def _structured(self, call: Call) -> Any:
        """A request or notification as lsprotocol's type, or the refusal of wrong parameters."""
        try:
            type_: Any = messages.message_type(call.method)
            return self._converter.structure(call.data, type_)
        except Exception as error:
            reason = exceptions.JsonRpcInvalidParams(f"invalid parameters: {_reason(error)}")
            return Refused(call.id, call.method, reason, call.id is not None)

    def _answer_refused(self, refused: Refused) -> None:
        if refused.method is None or not refused.method.startswith("$/"):
            self._warn(refused.method or "message", refused.error)
        if refused.answered:
            self._send_response(refused.id, error=refused.error.to_response_error())

    async def send_request_async(self, method: str, params: Any = None, msg_id: Any = None) -> Any:
        """The client's result of a request.  Raises ``JsonRpcException`` if it refuses.

        The ids are the server's own, apart from those of the client's requests: pygls keeps both in one
        dictionary, where one could be taken for the other.
        """
        id_ = f"spec-ls-{next(self._numbers)}"
        future = asyncio.get_running_loop().create_future()
        self._asked[id_] = (method, future)
        try:
            given = {} if params is None else {"params": self.plain(params)}
            self._send_data({"id": id_, "method": method, **given, "jsonrpc": self.VERSION})
            return await future
        finally:
            self._asked.pop(id_, None)

    def _handle_cancel_notification(self, msg_id: Any) -> None:
        if type(msg_id) in (int, str):  # the converter lets other values pass, of which 1.0 and true equal 1
            super()._handle_cancel_notification(msg_id)

    def _execute_handler(
        self,
        msg_id: Any,
        handler: Any,
        callback: Callable[[Any], Any],
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        """Run a handler as pygls does, and forget its future once that is done.

        pygls forgets those of requests alone, and keeps the task of each part of a handler that yields.
        """

        def done(future: Any) -> None:
            if self._request_futures.get(msg_id) is future:
                del self._request_futures[msg_id]
            with suppress(asyncio.CancelledError):  # the session ends before a handler that yields does
                callback(future)

        super()._execute_handler(msg_id, handler, done, args, kwargs)

    def _take_response(self, response: Response) -> None:
        """Resolve the request of the server that a client answers; nothing else is a response."""
        data, id_ = response.data, response.id
        method, future = self._asked.pop(id_, (None, None)) if isinstance(id_, str) else (None, None)
        if method is None or future is None:
            if "result" in data or "error" in data:
                self._warn("message", "a response to no request")
            else:
                self._answer_refused(messages.invalid(id_, "neither a request nor a response"))
        elif not future.done():
            try:
                future.set_result(self._result(method, data))
            except exceptions.JsonRpcException as error:
                future.set_exception(error)

    def _result(self, method: str, data: dict[str, Any]) -> Any:
        """The result in a response.  Raises ``JsonRpcException`` if it is an error, or of the wrong type."""
        try:
            if "error" in data:
                error = self._converter.structure(data["error"], types.ResponseError)
                raise exceptions.JsonRpcException.from_error(error)
            type_ = messages.result_type(method)
            return (
                None if type_ is None else self._converter.structure({"result": None, **data}, type_).result
            )
        except exceptions.JsonRpcException:
            raise
        except Exception as error:
            raise exceptions.JsonRpcException(f"invalid response: {_reason(error)}") from error

    def notify_plain(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification as ``notify`` does, with parameters that are plain JSON objects already."""
        self._send_data({"params": params, "method": method, "jsonrpc": self.VERSION})

    def plain(self, value: Any) -> Any:
        """A value of lsprotocol's types as plain JSON objects."""
        return self._converter.unstructure(value)

    def structured(self, value: Any, type_: type[Any]) -> Any:
        """A value of one of lsprotocol's types from plain JSON; raises whatever cattrs raises."""
        return self._converter.structure(value, type_)

    def refuse(self, error: Exception) -> None:
        """Log a failure in the handling of a message."""
        if isinstance(error, exceptions.JsonRpcException):
            self._warn("message", error)  # it was answered
        else:
            log.error("message failed", exc_info=error)

    def _out_of_turn(self, method: str | None) -> exceptions.JsonRpcException | None:
        """The error for a message that the protocol forbids in this phase; None if it allows the message."""
        if method is None:
            return None
        if (self.phase is Phase.NEW) != (method == types.INITIALIZE):
            if self.phase is Phase.NEW:
                return exceptions.JsonRpcServerNotInitialized("not initialized")
            return exceptions.JsonRpcInvalidRequest("already initialized")
        if self.phase is Phase.SHUT_DOWN:
            return exceptions.JsonRpcInvalidRequest("already shut down")
        return None

    def _send_response(
        self, msg_id: Any, result: Any = None, error: types.ResponseError | None = None
    ) -> None:
        """Answer a request; an error goes without its data, in which pygls sends the traceback.

        The data of ``ServerCancelled`` are ours: whether the client is to ask again.
        """
        if error is None:
            super()._send_response(msg_id, result)
        else:
            plain: dict[str, Any] = {"code": error.code, "message": error.message}
            if error.code == types.LSPErrorCodes.ServerCancelled and error.data is not None:
                plain["data"] = error.data
            self._send_data({"jsonrpc": self.VERSION, "id": msg_id, "error": plain})

    def _send_data(self, data: Any) -> None:
        super()._send_data(data)
        self.tracer.sent(data)

    def _warn(self, subject: str, reason: object) -> None:
        """Log a message that is refused, up to a number: the full pipe of an unread log stops a server."""
        self._warnings += 1
        if self._warnings < _MAX_WARNINGS:
            text = f"{subject[:100]}: {' '.join(str(reason).split())[:300]}"
            refused = logs.unquoted(f"{subject[:100]}: refused with {getattr(reason, 'code', 'no answer')}")
            log.warning("%s", text, extra=refused)
        elif self._warnings == _MAX_WARNINGS:
            log.warning("further messages that are refused are not logged")


def converter() -> Converter:
    """Converts LSP's types from and to JSON; a value that an enumeration lacks stays as it is.

    Otherwise a client newer than lsprotocol would be refused for one unknown symbol kind.
    """
    made: Converter = default_converter()  # type: ignore[no-untyped-call]  # pygls has left it so
    for class_ in vars(types).values():
        if isclass(class_) and issubclass(class_, Enum):
            made.register_structure_hook(class_, _member)
    extensions.register(made)
    return made


def _member(value: Any, class_: type[Enum]) -> Any:
    return _members(class_).get(value, value) if isinstance(value, int | str) else value


@cache
def _members(class_: type[Enum]) -> dict[Any, Enum]:
    return {member.value: member for member in class_}


def _reason(error: BaseException) -> str:
    """The innermost cause of a conversion error, in a few words."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return f"missing {error}" if isinstance(error, KeyError) else str(error).split("\n")[0]
