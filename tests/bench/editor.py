"""An editor in front of a server: it sends documents and edits and notes when diagnostics of each version come."""

from __future__ import annotations

import itertools
import json
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import machine
from wire import TIMEOUT, Frame, ServerGone, Wire, encoded

PAUSE = 0.01
"""Seconds between two edits: a later, fuller answer to the first one has time to come."""

_REFUSALS = frozenset({-32800, -32802, -32803})
"""Errors that are answers: to a request taken back, one outdated by an edit, and one that cannot be met, as a
rename of what has no name (LSP 3.17, "Error codes")."""

CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {
            "versionSupport": True,
            "relatedInformation": True,
            "codeDescriptionSupport": True,
        },
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "rename": {"prepareSupport": True},
    },
    "workspace": {
        "configuration": True,
        "workspaceFolders": True,
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True},
    },
    "window": {"workDoneProgress": True},
}


@dataclass
class Answer:
    """What came for one version, in seconds after it was sent: the first diagnostics, and the last.

    ``bytes`` is the first answer's size, ``diagnostics`` how many the last one held, ``busy`` the seconds
    that this process itself worked until the first one was there, ``cpu`` those that the server's worked, all
    its threads, if the editor looks at that.
    """

    sent: float
    first: float = 0.0
    last: float = 0.0
    count: int = 0
    bytes: int = 0
    diagnostics: int = 0
    busy: float = 0.0
    cpu: float | None = None


class Reply(NamedTuple):
    """A request's answer: ``time`` is when its last byte was read; ``result`` is None for an error, too."""

    time: float
    bytes: int
    result: Any


@dataclass
class Editor:
    """One session with one server; ``seen`` are the last versions that it has published, in order.

    ``looks_at_cpu``: whether to note the processor time of answers; looking takes a tenth of a millisecond.
    """

    wire: Wire
    pause: float = PAUSE
    versioned: bool = False
    looks_at_cpu: bool = False
    seen: deque[int | None] = field(default_factory=lambda: deque(maxlen=100))
    _version: int = 0
    _ids: Any = field(default_factory=itertools.count)
    _answers: dict[int, Answer] = field(default_factory=dict)
    _results: dict[int, Reply] = field(default_factory=dict)

    def initialize(self, folder: Path) -> float:
        """Begin in a folder; returns the seconds from the process' start to its answer."""
        params = {
            "processId": None,
            "rootUri": folder.as_uri(),
            "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
            "capabilities": CAPABILITIES,
        }
        came = self.request("initialize", params).time
        self.notify("initialized", {})
        return came - self.wire.started

    def open(self, uri: str, text: str, pause: float | None = None) -> Answer:
        """Open a document.  Each version is a number of its own, whatever document it belongs to.

        ``pause``: seconds for a fuller answer, where it may take longer than behind an edit.
        """
        self._version += 1
        document = {"uri": uri, "languageId": "restructuredtext", "version": self._version, "text": text}
        return self._answered("textDocument/didOpen", {"textDocument": document}, pause)

    def change(self, uri: str, changes: Sequence[Mapping[str, Any]]) -> Answer:
        """Send changes of a document as its next version."""
        self._version += 1
        document = {"uri": uri, "version": self._version}
        return self._answered(
            "textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)}
        )

    def type_on(self, uri: str, changes: Sequence[Mapping[str, Any]]) -> int:
        """Send changes and wait for nothing; returns their version."""
        self._version += 1
        document = {"uri": uri, "version": self._version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})
        return self._version

    def close(self, uri: str) -> None:
        """Close a document."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        self._listen(time.perf_counter() + self.pause)

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self.wire.send(encoded({"method": method, "params": params}))

    def request(self, method: str, params: Any) -> Reply:
        """Send a request; returns its answer."""
        return self.answer(self.begin(method, params), method)

    def begin(self, method: str, params: Any) -> int:
        """Send a request and wait for nothing; returns its number."""
        id_ = next(self._ids)
        self.wire.send(encoded({"id": id_, "method": method, "params": params}))
        return id_

    def is_answered(self, id_: int) -> bool:
        """Whether the answer to a request was among what has been read."""
        return id_ in self._results

    def rest(self, seconds: float) -> None:
        """Say nothing for a while."""
        self._listen(time.perf_counter() + seconds)

    def cancelled(self, method: str, params: Any) -> Any:
        """Send a request and take it back at once; returns its result, or None if it was not computed."""
        id_ = self.begin(method, params)
        self.notify("$/cancelRequest", {"id": id_})
        return self.answer(id_, method).result

    def leave(self) -> None:
        """End the session as the protocol asks, and the process."""
        if not self.wire.ended:
            with suppress(ServerGone):
                self.request("shutdown", None)
                self.notify("exit", None)
        self.wire.end()

    def answer(self, id_: int, method: str) -> Reply:
        """Wait for the answer to a request that has been sent."""
        end = time.perf_counter() + TIMEOUT
        while id_ not in self._results:
            self._take(self._next(end, method))
        return self._results.pop(id_)

    def _answered(self, method: str, params: Any, pause: float | None = None) -> Answer:
        data = encoded({"method": method, "params": params})
        cpu, busy = self._cpu(), time.process_time()
        answer = self._answers[self._version] = Answer(time.perf_counter())
        self._answers.pop(self._version - 50, None)
        self.wire.send(data)
        end = answer.sent + TIMEOUT
        while not answer.count:
            frame = self._next(end, method)
            answer.busy = time.process_time() - busy
            self._take(frame)
        if cpu is not None and (now := self._cpu()) is not None:
            answer.cpu = now - cpu
        self._listen(time.perf_counter() + (self.pause if pause is None else pause))
        return answer

    def _cpu(self) -> float | None:
        return machine.cpu(self.wire.process.pid) if self.looks_at_cpu else None

    def _next(self, end: float, method: str) -> Frame:
        frame = self.wire.receive(end)
        if frame is None:
            raise self.wire.gone(f"no answer to {method} in {TIMEOUT:.0f} s")
        return frame

    def _listen(self, end: float) -> None:
        while (frame := self.wire.receive(end)) is not None:
            self._take(frame)

    def _take(self, frame: Frame) -> None:
        """Note a message of the server; a request gets its answer."""
        message = json.loads(frame.content)
        method, params = message.get("method"), message.get("params") or {}
        if method == "textDocument/publishDiagnostics":
            self._note(frame, params)
        elif method is not None and "id" in message:
            result = [None] * len(params["items"]) if method == "workspace/configuration" else None
            self.wire.send(encoded({"id": message["id"], "result": result}))
        elif method is None and "id" in message:
            error = message.get("error")
            if error is not None and error["code"] not in _REFUSALS:
                raise self.wire.gone(f"refused: {error}")
            self._results[message["id"]] = Reply(frame.time, len(frame.content), message.get("result"))

    def _note(self, frame: Frame, params: Mapping[str, Any]) -> None:
        version = params.get("version")
        self.seen.append(version)
        self.versioned = self.versioned or version is not None
        if version is None and not self.versioned:
            version = self._version  # a server that never says which one means the last it got
        answer = self._answers.get(version) if version is not None else None
        if answer is None:
            return
        answer.last = frame.time - answer.sent
        answer.diagnostics = len(params["diagnostics"])
        if not answer.count:
            answer.first, answer.bytes = answer.last, len(frame.content)
        answer.count += 1
