"""Messages that a client might send, right or wrong in any way, made up from a generator of random numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

import damaged
import document_requests
import made_params
from expected import may_stay_open, would_end
from lsprotocol import types

from spec_ls.lsp.handlers import HANDLERS, CommandRequest

Json = Any

TEXT = """\
=====
Title
=====

Problem description
===================

😀 Text with ``code``, a_ x and [1]_.

References
==========

None
"""
_METHODS = [*sorted(types.METHOD_TO_TYPES), "spec-ls/state", "nobody/knows", "$/unknown", ""]
_SERVED = [handler.method for handler in HANDLERS]
_OFTEN = ["textDocument/didOpen", "textDocument/didChange", "workspace/executeCommand"] * 4
_COMMANDS = [
    command.name
    for handler in HANDLERS
    if isinstance(handler, CommandRequest)
    for command in handler.commands
]
_URIS = ["untitled:1", "untitled:2", "specs/2026.1/a.rst", "specs/2026.1/%C3%A9.rst", "specs/template.rst"]
_ODD_URIS = [
    "", "x", ":", "%", "a b", "file:", "file://", "file:///", "file:a.rst", "file:////a/b.rst", "FILE:///tmp/a.rst",
    "file:///%00", "file:///%ff", "file:///%zz", "file:///a%0Ab.rst", "file:///a\nb.rst", "file:///%ED%A0%80.rst",
    "file:///%2e%2e/%2e%2e/etc/passwd", "file:///./a/../b.rst", "file:///C%3A/a.rst", "file:///c:/a.rst",
    "file:///dev/zero", "file:///proc/self/mem", "file:///" + "a/" * 3_000, "file:///" + "a" * 300 + ".rst",
    "file://host/share/a.rst", "file://localhost/a.rst", "file://[::1]/a.rst", "file://[x", "file:///a.rst?b#c",
    "http://[", "http://example.org/a.rst", "vscode-remote://ssh/a.rst", "git:/a.rst?{}", "data:,x", "untitled:",
    "\ud800", "file:///\ud800.rst", "file:///\u65e5\u672c.rst", "a" * 5_000,
]  # fmt: skip
_NUMBERS = [0, 1, -1, 2, 7, 2**31 - 1, 2**31, -(2**31), 2**53, 10**30, 1.5, 1.0, -0.0, 1e300]
_STRINGS = [
    "",
    "a",
    "1",
    "é",
    "𝄞",
    "\ud800",
    "\x00",
    "\r",
    "\n\n",
    "Testing\n=======\n",
    "`" * 50,
    "x" * 3_000,
]
_DEEP = [40, 400, 900, 100_000]


def body(random: Random, folder: str) -> bytes:
    """The body of one message; documents lie in the folder with the URI ``folder``.

    None of them ends the session, or may stay without an answer.
    """
    while True:
        made = random.choices([_call, _response, _batch, None], [85, 6, 3, 6])[0]
        if made is not None:
            data = _encoded(random, made(random, folder))
        else:
            data = damaged.body(random, _encoded(random, _call(random, folder)))
        if not would_end(data) and not may_stay_open(data):
            return data


def initialize(random: Random, folder: str) -> Json:
    """Right parameters of ``initialize``."""
    encodings = random.choice([["utf-8"], ["utf-16"], ["utf-32"], [], ["utf-7", "utf-32"]])
    registers = {"dynamicRegistration": random.random() < 0.5}
    refreshes = {"refreshSupport": random.random() < 0.5}
    workspace = {
        **dict.fromkeys(["configuration", "applyEdit", "workspaceFolders"], random.random() < 0.7),
        **dict.fromkeys(["didChangeWatchedFiles", "didChangeConfiguration"], registers),
        **dict.fromkeys(["diagnostics", "semanticTokens", "codeLens", "inlayHint"], refreshes),
    }
    kinds = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}}}
    resolves = {"resolveSupport": {"properties": random.choice([["edit"], []])}}
    actions = random.choice([{}, kinds, {**kinds, **resolves}])
    return {
        "processId": random.choice([None, None, 0, -1, 2**31 - 1]),
        "rootUri": random.choice([None, folder]),
        "capabilities": {
            "general": {"positionEncodings": encodings},
            "workspace": workspace,
            "textDocument": {"codeAction": actions, "diagnostic": random.choice([{}, registers])},
            "window": {"workDoneProgress": random.random() < 0.5},
        },
        "initializationOptions": random.choice([None, {}, {"template": "nova"}, _any(random)]),
        "trace": random.choice(["off", "messages", "verbose"]),
    }


def _call(random: Random, folder: str) -> Json:
    """A request or notification, of which up to three values may be replaced."""
    method = random.choice([*_PARAMS, *_SERVED, *_OFTEN, *random.sample(_METHODS, 8)])
    make = _PARAMS.get(method)
    if make is not None and random.random() < 0.8:
        params = make(random, folder)
    else:
        params = made_params.params(method, random, partial(_uri, random, folder))
    message: dict[str, Json] = {"jsonrpc": "2.0", "method": method, "params": params}
    found = types.METHOD_TO_TYPES.get(method)
    if (found is None or found[1] is not None) == (random.random() < 0.95):
        message["id"] = _id(random)
    for _ in range(random.choices(range(4), [70, 20, 7, 3])[0]):
        _change(random, message if random.random() < 0.3 else message.get("params"))
    return message


def _response(random: Random, folder: str) -> Json:
    """An answer to a request of the server, perhaps to none.

    Without a result or an error it counts as one only if the server did ask, so then it has another id.
    """
    key = random.choice(["result", "error", "neither"])
    ids = [_id(random), _any(random), *([] if key == "neither" else [f"spec-ls-{random.randint(1, 4)}"])]
    id_ = random.choice([id_ for id_ in ids if key != "neither" or id_ != "spec-ls-1"] or [5])
    value = random.choice([None, [None], [{"template": "nova"}], {"code": 1, "message": "no"}, _any(random)])
    return {"jsonrpc": "2.0", "id": id_, key: value}


def _batch(random: Random, folder: str) -> Json:
    return [_call(random, folder) for _ in range(random.randint(0, 3))]


def _encoded(random: Random, message: Json) -> bytes:
    """A message as JSON, with or without escapes."""
    escaped = random.random() < 0.7
    return json.dumps(message, ensure_ascii=escaped).encode("utf-8", "surrogatepass")


def _change(random: Random, value: Json) -> None:
    """Replace, remove or add something, anywhere in an object or array."""
    while isinstance(value, dict | list) and value:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = random.choice(keys)
        if isinstance(value[key], dict | list) and value[key] and random.random() < 0.7:
            value = value[key]
            continue
        if random.random() < 0.3:
            del value[key]
        else:
            value[key] = _any(random)
        return


def _any(random: Random) -> Json:
    """Any value of JSON."""
    deep: Json = []
    kind = random.randrange(8)
    if kind == 0:
        for _ in range(random.choice(_DEEP[:3])):
            deep = [deep]
        return deep
    return [
        None,
        random.choice(_NUMBERS),
        random.choice(_STRINGS),
        random.random() < 0.5,
        [random.choice(_NUMBERS)],
        {random.choice(_STRINGS): random.choice(_STRINGS)},
        {"start": _position(random), "end": 5},
    ][kind - 1]


def _id(random: Random) -> Json:
    """Mostly an id that occurs once, else one of any kind or one that recurs."""
    if random.random() < 0.8:
        return random.choice([str, int])(random.getrandbits(48))
    return random.choice([*_NUMBERS, *_STRINGS, True, None, [], {}, [1], {"id": 1}])


def _uri(random: Random, folder: str) -> str:
    uri = random.choice(_URIS) if random.random() < 0.95 else random.choice(_ODD_URIS)
    return f"{folder}/{uri}" if uri.startswith("specs/") else uri


def _document(random: Random, folder: str) -> Json:
    return {"textDocument": {"uri": _uri(random, folder)}}


def _position(random: Random) -> Json:
    numbers = [random.randrange(20), random.randrange(20)]
    if random.random() < 0.1:
        numbers[random.randrange(2)] = random.choice(_NUMBERS)
    return {"line": numbers[0], "character": numbers[1]}


def _range(random: Random) -> Json:
    return {"start": _position(random), "end": _position(random)}


def _action(random: Random, folder: str) -> Json:
    only = random.choice([None, ["quickfix"], ["source"], ["source.fixAll"], ["x"], []])
    context = {"diagnostics": [], **({} if only is None else {"only": only})}
    return {**_document(random, folder), "range": _range(random), "context": context}


def _open(random: Random, folder: str) -> Json:
    text = random.choice([TEXT, TEXT, "", random.choice(_STRINGS), TEXT * 3, TEXT.replace("\n", "\r\n")])
    document = {"languageId": "restructuredtext", "version": random.randint(-1, 9), "text": text}
    return {"textDocument": {**document, "uri": _uri(random, folder)}}


def _edit(random: Random, folder: str) -> Json:
    changes: list[Json] = []
    for _ in range(random.randint(0, 3)):
        change = {"text": random.choice([*_STRINGS, "==", "x"])}
        if random.random() < 0.95:
            change["range"] = _range(random)
        changes.append(change)
    document = {"uri": _uri(random, folder), "version": random.randint(-1, 99)}
    return {"textDocument": document, "contentChanges": changes}


def _settings(random: Random, folder: str) -> Json:
    values = [{"template": "nova"}, {"max-line-length": 5}, {"exempt-lines": ["("]}, {}, None, _any(random)]
    value = random.choice(values)
    return {"settings": random.choice([value, {"spec-ls": value}])}


def _resolve(random: Random, folder: str) -> Json:
    """An action to resolve, of some version and range, or with data of any kind."""
    place = " ".join(str(random.choice([-1, 0, 1, 2, 5, 2**31])) for _ in range(5))
    data = random.choice([f"{place} {_uri(random, folder)}", _any(random)])
    title = random.choice(["Join the lines of the paragraph", *_STRINGS])
    kind = random.choice(["refactor.rewrite", "quickfix", "refactor.rewrite.unwrap"])
    return {"title": title, "kind": kind, "data": data}


def _command(random: Random, folder: str) -> Json:
    place = {**_document(random, folder), "position": _position(random)}
    arguments = random.choice([[place], [place], [_document(random, folder)], [place, place], _any(random)])
    return {"command": random.choice(_COMMANDS), "arguments": arguments}


def _request(method: str, random: Random, folder: str) -> Json:
    return document_requests.params(method, _uri(random, folder), _position(random), _position(random))


_PARAMS: dict[str, Callable[[Random, str], Json]] = {
    "initialize": initialize,
    "initialized": lambda random, folder: {},
    "textDocument/didOpen": _open,
    "textDocument/didChange": _edit,
    "textDocument/didSave": _document,
    "textDocument/didClose": _document,
    **{method: partial(_request, method) for method in document_requests.methods()},
    "textDocument/codeAction": _action,
    "codeAction/resolve": _resolve,
    "workspace/executeCommand": _command,
    "workspace/didChangeConfiguration": _settings,
    "workspace/didChangeWatchedFiles": lambda random, folder: {
        "changes": [{"uri": _uri(random, folder), "type": random.randint(0, 4)}]
    },
    "$/cancelRequest": lambda random, folder: {"id": _id(random)},
    "$/setTrace": lambda random, folder: {"value": random.choice(["off", "messages", "verbose", "x"])},
    "shutdown": lambda random, folder: None,
}
