"""``textDocument/foldingRange``."""

import pytest
from lsprotocol import types

from .samples import SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")

LIST = "\n1. a\n\n   b\n2. c\n"


async def ask(client, uri, text):
    """The lines that folds begin and end with, and their kinds."""
    await client.open(uri, text)
    params = types.FoldingRangeParams(types.TextDocumentIdentifier(uri))
    lines = text.splitlines()
    found = await client.text_document_folding_range_async(params)
    return [(lines[fold.start_line], lines[fold.end_line].strip(), fold.kind) for fold in found]


async def test_sections_lists_and_comments_fold(client, spec):
    """The folds are those of the document, and whole lines in every encoding."""
    found = await ask(client, spec(client), ".. A licence.\n   More.\n\n" + SPEC + LIST)
    assert found[:3] == [
        (".. A licence.", "More.", "comment"),
        ("𝄞 Réplication e\u0301tape", "2. c", None),
        ("Problem description", "𝄞 An operator tunes all of them.", None),
    ]
    assert ("1. a", "2. c", None) in found
    assert ("1. a", "b", None) not in found, "this editor folds whole lines"


async def test_a_client_that_states_nothing_gets_all(plain, spec):
    """Two folds may begin on one line where the client did not say that it folds lines alone."""
    found = await ask(plain, spec(plain), SPEC + LIST)
    assert [fold for fold in found if fold[0] == "1. a"] == [("1. a", "2. c", None), ("1. a", "b", None)]


async def test_text_that_no_template_serves_folds(client):
    """Any RST document has folds."""
    assert await ask(client, "untitled:folding", "One\n===\n\nText.\n") == [("One", "Text.", None)]
