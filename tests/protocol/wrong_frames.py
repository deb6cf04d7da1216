"""Messages that are wrong in one way or several, as raw bytes, and the answer that each must get.

Everything comes from a ``Random``, so that a failure can be had again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from lsprotocol import types

DEEP = 100_000
"""Levels of nesting that no reader of JSON takes; up to 400 every reader takes."""

METHODS = [*sorted(set(types.METHOD_TO_TYPES) - {types.EXIT, types.SHUTDOWN}), "spec-ls/state"]
TEXT_METHODS = (
    types.TEXT_DOCUMENT_HOVER,
    types.TEXT_DOCUMENT_COMPLETION,
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL,
    types.TEXT_DOCUMENT_CODE_ACTION,
    "spec-ls/state",
)
WORDS = [
    "",
    "a",
    "None",
    "\n",
    "====\n",
    "Testing\n=======\n\n",
    "\ud800",
    "\0",
    "𝄞",
    "é" * 40,
    ":a:`b`",
    "|x|",
]
URIS = [
    "untitled:1",
    "untitled:2",
    "untitled:3",
    "",
    "http://[",
    "file://host/x",
    "file:///%ff",
    "x" * 500,
    "\ud800",
]


def expected_answer(body: bytes) -> str | None:
    """The id, as JSON, of the answer that a body must get; None if it must get none.

    JSON-RPC 2.0, sections 4 and 5: notifications and responses get none, and what is no valid request gets
    an error, with its id if that can be told.  Ids are those of LSP, and fractions as they are.
    """
    try:
        message = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return "null"
    if not isinstance(message, dict):
        return "null"
    is_valid = message.get("jsonrpc") == "2.0" and isinstance(message.get("method", ""), str)
    if is_valid and "method" not in message and ("result" in message or "error" in message):
        return None
    if is_valid and "method" in message and "id" not in message:
        return None
    id_ = message.get("id")
    is_number = isinstance(id_, int | float) and not isinstance(id_, bool) and abs(id_) != float("inf")
    return json.dumps(id_) if isinstance(id_, str) or is_number else "null"


def _no_constant(name: str) -> None:
    raise ValueError(name)


class Maker:
    """Makes the bodies of one session's messages.  ``ids`` are those of its requests so far."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.ids: list[Any] = [0]
        self._version = 1

    def body(self) -> bytes:
        """A message, right or wrong."""
        kinds: list[tuple[int, Callable[[], bytes]]] = [
            (30, self._text_request),
            (15, self._text_change),
            (15, self._any_method),
            (10, self._cancel),
            (10, self._response),
            (15, self._wrong_shape),
            (15, self._damaged),
            (5, self._extreme),
            (3, self._batch),
        ]
        weights, makers = zip(*kinds, strict=True)
        return self.random.choices(makers, weights)[0]()

    def header(self, length: int) -> bytes:
        """A header that is right, in one of its spellings (RFC 9110, section 5)."""
        line = self.random.choice(
            [b"Content-Length: %d", b"content-length:%d", b"CONTENT-LENGTH:\t %d", b"Content-Length: %d \t"]
        )
        other = b"Content-Type: application/vscode-jsonrpc; charset=utf-8"
        lines = [line % length, *self.random.choice([[], [], [other], [b"X-Empty:"], [line % length]])]
        self.random.shuffle(lines)
        return b"".join(line + self.random.choice([b"\r\n", b"\r\n", b"\n"]) for line in [*lines, b""])

    def value(self, depth: int = 3) -> Any:
        """Any JSON value."""
        pick = self.random.choice
        if depth and self.random.random() < 0.4:
            if pick([True, False]):
                return [self.value(depth - 1) for _ in range(self.random.randrange(4))]
            names = ["id", "uri", "text", "range", "start", "line", "method", "spec-ls", "template", *WORDS]
            return {pick(names): self.value(depth - 1) for _ in range(self.random.randrange(4))}
        return pick([None, True, False, 0, -1, 1.5, 2**31, 2**63, 10**30, 1e300, *WORDS, *URIS])

    def id(self) -> Any:
        """An id that LSP allows, new most of the time, or any other value."""
        number = len(self.ids)
        made = self.random.choice(
            [number, number, number, f"s{number}", -number, 10**30 + number, f"\ud800{number}", "x" * 300, ""]
        )
        if self.random.random() < 0.1:
            made = self.random.choice([self.value(1), *self.ids[-5:]])
        self.ids.append(made)
        return made

    def request(self, method: Any, params: Any, **changes: Any) -> dict[str, Any]:
        """A request, with some fields changed."""
        return {"jsonrpc": "2.0", "id": self.id(), "method": method, "params": params, **changes}

    def _text_request(self) -> bytes:
        return encoded(self.request(self.random.choice(TEXT_METHODS), self._text_params()))

    def _text_params(self) -> Any:
        random = self.random
        place = {"line": random.randrange(30), "character": random.randrange(90)}
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": 2**31 - 1, "character": 0}}
        params: dict[str, Any] = {"textDocument": {"uri": random.choice(URIS)}, "position": place}
        params |= {"range": whole, "context": {"diagnostics": []}}
        if random.random() < 0.3:
            params[random.choice(["textDocument", "position", "range", "context"])] = self.value()
        return params if random.random() < 0.95 else self.value()

    def _text_change(self) -> bytes:
        random, self._version = self.random, self._version + 1
        document: dict[str, Any] = {"uri": random.choice(URIS), "version": self._version}
        kind = random.choice(["didOpen", "didChange", "didChange", "didClose", "didSave"])
        params: dict[str, Any] = {"textDocument": document}
        if kind == "didOpen":
            document |= {"languageId": "restructuredtext", "text": self._text()}
        elif kind == "didChange":
            lines = sorted(random.randrange(30) for _ in range(2))
            start, end = ({"line": line, "character": random.randrange(90)} for line in lines)
            change = {"range": {"start": start, "end": end}, "text": random.choice(WORDS)}
            params["contentChanges"] = [
                random.choice([change, change, {"text": self._text()}, self.value(1)])
            ]
        if random.random() < 0.15:
            document[random.choice(["uri", "version", "text"])] = self.value()
        return encoded({"jsonrpc": "2.0", "method": f"textDocument/{kind}", "params": params})

    def _text(self) -> str:
        head = self.random.choice(["", ".. spec-ls: template=nova\n\n", ".. spec-ls: template=\ud800x\n\n"])
        return head + "=====\nTitle\n=====\n\n" + "\n".join(self.random.choices(WORDS, k=10))

    def _any_method(self) -> bytes:
        method = self.random.choice([*METHODS, "nobody/knows", "$/nobodyKnows", "", "\ud800", "m" * 5000])
        message = self.request(method, self.value())
        if self.random.random() < 0.4:
            del message["id"]
        return encoded(message)

    def _cancel(self) -> bytes:
        id_ = self.random.choice([*self.ids[-10:], *self.ids[-10:], self.value(1)])
        return encoded({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": id_}})

    def _response(self) -> bytes:
        content = self.random.choice(
            [{"result": self.value()}, {"error": self.value()}, {"error": {"code": 1, "message": "no"}}]
        )
        id_ = self.random.choice([*self.ids[-5:], "spec-ls-1", "spec-ls-99", self.value(1)])
        return encoded({"jsonrpc": "2.0", "id": id_, **content})

    def _wrong_shape(self) -> bytes:
        message: dict[str, Any] = self.request(self.random.choice(TEXT_METHODS), self._text_params())
        for name in self.random.sample(sorted(message), self.random.randint(1, 3)):
            if self.random.random() < 0.4:
                del message[name]
            else:
                message[name] = self.value(1)
        return encoded(message if self.random.random() < 0.9 else self.value())

    def _damaged(self) -> bytes:
        """A right message with some of its bytes changed, inserted or taken away."""
        body = bytearray(self.random.choice([self._text_request, self._text_change, self._any_method])())
        for _ in range(self.random.randint(1, 4)):
            at = self.random.randrange(len(body))
            new = self.random.choice(
                [b"", b'"', b"{", b"}", b",", b"\xff", b"\xed\xa0\x80", b"\0", b"\\", b"9"]
            )
            body[at : at + self.random.choice([0, 1, 1, 20])] = new
        return bytes(body[: self.random.choice([None, None, None, len(body) // 2])])

    def _extreme(self) -> bytes:
        id_ = json.dumps(self.id())
        params = self.random.choice(
            [
                "[" * DEEP,
                "[" * DEEP + "]" * DEEP,
                '{"a":' * 400 + "1" + "}" * 400,
                "[" * 400 + "]" * 400,
                "9" * 4000,
                "9" * 5000,
                "1e999",
                "-1e999",
                "NaN",
                "Infinity",
                '"\\ud800"',
                '"\\ud83d\\ude00"',
                '{"id": 1, "id": 2}',
                '"' + "x" * 300_000 + '"',
            ]
        )
        doubled = self.random.choice(["", f'"id": {id_}, ', '"method": "exit", ', '"jsonrpc": "1.0", '])
        text = (
            f'{{{doubled}"jsonrpc": "2.0", "id": {id_}, "method": "textDocument/hover", "params": {params}}}'
        )
        encoding = self.random.choice(["utf-8"] * 6 + ["utf-8-sig", "utf-16", "utf-32-le", "latin-1"])
        return text.encode(encoding, "replace")

    def _batch(self) -> bytes:
        """A batch, which LSP does not have."""
        return b"[" + b",".join(self._text_request() for _ in range(self.random.randrange(4))) + b"]"


def encoded(message: Any) -> bytes:
    """A message as JSON: a lone surrogate is an escape there, as a careless client writes it."""
    return json.dumps(message).encode()
