"""``textDocument/formatting``, ``rangeFormatting``, ``onTypeFormatting``, and nesting as commands."""

import pytest
from lsprotocol import types

from .samples import SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")

OPTIONS = types.FormattingOptions(4, True)
UNTIDY = SPEC.replace(
    "𝄞 Replicas go out of tune. 😀\n", f"𝄞 {'Replicas go out of tune. 😀 ' * 4}\n\n\n* 😀\n* b\n"
)
WRAPPED = "𝄞 Replicas go out of tune. 😀 Replicas go out of tune. 😀 Replicas go out of\ntune. 😀 Replicas go out of tune. 😀\n\n* 😀\n* b\n"


async def test_a_document_is_formatted_at_its_projects_limit(client, spec):
    """Once: the same request on the result finds nothing to do."""
    await client.open(uri := spec(client), UNTIDY)
    params = types.DocumentFormattingParams(types.TextDocumentIdentifier(uri), OPTIONS)
    edits = await client.text_document_formatting_async(params)
    now = client.apply(UNTIDY, edits)
    assert WRAPPED in now
    await client.open(uri := spec(client), now)
    params = types.DocumentFormattingParams(types.TextDocumentIdentifier(uri), OPTIONS)
    assert not await client.text_document_formatting_async(params)


async def test_a_range_is_formatted(client, spec):
    """The blocks that it touches, and no other."""
    await client.open(uri := spec(client), UNTIDY)
    start = client.position(UNTIDY, UNTIDY.index("* 😀"))
    range_ = types.Range(start, start)
    params = types.DocumentRangeFormattingParams(types.TextDocumentIdentifier(uri), range_, OPTIONS)
    assert not await client.text_document_range_formatting_async(params)
    start = client.position(UNTIDY, UNTIDY.index("𝄞 Replicas"))
    params.range = types.Range(start, start)
    edits = await client.text_document_range_formatting_async(params)
    assert WRAPPED in client.apply(UNTIDY, edits)


async def test_a_file_that_no_template_serves_is_formatted(client):
    """Its prose stays as it is, whatever its length."""
    text = f"😀 {'word ' * 30}  \n\n\n\n* a\n\nA title\n=====\n"
    await client.open(uri := "untitled:notes.rst", text)
    params = types.DocumentFormattingParams(types.TextDocumentIdentifier(uri), OPTIONS)
    edits = await client.text_document_formatting_async(params)
    assert client.apply(text, edits) == f"😀 {'word ' * 29}word\n\n* a\n\nA title\n=======\n"


@pytest.mark.parametrize(
    ("text", "at", "character", "expected"),
    [
        ("* 😀\n\n", "\n\n", "\n", "* 😀\n* \n"),
        ("😀 title\n=\n", "=", "=", "😀 title\n========\n"),
        ("+---+\n| a |\n+---+\n| 日b|\n", "b|", "|", "+---+\n| a |\n+---+\n| 日b|\n"),
        ("+---+\n| a |\n+---+\n| é😀b|\n", "b|", "|", None),
        (
            "😀\n\n+---+---+\n| a | b |\n+---+---+\n| abc|\n",
            "c|",
            "|",
            "😀\n\n+-----+---+\n| a   | b |\n+-----+---+\n| abc |\n",
        ),
    ],
)
async def test_characters_that_are_typed(client, text, at, character, expected):
    """The position is in the client's encoding, and so are the edits."""
    assert character in {
        client.offered.document_on_type_formatting_provider.first_trigger_character,
        *client.offered.document_on_type_formatting_provider.more_trigger_character,
    }
    await client.open(uri := "untitled:typed.rst", text)
    position = client.position(text, text.index(at) + len(at) - (character == "\n"))
    params = types.DocumentOnTypeFormattingParams(
        types.TextDocumentIdentifier(uri), position, character, OPTIONS
    )
    edits = await client.text_document_on_type_formatting_async(params)
    assert client.apply(text, edits) == (expected or text)
    assert bool(edits) is (expected not in (None, text))


async def test_an_item_is_nested_by_a_command(client, spec):
    """The client is asked to apply the edit; nesting the first item of a list asks for nothing."""
    await client.open(uri := spec(client), UNTIDY)
    for item, command in (("* 😀", "nestItem"), ("* b", "unnestItem"), ("* b", "nestItem")):
        line = client.position(UNTIDY, UNTIDY.index(item)).line
        place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": 0}}
        params = types.ExecuteCommandParams(f"spec-ls.apply.{command}", [place])
        assert await client.workspace_execute_command_async(params) is None
    asked = await client.until(lambda: [a for a in client.asked_to_apply if uri in str(a)] or None)
    (edit,) = asked
    (change,) = edit.edit.document_changes
    assert "* 😀\n\n  * b\n" in client.apply(UNTIDY, change.edits)
