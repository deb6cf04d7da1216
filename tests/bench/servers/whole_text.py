"""The slow end of the scale: a server that gives the whole text to docutils each time and publishes what it says."""

from __future__ import annotations

from docutils import nodes
from docutils.core import publish_doctree
from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("docutils", "1")
SETTINGS = {
    "report_level": 2,
    "halt_level": 5,
    "warning_stream": False,
    "file_insertion_enabled": False,
    "raw_enabled": False,
}
_SEVERITIES = {2: types.DiagnosticSeverity.Warning}


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def publish(params: types.DidOpenTextDocumentParams | types.DidChangeTextDocumentParams) -> None:
    """Read the text anew."""
    document = params.text_document
    text = server.workspace.get_text_document(document.uri).source
    doctree = publish_doctree(text, settings_overrides=SETTINGS)
    messages = {
        id(message): message
        for message in (
            *doctree.findall(nodes.system_message),
            *doctree.parse_messages,
            *doctree.transform_messages,
        )
    }
    diagnostics = [_diagnostic(message) for message in messages.values()]
    server.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(document.uri, diagnostics, document.version)
    )


def _diagnostic(message: nodes.system_message) -> types.Diagnostic:
    line = max(0, (message.get("line") or 1) - 1)
    return types.Diagnostic(
        range=types.Range(types.Position(line, 0), types.Position(line + 1, 0)),
        message=message.astext(),
        severity=_SEVERITIES.get(message["level"], types.DiagnosticSeverity.Error),
        source="docutils",
    )


if __name__ == "__main__":
    server.start_io()
