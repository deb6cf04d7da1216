"""Several folders in one session, and files that change their names while they are open."""

from __future__ import annotations

import pytest
import pytest_asyncio
from lsprotocol import types

from spec_ls.lsp import uris

from .conftest import project
from .driver import Client, capabilities
from .samples import SPEC, TEMPLATE

pytestmark = pytest.mark.asyncio(loop_scope="session")

OTHER = TEMPLATE.replace("Testing\n=======", "Upgrades\n========")


@pytest_asyncio.fixture(loop_scope="session")
async def both(tmp_path):
    """An editor with two repositories open: the second one's template asks for Upgrades, not for Testing."""
    folders = [tmp_path / "one", tmp_path / "zwei und drei ü"]
    for folder in folders:
        folder.mkdir()
        project(folder)
    (folders[1] / "specs" / "template.rst").write_text(OTHER, encoding="utf-8")
    client = Client()
    client.folder, client.other = folders
    await client.begin(folders[0], capabilities(), folders=folders)
    yield client
    assert await client.end() == 0


def missing(published):
    """The titles of the sections that are missing."""
    return [
        diagnostic.message.split('"')[1]
        for diagnostic in published.diagnostics
        if diagnostic.code == "missing-section"
    ]


def spec_in(folder, name="a.rst"):
    """The URI of a spec in a repository."""
    return uris.from_path(folder / "specs" / "2026.1" / name)


async def test_each_folder_has_its_own_template(both):
    """Specs of two repositories in one session are each compared with their own template."""
    first, other = spec_in(both.folder), spec_in(both.other)
    assert missing(await both.open(first, SPEC)) == []
    assert missing(await both.open(other, SPEC)) == ["Upgrades"]
    assert missing(await both.replace(first, "Testing\n=======\n\nNone\n", "")) == ["Testing"]
    assert missing(await both.replace(other, "Testing\n=======", "Upgrades\n========")) == []


async def test_each_folder_has_its_own_settings(both):
    """Settings of one repository say nothing about another."""
    (both.folder / "spec-ls.toml").write_text('ignore = ["missing-section"]\n', encoding="utf-8")
    text = SPEC.replace("Use Cases\n---------", "Uses\n----")
    assert missing(await both.open(spec_in(both.folder), text)) == []
    assert missing(await both.open(spec_in(both.other), text)) == ["Upgrades", "Use Cases"]


async def test_folders_come_and_go(both):
    """A change of the workspace's folders changes nothing: a template is looked up from the spec's own folder."""
    await both.open(uri := spec_in(both.other), SPEC)
    gone = types.WorkspaceFolder(uris.from_path(both.other), "other")
    event = types.WorkspaceFoldersChangeEvent(added=[], removed=[gone])
    both.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
    assert missing(await both.replace(uri, "😀 Tune", "𝄞 Tune")) == ["Upgrades"]


async def test_a_renamed_file_is_another_document(both):
    """A renamed file has the findings of its new name, and none under the old one."""
    old, new = spec_in(both.folder, "old.rst"), uris.from_path(both.folder / "notes.rst")
    path, text = uris.to_path(old), SPEC.replace("Testing\n=======\n\nNone\n", "")
    path.write_text(text, encoding="utf-8")
    assert missing(await both.open(old, text)) == ["Testing"]
    path.rename(uris.to_path(new))
    assert not (await both.close(old)).diagnostics
    assert not (await both.open(new, text)).diagnostics
    assert missing(await both.open(spec_in(both.other, "new.rst"), text)) == ["Upgrades"]


async def test_the_buffer_counts_when_its_file_is_gone(both):
    """A file that is renamed on disk under an open editor changes nothing for the text in it."""
    path = uris.to_path(uri := spec_in(both.folder))
    path.write_text(SPEC, encoding="utf-8")
    await both.open(uri, SPEC)
    path.unlink()
    tell(both, uri, types.FileChangeType.Deleted)
    assert missing(await both.replace(uri, "Testing\n=======\n\nNone\n", "")) == ["Testing"]


async def test_a_renamed_template_serves_no_more(both):
    """Without its template a text is no spec, and with it back it is one."""
    template = both.folder / "specs" / "template.rst"
    text = SPEC.replace("Testing\n=======\n\nNone\n", "")
    assert missing(await both.open(uri := spec_in(both.folder), text)) == ["Testing"]
    for name, expected in (("elsewhere.rst", []), ("template.rst", ["Testing"])):
        template = template.rename(template.with_name(name))
        both.published.clear()
        tell(both, uris.from_path(template), types.FileChangeType.Changed)
        assert missing(await both.checked(uri, 1)) == expected


async def test_a_document_that_is_opened_twice_is_one(both):
    """A second text under another spelling of the URI replaces the first, and is closed by either."""
    plain = spec_in(both.other, "a b é.rst")
    other = plain.replace("%20", " ").replace("%C3%A9", "é")
    assert plain != other
    assert missing(await both.open(plain, SPEC)) == ["Upgrades"]
    assert missing(await both.open(other, SPEC.replace("Testing", "Upgrades"))) == []
    assert not (await both.checked(plain, None)).diagnostics
    both.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(plain)))
    assert not (await both.checked(other, None)).diagnostics


def tell(client, uri, change):
    """Notify the server of a change on disk."""
    event = types.FileEvent(uri, change)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))


@pytest.mark.parametrize(
    "folders",
    [["vscode-vfs://github/openstack/nova-specs", None], ["untitled:a", "file:///%00", None]],
    ids=ascii,
)
async def test_the_first_folder_of_files_is_the_one(tmp_path, folders):
    """A folder that is none of files is passed over when a relative template is looked for."""
    (tmp_path / "mine.rst").write_text(OTHER, encoding="utf-8")
    client = Client()
    await client.begin(
        tmp_path, capabilities(), {"template": "./mine.rst"}, [folder or tmp_path for folder in folders]
    )
    try:
        assert missing(await client.open("untitled:a", SPEC)) == ["Upgrades"]
    finally:
        assert await client.end() == 0
