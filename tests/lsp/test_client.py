"""The capabilities of a client that matter to the server."""

import pytest
from lsprotocol import types

from spec_ls.lsp.client import Client
from spec_ls.lsp.encoding import Encoding
from spec_ls.lsp.protocol import converter


def read(**capabilities):
    """The client of capabilities as they come in JSON."""
    return Client.of(converter().structure(capabilities, types.ClientCapabilities))


@pytest.mark.parametrize(
    ("general", "encoding"),
    [
        ({}, "utf-16"),
        ({"positionEncodings": []}, "utf-16"),
        ({"positionEncodings": ["utf-7", "utf-8", "utf-16"]}, "utf-8"),
        ({"positionEncodings": ["utf-16", "utf-32"]}, "utf-16"),
        ({"positionEncodings": ["utf-32", "utf-8"]}, "utf-32"),
        ({"positionEncodings": ["ucs-2"]}, "utf-16"),
    ],
)
def test_the_clients_order_of_encodings_decides(general, encoding):
    """The first encoding of the client that is known is used; without one it is UTF-16."""
    assert read(general=general).encoding is Encoding(encoding)


def test_a_client_without_capabilities_has_the_defaults():
    """A client without capabilities is sent the plainest of everything."""
    assert read() == Client()


@pytest.mark.parametrize(
    ("formats", "markdown"),
    [
        (["markdown", "plaintext"], True),
        (["plaintext", "markdown"], False),
        (["html", "markdown"], False),
        ([], False),
    ],
)
def test_the_first_format_of_a_client_is_used(formats, markdown):
    """A client that lists Markdown first gets it; an unknown format counts as plain text."""
    hover = {"hover": {"contentFormat": formats}}
    assert read(textDocument=hover).markdown_hover is markdown


@pytest.mark.parametrize("kind", ["publishDiagnostics", "diagnostic"])
@pytest.mark.parametrize("links", [True, False])
def test_either_kind_of_diagnostics_says_whether_codes_are_links(kind, links):
    """LSP 3.17 has the capability for published diagnostics, 3.18 for those that are asked for, too."""
    stated = {kind: {"codeDescriptionSupport": links}}
    assert read(textDocument=stated).links_codes is links
