"""Directives, roles and what they name, over the wire; no template is needed."""

import asyncio

import pytest
from lsprotocol import types

from spec_ls.lsp import uris

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXT = "𝄞 See :do`x`.\n\n.. figure:: a.png\n   :al\n"


def place(uri, line, character):
    """The parameters of a request at a position."""
    return {"text_document": types.TextDocumentIdentifier(uri), "position": types.Position(line, character)}


async def test_directives_and_roles_are_completed_in_any_document(client, spec):
    """A file that is no spec; columns are those of the encoding."""
    await client.open(uri := (client.folder / "notes.rst").as_uri(), TEXT)
    column = client.width("𝄞 See :do")
    answer = await client.text_document_completion_async(types.CompletionParams(**place(uri, 0, column)))
    item = next(item for item in answer.items if item.label == "doc")
    assert client.apply(TEXT, [item.text_edit]).startswith("𝄞 See :doc:`x`.")
    answer = await client.text_document_completion_async(types.CompletionParams(**place(uri, 3, 6)))
    item = next(item for item in answer.items if item.label == "align")
    assert (item.kind, item.detail) == (types.CompletionItemKind.Property, "left | center | right")
    await client.close(uri)


async def test_signatures_and_hovers(client, plain):
    """Parameters are given by their places, or by their text to a client that knows no places."""
    for editor in (client, plain):
        uri = (editor.folder / "notes.rst").as_uri()
        await editor.open(uri, TEXT.replace(":al", ":alt: x"))
        found = await editor.text_document_signature_help_async(types.SignatureHelpParams(**place(uri, 3, 6)))
        (information,) = found.signatures
        label = information.parameters[found.active_parameter].label
        assert (label if editor is plain else information.label[slice(*label)]) == ":alt: TEXT"
        hover = await editor.text_document_hover_async(types.HoverParams(**place(uri, 2, 5)))
        assert hover.contents.value.startswith("figure (directive): An image with a caption")
        await editor.close(uri)


async def test_labels_of_other_documents_are_completed(start, spec):
    """Once the index knows them."""
    client = await start()
    other = client.folder / "specs" / "2026.1" / "other.rst"
    other.write_text(".. _far away:\n\nTitle\n=====\n", encoding="utf-8")
    await client.open(uri := spec(client), "See :ref:`")
    async with asyncio.timeout(20):
        while True:
            answer = await client.text_document_completion_async(types.CompletionParams(**place(uri, 0, 10)))
            if answer.items:
                break
    assert [(item.label, item.detail) for item in answer.items] == [("far away", "Title (other.rst)")]


async def test_paths_are_completed(client, spec):
    """The folder is read when it is asked for; a slash in prose asks for nothing."""
    folder = client.folder / "drawings 𝄞"
    folder.mkdir(exist_ok=True)
    for name in ("𝄞plan.png", "notes.txt"):
        (folder / name).write_text("x\n")
    text = "𝄞 and/\n\n.. |😀| image:: ./\n"
    await client.open(uri := (folder / "drawn.rst").as_uri(), text)
    slash = types.CompletionContext(types.CompletionTriggerKind.TriggerCharacter, "/")
    column = client.width(".. |😀| image:: ./")
    params = types.CompletionParams(**place(uri, 2, column), context=slash)
    answer = await client.text_document_completion_async(params)
    assert [item.label for item in answer.items] == ["𝄞plan.png", "notes.txt"]
    assert answer.items[0].kind == types.CompletionItemKind.File
    assert client.apply(text, [answer.items[0].text_edit]).endswith("image:: ./𝄞plan.png\n")
    prose = types.CompletionParams(**place(uri, 0, client.width("𝄞 and/")), context=slash)
    assert await client.text_document_completion_async(prose) is None
    await client.close(uri)


async def test_adornment_is_completed_below_a_title(client, spec):
    """In a file that is no spec; an overline is an edit of its own."""
    text = "==\nTo\n==\n\n==\nBo\n==\n\n𝄞 New\n\n"
    await client.open(uri := (client.folder / "notes.rst").as_uri(), text)
    answer = await client.text_document_completion_async(types.CompletionParams(**place(uri, 9, 0)))
    first = answer.items[0]
    assert (first.label, first.detail) == ("=====", 'as of "Bo"')
    new = client.apply(text, [first.text_edit, *first.additional_text_edits])
    assert new == "==\nTo\n==\n\n==\nBo\n==\n\n=====\n𝄞 New\n=====\n"
    await client.close(uri)


async def test_people_of_other_specs_are_completed(start):
    """Once the index knows them, behind what the template offers."""
    client = await start()
    folder = client.folder / "specs" / "2026.1"
    (folder / "other.rst").write_text("Primary assignee:\n  𝄞 ana\n  bob, cy\n", encoding="utf-8")
    (client.folder / "specs" / "template.rst").write_text(
        "Title\n=====\n\nProblem\n-------\n\nWhat?\n\nWho\n---\n\nPrimary assignee:\n  <name or None>\n",
        encoding="utf-8",
    )
    text = "Lists\n=====\n\nProblem\n-------\n\nNo.\n\nWho\n---\n\nPrimary assignee:\n  \n"
    await client.open(uri := uris.from_path(folder / "mine.rst"), text)
    async with asyncio.timeout(20):
        while True:
            answer = await client.text_document_completion_async(types.CompletionParams(**place(uri, 12, 2)))
            if len(answer.items) > 2:
                break
    assert [item.label for item in answer.items] == ["None", "<name or None>", "𝄞 ana", "cy", "bob"]
    new = client.apply(text, [answer.items[2].text_edit])
    assert new.replace("$0", "").endswith("Primary assignee:\n  𝄞 ana\n")
    await client.change(uri, types.TextDocumentContentChangeWholeDocument(text[:-1] + "me,\n  b\n"))
    answer = await client.text_document_completion_async(types.CompletionParams(**place(uri, 13, 3)))
    assert [item.label for item in answer.items] == ["bob"]


async def test_other_specs_are_completed_where_dependencies_are_told(start):
    """By the link to their blueprint, with their titles; typed characters that ask for markup list none."""
    client = await start()
    folder = client.folder / "specs" / "2026.1"
    template = "Title\n=====\n\nProblem\n-------\n\nWhat?\n\nDependencies\n------------\n\nWhich specs?\n"
    (client.folder / "specs" / "template.rst").write_text(template, encoding="utf-8")
    address = "https://blueprints.example.org/tuner/+spec/tune-replicas"
    (folder / "tune-replicas.rst").write_text(
        template.replace("Title", "In tune").replace("\n\nProblem", f"==\n\n{address}\n\nProblem"), "utf-8"
    )
    text = template.replace("What?", "No.").replace("Which specs?", "* tu").replace("Title", "Mine")
    await client.open(uri := uris.from_path(folder / "mine.rst"), text)
    async with asyncio.timeout(20):
        while True:
            answer = await client.text_document_completion_async(types.CompletionParams(**place(uri, 11, 4)))
            if answer.items:
                break
    (item,) = answer.items
    assert (item.label, item.detail) == ("tune-replicas", "In tune")
    assert "2026.1/tune-replicas.rst" in item.documentation.value
    assert f"\n* {address}\n" in client.apply(text, [item.text_edit])
    await client.replace(uri, "* tu", "* ")
    for kind, found in (
        (types.CompletionTriggerKind.Invoked, 1),
        (types.CompletionTriggerKind.TriggerCharacter, 0),
    ):
        context = types.CompletionContext(kind, None if found else ":")
        answer = await client.text_document_completion_async(
            types.CompletionParams(**place(uri, 11, 2), context=context)
        )
        assert len(answer.items) == found
