"""Conversions, all fixes of a code and codes to ignore, through a real client."""

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from spec_ls.lsp import uris

from .driver import Client, capabilities
from .samples import SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXT = "𝄞 Some words.\n\n- 😀 a\n\n  b\n- c\n"
INVOKED = types.CodeActionTriggerKind.Invoked


async def actions(client, uri, text, start, only=None, trigger=INVOKED):
    """The actions at the first occurrence of some characters."""
    position = client.position(text, text.index(start))
    context = types.CodeActionContext([], only, trigger)
    params = types.CodeActionParams(
        types.TextDocumentIdentifier(uri), types.Range(position, position), context
    )
    return await client.text_document_code_action_async(params)


def edits(action):
    (change,) = action.edit.document_changes
    return change.edits


async def test_a_list_in_any_document(client):
    """A file that no template serves; the kind asks for what is below it."""
    await client.open(uri := uris.from_path(client.folder / "notes-of-lists.rst"), TEXT)
    for only in (["refactor"], ["refactor.rewrite.list"], None):
        (action,) = await actions(client, uri, TEXT, "a\n", only)
        assert (action.title, action.kind) == ("Convert to a list with numbers", "refactor.rewrite.list")
        assert client.apply(TEXT, edits(action)) == "𝄞 Some words.\n\n1. 😀 a\n\n   b\n2. c\n"
    assert not await actions(client, uri, TEXT, "a\n", ["refactor.extract"])
    assert not await actions(client, uri, TEXT, "a\n", None, types.CodeActionTriggerKind.Automatic)


async def test_a_client_without_versions(plain):
    """It gets the edit at once, as plain changes."""
    await plain.open(uri := uris.from_path(plain.folder / "notes-of-lists.rst"), TEXT)
    (action,) = await actions(plain, uri, TEXT, "a\n", ["refactor"])
    assert plain.apply(TEXT, action.edit.changes[uri]).startswith("𝄞 Some words.\n\n1. 😀 a\n")


async def test_an_edit_is_resolved(tmp_path):
    """A client that asks for edits later gets the same edit then, but none for a text that has changed."""
    client = Client()
    able = capabilities("utf-16")
    able.text_document.code_action.data_support = True
    able.text_document.code_action.resolve_support = types.ClientCodeActionResolveOptions(["edit"])
    await client.begin(tmp_path, able)
    assert client.offered.code_action_provider.resolve_provider
    await client.open(uri := uris.from_path(tmp_path / "a notes.rst"), TEXT)
    (action,) = await actions(client, uri, TEXT, "a\n", ["refactor"])
    assert action.edit is None
    resolved = await client.code_action_resolve_async(action)
    assert client.apply(TEXT, edits(resolved)) == "𝄞 Some words.\n\n1. 😀 a\n\n   b\n2. c\n"
    await client.replace(uri, "c\n", "d\n")
    with pytest.raises(JsonRpcException, match="the text has changed"):
        await client.code_action_resolve_async(action)
    for data in (None, "x", {"a": 1}):
        with pytest.raises(JsonRpcException, match="nothing to resolve"):
            await client.code_action_resolve_async(types.CodeAction("x", data=data))
    assert await client.end() == 0


@pytest.mark.parametrize("name", ["notes.rst", "specs/2026.1/wide.rst"])
async def test_editor_config_says_where_text_is_wrapped(start, name):
    """In any RST file text is wrapped where a section of .editorconfig for RST says."""
    client = await start()
    (client.folder / ".editorconfig").write_text("[*.rst]\nmax_line_length = 40\n", encoding="utf-8")
    text = SPEC.replace("😀 Tune them.", "😀 " + "tune " * 15 + "them")
    await client.open(uri := (client.folder / name).as_uri(), text)
    (action,) = await actions(client, uri, text, "😀 tune", ["refactor.rewrite.wrap"])
    new = client.apply(text, edits(action))
    assert 35 < max(len(line) for line in new.split("\n") if "tune" in line) <= 40


async def test_no_conversion_brings_a_finding(client, spec):
    """Lines that a gate would find too long are not joined."""
    text = SPEC.replace("😀 Tune them.", "😀 " + "tune " * 10 + "\n" + "tune " * 9 + "them")
    await client.open(uri := spec(client), text)
    found = await actions(client, uri, text, "😀 tune", ["refactor.rewrite.unwrap", "refactor.rewrite.wrap"])
    assert [action.kind for action in found] == ["refactor.rewrite.wrap"]


async def test_all_fixes_of_a_code(client, spec):
    """One action for all lines that are too long; white space at line ends stays."""
    long = "word " * 20 + "end"
    text = SPEC.replace("😀 Tune them.", f"😀 {long}\n\n{long}\n\nx ")
    await client.open(uri := spec(client), text)
    found = await actions(client, uri, text, "😀 word")
    (action,) = [action for action in found if action.title == "Fix all line-too-long in this file"]
    new = client.apply(text, edits(action))
    assert action.kind == "quickfix"
    assert max(map(len, new.split("\n"))) <= 79
    assert "\nx \n" in new


@pytest.mark.parametrize("only", ["source.fixAll", "source.fixAll.spec-ls"])
async def test_all_safe_fixes(client, spec, only):
    """The kind of all servers and our own ask for the same."""
    text = SPEC.replace("😀 Tune them.", "😀 Tune them. ")
    await client.open(uri := spec(client), text)
    (action,) = await actions(client, uri, text, "😀 Tune", [only])
    assert action.kind == "source.fixAll.spec-ls"
    assert client.apply(text, edits(action)) == SPEC


async def test_a_code_is_ignored_in_the_settings(start):
    """The edit is one of the settings file; done, the findings are gone."""
    client = await start()
    file = client.folder / "spec-ls.toml"
    file.write_text('# ours\nignore = ["image-not-ascii"]  # drawn\n', encoding="utf-8")
    text = SPEC.replace("😀 Tune them.", "😀 Tune them. ")
    await client.open(uri := uris.from_path(client.folder / "specs" / "2026.1" / "ignored.rst"), text)
    found = await actions(client, uri, text, "😀 Tune")
    (action,) = [action for action in found if action.title == "Ignore trailing-whitespace in spec-ls.toml"]
    (change,) = action.edit.document_changes
    assert change.text_document == types.OptionalVersionedTextDocumentIdentifier(uris.from_path(file))
    new = client.apply(file.read_text("utf-8"), change.edits)
    assert new == '# ours\nignore = ["image-not-ascii", "trailing-whitespace"]  # drawn\n'
    file.write_text(new, encoding="utf-8")
    event = types.FileEvent(uris.from_path(file), types.FileChangeType.Changed)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    await client.until(lambda: True if not client.published[uri][-1].diagnostics else None)
    assert not await actions(client, uri, text, "😀 Tune", ["quickfix"])
