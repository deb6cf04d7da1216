"""A session of an editor, one fault at a time: the server goes on, and is right again behind the fault."""

from __future__ import annotations

import json
import os
import select
import shutil
from collections.abc import Iterator
from pathlib import Path

from processes import NO_FAULT, Call, Fault, forked, read_calls

_SECONDS = 20.0
"""Seconds in which the server has to answer."""

_LASTING = ("EACCES", "EIO")


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
    """A session in a copy of a repository; ``plain`` is the one without a fault."""

    def __init__(self, repository: Path, scratch: Path) -> None:
        self._folder, self._scratch = scratch / "session", scratch / "session.streams"
        self._scratch.mkdir()
        shutil.copytree(repository, self._folder, symlinks=True)
        self._expected: object = None
        self.plain = _Result()
        self.plain = self._run(NO_FAULT)
        assert not self.plain.wrong, self.plain.wrong
        self._expected = self.plain.diagnostics

    def faults(self) -> Iterator[Fault]:
        """Each call with each of its errors, once and lasting."""
        for nth, call in enumerate(self.plain.calls):
            yield from (Fault(nth, error) for error in call.errors())
            yield from (Fault(nth, error, lasting=True) for error in _LASTING)

    def wrong(self, fault: Fault) -> list[str]:
        """What is wrong with the session that has this fault."""
        return self._run(fault).wrong

    def _run(self, fault: Fault) -> _Result:
        result = _Result()
        with forked(["server"], self._folder, fault, self._scratch) as (process, to_server, from_server):
            editor = _Editor(to_server, from_server)
            try:
                self._talk(editor, result, fault)
            except (EOFError, BrokenPipeError) as error:
                result.wrong.append(str(error))
        _, status = os.waitpid(process, 0)
        errors = (self._scratch / "err").read_text()
        if status:
            result.wrong.append(f"status {os.waitstatus_to_exitcode(status)}")
        if "Traceback" in errors:
            result.wrong.append("a traceback")
        result.calls = read_calls((self._scratch / "calls").read_text())
        return result

    def _talk(self, editor: _Editor, result: _Result, fault: Fault) -> None:
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


class _Result:
    """The calls of a session, its last diagnostics, and what went wrong."""

    def __init__(self) -> None:
        self.calls: tuple[Call, ...] = ()
        self.diagnostics: object = None
        self.wrong: list[str] = []
