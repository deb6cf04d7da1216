"""``textDocument/semanticTokens/full``, ``full/delta`` and ``range``."""

import asyncio
import itertools

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from .samples import SPEC, TEMPLATE

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXT = SPEC.replace("𝄞 Replicas go out of tune. 😀", "𝄞 ``e\u0301 😀``, 😀 :ref:`tune`\r\n|x| :doc:`a` [1]_")


def document(uri):
    """The identifier of a document."""
    return types.TextDocumentIdentifier(uri)


async def full(client, uri):
    """The full answer."""
    return await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document(uri)))


async def delta(client, uri, previous):
    """The answer beside an earlier one."""
    params = types.SemanticTokensDeltaParams(document(uri), previous)
    return await client.text_document_semantic_tokens_full_delta_async(params)


def read(client, text, data):
    """The texts and types of tokens, as an editor reads the numbers."""
    legend, found = client.offered.semantic_tokens_provider.legend, []
    line = start = 0
    for lines, columns, length, type_, modifiers in zip(*[iter(data)] * 5, strict=True):
        line, start = line + lines, columns + (start if lines == 0 else 0)
        range_ = types.Range(types.Position(line, start), types.Position(line, start + length))
        names = [name for bit, name in enumerate(legend.token_modifiers) if modifiers & (1 << bit)]
        found.append((client.text_at(text, range_), " ".join([legend.token_types[type_], *names])))
    return found


def applied(data, edits):
    """Numbers after edits, as LSP says: the last first."""
    numbers = list(data)
    for edit in sorted(edits, key=lambda edit: -edit.start):
        numbers[edit.start : edit.start + edit.delete_count] = edit.data or []
    return numbers


async def test_tokens_are_told_in_the_client_s_units(client, spec):
    """In every encoding each token is exactly its text."""
    await client.open(uri := spec(client), TEXT)
    found = read(client, TEXT, (await full(client, uri)).data)
    assert found[:7] == [
        ("𝄞 Réplication e\u0301tape", "heading level1"),
        ("Problem description", "heading level2"),
        ("``e\u0301 😀``", "string"),
        ("ref", "function"),
        ("tune", "parameter"),
        ("|x|", "variable"),
        ("doc", "function"),
    ]
    assert ("None", "stub") in found


async def test_a_difference_makes_the_new_tokens(client, spec):
    """After each edit the edits of the earlier numbers give those of the whole; an unknown id gives all."""
    await client.open(uri := spec(client), TEXT)
    before = await full(client, uri)
    for old, new in (("|x|", "|x| ``new``\n\n``more``"), ("Use Cases\n", ""), ("😀", ""), ("None", "none")):
        await client.replace(uri, old, new)
        found = await delta(client, uri, before.result_id)
        data = applied(before.data, found.edits)
        assert data == [*(await full(client, uri)).data]
        before = types.SemanticTokens(data, found.result_id)
    assert not (await delta(client, uri, before.result_id)).edits
    assert [*(await delta(client, uri, "unknown")).data] == before.data


async def test_a_range_has_the_tokens_of_its_lines(client, spec):
    """They are those of the whole document in these lines."""
    await client.open(uri := spec(client), TEXT)
    data = (await full(client, uri)).data
    lines = [*itertools.accumulate(data[::5])]
    everything = [*zip(lines, read(client, TEXT, data), strict=True)]
    for first, last, is_any in ((0, 99, True), (4, 7, True), (10, 10, True), (90, 91, False)):
        range_ = types.Range(types.Position(first, 3), types.Position(last, 0))
        params = types.SemanticTokensRangeParams(document(uri), range_)
        found = read(client, TEXT, (await client.text_document_semantic_tokens_range_async(params)).data)
        assert found == [token for line, token in everything if first <= line <= last]
        assert bool(found) is is_any


async def test_the_template_s_text_is_told(client, spec):
    """What is still the template's is marked once it is known which template serves the document."""
    await client.open(uri := spec(client), SPEC.replace("😀 Tune them.", "What will be different."))
    found = read(client, client.buffers[uri], (await full(client, uri)).data)
    assert ("What will be different.", "guidance") in found
    assert TEMPLATE.count("What will be different.") == 1


async def test_an_edit_ends_a_request_about_the_text_before(client, spec):
    """A client that has typed on gets ServerCancelled, and asks again."""
    text = SPEC + "\nMore\n====\n\n" + "A ``b`` :ref:`c` *d* `e`_ |f|.\n\n" * 2_000
    await client.open(uri := spec(client), text)
    asked = asyncio.ensure_future(full(client, uri))
    await asyncio.sleep(0)
    await client.replace(uri, "None", "Some")
    with pytest.raises(JsonRpcException) as refused:
        await asked
    assert refused.value.code == types.LSPErrorCodes.ServerCancelled.value
    assert (await full(client, uri)).data


async def test_text_that_no_template_serves_has_tokens(plain):
    """Any RST document has tokens; a client that states nothing gets them, too."""
    await plain.open(uri := "untitled:tokens", "One\n===\n\n``a``\n")
    found = read(plain, "One\n===\n\n``a``\n", (await full(plain, uri)).data)
    assert found == [("One", "heading level1"), ("``a``", "string")]
