"""The quick end of the scale: a server that looks at nothing and publishes so many fixed diagnostics each time.

    python echo.py [COUNT [METHOD ...]]

It shows what the wire and pygls cost, its store of texts included.  The requests of each METHOD are answered with
a constant; ``bench/answer`` says how many bytes the answers have from then on.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

ANSWER_SIZE = "bench/answer"


class Protocol(LanguageServerProtocol):
    """Sends answers that are of no type of LSP's as they are."""

    def _send_response(self, msg_id: Any, result: Any = None, error: Any = None) -> None:
        if isinstance(result, str):
            self._send_data({"id": msg_id, "jsonrpc": "2.0", "result": result})
        else:
            super()._send_response(msg_id, result, error)


server = LanguageServer("echo", "1", protocol_cls=Protocol)
DIAGNOSTICS = [
    types.Diagnostic(
        range=types.Range(types.Position(line, 0), types.Position(line, 20)),
        message=f'the section "Number {line}" is missing in "Proposed change"\nas always',
        severity=types.DiagnosticSeverity.Warning,
        code="missing-section",
        source="echo",
    )
    for line in range(int(sys.argv[1]) if sys.argv[1:] else 20)
]


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def publish(params: types.DidOpenTextDocumentParams | types.DidChangeTextDocumentParams) -> None:
    """Say the same of every version."""
    document = params.text_document
    server.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(document.uri, DIAGNOSTICS, document.version)
    )


answers = [""]


@server.feature(ANSWER_SIZE)
def take_size(params: Any) -> None:
    """Make the answer to requests as long as an answer of so many bytes."""
    answers[0] = "x" * max(0, params.bytes - len(json.dumps({"id": 100, "jsonrpc": "2.0", "result": ""})))


for method in sys.argv[2:]:

    @server.feature(method)
    def constant(_: Any) -> str:
        """Say what is always said."""
        return answers[0]


if __name__ == "__main__":
    server.start_io()
