"""``textDocument/rename``, ``prepareRename`` and ``linkedEditingRange``."""

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from spec_ls.lsp import uris

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXT = "Tïtle 𝄞\r\n=======\r\n\r\n\U0001d11e `tïtle 𝄞`_, foo_ and foo_.\r\n\r\n.. _foo: http://x\r\n"


def at(client, uri, offset, type_, **more):
    """The parameters of a request at an offset in the text."""
    document = types.TextDocumentIdentifier(uri)
    return type_(text_document=document, position=client.position(TEXT, offset), **more)


async def test_a_section_with_its_references(client):
    """The edit is bound to the version of the document; title, adornment and references change in it."""
    uri = uris.from_path(client.folder / "renamed.rst")
    await client.open(uri, TEXT)
    here = TEXT.index("`tï") + 3
    prepared = await client.text_document_prepare_rename_async(
        at(client, uri, here, types.PrepareRenameParams)
    )
    assert (client.text_at(TEXT, prepared.range), prepared.placeholder) == ("tïtle 𝄞", "tïtle 𝄞")
    params = at(client, uri, here, types.RenameParams, new_name="Another 😀")
    [change] = (await client.text_document_rename_async(params)).document_changes
    assert change.text_document.version == client.versions[uri]
    assert [(client.text_at(TEXT, edit.range), edit.new_text) for edit in change.edits] == [
        ("Tïtle 𝄞\r\n=======", "Another 😀\r\n=========="),
        ("tïtle 𝄞", "another 😀"),
    ]


async def test_a_client_that_knows_no_versions(plain):
    """It gets the edits by the document's URI."""
    uri = uris.from_path(plain.folder / "renamed.rst")
    await plain.open(uri, TEXT)
    params = at(plain, uri, TEXT.index("foo_"), types.RenameParams, new_name="a b")
    edit = await plain.text_document_rename_async(params)
    assert [change.new_text for change in edit.changes[uri]] == ["`a b`", "`a b`", "a b"]


async def test_a_name_that_is_taken(client):
    """The error says why a name cannot be given, or changed at all; where no name is, nothing is prepared."""
    uri = uris.from_path(client.folder / "taken.rst")
    await client.open(uri, TEXT + "\r\nbar_\r\n")
    params = at(client, uri, TEXT.index("foo_"), types.RenameParams, new_name="tïtle 𝄞")
    with pytest.raises(JsonRpcException, match='"tïtle 𝄞" is taken in line 1') as error:
        await client.text_document_rename_async(params)
    assert error.value.code == -32803
    line = types.Position(7, 0)
    params = types.PrepareRenameParams(types.TextDocumentIdentifier(uri), line)
    with pytest.raises(JsonRpcException, match='"bar" is defined nowhere in this document'):
        await client.text_document_prepare_rename_async(params)
    nowhere = at(client, uri, TEXT.index(" and") + 2, types.PrepareRenameParams)
    assert await client.text_document_prepare_rename_async(nowhere) is None


async def test_linked_editing(client):
    """The ranges of a target and its references."""
    uri = uris.from_path(client.folder / "linked.rst")
    await client.open(uri, TEXT)
    params = at(client, uri, TEXT.index("foo:") + 1, types.LinkedEditingRangeParams)
    found = await client.text_document_linked_editing_range_async(params)
    assert [client.text_at(TEXT, range_) for range_ in found.ranges] == ["foo"] * 3
    params = at(client, uri, 0, types.LinkedEditingRangeParams)
    assert await client.text_document_linked_editing_range_async(params) is None
