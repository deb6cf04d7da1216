"""``textDocument/didChange``: the server's text is the editor's, whatever is typed."""

import random

import pytest
from buffer import Buffer
from lsprotocol import types

from spec_ls.features.symbols import symbols
from spec_ls.model.document import parse
from spec_ls.text import Text

from .samples import SPEC
from .test_symbols import ask, flat

pytestmark = pytest.mark.asyncio(loop_scope="session")


def partial(client, text, start, end, new):
    """The change that replaces offsets of a text."""
    range_ = types.Range(position(client, text, start), position(client, text, end))
    return types.TextDocumentContentChangePartial(range=range_, text=new)


def content_change(change):
    """A change of the reference as lsprotocol's type."""
    if "range" not in change:
        return types.TextDocumentContentChangeWholeDocument(change["text"])
    start, end = (types.Position(**change["range"][name]) for name in ("start", "end"))
    return types.TextDocumentContentChangePartial(types.Range(start, end), change["text"])


def position(client, text, offset):
    """How the client writes an offset, where lines end as the protocol says."""
    line = column = 0
    lines = Text.of(text).lines
    while line < len(lines) - 1 and offset >= len(lines[line]):
        offset -= len(lines[line])
        line += 1
    column = min(offset, len(lines[line].rstrip("\r\n")))
    return types.Position(line, client.width(lines[line][:column]))


async def names(client, uri):
    """The titles that the server sees."""
    return [symbol.name for symbol in flat(await ask(client, uri))]


async def test_changes_of_one_notification_apply_in_order(client, spec):
    """Each change refers to the text after the one before."""
    await client.open(uri := spec(client), SPEC)
    steps = [
        ("Testing", "𝄞𝄞 Testing"),
        ("𝄞𝄞 T", "😀 T"),
        ("😀 Testing\n=======", "😀 Test it\n=========="),
        ("it\n", "e\u0301t\n"),
    ]
    text, changes = SPEC, []
    for old, new in steps:
        start = text.index(old)
        changes.append(partial(client, text, start, start + len(old), new))
        text = text.replace(old, new, 1)
    await client.change(uri, *changes)
    assert "😀 Test e\u0301t" in await names(client, uri)


async def test_a_whole_text_can_be_among_the_changes(client, spec):
    """A change without a range replaces the text, and the changes behind it refer to the new one."""
    await client.open(uri := spec(client), SPEC)
    text = "𝄞 New\n=====\n\ntext\n"
    await client.change(
        uri,
        partial(client, SPEC, 0, 5, "😀"),
        types.TextDocumentContentChangeWholeDocument(text),
        partial(client, text, 2, 5, "Old"),
    )
    assert await names(client, uri) == ["𝄞 Old"]


@pytest.mark.parametrize("seed", range(6))
async def test_random_edits_leave_the_same_text(client, spec, seed):
    """After any edits, with any line ends and characters, the server sees what the editor has."""
    rnd, buffer = random.Random(seed), Buffer(SPEC, client.encoding.removesuffix("-le"))
    await client.open(uri := spec(client), SPEC)
    for _ in range(25):
        changes = [buffer.random_change(rnd) for _ in range(rnd.randint(1, 3))]
        await client.change(uri, *map(content_change, changes))
    expected = symbols(parse(Text.of(buffer.text)))
    found = await ask(client, uri)
    assert outline(found) == outline(expected)
    assert [symbol.range.end.line for symbol in flat(found)] == [
        symbol.range.end.line for symbol in flat(expected)
    ]


def outline(found):
    """Names and first lines of nested symbols."""
    return [(symbol.name, symbol.range.start.line, outline(symbol.children or ())) for symbol in found]


@pytest.mark.parametrize(
    ("start", "end"), [((9999, 0), (9999, 7)), ((3, 9999), (3, 9999)), ((0, 0), (2**31 - 1, 2**31 - 1))]
)
async def test_an_edit_past_the_end_is_clamped(client, spec, start, end):
    """An edit outside of the buffer counts at its nearest place, and the session goes on."""
    await client.open(uri := spec(client), SPEC)
    range_ = types.Range(types.Position(*start), types.Position(*end))
    change = types.TextDocumentContentChangePartial(range=range_, text="\n\n😀 More\n=======\n\ntext\n")
    assert (await client.change(uri, change)).version == 2
    assert "😀 More" in await names(client, uri)


async def test_a_document_that_is_not_open_changes_nothing(client, spec):
    """Changes and closing of an unknown document are passed over, and the session goes on."""
    unknown, uri = spec(client), spec(client)
    document = types.VersionedTextDocumentIdentifier(2, unknown)
    change = types.TextDocumentContentChangeWholeDocument(SPEC)
    client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(unknown)))
    await client.open(uri, SPEC)
    assert unknown not in client.published
    assert await ask(client, unknown) is None


async def test_opening_twice_takes_the_new_text(client, spec):
    """A document that is opened while it is open is what it was opened with last."""
    await client.open(uri := spec(client), SPEC)
    await client.open(uri, "𝄞 New\n=====\n", version=5)
    assert await names(client, uri) == ["𝄞 New"]


async def test_an_empty_document_is_a_document(client, spec):
    """Everything can be deleted and typed again."""
    await client.open(uri := spec(client), SPEC)
    await client.change(uri, partial(client, SPEC, 0, len(SPEC), ""))
    assert await names(client, uri) == []
    await client.change(uri, partial(client, "", 0, 0, "𝄞 A\n=====\n"))
    assert await names(client, uri) == ["𝄞 A"]
