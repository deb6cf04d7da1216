"""A session without a process: settings as clients send them, and when each version is published."""

import asyncio
import gc
import json

import pytest
from lsprotocol import types
from trees import SPEC, TEMPLATE, make

from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.encoding import Encoding
from spec_ls.lsp.handlers.code_action import code_action
from spec_ls.lsp.protocol import Protocol, converter
from spec_ls.lsp.session import Session

from .samples import UNTIDY

pytestmark = pytest.mark.asyncio

TURNS = 2_000
"""Turns of the event loop, far more than all work takes: in each some 2 ms of it are done."""


class QuickDisk:
    """Answers at once."""

    def run(self, work):
        future = asyncio.get_running_loop().create_future()
        future.set_result(work())
        return future


class SlowDisk:
    """Answers when it is told to, in order."""

    def __init__(self):
        self.waiting = []

    def run(self, work):
        future = asyncio.get_running_loop().create_future()
        self.waiting.append((work, future))
        return future

    def answer(self):
        """Answer the first question."""
        work, future = self.waiting.pop(0)
        if not future.cancelled():
            future.set_result(work())


class Wire:
    """A session, and the parameters of all that it sends to its client."""

    def __init__(self, options, folder, client=None, disk=None, interval=0.0):
        self.told, self.disk = [], disk or QuickDisk()
        self._protocol, self._converter = Protocol(None, converter()), converter()
        self._protocol.set_writer(self, include_headers=False)
        self.session = Session(self._protocol, self.disk, client or Client(), folder, options, interval)

    def write(self, data):
        message = json.loads(data)
        kinds = {
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: types.PublishDiagnosticsParams,
            types.WINDOW_SHOW_MESSAGE: types.ShowMessageParams,
        }
        self.told.append(self._converter.structure(message["params"], kinds[message["method"]]))

    @property
    def messages(self):
        return [params.message for params in self.told if isinstance(params, types.ShowMessageParams)]

    @property
    def published(self):
        """Versions with their numbers of diagnostics."""
        told = [params for params in self.told if isinstance(params, types.PublishDiagnosticsParams)]
        return [(params.version, len(params.diagnostics)) for params in told]

    def open(self, uri, version, text):
        self.session.open(types.TextDocumentItem(uri, "restructuredtext", version, text))

    def change(self, uri, version, *changes):
        self.session.document(uri).edit(uri, version, changes)

    async def codes(self, text, uri="untitled:1"):
        """The codes published for a text that is opened."""
        self.open(uri, 1, text)
        await rest()
        return {diagnostic.code for diagnostic in self.told[-1].diagnostics}

    async def snapshot(self, uri):
        """The snapshot that a request gets."""
        document = self.session.document(uri)
        parsed = document.parsed_version()
        await document.template.until_known()
        return document.snapshot(parsed)


async def turn():
    """One turn of the event loop: what a message of the client may have to wait for."""
    await asyncio.sleep(0)


async def rest():
    """No message comes until all work is done, but for a slow disk's."""
    for _ in range(TURNS):
        await turn()


@pytest.mark.parametrize(
    "options",
    [
        {"template": "nova", "select": ["misordered-section"]},
        {"spec-ls": {"template": "nova", "select": ["misordered-section"]}, "other": {"x": 1}},
    ],
)
async def test_options_are_read_with_and_without_their_key(options, tmp_path):
    """Options count by themselves and below the key of the server, where others may stand beside it."""
    wire = Wire(options, tmp_path)
    assert wire.messages == []
    assert await wire.codes(UNTIDY) == {"misordered-section"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"max-line-length": "x"}, ['"max-line-length": expected a whole number above 0']),
        (
            {"maxlinelength": 70, "select": ["nope"]},
            ['"maxlinelength": unknown key', '"select": unknown code'],
        ),
        ({"spec-ls": ["x"]}, ["expected an object"]),
        ("x", ["expected an object"]),
        (["x" * 1000], ["expected an object, not ['xxx", "...xxx"]),
        ({"x" * 1000: 1}, ['xxx...": unknown key']),
        ({"template": "nowhere"}, ['"template": no built-in template "nowhere"']),
    ],
)
async def test_wrong_options_are_said_once_with_their_key(options, words, tmp_path):
    """What is wrong is shown in one message that names the keys."""
    wire = Wire(options, tmp_path)
    await wire.codes(UNTIDY)
    await wire.codes(UNTIDY, "untitled:2")
    (message,) = wire.messages
    assert all(word in message for word in words)
    assert len(message) < 250


async def test_settings_of_other_servers_are_no_mistake(tmp_path):
    """A client that sends every server the settings of all is not told that ours does not know theirs."""
    wire = Wire({"template": "nova", "select": ["misordered-section"]}, tmp_path)
    wire.session.configure({"pylsp": {"plugins": {}}, "gopls": 1})
    assert wire.messages == []
    assert await wire.codes(UNTIDY) == {"misordered-section"}
    wire.session.configure({"pylsp": {}, "spec-ls": {"tempalte": "rally"}})
    assert len(wire.messages) == 1


async def test_a_client_that_knows_commands_alone_gets_no_actions(tmp_path):
    """Code actions with edits are newer than the protocol; who does not know them is not sent any."""
    place = types.Range(types.Position(0, 0), types.Position(99, 0))
    document = types.TextDocumentIdentifier("untitled:1")
    params = types.CodeActionParams(document, place, types.CodeActionContext([]))
    for able in (False, True):
        wire = Wire({"template": "nova"}, tmp_path, Client(Encoding.UTF_8, code_actions=able))
        await wire.codes(UNTIDY)
        assert bool(code_action(await wire.snapshot("untitled:1"), params)) is able


class Typing:
    """An editor that sends edits of one document."""

    def __init__(self, folder):
        self.wire = Wire({"template": "nova"}, folder, Client(code_actions=True))
        self.session, self.uri, self.text, self.version = self.wire.session, "untitled:1", UNTIDY, 1
        self.wire.open(self.uri, 1, UNTIDY)

    def insert(self, text, line=0):
        """A version that has a text more at the start of a line."""
        self.version += 1
        lines = self.text.split("\n")
        self.text = "\n".join([*lines[:line], text + lines[line], *lines[line + 1 :]])
        place = types.Range(types.Position(line, 0), types.Position(line, 0))
        change = types.TextDocumentContentChangePartial(range=place, text=text)
        self.wire.change(self.uri, self.version, change)

    @property
    def versions(self):
        """The versions that were published."""
        return [version for version, _ in self.wire.published]

    @property
    def lines(self):
        """The lines of the diagnostics that were published last."""
        return [diagnostic.range.start.line for diagnostic in self.wire.told[-1].diagnostics]


async def fresh_lines(text, options, folder):
    """The lines of the diagnostics of a text that is opened."""
    wire = Wire(options, folder)
    await wire.codes(text)
    return [diagnostic.range.start.line for diagnostic in wire.told[-1].diagnostics]


async def test_of_edits_that_wait_the_last_is_answered(tmp_path):
    """Of versions that come in a row the last is answered; of edits that come one by one each."""
    editor = Typing(tmp_path)
    await rest()
    for _ in range(3):
        editor.insert("\n")
    assert editor.versions == [1]
    await rest()
    assert editor.versions == [1, 4]
    assert editor.lines == await fresh_lines(editor.text, {"template": "nova"}, tmp_path)
    for _ in range(2):
        editor.insert("x")
        await rest()
    assert editor.versions == [1, 4, 5, 6]
    await rest()
    assert editor.versions == [1, 4, 5, 6]


async def test_a_version_without_changes_is_answered(tmp_path):
    """A version is answered whatever has become of the text."""
    editor = Typing(tmp_path)
    await rest()
    editor.wire.change(editor.uri, 2)
    await rest()
    assert editor.versions == [1, 2]


async def test_a_request_between_edits_sees_the_newest_text(tmp_path):
    """A request that comes behind edits sees their text, after the diagnostics of that version."""
    editor = Typing(tmp_path)
    await rest()
    for number in (2, 3):
        editor.insert("\n")
        snapshot = await editor.wire.snapshot(editor.uri)
        assert str(snapshot.document.text) == editor.text
        assert editor.versions[-1] == snapshot.version == number
    await rest()
    assert editor.versions == [1, 2, 3]


async def test_a_request_sees_the_text_as_it_was_when_it_came(tmp_path):
    """Edits and new settings that come behind a request: it sees the old text beside the new settings."""
    editor = Typing(tmp_path)
    await rest()
    document, before = editor.session.document(editor.uri), editor.text
    parsed = document.parsed_version()
    editor.insert("x", line=4)
    editor.session.configure({"template": "nova", "select": ["misordered-section"]})
    await document.template.until_known()
    snapshot = document.snapshot(parsed)
    assert (snapshot.version, str(snapshot.spec.text)) == (1, before)
    assert {finding.code for finding in snapshot.checked.findings} == {"misordered-section"}
    assert editor.versions == [1, 2]


async def test_new_settings_are_applied_to_edits_that_wait(tmp_path):
    """Settings that change in the midst of typing are applied to the newest text, which is answered once."""
    editor = Typing(tmp_path)
    await rest()
    editor.insert("\n\n")
    editor.session.configure(options := {"template": "nova", "select": ["misordered-section"]})
    await rest()
    assert editor.versions == [1, 2]
    assert editor.lines == await fresh_lines(editor.text, options, tmp_path)


async def test_a_document_that_is_closed_is_not_answered_any_more(tmp_path):
    """Edits that wait are forgotten with their document; one that is opened again has its own text."""
    editor = Typing(tmp_path)
    await rest()
    editor.insert("\n")
    editor.session.close(editor.uri)
    await rest()
    assert (editor.versions, editor.lines) == ([1, None], [])
    editor.wire.open(editor.uri, 7, UNTIDY)
    editor.wire.change(editor.uri, 8)
    editor.wire.open(editor.uri, 9, "")
    await rest()
    assert editor.versions == [1, None, 9]


async def test_a_failing_check_is_logged_and_the_next_edit_is_answered(tmp_path, caplog, monkeypatch):
    """A bug in the core ends neither the session nor the document's coroutine."""
    editor = Typing(tmp_path)
    await rest()
    with monkeypatch.context() as broken:
        broken.setattr("spec_ls.lsp.document.check_promptly", None)
        editor.insert("x")
        await rest()
    assert "the check failed" in caplog.text
    editor.insert("x")
    await rest()
    assert editor.versions == [1, 3]


LONG = (
    "Spec\n====\n\nProblem description\n===================\n\nOne *a.\n\n"
    ".. note::\n\n" + "   Some *text.\n\n" * 40
)


def typed(line, column):
    """A letter that is typed."""
    at = types.Position(line, column)
    return types.TextDocumentContentChangePartial(range=types.Range(at, at), text="x")


async def test_what_takes_long_comes_in_a_second_answer(tmp_path):
    """docutils' messages of a long directive follow in an answer of their own, for the same version."""
    wire = Wire({"template": "nova", "select": ["rst-syntax"]}, tmp_path)
    wire.open("untitled:1", 1, LONG)
    await rest()
    wire.change("untitled:1", 2, typed(10, 3))
    await rest()
    assert wire.published == [(1, 0), (1, 41), (2, 1), (2, 41)]


async def test_a_second_answer_is_never_older_than_a_first(tmp_path):
    """The rest of a version's findings is dropped when the next version has come."""
    wire = Wire({"template": "nova", "select": ["rst-syntax"]}, tmp_path)
    wire.open("untitled:1", 1, LONG)
    while not wire.published:
        await turn()
    wire.change("untitled:1", 2, typed(10, 3))
    await rest()
    assert wire.published == [(1, 0), (2, 0), (2, 41)]
    for version in (3, 4, 5):
        wire.change("untitled:1", version, typed(10 + 2 * version, 3))
        while wire.published[-1][0] != version:
            await turn()
    wire.session.close("untitled:1")
    await rest()
    assert [version for version, _ in wire.published[3:]] == [3, 4, 5, None]


async def test_a_document_on_a_slow_disk_is_answered_once_its_template_is_known(tmp_path):
    """Until then requests wait, edits are taken, and the newest version alone is answered."""
    options, disk = {"template": "nova", "max-line-length": 9, "select": ["line-too-long"]}, SlowDisk()
    wire = Wire(options, tmp_path, disk=disk)
    wire.open("untitled:1", 1, "Some text\n\n")
    wire.change("untitled:1", 2, typed(0, 0))
    request = asyncio.create_task(wire.snapshot("untitled:1"))
    await rest()
    assert (request.done(), wire.told) == (False, [])
    while disk.waiting:
        disk.answer()
        await rest()
    assert wire.published == [(2, 1)]
    assert str((await request).document.text) == "xSome text\n\n"


async def test_a_keystroke_does_not_wait_for_a_slow_disk(tmp_path):
    """It is answered beside the template that was known, and again if that has changed meanwhile."""
    make(tmp_path, {"specs/template.rst": TEMPLATE, ".git/HEAD": ""})
    disk, uri = SlowDisk(), uris.from_path(tmp_path / "specs" / "a" / "b.rst")
    wire, last = Wire({"select": ["missing-section"]}, tmp_path, disk=disk), len(SPEC.splitlines()) - 1
    wire.open(uri, 1, SPEC)
    await turn()
    disk.answer()
    for version in (2, 3):
        await rest()
        wire.change(uri, version, typed(last, 0))
    await rest()
    assert wire.published == [(1, 0), (2, 0), (3, 0)]
    assert len(disk.waiting) == 1, "one lookup is under way, not one a keystroke"
    (tmp_path / "specs" / "template.rst").write_text(TEMPLATE + "\nMore\n====\n\nText.\n", encoding="utf-8")
    disk.answer()
    await rest()
    assert wire.published[3:] == [(3, 1)]
    wire.change(uri, 4, typed(last, 0))
    await rest()
    wire.session.close(uri)
    while disk.waiting:
        disk.answer()
        await rest()
    assert [version for version, _ in wire.published[4:]] == [4, None]


async def test_a_changed_template_is_seen_after_the_interval(tmp_path):
    """A keystroke within the interval after a lookup leads to one lookup more at its end, and then to none."""
    make(tmp_path, {"specs/template.rst": TEMPLATE, ".git/HEAD": ""})
    disk, uri = CountingDisk(), uris.from_path(tmp_path / "specs" / "a" / "b.rst")
    wire = Wire({"select": ["missing-section"]}, tmp_path, disk=disk, interval=0.2)
    wire.open(uri, 1, SPEC)
    await rest()
    (tmp_path / "specs" / "template.rst").write_text(TEMPLATE + "\nMore\n====\n\nText.\n", encoding="utf-8")
    for version in (2, 3):
        wire.change(uri, version, typed(len(SPEC.splitlines()) - 1, 0))
        while wire.published[-1][0] != version:
            await turn()
    assert wire.published == [(1, 0), (2, 0), (3, 0)]
    async with asyncio.timeout(20):
        while wire.published[-1] != (3, 1):
            await asyncio.sleep(0.01)
        lookups = disk.count
        wire.change(uri, 4, typed(0, 0))
        while disk.count == lookups:
            await asyncio.sleep(0.01)
    assert lookups == 2


async def test_a_changed_template_comment_counts_at_once(tmp_path):
    """A keystroke in the comment that chooses the template is answered beside the chosen one, within the interval."""
    wire = Wire({"select": ["missing-section"]}, tmp_path, interval=1_000.0)
    wire.open("untitled:1", 1, ".. spec-ls: template=nov\n\nT\n=\n\nA\n-\n\nB\n-\n")
    await rest()
    wire.change("untitled:1", 2, insertion(0, 24, "a"))
    await rest()
    assert [version for version, _ in wire.published] == [1, 2]
    assert wire.published[1][1] > 0


class CountingDisk(QuickDisk):
    """Counts the questions that it answers."""

    count = 0

    def run(self, work):
        self.count += 1
        return super().run(work)


def insertion(line, column, text):
    """A text that is inserted."""
    at = types.Position(line, column)
    return types.TextDocumentContentChangePartial(range=types.Range(at, at), text=text)


async def test_what_a_slow_disk_says_of_old_settings_is_not_used(tmp_path):
    """Settings that change during a lookup count in the end, and nothing older is published."""
    disk = SlowDisk()
    wire = Wire({"template": "nova", "select": ["missing-title"]}, tmp_path, disk=disk)
    wire.open("untitled:1", 1, "Some text\n")
    await rest()
    wire.session.configure({"template": "nova", "select": ["missing-section"]})
    await rest()
    while disk.waiting:
        disk.answer()
        await rest()
    assert {diagnostic.code for told in wire.told for diagnostic in told.diagnostics} == {"missing-section"}


async def test_many_documents_are_looked_at_one_by_one(tmp_path):
    """New settings touch one open document in each idle moment, so that a keystroke gets its turn."""
    wire = Wire({"template": "nova"}, tmp_path)
    for number in range(20):
        wire.open(f"untitled:{number}", 1, UNTIDY)
    await rest()
    del wire.told[:]
    wire.session.configure({"template": "nova", "select": ["misordered-section"]})
    counts = []
    while len(wire.told) < 20:
        before = len(wire.told)
        await turn()
        counts.append(len(wire.told) - before)
        if len(counts) == 9:  # a request for one of them does not wait for all
            snapshot = await wire.snapshot("untitled:19")
            assert {finding.code for finding in snapshot.checked.findings} == {"misordered-section"}
            assert len(wire.told) < 19
    await rest()
    assert (max(counts), len(wire.told)) == (1, 20)


async def test_a_request_waits_until_its_template_is_known(tmp_path):
    """The template is not known during the first lookup; a document that is closed then has no answer."""
    disk = SlowDisk()
    wire = Wire({"template": "nova"}, tmp_path, disk=disk)
    assert wire.session.document("untitled:1") is None
    requests = []
    for number in (1, 2):
        wire.open(f"untitled:{number}", 1, UNTIDY)
        requests.append(asyncio.create_task(wire.snapshot(f"untitled:{number}")))
    await rest()
    wire.session.close("untitled:2")
    await rest()
    assert [request.done() for request in requests] == [False, True]
    assert await requests[1] is None
    while disk.waiting:
        disk.answer()
        await rest()
    assert (await requests[0]).spec is not None


async def test_a_document_without_a_template_has_a_snapshot(tmp_path):
    """Features of any RST get a parsed document where no template serves it, and no spec."""
    wire = Wire(None, tmp_path)
    wire.open(uri := uris.from_path(tmp_path / "notes.rst"), 1, UNTIDY)
    snapshot = await wire.snapshot(uri)
    assert (str(snapshot.document.text), snapshot.spec, snapshot.checked) == (UNTIDY, None, None)
    assert wire.published == [(1, 0)]


async def test_what_never_began_ends_without_a_word(tmp_path, recwarn):
    """A session may end right after it has wanted to ask its client for something."""
    session = Wire({}, tmp_path).session
    session.run_in_background(session.request(types.WORKSPACE_CODE_LENS_REFRESH, None))
    session.end()
    for _ in range(5):
        await asyncio.sleep(0)
    gc.collect()
    assert [str(warning.message) for warning in recwarn if warning.category is RuntimeWarning] == []
