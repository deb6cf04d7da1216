"""Features that the client's settings switch off and on."""

import pytest
from lsprotocol import types

from spec_ls.lsp.handlers import HANDLERS

from .samples import LACKS_USE_CASES

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def symbols(client, uri):
    """The answer to a request for symbols."""
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    return await client.text_document_document_symbol_async(params)


def configure(client, settings):
    """Notify the server of changed settings."""
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))


async def test_a_feature_that_is_off_is_not_announced_and_answers_with_null(start, spec):
    """Initialization options count before the capabilities are announced; later settings go before them."""
    client = await start(options={"features": {"symbols": False}})
    assert client.offered.document_symbol_provider is None
    assert client.offered.hover_provider is True
    await client.open(uri := spec(client), LACKS_USE_CASES)
    assert await symbols(client, uri) is None
    configure(client, {"spec-ls": {"features": {"symbols": True}}})
    assert await symbols(client, uri)
    configure(client, {})
    assert await symbols(client, uri) is None


async def test_a_wrong_switch_is_said(start):
    """An unknown feature, and a value that is neither true nor false, with the nearest name."""
    client = await start(options={"features": {"symbol": False, "hover": "no", "workspace-index": False}})
    messages = await client.until(lambda: client.messages if client.messages[1:] else None)
    assert [message.message for message in messages] == [
        'spec-ls settings: "features.symbol": unknown feature, did you mean "symbols"?',
        'spec-ls settings: "features.hover": expected true or false',
    ]
    configure(client, {"spec-ls": {"features": ["hover"]}})
    *_, last = await client.until(lambda: client.messages if client.messages[2:] else None)
    assert last.message == 'spec-ls settings: "features": expected a table of features, each true or false'


async def test_each_request_can_be_switched_off():
    """All handlers of LSP's requests have the name of a feature, but for the one that runs commands."""
    unnamed = {handler.method for handler in HANDLERS if not handler.feature}
    assert {method for method in unnamed if method.startswith("textDocument/")} == {
        types.TEXT_DOCUMENT_DID_OPEN,
        types.TEXT_DOCUMENT_DID_CHANGE,
        types.TEXT_DOCUMENT_DID_SAVE,
        types.TEXT_DOCUMENT_DID_CLOSE,
    }
