"""New files, and folders that come and go."""

import pytest
from lsprotocol import types

from spec_ls.lsp import uris

from .conftest import project
from .samples import LACKS_USE_CASES

pytestmark = pytest.mark.asyncio(loop_scope="session")


def created(client, *paths):
    """Tell the server of new files, and wait until it has dealt with that."""
    files = [types.FileCreate(uris.from_path(path)) for path in paths]
    client.workspace_did_create_files(types.CreateFilesParams(files))


@pytest.mark.parametrize("is_on", [False, True])
async def test_an_empty_spec_is_filled_in_on_demand(start, is_on):
    """Neither a file with text nor one that no template serves; without the setting nothing is written."""
    client = await start(options={"features": {"fill-new-files": is_on}})
    folder = client.folder / "specs" / "2026.1"
    new, written, other = folder / "my-feature.rst", folder / "written.rst", client.folder / "notes.rst"
    new.write_text("")
    other.write_text("")
    written.write_text("Text.\n")
    created(client, other, written, new)
    if not is_on:
        settings = {"spec-ls": {"features": {"fill-new-files": True}}}
        client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
        new = folder / "my-feature-too.rst"
        new.write_text("")
        created(client, new)
    (asked,) = await client.until(lambda: client.asked_to_apply or None)
    ((uri, edits),) = asked.edit.changes.items()
    assert uri == uris.from_path(new)
    text = client.apply("", edits)
    title = new.stem.replace("-", " ").capitalize()
    assert text.startswith(f"{'=' * len(title)}\n{title}\n{'=' * len(title)}\n\nProblem description\n")
    assert "Who does what, and what do they get?" in text


async def test_a_lens_fills_an_empty_document(start, spec):
    """It stands in the first line, and runs the command."""
    client = await start(options={"features": {"code-lens": True}})
    await client.open(uri := spec(client), "")
    (lens,) = await client.text_document_code_lens_async(
        types.CodeLensParams(types.TextDocumentIdentifier(uri))
    )
    assert (lens.command.title, lens.command.command) == ("Fill in the template", "spec-ls.apply.fillIn")
    command = types.ExecuteCommandParams(lens.command.command, lens.command.arguments)
    await client.workspace_execute_command_async(command)
    asked = await client.until(lambda: client.asked_to_apply or None)
    assert asked[0].label == "Fill in the template"


async def test_what_is_not_proven_is_said_and_not_written(start, spec):
    """The template's own words refer to a footnote that nobody has written."""
    client = await start(options={"features": {"fill-new-files": True}})
    broken = (
        "Title\n=====\n\nProblem\n-------\n\nWho needs it, as in [1]_?\n\nChange\n------\n\nWhat changes?\n"
    )
    (client.folder / "specs" / "template.rst").write_text(broken, encoding="utf-8")
    await client.open(uri := spec(client), "")
    command = types.ExecuteCommandParams("spec-ls.apply.fillIn", [{"textDocument": {"uri": uri}}])
    assert await client.workspace_execute_command_async(command) is None
    said = '"Fill in the template" writes nothing here: spec-ls could not prove that it does no harm'
    (message,) = await client.until(lambda: client.messages or None)
    assert message.message == said
    new = client.folder / "specs" / "2026.1" / "new.rst"
    new.write_text("")
    created(client, new)
    (_, message) = await client.until(lambda: client.messages if client.messages[1:] else None)
    assert message.message == f"new.rst: {said}"
    assert not client.asked_to_apply


async def test_folders_come_and_go(start, tmp_path_factory):
    """The documents of a new folder are known, those of one that is gone are not."""
    client = await start(pulls=True)
    second = project(tmp_path_factory.mktemp("second"))
    bad = second / "specs" / "2026.1" / "bad.rst"
    bad.write_text(LACKS_USE_CASES, encoding="utf-8")
    folder = types.WorkspaceFolder(uris.from_path(second), "second")
    first = types.WorkspaceFolder(uris.from_path(client.folder), "first")
    event = types.WorkspaceFoldersChangeEvent(added=[folder], removed=[first])
    client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
    report = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
    assert [item.uri for item in report.items] == [uris.from_path(bad)]
    back = types.WorkspaceFoldersChangeEvent(added=[first], removed=[folder])
    client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(back))
    known = [types.PreviousResultId(uris.from_path(bad), report.items[0].result_id)]
    report = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(known))
    assert [(item.uri, list(item.items)) for item in report.items] == [(uris.from_path(bad), [])]


async def test_new_files_are_told_of_whatever_is_off(start):
    """Each operation is announced by itself: without renames an editor tells of new files all the same."""
    client = await start(options={"features": {"file-renames": False}})
    operations = client.offered.workspace.file_operations
    assert operations.will_rename is None
    assert operations.did_create is not None
    assert (await start()).offered.workspace.file_operations.will_rename is not None
