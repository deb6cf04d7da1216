"""The quick end of the scale: a server that looks at nothing and publishes so many fixed diagnostics each time.

    python echo.py [COUNT]

It shows what the wire and pygls cost, its store of texts included.
"""

from __future__ import annotations

import sys

from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("echo", "1")
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


if __name__ == "__main__":
    server.start_io()
