"""Diagnostics for clients that ask for them: of a document, and of all specs of the workspace."""

import asyncio

import pytest
from lsprotocol import types

from spec_ls.lsp import uris

from .samples import EMPTY_TESTING, LACKS_USE_CASES, SPEC, TEMPLATE

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Asks for one section more than the template of the project.
LONGER = TEMPLATE + "\nHistory\n=======\n\nWhen did what change?\n"


async def opened(client, uri, text):
    """Open a document without waiting for anything."""
    client.buffers[uri], client.versions[uri] = text, 1
    item = types.TextDocumentItem(uri, "restructuredtext", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))


async def pulled(client, uri, previous=None):
    """The report of a document."""
    params = types.DocumentDiagnosticParams(
        types.TextDocumentIdentifier(uri), previous_result_id=previous, identifier="spec-ls"
    )
    return await client.text_document_diagnostic_async(params)


def workspace_pull(client, previous=(), **tokens):
    """A request for the reports of the workspace, which may stay open."""
    known = [types.PreviousResultId(uri, value) for uri, value in dict(previous).items()]
    params = types.WorkspaceDiagnosticParams(known, identifier="spec-ls", **tokens)
    return asyncio.ensure_future(client.workspace_diagnostic_async(params))


def codes(items):
    """The codes of diagnostics."""
    return sorted(str(item.code) for item in items)


def write(client, name, text):
    """Write a spec; returns its URI."""
    path = client.folder / "specs" / "2026.1" / name
    path.write_text(text, encoding="utf-8")
    return uris.from_path(path)


async def test_a_client_that_asks_is_sent_nothing(start, spec):
    """Its reports have the findings that others are sent, and say so when nothing has changed."""
    client = await start(pulls=True)
    assert client.offered.diagnostic_provider.identifier == "spec-ls"
    assert not client.offered.diagnostic_provider.inter_file_dependencies
    await opened(client, uri := spec(client), LACKS_USE_CASES)
    report = await pulled(client, uri)
    assert codes(report.items) == ["missing-section"]
    same = await pulled(client, uri, report.result_id)
    assert (same.kind, same.result_id) == ("unchanged", report.result_id)
    other = await start()
    published = await other.open(spec(other), LACKS_USE_CASES)
    assert [item.message for item in published.diagnostics] == [item.message for item in report.items]
    assert other.offered.diagnostic_provider is None
    assert not client.published


async def test_a_report_has_what_docutils_reads_later(start, spec):
    """A long text's markup is read in slices; the report waits for all of them."""
    client = await start(pulls=True)
    text = SPEC.replace("😀 Tune them.", "Tune them.\n\n" * 400 + "An ``unclosed literal.")
    await opened(client, uri := spec(client), text)
    assert "rst-syntax" in codes((await pulled(client, uri)).items)


async def test_an_edit_ends_a_request_for_the_text_before_it(start, spec):
    """The error asks the client to ask again; the next answer is about the new text."""
    client = await start(pulls=True)
    long = "".join(f"An `unknown {number}`_ name.\n\n" for number in range(3000))
    await opened(client, uri := spec(client), SPEC.replace("😀 Tune them.", long))
    request = asyncio.ensure_future(pulled(client, uri))
    await asyncio.sleep(0)
    client.versions[uri] += 1
    identifier = types.VersionedTextDocumentIdentifier(2, uri)
    change = types.TextDocumentContentChangeWholeDocument(EMPTY_TESTING)
    client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))
    after = asyncio.ensure_future(pulled(client, uri))
    with pytest.raises(Exception, match="the text has changed") as refused:
        await request
    assert refused.value.code == types.LSPErrorCodes.ServerCancelled
    assert codes((await after).items) == ["empty-section"]


async def test_the_client_is_told_to_ask_again_when_a_template_changes(start, spec):
    """An edit alone makes it ask by itself."""
    client = await start(pulls=True)
    await opened(client, uri := spec(client), SPEC)
    assert not (await pulled(client, uri)).items
    assert client.refreshes == 0
    template = client.folder / "specs" / "template.rst"
    template.write_text(LONGER, encoding="utf-8")
    changes = [types.FileEvent(uris.from_path(template), types.FileChangeType.Changed)]
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))
    await client.until(lambda: client.refreshes or None)
    assert codes((await pulled(client, uri)).items) == ["missing-section"]


async def test_diagnostics_can_be_switched_off(start, spec):
    """Those that were published are taken back, and come back."""
    client = await start()
    published = await client.open(uri := spec(client), LACKS_USE_CASES)
    assert published.diagnostics
    for is_on in (False, True):
        client.published.clear()
        settings = {"spec-ls": {"features": {"diagnostics": is_on}}}
        client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
        assert bool((await client.checked(uri, 1)).diagnostics) is is_on


async def test_all_specs_of_the_workspace_are_checked(start):
    """One report for each file with findings; a file that is open has its own, a template none."""
    client = await start(pulls=True)
    assert client.offered.diagnostic_provider.workspace_diagnostics
    bad, empty = write(client, "bad.rst", LACKS_USE_CASES), write(client, "empty.rst", EMPTY_TESTING)
    write(client, "good.rst", SPEC)
    opened_one = write(client, "opened.rst", LACKS_USE_CASES)
    await opened(client, opened_one, LACKS_USE_CASES)
    report = await workspace_pull(client, work_done_token="work", partial_result_token="part")
    assert {item.uri: codes(item.items) for item in report.items} == {
        bad: ["missing-section"],
        empty: ["empty-section"],
    }
    kinds = [sent.value["kind"] for sent in client.progress if sent.token == "work"]
    assert (kinds[0], kinds[-1]) == ("begin", "end")


async def test_a_request_stays_open_until_something_changes(start):
    """Then it is answered with that alone: a mended file, a new one, one that is gone."""
    client = await start(pulls=True)
    bad, other = write(client, "bad.rst", LACKS_USE_CASES), write(client, "other.rst", EMPTY_TESTING)
    report = await workspace_pull(client)
    known = {item.uri: item.result_id for item in report.items}
    assert known.keys() == {bad, other}

    async def after(uri, type_):
        request = workspace_pull(client, known)
        params = types.DocumentSymbolParams(types.TextDocumentIdentifier("untitled:none"))
        await client.text_document_document_symbol_async(params)
        assert not request.done()
        changes = [types.FileEvent(uri, type_)]
        client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))
        (item,) = (await asyncio.wait_for(request, 20)).items
        known[item.uri] = item.result_id
        return item.uri, codes(item.items)

    write(client, "bad.rst", SPEC)
    assert await after(bad, types.FileChangeType.Changed) == (bad, [])
    new = write(client, "new.rst", EMPTY_TESTING)
    assert await after(new, types.FileChangeType.Created) == (new, ["empty-section"])
    (client.folder / "specs" / "2026.1" / "other.rst").unlink()
    assert await after(other, types.FileChangeType.Deleted) == (other, [])


async def test_many_reports_come_in_parts(start):
    """The answer holds those that no partial result has held."""
    client = await start(pulls=True)
    written = {write(client, f"spec-{number}.rst", EMPTY_TESTING) for number in range(45)}
    report = await workspace_pull(client, partial_result_token="part")
    parts = [sent.value["items"] for sent in client.progress if sent.token == "part"]
    assert [len(part) for part in parts] == [20, 20]
    found = [item["uri"] for part in parts for item in part] + [item.uri for item in report.items]
    assert sorted(found) == sorted(written)


async def test_the_workspace_can_be_left_alone(start):
    """With the feature off only open documents have diagnostics."""
    client = await start(options={"features": {"workspace-diagnostics": False}}, pulls=True)
    write(client, "bad.rst", LACKS_USE_CASES)
    assert not client.offered.diagnostic_provider.workspace_diagnostics
    assert not (await workspace_pull(client)).items
    await opened(
        client, uri := uris.from_path(client.folder / "specs" / "2026.1" / "open.rst"), LACKS_USE_CASES
    )
    assert codes((await pulled(client, uri)).items) == ["missing-section"]


async def test_a_saved_template_changes_the_findings_of_closed_specs(start):
    """Those of all specs that it serves, whether or not the template was looked at as a file of the workspace."""
    client = await start(pulls=True)
    bad = write(client, "good.rst", SPEC)
    assert not (await workspace_pull(client, {bad: "-"})).items[0].items
    template = client.folder / "specs" / "template.rst"
    template.write_text(LONGER, encoding="utf-8")
    request = workspace_pull(client)
    changes = [types.FileEvent(uris.from_path(template), types.FileChangeType.Changed)]
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))
    (item,) = (await asyncio.wait_for(request, 20)).items
    assert (item.uri, codes(item.items)) == (bad, ["missing-section"])


async def test_an_open_template_changes_the_findings_of_closed_specs(start):
    """Its buffer counts, saved or not; once it is closed, its file does."""
    client = await start(pulls=True)
    good, template = write(client, "good.rst", SPEC), uris.from_path(client.folder / "specs" / "template.rst")
    await opened(client, template, TEMPLATE)
    request = workspace_pull(client)
    await pulled(client, template)
    assert not request.done()
    client.versions[template] += 1
    change = types.TextDocumentContentChangeWholeDocument(LONGER)
    identifier = types.VersionedTextDocumentIdentifier(2, template)
    client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))
    (item,) = (await asyncio.wait_for(request, 20)).items
    assert (item.uri, codes(item.items)) == (good, ["missing-section"])
    request = workspace_pull(client, {good: item.result_id})
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(template)))
    (item,) = (await asyncio.wait_for(request, 20)).items
    assert (item.uri, codes(item.items)) == (good, [])
