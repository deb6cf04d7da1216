"""Documents that are no files: findings of the text alone, and nothing that ends the server."""

from __future__ import annotations

import pytest

from .pipe import Pipe
from .samples import EMPTY_TESTING, UNTIDY

URIS = [
    "untitled:Untitled-1",
    "untitled:/home/somebody/specs/2026.1/a%20spec.rst",
    "git:/home/somebody/specs/a.rst?%7B%22path%22%3A%22%2Fhome%22%2C%22ref%22%3A%22%22%7D",
    "vscode-vfs://github/openstack/nova-specs/specs/2026.1/approved/a.rst",
    "vscode-remote://ssh-remote%2Bhost/home/somebody/specs/a.rst",
    "vscode-notebook-cell:/a.ipynb#W0sZmlsZQ%3D%3D",
    "zipfile:///tmp/specs.zip::specs/a.rst",
    "fugitive:///repository/.git//0/specs/a.rst",
    "inmemory://model/1",
    "http://[broken/a.rst",
    "file:",
    "file:///",
    "file:///a%00b.rst",
    "file:///%FF%FE.rst",
    "a.rst",
    "",
    "\ud800",
]

WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}


EVERYTHING = {
    "textDocument": {
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}}},
        "publishDiagnostics": {"relatedInformation": True},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["rename"]}},
}


@pytest.fixture(scope="module", params=[None, {"template": "nova"}], ids=["no settings", "a template"])
def server(request, tmp_path_factory):
    """A server in an empty folder, with settings; it writes nothing to standard error."""
    made = Pipe()
    made.settings = request.param
    folder = tmp_path_factory.mktemp("empty")
    made.initialize(rootUri=folder.as_uri(), initializationOptions=request.param, capabilities=EVERYTHING)
    yield made
    made.request("shutdown")
    made.notify("exit")
    status, errors = made.wait()
    assert status == 0
    assert errors == ""


def open_(server, uri, text):
    """Open a document; returns what is published for it."""
    document = {"uri": uri, "languageId": "restructuredtext", "version": 1, "text": text}
    server.notify("textDocument/didOpen", {"textDocument": document})
    server.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})  # waits for diagnostics
    return published(server, uri)


def close(server, uri):
    """Close a document; its diagnostics are taken back."""
    server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    server.request("$/nothing")  # the answer comes behind them
    assert published(server, uri) == []


def published(server, uri):
    """The diagnostics that the server has sent last, which are for this document."""
    (*_, last) = [message["params"] for message in server.heard if "diagnostics" in message["params"]]
    server.heard.clear()
    assert last["uri"] == uri
    return last["diagnostics"]


def codes(diagnostics):
    """Their codes, each once."""
    return {diagnostic["code"] for diagnostic in diagnostics}


def requests(uri):
    """All document requests, with their parameters."""
    document = {"textDocument": {"uri": uri}}
    place = {**document, "position": {"line": 4, "character": 2}}
    return {
        "textDocument/hover": place,
        "textDocument/completion": place,
        "textDocument/documentSymbol": document,
        "textDocument/codeAction": {**document, "range": WHOLE, "context": {"diagnostics": []}},
        "spec-ls/state": document,
    }


@pytest.mark.parametrize("uri", URIS, ids=ascii)
def test_every_request_is_answered(server, uri):
    """No request fails, whatever the document's URI is."""
    text = f".. spec-ls: template=diskimage-builder\n\n{UNTIDY}"
    assert {"missing-section", "misordered-section"} & codes(open_(server, uri, text))
    for method, params in requests(uri).items():
        answer = server.request(method, params)
        assert "error" not in answer
        assert answer["result"] or method in ("textDocument/hover", "textDocument/completion")
    close(server, uri)


@pytest.mark.parametrize("uri", URIS[:2])
def test_the_text_has_its_findings(server, uri):
    """The template of the editor's settings serves the text; without settings it is no spec."""
    found = codes(open_(server, uri, UNTIDY))
    assert ("missing-section" in found) == bool(server.settings)
    assert bool(found) == bool(server.settings)
    assert "filename-mismatch" not in found
    close(server, uri)


def test_a_comment_goes_before_the_settings(server):
    """A template that the text names serves it, whatever the settings say."""
    text = f".. spec-ls: template=rally\n\n{EMPTY_TESTING}"
    open_(server, "untitled:a", text)
    document = {"textDocument": {"uri": "untitled:a"}}
    assert server.request("spec-ls/state", document)["result"]["template"]["name"] == "builtin:rally"
    close(server, "untitled:a")


def test_fixes_are_edits_of_the_text(server):
    """Fixes change the document itself, by its own URI; nothing is renamed or moved."""
    uri = "untitled:Untitled-1"
    open_(server, uri, f".. spec-ls: template=nova\n\n{UNTIDY}")
    found = server.request("textDocument/codeAction", requests(uri)["textDocument/codeAction"])["result"]
    assert len(found) > 1
    changes = [change for action in found for change in action["edit"]["documentChanges"]]
    assert {change["textDocument"]["uri"] for change in changes} == {uri}
    close(server, uri)
