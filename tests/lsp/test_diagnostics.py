"""``textDocument/publishDiagnostics``."""

import pytest
from lsprotocol import types

from spec_ls.lsp import uris

from .samples import SPEC, TEMPLATE, UNTIDY

pytestmark = pytest.mark.asyncio(loop_scope="session")

LONG = "𝄞é e\u0301 " * 12 + "and the words that stand too far right 😀"


async def test_every_version_is_answered_with_its_findings(client, spec):
    """Opening and each change publish the diagnostics of that version."""
    opened = await client.open(uri := spec(client), SPEC)
    assert (opened.version, list(opened.diagnostics)) == (1, [])
    changed = await client.replace(uri, "Use Cases\n---------\n\n𝄞 An operator tunes all of them.\n\n", "")
    assert changed.version == 2
    assert [(diagnostic.code, diagnostic.severity) for diagnostic in changed.diagnostics] == [
        ("missing-section", types.DiagnosticSeverity.Error)
    ]
    restored = await client.replace(uri, "Proposed change", "Use Cases\n---------\n\n😀\n\nProposed change")
    assert (restored.version, list(restored.diagnostics)) == (3, [])


async def test_a_diagnostic_says_what_and_where_and_why(client, spec):
    """It has source, code, one line that says what is wrong, and the template's line as related information."""
    published = await client.open(spec(client), UNTIDY)
    found = next(diagnostic for diagnostic in published.diagnostics if "Use Cases" in diagnostic.message)
    assert (found.source, found.code) == ("spec-ls", "missing-section")
    assert "\n" not in found.message
    (related,) = found.related_information
    assert uris.to_path(related.location.uri) == client.folder / "specs" / "template.rst"
    assert client.text_at(TEMPLATE, related.location.range) == "Use Cases"


async def test_ranges_count_in_the_clients_encoding(client, spec):
    """Behind astral and combining characters the range is that of the text beyond the limit."""
    text = SPEC.replace("😀 Tune them.", LONG)
    published = await client.open(spec(client), text)
    (found,) = published.diagnostics
    assert found.code == "line-too-long"
    assert client.text_at(text, found.range) == LONG[79:]
    text = SPEC.replace("𝄞 Réplication e\u0301tape", "𝄞 Ré").replace(
        "\n\nUse Cases\n---------", "\n\nUses 😀\n-------"
    )
    published = await client.open(spec(client), text)
    assert {client.text_at(text, diagnostic.range) for diagnostic in published.diagnostics} == {
        "Problem description"
    }


async def test_a_code_leads_to_its_page(client, spec):
    """The address of a diagnostic's code is the page of the code, a file that comes with the package."""
    published = await client.open(spec(client), UNTIDY)
    for found in published.diagnostics:
        page = uris.to_path(found.code_description.href)
        assert page.read_text(encoding="utf-8").startswith(f"# {found.code}\n")


async def test_a_client_without_links_gets_none(plain, spec):
    """The address of a code's page is sent to clients that state the capability alone."""
    published = await plain.open(spec(plain), UNTIDY)
    assert {diagnostic.code_description for diagnostic in published.diagnostics} == {None}


async def test_a_client_without_related_information_gets_none(plain, spec):
    """Related information is sent to clients that state the capability alone."""
    published = await plain.open(spec(plain), UNTIDY)
    assert {diagnostic.related_information for diagnostic in published.diagnostics} == {None}


async def test_a_built_in_template_is_a_file_to_look_at(start, spec):
    """Related information of a built-in template leads to the file that comes with the package."""
    client = await start(options={"template": "rally"})
    published = await client.open(spec(client), UNTIDY)
    found = next(diagnostic for diagnostic in published.diagnostics if diagnostic.code == "missing-section")
    path = uris.to_path(found.related_information[0].location.uri)
    assert path.name == "rally.rst"
    line = path.read_text(encoding="utf-8").split("\n")[
        found.related_information[0].location.range.start.line
    ]
    assert f'"{line}"' in found.message


async def test_closing_takes_the_diagnostics_back(client, spec):
    """A closed document's diagnostics are cleared, and it can be opened again."""
    await client.open(uri := spec(client), UNTIDY)
    assert list((await client.close(uri)).diagnostics) == []
    assert (await client.open(uri, UNTIDY, version=7)).diagnostics


async def test_many_findings_are_all_published(client, spec):
    """A long list is published too, with the last version at least."""
    text = SPEC.replace("😀 Tune them.", "\n\n".join([LONG] * 300))
    published = await client.open(uri := spec(client), text)
    assert len(published.diagnostics) == 300
    published = await client.replace(uri, LONG, "😀")
    assert len(published.diagnostics) == 299


@pytest.mark.parametrize("name", ["README.rst", "specs/README.rst", "specs/template.rst", "notes.txt"])
async def test_what_is_no_spec_is_silent(client, name):
    """Files that no template serves, and templates themselves, have no findings."""
    uri = uris.from_path(client.folder / name)
    assert list((await client.open(uri, UNTIDY)).diagnostics) == []
    await client.close(uri)


NO_FILES = ["untitled:Untitled-1", "git:/specs/a.rst?%7B%22ref%22%3A%22HEAD%22%7D"]


@pytest.mark.parametrize("uri", NO_FILES)
async def test_a_document_without_a_file_is_silent(client, uri):
    """No layout names a template for an unsaved document, so it has no findings."""
    assert list((await client.open(uri, UNTIDY)).diagnostics) == []
    await client.close(uri)


async def test_a_document_without_a_file_has_the_template_that_is_named(start):
    """If the settings name a template, an unsaved document is a spec of it."""
    client = await start(options={"template": "rally"})
    for uri in NO_FILES:
        assert (await client.open(uri, UNTIDY)).diagnostics


async def test_spellings_of_a_uri_are_one_document(client, spec):
    """A change that spells the URI in another way reaches the document that was opened."""
    uri = spec(client).replace("2026.1", "2026.1/a b")
    await client.open(uri, SPEC)
    other = uri.replace("a b", "a%20b").replace("-", "%2D")
    client.versions[other] = 1
    change = types.TextDocumentContentChangeWholeDocument(UNTIDY)
    assert (await client.change(other, change)).diagnostics
