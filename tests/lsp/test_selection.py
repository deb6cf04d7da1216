"""``textDocument/selectionRange``."""

import pytest
from lsprotocol import types

from .samples import SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def ask(client, uri, text, *places):
    """The texts of the ranges at each of some places in a text, innermost first."""
    await client.open(uri, text)
    positions = [client.position(text, text.index(place)) for place in places]
    params = types.SelectionRangeParams(types.TextDocumentIdentifier(uri), positions)
    found = []
    for selection in await client.text_document_selection_range_async(params):
        found.append([])
        while selection is not None:
            found[-1].append(client.text_at(text, selection.range))
            selection = selection.parent
    return found


async def test_each_position_has_its_ranges(client, spec):
    """In every encoding the ranges are exactly the word, the sentence, the sections and the document."""
    operator, title = await ask(client, spec(client), SPEC, "operator", "Réplication")
    sentence = "𝄞 An operator tunes all of them."
    assert operator[:3] == ["operator", sentence, f"Use Cases\n---------\n\n{sentence}"]
    assert operator[3].startswith("Problem description\n===")
    assert operator[3].endswith(sentence)
    assert operator[-1] == SPEC
    assert title[:2] == ["Réplication", "𝄞 Réplication e\u0301tape"]


async def test_positions_outside_the_text_have_the_nearest_place(plain, spec):
    """A position past the end is the end; a document without a template has ranges, too."""
    await plain.open(uri := "untitled:selection", "One\n===\n")
    places = [types.Position(900, 5), types.Position(0, 900)]
    params = types.SelectionRangeParams(types.TextDocumentIdentifier(uri), places)
    last, title = await plain.text_document_selection_range_async(params)
    assert last.range == types.Range(types.Position(0, 0), types.Position(2, 0))
    assert title.range == types.Range(types.Position(0, 0), types.Position(0, 3))
