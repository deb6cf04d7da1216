"""Files that are renamed, and links, over the wire."""

import asyncio

import pytest
from lsprotocol import types

from spec_ls.lsp import uris

from .samples import SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def until(ask, found):
    """Ask until the answer is as it should be: the index is built meanwhile."""
    async with asyncio.timeout(20):
        while not found(answer := await ask()):
            pass
        return answer


async def test_references_change_before_a_file_is_renamed(start, spec):
    """In files and in open buffers, with columns in the encoding; then the new name is known."""
    client = await start()
    folder = client.folder / "specs" / "2026.1"
    old, new, other = folder / "old.rst", folder / "new.rst", folder / "other.rst"
    old.write_text(SPEC, encoding="utf-8")
    other.write_text("See :doc:`old`.\n", encoding="utf-8")
    buffer = SPEC.replace("😀 Tune them.", "😀 See :doc:`it <old>`.")
    await client.open(uri := spec(client), buffer)
    params = types.RenameFilesParams([types.FileRename(uris.from_path(old), uris.from_path(new))])
    edit = await until(
        lambda: client.workspace_will_rename_files_async(params),
        lambda answer: answer and len(answer.changes) == 2,
    )
    assert client.apply("See :doc:`old`.\n", edit.changes[uris.from_path(other)]) == "See :doc:`new`.\n"
    assert client.apply(buffer, edit.changes[uri]) == buffer.replace("<old>", "<new>")
    redirects = client.folder / "specs" / "redirects"
    redirects.write_text("approved/old.rst ../2026.1/old.rst\n", encoding="utf-8")
    edit = await client.workspace_will_rename_files_async(params)
    changed = client.apply("approved/old.rst ../2026.1/old.rst\n", edit.changes[uris.from_path(redirects)])
    assert changed == "approved/old.rst ../2026.1/new.rst\n"
    old.rename(new)
    client.workspace_did_rename_files(params)
    link = types.DocumentLinkParams(types.TextDocumentIdentifier(uri))
    await client.replace(uri, "<old>", "<new>")
    (found,) = await until(lambda: client.text_document_document_link_async(link), bool)
    assert (found.target, found.tooltip) == (uris.from_path(new), "𝄞 Réplication e\u0301tape")
    assert client.text_at(client.buffers[uri], found.range) == "new"
