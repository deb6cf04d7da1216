"""Commands: the client is asked to apply what they make."""

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from .samples import LACKS_USE_CASES, SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")

INSERT = "spec-ls.apply.insertMissing"


async def run(client, command, *arguments):
    """Run a command; the answer says nothing."""
    params = types.ExecuteCommandParams(command, list(arguments))
    assert await client.workspace_execute_command_async(params) is None


async def test_a_command_asks_the_client_to_apply_its_fix(client, spec):
    """The edit is bound to the version of the text that the command was about."""
    assert INSERT in client.offered.execute_command_provider.commands
    await client.open(uri := spec(client), LACKS_USE_CASES)
    await run(client, INSERT, {"textDocument": {"uri": uri}})
    asked = await client.until(lambda: [a for a in client.asked_to_apply if uri in str(a)] or None)
    (change,) = asked[0].edit.document_changes
    assert (change.text_document.uri, change.text_document.version) == (uri, 1)
    fixed = client.apply(LACKS_USE_CASES, change.edits)
    published = await client.open(spec(client), fixed)
    assert "missing-section" not in {diagnostic.code for diagnostic in published.diagnostics}


async def test_the_client_is_asked_before_the_answer(client, spec):
    """Emacs takes an edit without a question only while it waits for the answer."""
    await client.open(uri := spec(client), LACKS_USE_CASES)
    await run(client, INSERT, {"textDocument": {"uri": uri}})
    assert [asked for asked in client.asked_to_apply if uri in str(asked)]


async def test_a_command_that_has_nothing_to_do_asks_for_nothing(client, spec):
    """A complete spec, or a document that is not open: the answer is null all the same."""
    await client.open(uri := spec(client), SPEC)
    before = len(client.asked_to_apply)
    await run(client, INSERT, {"textDocument": {"uri": uri}})
    await run(client, INSERT, {"textDocument": {"uri": "untitled:none"}})
    assert len(client.asked_to_apply) == before


@pytest.mark.parametrize(
    ("command", "arguments", "message"),
    [
        ("spec-ls.apply.all", [{"textDocument": {"uri": "a"}}], 'there is no command "spec-ls.apply.all"'),
        (INSERT, [], "a command takes one object: textDocument, and perhaps position"),
        (INSERT, [1], "a command takes one object: textDocument, and perhaps position"),
        (
            INSERT,
            [{"textDocument": {"uri": "a"}, "position": 3}],
            "a command takes one object: textDocument, and perhaps position",
        ),
    ],
)
async def test_wrong_commands_are_refused(client, command, arguments, message):
    """The error says what is wrong."""
    with pytest.raises(JsonRpcException, match=message):
        await run(client, command, *arguments)


async def test_a_client_that_applies_no_edits_is_told(plain, spec):
    """The command is refused: nobody could apply what it makes."""
    await plain.open(uri := spec(plain), LACKS_USE_CASES)
    with pytest.raises(JsonRpcException, match="the editor applies no edits"):
        await run(plain, INSERT, {"textDocument": {"uri": uri}})
