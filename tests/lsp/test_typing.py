"""A spec that is typed into a real server from its first line to its last."""

import pytest
from lsprotocol import types

from .samples import SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")


def is_early(diagnostic):
    """True for what is not about the sections to come."""
    return (diagnostic.code, diagnostic.message.startswith("still to write: ")) != ("missing-section", True)


async def test_nothing_is_said_too_early(client, spec):
    """After each line there is one diagnostic at most, "still to write", and none in the end."""
    await client.open(uri := spec(client), "")
    for line in SPEC.splitlines(keepends=True):
        text = client.buffers[uri]
        end = client.position(text, len(text))
        client.buffers[uri] = text + line
        typed = types.TextDocumentContentChangePartial(types.Range(end, end), line)
        found = (await client.change(uri, typed)).diagnostics
        assert not [diagnostic.message for diagnostic in found if is_early(diagnostic)], text + line
        assert len(found) <= 1
    assert client.buffers[uri] == SPEC
    assert not found


async def test_the_range_of_what_is_still_to_write_is_that_of_its_fixes(client, spec):
    """In an empty buffer, and behind the last line, the diagnostic has all sections as its first fix, or the whole template."""
    for text in ("", SPEC.partition("Use Cases")[0]):
        uri = spec(client)
        (found,) = (await client.open(uri, text)).diagnostics
        at = types.Range(found.range.end, found.range.end)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), at, types.CodeActionContext([]))
        first, second, *_ = await client.text_document_code_action_async(params)
        skeleton = "Insert a skeleton with the template's guidance"
        titles = ["Insert all", skeleton] if text else ["Fill in the template", "Insert all"]
        assert first.title.startswith(titles[0])
        assert second.title.startswith(titles[1])
        assert list(first.diagnostics) == [found]
