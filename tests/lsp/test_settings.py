"""Templates and settings that change, are broken, or come from the editor."""

import pytest
from lsprotocol import types

from .samples import SPEC, TEMPLATE, UNTIDY

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Asks for one section more than the template of the project.
LONGER = TEMPLATE + "\nHistory\n=======\n\nWhen did what change?\n"


def template(client):
    """The file of the project's template."""
    return client.folder / "specs" / "template.rst"


def codes(published):
    """The codes of what was published."""
    return sorted(str(one.code) for one in published.diagnostics)


def configure(client, settings):
    """Tell the server that settings have changed."""
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))


async def test_initialization_options_choose_a_template(start, tmp_path):
    """A template named in the options serves every file, also one outside of any layout."""
    (tmp_path / "other.rst").write_text(LONGER, encoding="utf-8")
    client = await start(options={"template": "./other.rst"})
    published = await client.open((client.folder / "notes.rst").as_uri(), SPEC)
    assert [one.message.split("\n")[0] for one in published.diagnostics] == ['section "History" is missing']


async def test_new_settings_count_at_once(start, spec):
    """Changed settings are applied to open documents, and taken back to the options by empty ones."""
    client = await start(options={"ignore": ["line-too-long"]})
    text = SPEC.replace("😀 Tune them.", "tune " * 30 + "it.")
    published = await client.open(uri := spec(client), text)
    assert codes(published) == []
    client.published.clear()
    configure(client, {"spec-ls": {"ignore": []}})
    assert codes(await client.checked(uri, 1)) == ["line-too-long"]
    client.published.clear()
    configure(client, {})
    assert codes(await client.checked(uri, 1)) == []


async def test_an_editor_can_tell_of_paths_and_gates(start):
    """An editor's settings take the keys of a project's file: what is a spec, its template, what its gate does."""
    client = await start(options={"paths": [{"path": "notes/*", "template": "specs/template.rst"}]})
    uri = (client.folder / "notes" / "a.rst").as_uri()
    published = await client.open(uri, "=====\nTitle\n=====\n\nText.\n")
    found = {one.code: one.severity for one in published.diagnostics}
    assert found["missing-section"] == types.DiagnosticSeverity.Error
    client.published.clear()
    configure(client, {"spec-ls": {"covered": False}})
    published = await client.checked(uri, 1)
    assert types.DiagnosticSeverity.Error not in {one.severity for one in published.diagnostics}
    client.published.clear()
    configure(client, {"spec-ls": {"paths": [{"path": "notes/*", "spec": False}]}})
    assert codes(await client.checked(uri, 1)) == []
    configure(client, {"spec-ls": {"paths": [{"path": "notes/*", "specs": False}]}})
    (message,) = await client.until(lambda: client.messages or None)
    assert message.message == 'spec-ls settings: "paths[1].specs": unknown key, did you mean "spec"?'


async def test_settings_that_are_not_sent_are_asked_for(start, spec):
    """A client that announces a change without settings is asked for them."""
    client = await start()
    await client.open(uri := spec(client), UNTIDY)
    client.set_configuration({"select": ["misordered-section"]}, section="spec-ls")
    client.published.clear()
    configure(client, None)
    assert codes(await client.checked(uri, 1)) == ["misordered-section"]


async def test_a_changed_template_is_seen_at_the_next_check(plain, spec):
    """Without any word of the client, an edit is checked against the template as it is now."""
    await plain.open(uri := spec(plain), SPEC)
    template(plain).write_text(LONGER, encoding="utf-8")
    assert codes(await plain.replace(uri, "😀 Tune", "𝄞 Tune")) == ["missing-section"]
    template(plain).write_text(TEMPLATE, encoding="utf-8")
    assert codes(await plain.replace(uri, "𝄞 Tune", "😀 Tune")) == []


async def test_watched_files_are_asked_for_and_used(start, spec):
    """A client that can watch files is asked to; when a template changes, open specs are checked again."""
    client = await start()
    await client.open(uri := spec(client), SPEC)
    (registration,) = await client.until(lambda: client.registered or None)
    assert registration.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    patterns = [one["globPattern"] for one in registration.register_options["watchers"]]
    assert patterns == ["**/*.rst", "**/pyproject.toml", "**/spec-ls.toml"]  # Emacs 30 reads no * in braces
    template(client).write_text(LONGER, encoding="utf-8")
    client.published.clear()
    event = types.FileEvent(template(client).as_uri(), types.FileChangeType.Changed)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    assert codes(await client.checked(uri, 1)) == ["missing-section"]


async def test_saving_looks_at_the_files_again(plain, spec):
    """A saved document may be a template: the open specs are checked against what it is now."""
    await plain.open(uri := spec(plain), SPEC)
    await plain.open(template(plain).as_uri(), LONGER)
    plain.published.clear()
    saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(template(plain).as_uri()))
    template(plain).write_text(LONGER, encoding="utf-8")
    plain.text_document_did_save(saved)
    assert codes(await plain.checked(uri, 1)) == ["missing-section"]
    plain.published.clear()
    template(plain).write_text(TEMPLATE, encoding="utf-8")
    plain.text_document_did_save(saved)
    assert codes(await plain.checked(uri, 1)) == []


async def test_project_settings_are_read_and_said_with_their_line(start, spec):
    """Settings of the project count, and a wrong one is shown with file and line, once."""
    client = await start()
    path = client.folder / "pyproject.toml"
    path.write_text("[tool.spec-ls]\nignore = ['missing-section']\nselct = []\n", encoding="utf-8")
    published = await client.open(uri := spec(client), UNTIDY)
    assert "missing-section" not in codes(published)
    await client.replace(uri, "😀 Tune", "𝄞 Tune")
    (message,) = client.messages
    assert message.message.startswith(f'{path}:3: "selct": unknown key')


async def test_a_broken_template_is_said_once_and_again_when_it_broke_anew(start, spec):
    """File and line of what is wrong are shown once; checks of the text alone go on."""
    client = await start()
    template(client).write_text("text without any section\n", encoding="utf-8")
    text = SPEC.replace("😀 Tune them.", "tune " * 30 + "it.")
    published = await client.open(uri := spec(client), text)
    assert codes(published) == ["line-too-long"]
    await client.replace(uri, "tune ", "𝄞 ")
    await client.open(spec(client), SPEC)
    (message,) = client.messages
    assert message.message.startswith(f"{template(client)}:1: ")
    template(client).write_text(TEMPLATE, encoding="utf-8")
    await client.replace(uri, "tune ", "𝄞 ")
    template(client).write_text("other text without any section\n", encoding="utf-8")
    await client.replace(uri, "tune ", "𝄞 ")
    assert len(client.messages) == 2
