"""``textDocument/hover``."""

import pytest
from lsprotocol import types

from spec_ls.lsp import uris

from .samples import SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def ask(client, uri, marked):
    """The hover at the ``$0`` of a spec, which is opened without it."""
    text = marked.replace("$0", "")
    await client.open(uri, text)
    position = client.position(text, marked.index("$0"))
    params = types.HoverParams(types.TextDocumentIdentifier(uri), position)
    return text, await client.text_document_hover_async(params)


@pytest.mark.parametrize(
    "place",
    ["$0Use Cases", "Use Ca$0ses", "Use Cases$0", "Use Cases\n---$0------", "Use Cases\n---------$0"],
)
async def test_a_heading_shows_the_guidance_of_its_slot(client, spec, place):
    """On the title and on its underline, a hover holds the template's guidance, level and requirement."""
    text, found = await ask(client, spec(client), SPEC.replace(place.replace("$0", ""), place, 1))
    assert found.contents.kind is types.MarkupKind.Markdown
    assert "Who does what, and what do they get?" in found.contents.value
    assert "required, level 2" in found.contents.value
    assert client.text_at(text, found.range) == "Use Cases\n---------"


async def test_guidance_is_markdown(client, spec):
    """Placeholders and stray backquotes are shown as they are; the template's line is a link."""
    _, found = await ask(client, spec(client), SPEC.replace("Problem desc", "Problem$0 desc", 1))
    head, guidance = found.contents.value.split("\n\n")
    assert guidance == "What is wrong today, and for whom? `<user>` and \\`\\`\\`\\` are fine here."
    assert head.endswith(f", [open it]({(client.folder / 'specs' / 'template.rst').as_uri()}#L7)")


async def test_an_optional_section_is_called_so(client, spec):
    """The hover of a slot whose guidance calls it optional says optional."""
    marked = SPEC.replace("Testing\n", "Alternatives$0\n------------\n\nNone\n\nTesting\n", 1)
    _, found = await ask(client, spec(client), marked)
    assert "optional, level 2" in found.contents.value


async def test_a_finding_shows_why_it_is_one(client, spec):
    """Where a finding stands, a hover gives its code and the reason for its check."""
    _, found = await ask(
        client, spec(client), SPEC.replace("Testing\n===", "Test$0s and more of them\n===", 1)
    )
    assert found.contents.value.startswith("rst-syntax: Markup that docutils cannot read")
    assert "rst-syntax.md" not in found.contents.value, "the diagnostic has this link"


async def test_where_diagnostics_have_no_link_the_hover_has_it(start, spec):
    """A client that does not show the address of a code gets the page of the code in the hover."""
    client = await start(links=False)
    _, found = await ask(
        client, spec(client), SPEC.replace("Testing\n===", "Test$0s and more of them\n===", 1)
    )
    address = found.contents.value.rsplit("\n", 1)[1].removeprefix("[example](").removesuffix(")")
    assert uris.to_path(address).read_text(encoding="utf-8").startswith("# rst-syntax\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("𝄞 Réplication", "𝄞 Ré$0plication"),
        ("go out", "go $0out"),
        ("===\n\nNone\n\nRef", "===\n$0\nNone\n\nRef"),
    ],
)
async def test_other_places_have_no_hover(client, spec, old, new):
    """A title, a text and the line below an underline have none."""
    _, found = await ask(client, spec(client), SPEC.replace(old, new, 1))
    assert found is None


async def test_a_client_without_markdown_gets_plain_text(plain, spec):
    """A client that takes plain text alone gets no fence."""
    _, found = await ask(plain, spec(plain), SPEC.replace("Use Cases", "Use $0Cases", 1))
    assert found.contents.kind is types.MarkupKind.PlainText
    assert "`" not in found.contents.value
