"""``spec-ls/state``, which LSP does not have."""

import pytest
from pygls.exceptions import JsonRpcException

from spec_ls.lsp import uris
from spec_ls.lsp.convert import template_file

from .samples import EMPTY_TESTING, LACKS_USE_CASES, SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def ask(client, uri):
    """The answer, JSON's objects as named tuples."""
    return await client.protocol.send_request_async("spec-ls/state", {"textDocument": {"uri": uri}})


def counts(found):
    """The numbers of an answer, and the titles."""
    return found.required, found.written, found.stubs, found.empty, list(found.missing)


async def test_it_is_offered(client):
    """The server says in its capabilities that it answers the request."""
    assert client.offered.experimental["specLsState"] is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SPEC, (5, 5, 2, 0, [])),
        (LACKS_USE_CASES, (5, 4, 2, 0, ["Use Cases"])),
        (EMPTY_TESTING, (5, 4, 1, 1, [])),
    ],
)
async def test_the_state_of_a_spec(client, spec, text, expected):
    """The answer holds the numbers of the demanded sections and the titles of those that are missing."""
    await client.open(uri := spec(client), text)
    assert counts(await ask(client, uri)) == expected


async def test_the_template_in_use(client, spec):
    """A template's name is its path from the repository's top, its URI that of the file."""
    await client.open(uri := spec(client), SPEC)
    template = (await ask(client, uri)).template
    assert template.name == "specs/template.rst"
    assert template.uri == uris.from_path(client.folder / "specs" / "template.rst")


async def test_a_built_in_template(client, spec):
    """A built-in template goes by its name, and its file can be opened too."""
    await client.open(uri := spec(client), f".. spec-ls: template=nova\n\n{SPEC}")
    found = await ask(client, uri)
    assert found.template.name == "builtin:nova"
    assert found.template.uri == uris.from_path(template_file("builtin:nova"))
    assert template_file("builtin:nova").is_file()
    assert "Assignee(s)" in found.missing


async def test_it_is_that_of_the_last_edit(client, spec):
    """Text that was typed a moment ago counts, whether or not its diagnostics are published."""
    await client.open(uri := spec(client), LACKS_USE_CASES)
    await client.replace(uri, "Proposed change\n", "Use Cases\n---------\n\nMany.\n\nProposed change\n")
    assert counts(await ask(client, uri)) == (5, 5, 2, 0, [])


async def test_what_is_no_spec_has_none(client):
    """A file that no template serves, and one that is not open, are answered with null."""
    uri = uris.from_path(client.folder / "notes.rst")
    assert await ask(client, uri) is None
    await client.open(uri, SPEC)
    assert await ask(client, uri) is None


@pytest.mark.parametrize("params", [None, {}, [], {"textDocument": {}}, {"textDocument": "x"}])
async def test_wrong_parameters_are_refused(client, params):
    """A request that names no document gets an error, as any other."""
    with pytest.raises(JsonRpcException) as caught:
        await client.protocol.send_request_async("spec-ls/state", params)
    assert caught.value.code == -32602
