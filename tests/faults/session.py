"""A session of an editor, one fault at a time: the server goes on, and is right again behind the fault."""

from __future__ import annotations

import json
import os
import select
import shutil
from collections.abc import Iterator
from pathlib import Path

from calls import NO_FAULT, Fault, Noted, faults_of
from processes import forked, read_calls
from repository import CACHE, make_repository, settle

_SECONDS = 20.0
"""Seconds in which the server has to answer."""

_TRIES = 3

LOG = "server.log"
SESSIONS: dict[str, tuple[str, ...]] = {"session": (), "log": ("--log-file", LOG, "--log-level", "info")}
"""Options of the servers; of one with a log the faults of its file alone are tried."""


class _Editor:
    """The editor's side of the conversation, until the server ends."""

    def __init__(self, to_server: int, from_server: int) -> None:
        self._to, self._from, self._rest, self._number = to_server, from_server, b"", 0
        self.messages: list[str] = []
        self.diagnostics: object = None

    def notify(self, method: str, **params: object) -> None:
        self._send({"method": method, "params": params})

    def request(self, method: str, **params: object) -> object:
        """Send a request; returns the result, None for an error."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while (message := self.read()).get("id") != self._number or "method" in message:
            pass
        return message.get("result", {"error": message.get("error")})

    def read(self) -> dict[str, object]:
        """The next message; diagnostics and messages to the user are kept."""
        header, _, self._rest = self._take(b"\r\n\r\n").partition(b"\r\n\r\n")
        length = int(header.lower().partition(b"content-length:")[2].split()[0])
        while len(self._rest) < length:
            self._rest += self._receive()
        body, self._rest = self._rest[:length], self._rest[length:]
        message: dict[str, object] = json.loads(body)
        params = message.get("params")
        if message.get("method") == "window/showMessage" and isinstance(params, dict):
            self.messages.append(params["message"])
        if message.get("method") == "textDocument/publishDiagnostics" and isinstance(params, dict):
            self.diagnostics = params["diagnostics"]
        return message

    def until(self, diagnostics: object) -> None:
        """Read until these diagnostics are published, or no more comes."""
        while self.diagnostics != diagnostics and select.select([self._from], [], [], 2.0)[0]:
            self.read()

    def _send(self, message: dict[str, object]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        os.write(self._to, b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def _take(self, end: bytes) -> bytes:
        while end not in self._rest:
            self._rest += self._receive()
        return self._rest

    def _receive(self) -> bytes:
        ready, _, _ = select.select([self._from], [], [], _SECONDS)
        received = os.read(self._from, 1 << 16) if ready else b""
        if not received:
            raise EOFError("the server is silent" if not ready else "the server has ended")
        return received


class Session:
    """A session in a repository; ``plain`` is the one without a fault."""

    def __init__(self, name: str, scratch: Path) -> None:
        self._name, self._folder, self._scratch = name, scratch / name, scratch / f"{name}.streams"
        self._scratch.mkdir()
        make_repository(self._folder)
        settle(self._folder)
        self._expected: object = None
        self._expected = self._run(NO_FAULT).diagnostics
        self.plain = self._run(NO_FAULT)
        assert not self.plain.wrong, self.plain.wrong
        self.not_made = 0

    def faults(self) -> Iterator[Fault]:
        """The faults that are tried."""
        calls = self.plain.calls
        if self._name == "log":
            return faults_of(one for one in calls if one.call.path == LOG and one.call.name != "entry")
        return faults_of(calls, (), lambda path: not os.path.lexists(self._folder / path))

    def wrong(self, fault: Fault) -> list[str]:
        """What is wrong with the session that has this fault.

        Threads may take turns in another order, so that a call does not come: another session may have it.
        """
        for _ in range(_TRIES):
            result = self._run(fault)
            if result.is_met or result.wrong:
                return result.wrong
        self.not_made += 1
        return []

    def _run(self, fault: Fault) -> Result:
        result = Result()
        shutil.rmtree(self._folder / CACHE, ignore_errors=True)
        (self._folder / LOG).unlink(missing_ok=True)
        settle(self._folder)
        arguments = ("server", *SESSIONS[self._name])
        is_silent = fault.call.name == "create" and fault.call.path == LOG
        with forked(arguments, self._folder, fault, self._scratch, fault is NO_FAULT) as (process, to, from_):
            editor = _Editor(to, from_)
            try:
                self._talk(editor, result, fault)
            except (EOFError, BrokenPipeError) as error:
                if not is_silent:
                    result.wrong.append(str(error))
        _, status = os.waitpid(process, 0)
        errors = (self._scratch / "err").read_text()
        if os.waitstatus_to_exitcode(status) != 2 * is_silent:
            result.wrong.append(f"status {os.waitstatus_to_exitcode(status)}")
        if "Traceback" in errors:
            result.wrong.append("a traceback")
        if is_silent and (errors.count("\n") != 1 or LOG not in errors):
            result.wrong.append(f"the log cannot be written, and that is not said: {errors}")
        result.calls, met = read_calls((self._scratch / "calls").read_text())
        result.is_met = met is not None
        return result

    def _talk(self, editor: _Editor, result: Result, fault: Fault) -> None:
        path = self._folder / "specs/2.0/cache.rst"
        uri, template = path.as_uri(), (self._folder / "specs/template.rst").as_uri()
        document = {"textDocument": {"uri": uri}}
        editor.request("initialize", processId=None, rootUri=self._folder.as_uri(), capabilities={})
        editor.notify("initialized")
        opened = {"uri": uri, "languageId": "restructuredtext", "version": 1, "text": path.read_text()}
        editor.notify("textDocument/didOpen", textDocument=opened)
        editor.request("textDocument/documentSymbol", **document)
        self._look_again(editor, uri, template, 2, " ")
        editor.request("textDocument/hover", **document, position={"line": 4, "character": 0})
        editor.request("textDocument/completion", **document, position={"line": 6, "character": 0})
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": 20, "character": 0}}
        actions = editor.request(
            "textDocument/codeAction", **document, range=whole, context={"diagnostics": []}
        )
        if isinstance(actions, dict) and actions.get("error"):
            result.wrong.append(f"an error: {actions['error']}")
        (self._scratch / "armed").unlink()
        self._look_again(editor, uri, template, 3, "  ")
        if self._expected is not None:
            editor.until(self._expected)
            if editor.diagnostics != self._expected:
                result.wrong.append("other diagnostics once the fault is gone")
        else:
            editor.until(object())
        if not fault.lasting and len(editor.messages) > 1:
            result.wrong.append(f"{len(editor.messages)} messages")
        if any("/" not in message for message in editor.messages):
            result.wrong.append(f"a message that names no file: {editor.messages}")
        result.diagnostics = editor.diagnostics
        editor.request("shutdown")
        editor.notify("exit")

    def _look_again(self, editor: _Editor, uri: str, template: str, version: int, text: str) -> None:
        """Type something, and say that a file has changed."""
        place = {"start": {"line": 1, "character": 5}, "end": {"line": 1, "character": 5 + version - 2}}
        document = {"uri": uri, "version": version}
        changes = [{"range": place, "text": text}]
        editor.notify("workspace/didChangeWatchedFiles", changes=[{"uri": template, "type": 2}])
        editor.notify("textDocument/didChange", textDocument=document, contentChanges=changes)
        editor.request("textDocument/documentSymbol", textDocument={"uri": uri})


class Result:
    """The calls of a session, its last diagnostics, and what went wrong."""

    def __init__(self) -> None:
        self.calls: tuple[Noted, ...] = ()
        self.diagnostics: object = None
        self.wrong: list[str] = []
        self.is_met = False
