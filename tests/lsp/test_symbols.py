"""``textDocument/documentSymbol``."""

import pytest
from lsprotocol import types

from .samples import EMPTY_TESTING, SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def ask(client, uri):
    """The symbols of a document."""
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    return await client.text_document_document_symbol_async(params)


def flat(symbols):
    """All symbols, parents first."""
    return [found for symbol in symbols for found in (symbol, *flat(symbol.children or ()))]


async def test_headings_are_a_tree_below_the_title(client, spec):
    """The document's title is the root, and sections are nested as docutils nests them."""
    await client.open(uri := spec(client), SPEC)
    (root,) = await ask(client, uri)
    assert root.name == "𝄞 Réplication e\u0301tape"
    tree = [(child.name, [inner.name for inner in child.children]) for child in root.children]
    assert tree == [
        ("Problem description", ["Use Cases"]),
        ("Proposed change", ["Alternatives"]),
        ("Testing", []),
        ("References", []),
    ]


async def test_selection_is_the_title_inside_the_section(client, spec):
    """In every encoding the selection is exactly the title's text, and the range begins the section."""
    await client.open(uri := spec(client), SPEC)
    for symbol in flat(await ask(client, uri)):
        assert client.text_at(SPEC, symbol.selection_range) == symbol.name
        assert symbol.name in client.text_at(SPEC, symbol.range)
    use_cases = next(s for s in flat(await ask(client, uri)) if s.name == "Use Cases")
    assert (
        client.text_at(SPEC, use_cases.range) == SPEC[SPEC.index("Use Cases") : SPEC.index("Proposed change")]
    )


async def test_a_section_says_what_its_body_lacks(client, spec):
    """The detail of a section tells an empty body and a stub from a written one."""
    await client.open(uri := spec(client), EMPTY_TESTING)
    details = {symbol.name: symbol.detail for symbol in flat(await ask(client, uri))}
    assert (details["Testing"], details["References"], details["Use Cases"]) == ("empty", "stub", None)


async def test_a_client_without_trees_gets_a_list(plain, spec):
    """A client that knows no nested symbols gets flat ones with the container's name."""
    await plain.open(uri := spec(plain), SPEC)
    found = {symbol.name: symbol for symbol in await ask(plain, uri)}
    assert found["Use Cases"].container_name == "Problem description"
    assert found["Use Cases"].location.uri == uri


async def test_a_document_that_is_not_open_has_none(client, spec):
    """A request for a document that was never opened is answered with null."""
    assert await ask(client, spec(client)) is None
