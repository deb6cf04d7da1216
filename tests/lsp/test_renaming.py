"""Fixes that give a file another name."""

import pytest
from lsprotocol import types

from spec_ls.lsp.client import Client as Capabilities
from spec_ls.lsp.protocol import converter

from .samples import SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")

URL = "https://blueprints.launchpad.net/lamp/+spec/"
TEXT = SPEC.replace("😀 replicas.", f"😀 {URL}dim-lights", 1)
TEMPLATED = f".. spec-ls: template=../named.rst\n\n{TEXT}"


async def quick_fixes(client, uri, text):
    """The quick fixes of a spec whose template names files after blueprints."""
    named = (client.folder / "specs" / "template.rst").read_text("utf-8")
    (client.folder / "specs" / "named.rst").write_text(
        named.replace("Say in", f"{URL}example says in"), "utf-8"
    )
    await client.open(uri, text)
    range_ = types.Range(types.Position(0, 0), client.position(text, len(text)))
    context = types.CodeActionContext([], [types.CodeActionKind.QuickFix])
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), range_, context)
    return await client.text_document_code_action_async(params)


async def test_a_file_is_renamed_in_its_folder(client, spec):
    """The edit is one rename that never writes over a file, and no editor makes it unasked."""
    found = await quick_fixes(client, uri := spec(client), TEMPLATED)
    first = next(action for action in found if action.title == 'Rename the file to "dim-lights.rst"')
    (change,) = first.edit.document_changes
    assert isinstance(change, types.RenameFile)
    assert change.old_uri == uri
    assert change.new_uri == uri.rpartition("/")[0] + "/dim-lights.rst"
    assert (change.options.overwrite, change.options.ignore_if_exists) == (False, True)
    assert first.is_preferred is None
    assert first.diagnostics[0].code == "filename-mismatch"


async def test_who_cannot_rename_is_not_offered_it(plain, spec):
    """A client that does not state that it can rename files is offered the other fixes alone."""
    found = await quick_fixes(plain, spec(plain), TEMPLATED)
    assert found
    assert not [action for action in found if action.title.startswith("Rename the file")]


async def test_a_text_without_a_file_has_no_other_name(client):
    """A document that is no file has no name that could be wrong."""
    found = await quick_fixes(client, "untitled:Untitled-1", TEMPLATED)
    assert not [action for action in found or () if action.title.startswith("Rename the file")]


@pytest.mark.parametrize(
    ("edit", "renames"),
    [
        ({}, False),
        ({"documentChanges": True}, False),
        ({"documentChanges": True, "resourceOperations": ["create", "delete"]}, False),
        ({"documentChanges": True, "resourceOperations": ["create", "rename"]}, True),
        ({"resourceOperations": ["rename"]}, False),
    ],
)
async def test_who_can_rename(edit, renames):
    """A client can rename files if it says so and takes ``documentChanges``."""
    said = converter().structure({"workspace": {"workspaceEdit": edit}}, types.ClientCapabilities)
    assert Capabilities.of(said).renames_files is renames
