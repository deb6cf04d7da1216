"""``textDocument/definition``, ``declaration``, ``references`` and ``documentHighlight``."""

import asyncio

import pytest
from lsprotocol import types

from spec_ls.lsp import uris

from .samples import SPEC, TEMPLATE

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXT = "𝄞 foo_ and `foo`_.\r\n\r\n.. _foo: http://x\r\n"


def at(client, uri, text, offset, type_, **more):
    """The parameters of a request at an offset in a text."""
    return type_(
        text_document=types.TextDocumentIdentifier(uri), position=client.position(text, offset), **more
    )


async def test_names_in_any_file(client):
    """In a file that no template serves, positions are in the client's encoding."""
    uri = uris.from_path(client.folder / "notes.rst")
    await client.open(uri, TEXT)
    params = at(client, uri, TEXT, TEXT.index("foo_"), types.DefinitionParams)
    [link] = await client.text_document_definition_async(params)
    assert client.text_at(TEXT, link.origin_selection_range) == "foo_"
    assert client.text_at(TEXT, link.target_range) == ".. _foo:"
    assert client.text_at(TEXT, link.target_selection_range) == "foo"
    context = types.ReferenceContext(include_declaration=True)
    params = at(client, uri, TEXT, TEXT.index("foo:"), types.ReferenceParams, context=context)
    found = await client.text_document_references_async(params)
    assert [client.text_at(TEXT, place.range) for place in found] == ["foo", "foo", "foo"]
    params = at(client, uri, TEXT, TEXT.index("`foo"), types.DocumentHighlightParams)
    lit = await client.text_document_document_highlight_async(params)
    assert [place.kind.name for place in lit] == ["Read", "Read", "Write"]
    assert (
        await client.text_document_declaration_async(at(client, uri, TEXT, 0, types.DeclarationParams))
        is None
    )


@pytest.mark.parametrize("method", ["definition", "declaration"])
async def test_a_heading_leads_to_the_template(client, plain, spec, method):
    """The slot's line in the template's file: a link, or a place for a client that takes no links."""
    for editor, in_list in ((client, True), (plain, False)):
        uri = spec(editor)
        await editor.open(uri, SPEC)
        params = at(editor, uri, SPEC, SPEC.index("Use Cases"), types.DefinitionParams)
        ask = getattr(editor, f"text_document_{method}_async")
        found = await ask(params)
        place = (found[0].target_uri, found[0].target_range) if in_list else (found.uri, found.range)
        assert place[0] == uris.from_path(editor.folder / "specs" / "template.rst")
        assert TEMPLATE.splitlines()[place[1].start.line] == "Use Cases"


async def test_other_documents(start):
    """A label in a file that is not open: its place, its references here, and its rename there and here."""
    client = await start()
    other = client.folder / "specs" / "other.rst"
    other.write_text("𝄞 :ref:`text <here>`\n\n.. _There:\n\nOther\n=====\n", encoding="utf-8")
    uri = uris.from_path(client.folder / "specs" / "this.rst")
    text = ":ref:`there` :doc:`other`\n\n.. _here:\n\nThis\n====\n\n`It <./other.html>`_\n"
    await client.open(uri, text)

    async def found(offset):
        return await client.text_document_definition_async(
            at(client, uri, text, offset, types.DefinitionParams)
        )

    async with asyncio.timeout(20):  # the index is built meanwhile
        while (links := await found(text.index("there"))) is None:
            await asyncio.sleep(0.01)
    assert (links[0].target_uri, links[0].target_range.start.line) == (other.as_uri(), 2)
    [link] = await found(text.index("other"))
    assert (link.target_uri, link.target_range.start.line) == (other.as_uri(), 4)
    [link] = await found(text.index("html"))
    assert (link.target_uri, link.target_range.start.line) == (other.as_uri(), 4)
    [link] = await found(text.index("It <"))
    assert link.target_uri == uri
    params = at(
        client, uri, text, text.index("here:"), types.ReferenceParams, context=types.ReferenceContext(False)
    )
    [place] = await client.text_document_references_async(params)
    assert (place.uri, place.range.start.character) == (other.as_uri(), client.width("𝄞 :ref:`text <"))
    params = at(client, uri, text, text.index("here:"), types.RenameParams, new_name="new one")
    this, that = (await client.text_document_rename_async(params)).document_changes
    assert (this.text_document.uri, this.text_document.version) == (uri, client.versions[uri])
    assert (that.text_document.uri, that.text_document.version) == (other.as_uri(), None)
    assert [edit.new_text for edit in (*this.edits, *that.edits)] == ["new one", "new one"]


async def test_a_heading_of_a_template(start):
    """Its references are the headings of the specs that fill it: of those that this template serves."""
    client = await start()
    folder = client.folder / "specs"
    (folder / "2026.1" / "a.rst").write_text(SPEC, encoding="utf-8")
    (folder / "other-template.rst").write_text(TEMPLATE, encoding="utf-8")
    (folder / "other").mkdir()
    (folder / "other" / "b.rst").write_text(SPEC, encoding="utf-8")
    uri = (folder / "template.rst").as_uri()
    await client.open(uri, TEMPLATE)
    context = types.ReferenceContext(include_declaration=False)
    params = at(client, uri, TEMPLATE, TEMPLATE.index("Use Cases\n"), types.ReferenceParams, context=context)
    async with asyncio.timeout(20):  # the index is built meanwhile
        while (found := await client.text_document_references_async(params)) is None:
            await asyncio.sleep(0.01)
    [place] = found
    assert place.uri == (folder / "2026.1" / "a.rst").as_uri()
    assert client.text_at(SPEC, place.range) == "Use Cases"
