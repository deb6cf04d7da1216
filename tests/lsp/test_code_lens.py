"""``textDocument/codeLens`` and ``textDocument/inlayHint``, and when the client is asked to request them anew."""

import pytest
from lsprotocol import types

from .samples import LACKS_USE_CASES, SPEC, TEMPLATE

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def lenses(client, uri):
    """The lenses of a document."""
    params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
    return await client.text_document_code_lens_async(params)


async def hints(client, uri, last_line=100):
    """The places and labels of a document's hints up to a line."""
    range_ = types.Range(types.Position(0, 0), types.Position(last_line, 0))
    params = types.InlayHintParams(types.TextDocumentIdentifier(uri), range_)
    found = await client.text_document_inlay_hint_async(params)
    return found and [(hint.position.line, hint.position.character, hint.label) for hint in found]


async def test_a_click_on_the_lens_inserts_what_is_missing(client, spec):
    """The lens stands above the title's overline, and its command asks the client for the edit of the code action."""
    await client.open(uri := spec(client), LACKS_USE_CASES)
    (lens,) = await lenses(client, uri)
    assert set(client.text_at(LACKS_USE_CASES, lens.range)) == {"="}
    assert lens.command.title == "2 of 5 written, 2 None, 1 missing"
    params = types.ExecuteCommandParams(lens.command.command, lens.command.arguments)
    assert lens.command.command in client.offered.execute_command_provider.commands
    await client.workspace_execute_command_async(params)
    asked = await client.until(lambda: [a for a in client.asked_to_apply if uri in str(a)] or None)
    edits = [edit for change in asked[-1].edit.document_changes for edit in change.edits]
    assert "Use Cases\n---------\n" in client.apply(LACKS_USE_CASES, edits)


async def test_a_lens_without_an_action_is_text(client, plain, spec):
    """Where nothing is missing, or the client applies no edits, the lens has no command."""
    await client.open(uri := spec(client), SPEC)
    (lens,) = await lenses(client, uri)
    assert (lens.command.title, lens.command.command) == ("3 of 5 written, 2 None", "")
    await plain.open(uri := spec(plain), LACKS_USE_CASES)
    (lens,) = await lenses(plain, uri)
    assert lens.command.command == ""


async def test_hints_stand_behind_the_titles(client, spec):
    """In every encoding a hint stands right behind the title's text; only those asked for are sent."""
    await client.open(uri := spec(client), SPEC.replace("Testing\n", "Testing \n"))
    assert (await hints(client, uri))[2:5] == [
        (16, len("Proposed change"), "required"),
        (21, len("Alternatives"), "optional"),
        (26, len("Testing"), "required"),
    ]
    assert len(await hints(client, uri, 12)) == 2


async def test_no_spec_has_neither(client):
    """A text that no template serves has no lens and no hints."""
    await client.open("untitled:lens", SPEC)
    assert await lenses(client, "untitled:lens") is None
    assert await hints(client, "untitled:lens") is None


async def test_lenses_are_off_where_they_crowd(start, spec):
    """An editor whose status bar says the same has no lenses unless its settings ask for them."""
    client = await start(name="Visual Studio Code")
    assert client.offered.code_lens_provider is None
    assert client.offered.inlay_hint_provider is True
    settings = {"spec-ls": {"features": {"code-lens": True, "inlay-hints": False}}}
    await client.open(uri := spec(client), SPEC)
    assert await lenses(client, uri) is None
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    assert await lenses(client, uri)
    assert await hints(client, uri) is None
    assert await client.until(lambda: client.refreshed or None)


async def test_settings_can_switch_lenses_on_from_the_start(start):
    """What the initialization options say goes before the editor's name."""
    client = await start({"features": {"code-lens": True}}, "VSCodium")
    assert client.offered.code_lens_provider is not None


async def test_a_changed_template_refreshes(start, spec):
    """Once another template serves a document, the client is asked to request anew, and gets what is new."""
    client = await start()
    await client.open(uri := spec(client), SPEC)
    assert (await lenses(client, uri))[0].command.title == "3 of 5 written, 2 None"
    assert client.refreshed == []
    file = client.folder / "specs" / "template.rst"
    file.write_text(TEMPLATE + "\nMore\n====\n\nWhat else?\n", "utf-8")
    event = types.FileEvent(file.as_uri(), types.FileChangeType.Changed)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    await client.until(lambda: client.refreshed[2:] or None)
    assert sorted(client.refreshed) == [
        "workspace/codeLens/refresh",
        "workspace/inlayHint/refresh",
        "workspace/semanticTokens/refresh",
    ]
    assert (await lenses(client, uri))[0].command.title == "3 of 6 written, 2 None, 1 missing"
