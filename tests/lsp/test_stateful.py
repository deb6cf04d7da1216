"""A session as hypothesis makes it up: whatever an editor does, text and answers are in step.

``--hypothesis-profile=long`` (``tox -e fuzz``) makes up more and longer ones.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter

import document_requests
import pytest
from buffer import ENCODINGS, PIECES, Buffer
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from .driver import TEXT_SERVER
from .pipe import Pipe
from .samples import SPEC, UNTIDY

URIS = ("untitled:1", "untitled:2", "untitled:3")
TEXTS = (
    "",
    SPEC,
    UNTIDY,
    UNTIDY.replace("\n", "\r\n"),
    ".. spec-ls: template=rally\n\n" + SPEC,
    "a\rb\x85c\u2028\ud800",
)
SETTINGS = (
    None,
    {},
    {"template": "nova"},
    {"template": "nobody"},
    {"spec-ls": {"max-line-length": 20, "ignore": ["missing-section"]}},
    {"spec-ls": {"select": 5}},
    [],
)
METHODS = (
    *document_requests.methods(),
    "workspace/symbol",
    "textDocument/moniker",  # nobody answers this
)

documents = st.sampled_from(URIS)
offsets = st.integers(0, 2_000)
servers: dict[str, Server] = {}


class Server(Pipe):
    """A server that all examples with one encoding share, with what it has answered and published."""

    def __init__(self, encoding: str) -> None:
        super().__init__(command=TEXT_SERVER)
        can = {"general": {"positionEncodings": [encoding]}}
        chosen = self.initialize(capabilities=can, initializationOptions={"template": "nova"})
        assert chosen["capabilities"]["positionEncoding"] == encoding
        self.answers: Counter[str] = Counter()
        self.published: dict[str, dict] = {}

    def ask(self, method: str, params: object) -> str:
        """Send a request and do not wait; returns its id."""
        id_ = f"{method} {next(self.ids)}"
        self.write(json.dumps({"jsonrpc": "2.0", "id": id_, "method": method, "params": params}).encode())
        return id_

    def until(self, id_: str) -> dict:
        """The answer to a request; whatever comes before it is counted or kept."""
        while True:
            message = self.read()
            if "method" not in message:
                self.answers[message["id"]] += 1
                if message["id"] == id_:
                    return message
            elif message["method"] == "textDocument/publishDiagnostics":
                self.published[message["params"]["uri"]] = message["params"]

    def text(self, uri: str) -> str | None:
        """The text that the server has of a document."""
        id_ = self.ask("workspace/executeCommand", {"command": "text", "arguments": [uri]})
        return self.until(id_)["result"]


class Session(RuleBasedStateMachine):
    """An editor: its buffers, and the ids of its requests, all of which are asked for at the end."""

    @initialize(encoding=st.sampled_from(ENCODINGS))
    def begin(self, encoding):
        if encoding not in servers:
            servers[encoding] = Server(encoding)
        self.encoding, self.server = encoding, servers[encoding]
        self.buffers: dict[str, Buffer] = {}
        self.asked: list[str] = []
        self.versions = itertools.count(1)

    @rule(uri=documents, text=st.sampled_from(TEXTS))
    def open(self, uri, text):
        """Opening what is open already takes the new text."""
        item = {"uri": uri, "languageId": "restructuredtext", "version": next(self.versions), "text": text}
        self.server.notify("textDocument/didOpen", {"textDocument": item})
        self.buffers[uri] = Buffer(text, self.encoding)

    @rule(
        uri=documents,
        edits=st.lists(
            st.tuples(offsets, st.integers(0, 60), st.lists(st.sampled_from(PIECES), max_size=3)),
            min_size=1,
            max_size=4,
        ),
    )
    def change(self, uri, edits):
        """A document that is not open is changed, too, which has no effect."""
        buffer = self.buffers.get(uri) or Buffer("", self.encoding)
        changes = []
        for offset, length, pieces in edits:
            start = buffer.allowed(offset % (len(buffer.text) + 1))
            end = buffer.allowed(min(len(buffer.text), start + length))
            changes.append(buffer.replace(min(start, end), end, "".join(pieces)))
        document = {"uri": uri, "version": next(self.versions)}
        self.server.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    @rule(uri=documents)
    def save(self, uri):
        self.server.notify("textDocument/didSave", {"textDocument": {"uri": uri}})

    @rule(uri=documents)
    def close(self, uri):
        self.server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        self.buffers.pop(uri, None)

    @rule(uri=documents, method=st.sampled_from(METHODS), line=st.integers(0, 60), cancelled=st.booleans())
    def request(self, uri, method, line, cancelled):
        params = document_requests.params(method, uri, {"line": line, "character": 3})
        self.asked.append(self.server.ask(method, params))
        if cancelled:
            self.server.notify("$/cancelRequest", {"id": self.asked[-1]})

    @rule(number=st.integers(0, 9))
    def cancel(self, number):
        """A request may have been answered by then."""
        if number < len(self.asked):
            self.server.notify("$/cancelRequest", {"id": self.asked[-1 - number]})

    @rule(value=st.sampled_from(SETTINGS))
    def settings(self, value):
        self.server.notify("workspace/didChangeConfiguration", {"settings": value})

    @rule(value=st.sampled_from(["off", "messages", "verbose"]))
    def trace(self, value):
        self.server.notify("$/setTrace", {"value": value})

    @rule()
    def texts(self):
        """The server's texts are the editor's."""
        for uri in URIS:
            expected = self.buffers[uri].text if uri in self.buffers else None
            assert self.server.text(uri) == expected

    def teardown(self):
        if not hasattr(self, "server"):
            return
        self.texts()
        for uri in tuple(self.buffers):
            self.close(uri)
        self.server.notify("workspace/didChangeConfiguration", {"settings": {"template": "nova"}})
        self.server.notify("$/setTrace", {"value": "off"})
        last = self.server.ask(
            "textDocument/hover", {"textDocument": {"uri": "x"}, "position": {"line": 0, "character": 0}}
        )
        while [id_ for id_ in self.asked if not self.server.answers[id_]]:
            self.server.until(self.server.ask("spec-ls/state", {"textDocument": {"uri": "x"}}))
        if not self.server.answers[last]:
            self.server.until(last)
        assert {id_: self.server.answers[id_] for id_ in self.asked} == dict.fromkeys(self.asked, 1)
        assert all(params["diagnostics"] == [] for params in self.server.published.values())


@pytest.fixture(scope="module", autouse=True)
def _ended_well():
    """The servers end as they should, without a traceback."""
    yield
    for server in servers.values():
        server.until(server.ask("shutdown", None))
        server.notify("exit")
        status, errors = server.wait()
        assert status == 0
        assert "Traceback" not in errors


TestSession = Session.TestCase
TestSession.settings = settings(
    max_examples=settings.default.max_examples // 4,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
