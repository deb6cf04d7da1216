"""``textDocument/codeAction``."""

import pytest
from lsprotocol import types

from .samples import EMPTY_TESTING, SPEC, UNTIDY

pytestmark = pytest.mark.asyncio(loop_scope="session")

INSERT, ORDER = "source.insertMissingSections", "source.orderSections"


async def ask(client, uri, text, start, end=None, only=None):
    """The actions for a range of a text that is opened first; None for the whole of it."""
    await client.open(uri, text)
    first = 0 if start is None else text.index(start)
    last = len(text) if start is None else text.index(end or start)
    range_ = types.Range(client.position(text, first), client.position(text, last))
    context = types.CodeActionContext(diagnostics=[], only=only)
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), range_, context)
    return await client.text_document_code_action_async(params)


def edits(action):
    """The edits of an action, which are all of one document."""
    (change,) = action.edit.document_changes
    return change.edits


async def test_every_fix_answers_its_finding(client, spec):
    """A fix is linked to the diagnostic as published, and none is preferred that may change what the author says."""
    found = await ask(client, uri := spec(client), EMPTY_TESTING, "Testing\n===")
    published = (await client.checked(uri, 1)).diagnostics
    action, suppress, suppress_all = [
        action for action in found if action.kind == types.CodeActionKind.QuickFix
    ]
    assert list(action.diagnostics) == [
        diagnostic for diagnostic in published if diagnostic.code == "empty-section"
    ]
    assert action.is_preferred is None
    assert client.apply(EMPTY_TESTING, edits(action)) == SPEC
    assert suppress.title == "Suppress empty-section here"
    assert suppress.diagnostics == action.diagnostics
    assert suppress.is_preferred is None
    assert suppress_all.title == "Suppress empty-section in this file"


async def test_the_edit_is_of_the_version_that_was_checked(client, spec):
    """An action's edit names the document's version, so that no editor applies it to a later one."""
    uri = spec(client)
    await client.open(uri, EMPTY_TESTING)
    await client.replace(uri, "😀 Tune", "😀😀 Tune")
    found = await ask_again(client, uri)
    (change,) = found[0].edit.document_changes
    assert (change.text_document.uri, change.text_document.version) == (uri, 2)
    assert client.apply(client.buffers[uri], edits(found[0])) == SPEC.replace("😀 Tune", "😀😀 Tune")


async def ask_again(client, uri, only=None):
    """The quick fixes of a whole document as it is."""
    text = client.buffers[uri]
    range_ = types.Range(types.Position(0, 0), client.position(text, len(text)))
    context = types.CodeActionContext([], only or [types.CodeActionKind.QuickFix])
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), range_, context)
    return await client.text_document_code_action_async(params)


async def test_a_title_with_a_slip_is_renamed(client, spec):
    """Behind astral and combining characters too, a rename replaces exactly title and underline."""
    text = SPEC.replace("Use Cases\n---------", "Use Case\n--------")
    found = await ask(client, spec(client), text, "Use Case")
    assert SPEC in [client.apply(text, edits(action)) for action in found]


async def test_a_long_line_is_wrapped(client, spec):
    """The fix of an overlong line rewraps it, whatever its characters take in the encoding."""
    words = " ".join(["𝄞é", "e\u0301tude", "😀"] * 12)
    text = SPEC.replace("😀 Tune them.", words)
    found = await ask(client, spec(client), text, words[:20])
    new = client.apply(text, edits(found[0]))
    assert new.split() == text.split()
    assert max(map(len, new.split("\n"))) <= 79


async def test_a_cursor_anywhere_on_the_line_is_enough(client, spec):
    """A finding at the end of a line is fixed from the line's start too."""
    text = SPEC.replace("😀 Tune them.", "😀 " + "tune " * 20 + "tune")
    found = await ask(client, spec(client), text, "😀 tune")
    quick = [action for action in found if action.kind == "quickfix"]
    assert [action.diagnostics[0].code for action in quick] == ["line-too-long"] * 3
    assert [action.title.split()[0] for action in quick] == ["Wrap", "Suppress", "Suppress"]


async def test_all_that_is_missing_is_inserted_at_once(client, spec):
    """One quick fix inserts all required sections; done, none is missing and it is gone."""
    uri = spec(client)
    found = await ask(client, uri, UNTIDY, "Réplication", "Problem description", only=["quickfix"])
    (insert_all,) = [action for action in found if action.title.startswith("Insert all 2 missing")]
    assert insert_all.diagnostics
    new = client.apply(UNTIDY, edits(insert_all))
    published = (await client.open(spec(client), new)).diagnostics
    assert [
        diagnostic.code for diagnostic in published if diagnostic.severity is types.DiagnosticSeverity.Error
    ] == []
    assert not await ask(client, spec(client), new, None, only=[INSERT])


async def test_sections_are_put_in_order_at_once(client, spec):
    """The source action restores the template's order, and applied again changes nothing."""
    (action,) = await ask(client, spec(client), UNTIDY, None, only=[ORDER])
    new = client.apply(UNTIDY, edits(action))
    assert new.index("Proposed change") < new.index("References")
    assert sorted(new.split()) == sorted(UNTIDY.split())
    assert not await ask(client, spec(client), new, None, only=[ORDER])


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (["source"], {INSERT, ORDER}),
        ([INSERT], {INSERT}),
        ([ORDER], {ORDER}),
        (["quickfix"], {"quickfix"}),
        (["quickfix", ORDER], {"quickfix", ORDER}),
        ([""], {"quickfix", INSERT, ORDER}),
        (["source.organizeImports"], set()),
        (["refactor"], set()),
        (["sour"], set()),
    ],
)
async def test_only_the_kinds_asked_for_are_given(client, spec, only, kinds):
    """A kind asks for itself and for what is below it in the hierarchy, and for nothing else."""
    found = await ask(client, spec(client), UNTIDY, None, only=only)
    assert {str(getattr(action.kind, "value", action.kind)) for action in found} == kinds


async def test_no_action_is_listed_twice(client, spec):
    """Without kinds, a fix of the whole document is there once: near its findings as quick fix."""
    everywhere = await ask(client, spec(client), UNTIDY, None)
    titles = [action.title for action in everywhere]
    assert len(titles) == len(set(titles))
    far = await ask(client, spec(client), UNTIDY, "😀 Tune")
    assert {action.kind for action in far} == {INSERT, ORDER}


async def test_a_client_without_versions_gets_changes(plain, spec):
    """A client that lacks ``documentChanges`` gets plain ``changes``, and no preference it cannot read."""
    found = await ask(plain, uri := spec(plain), EMPTY_TESTING, "Testing\n===", only=["quickfix"])
    assert found[0].edit.document_changes is None
    assert plain.apply(EMPTY_TESTING, found[0].edit.changes[uri]) == SPEC
    assert found[0].is_preferred is None


async def test_a_tidy_spec_needs_nothing(client, spec):
    """Where nothing is wrong nothing is offered."""
    assert not await ask(client, spec(client), SPEC, None)


async def test_nothing_is_inserted_behind_the_last_line_end(client, spec):
    """Neovim adds a blank line to lines that come there, so they come before that line end."""
    text = SPEC[: SPEC.index("Testing\n=======")]
    action, *_ = await ask(client, spec(client), text, None, only=[INSERT])
    assert all(edit.range.start.line < text.count("\n") for edit in edits(action))
    new = client.apply(text, edits(action))
    assert new.startswith(text)
    assert new.endswith("\n")
    assert "\nTesting\n=======\n" in new
