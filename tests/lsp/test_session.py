"""A session without a wire: settings as clients send them, and what they are told."""

import json

import pytest
from lsprotocol import types
from trees import SPEC, TEMPLATE, make

from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.encoding import Encoding
from spec_ls.lsp.handlers import code_action
from spec_ls.lsp.protocol import converter
from spec_ls.lsp.session import Link, Session

from .samples import UNTIDY


class Wire:
    """Keeps what a session sends."""

    def __init__(self, options, folder, client=None, later=lambda call: call(), aside=None):
        self.told = []
        self.converter = converter()
        link = Link(
            lambda method, params: self.told.append(params),
            lambda method, params: self.told.append(self.published(params)),
            None,
            later,
            aside or (lambda work, then: then(work())),
        )
        self.session = Session(link)
        self.session.start(client or Client(), folder, options)

    def published(self, params):
        """Diagnostics that were sent as JSON."""
        return self.converter.structure(json.loads(params), types.PublishDiagnosticsParams)

    @property
    def messages(self):
        return [params.message for params in self.told if isinstance(params, types.ShowMessageParams)]

    def codes(self, text, uri="untitled:1"):
        """The codes published for a text that is opened."""
        self.session.open(uri, 1, text)
        return {diagnostic.code for diagnostic in self.told[-1].diagnostics}


@pytest.mark.parametrize(
    "options",
    [
        {"template": "nova", "select": ["misordered-section"]},
        {"spec-ls": {"template": "nova", "select": ["misordered-section"]}, "other": {"x": 1}},
    ],
)
def test_options_are_read_with_and_without_their_key(options, tmp_path):
    """Options count by themselves and below the key of the server, where others may stand beside it."""
    wire = Wire(options, tmp_path)
    assert wire.messages == []
    assert wire.codes(UNTIDY) == {"misordered-section"}


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
        ({"template": "nowhere"}, ['"template": no built-in template "nowhere"']),
    ],
)
def test_wrong_options_are_said_once_with_their_key(options, words, tmp_path):
    """What is wrong is shown in one message that names the keys."""
    wire = Wire(options, tmp_path)
    wire.codes(UNTIDY)
    wire.codes(UNTIDY, "untitled:2")
    (message,) = wire.messages
    assert all(word in message for word in words)


def test_settings_of_other_servers_are_no_mistake(tmp_path):
    """A client that sends every server the settings of all is not told that ours does not know theirs."""
    wire = Wire({"template": "nova", "select": ["misordered-section"]}, tmp_path)
    wire.session.configure({"pylsp": {"plugins": {}}, "gopls": 1})
    assert wire.messages == []
    assert wire.codes(UNTIDY) == {"misordered-section"}
    wire.session.configure({"pylsp": {}, "spec-ls": {"tempalte": "rally"}})
    assert len(wire.messages) == 1


def test_a_client_that_knows_commands_alone_gets_no_actions(tmp_path):
    """Code actions with edits are newer than the protocol; who does not know them is not sent any."""
    place = types.Range(types.Position(0, 0), types.Position(99, 0))
    document = types.TextDocumentIdentifier("untitled:1")
    params = types.CodeActionParams(document, place, types.CodeActionContext([]))
    for able in (False, True):
        wire = Wire({"template": "nova"}, tmp_path, Client(Encoding.UTF_8, code_actions=able))
        wire.codes(UNTIDY)
        assert bool(code_action.handle(wire.session.view("untitled:1"), params)) is able


class Typing:
    """An editor that sends edits of one document while the server's idle moments wait in ``later``."""

    def __init__(self, folder):
        self.later = []
        self.wire = Wire({"template": "nova"}, folder, Client(code_actions=True), self.later.append)
        self.session, self.uri, self.text, self.version = self.wire.session, "untitled:1", UNTIDY, 1
        self.session.open(self.uri, 1, UNTIDY)

    def insert(self, text, line=0):
        """A version that has a text more at the start of a line."""
        self.version += 1
        lines = self.text.split("\n")
        self.text = "\n".join([*lines[:line], text + lines[line], *lines[line + 1 :]])
        place = types.Range(types.Position(line, 0), types.Position(line, 0))
        change = types.TextDocumentContentChangePartial(range=place, text=text)
        self.session.change(self.uri, self.version, [change])

    def rest(self):
        """No message waits."""
        calls, self.later[:] = self.later[:], []
        for call in calls:
            call()

    @property
    def published(self):
        """Versions, and of the last one the lines of its diagnostics."""
        told = [one for one in self.wire.told if isinstance(one, types.PublishDiagnosticsParams)]
        return [one.version for one in told], [one.range.start.line for one in told[-1].diagnostics]


def fresh_lines(text, options, folder):
    """The lines of the diagnostics of a text that is opened."""
    wire = Wire(options, folder)
    wire.codes(text)
    return [one.range.start.line for one in wire.told[-1].diagnostics]


def test_of_edits_that_wait_the_last_is_answered(tmp_path):
    """A row of versions that nobody waits for is answered once, edits one by one each for itself."""
    editor = Typing(tmp_path)
    for _ in range(3):
        editor.insert("\n")
    assert editor.published[0] == [1]
    editor.rest()
    assert editor.published == ([1, 4], fresh_lines(editor.text, {"template": "nova"}, tmp_path))
    for _ in range(2):
        editor.insert("x")
        editor.rest()
    assert editor.published[0] == [1, 4, 5, 6]
    editor.rest()
    assert editor.published[0] == [1, 4, 5, 6]


def test_a_version_without_changes_is_answered(tmp_path):
    """A version is a version, whatever has become of the text."""
    editor = Typing(tmp_path)
    editor.session.change(editor.uri, 2, [])
    editor.rest()
    assert editor.published[0] == [1, 2]


def test_a_request_between_edits_sees_the_newest_text(tmp_path):
    """Who asks while edits wait gets what is true now, after the diagnostics of that version."""
    editor = Typing(tmp_path)
    for number in (2, 3):
        editor.insert("\n")
        view = editor.session.view(editor.uri)
        assert str(view.analysis.text) == editor.text
        assert editor.published[0][-1] == view.version == number
    editor.rest()
    assert editor.published[0] == [1, 2, 3]


def test_what_is_looked_at_again_has_the_edits_that_wait(tmp_path):
    """Settings that change in the midst of typing are applied to the newest text, which is answered once."""
    editor = Typing(tmp_path)
    editor.insert("\n\n")
    editor.session.configure(options := {"template": "nova", "select": ["misordered-section"]})
    editor.rest()
    assert editor.published == ([1, 2], fresh_lines(editor.text, options, tmp_path))
    editor.rest()
    assert editor.published[0] == [1, 2]


def test_a_document_that_is_closed_is_not_answered_any_more(tmp_path):
    """Edits that wait are forgotten with their document; one that is opened again has its own text."""
    editor = Typing(tmp_path)
    editor.insert("\n")
    editor.session.close(editor.uri)
    editor.rest()
    assert editor.published == ([1, None], [])
    editor.session.open(editor.uri, 7, UNTIDY)
    editor.session.change(editor.uri, 8, [])
    editor.session.open(editor.uri, 9, "")
    editor.rest()
    assert editor.published[0] == [1, None, 7, 9]


LONG = (
    "Spec\n====\n\nProblem description\n===================\n\nOne *a.\n\n"
    ".. note::\n\n" + "   Some *text.\n\n" * 40
)


def test_what_takes_long_comes_in_a_second_answer(tmp_path):
    """docutils' messages of a long directive follow in an answer of their own, for the same version."""
    waiting = []
    wire = Wire({"template": "nova", "select": ["rst-syntax"]}, tmp_path, later=waiting.append)
    wire.session.open("untitled:1", 1, LONG)
    run_all(waiting)
    wire.session.change("untitled:1", 2, [typed(10, 3)])
    run_all(waiting)
    assert [(one.version, len(one.diagnostics)) for one in wire.told] == [(1, 0), (1, 41), (2, 1), (2, 41)]


def test_a_second_answer_is_never_older_than_a_first(tmp_path):
    """What was put off for a version is dropped when the next one has come."""
    waiting = []
    wire = Wire({"template": "nova", "select": ["rst-syntax"]}, tmp_path, later=waiting.append)
    wire.session.open("untitled:1", 1, LONG)
    wire.session.change("untitled:1", 2, [typed(10, 3)])
    run_all(waiting)
    assert [(one.version, len(one.diagnostics)) for one in wire.told] == [(1, 0), (2, 0), (2, 41)]
    wire.session.change("untitled:1", 3, [typed(12, 3)])
    waiting.pop(0)()
    wire.session.change("untitled:1", 4, [typed(14, 3)])
    run_all(waiting)
    assert [one.version for one in wire.told[3:]] == [3, 4, 4]
    wire.session.change("untitled:1", 5, [typed(14, 3)])
    waiting.pop(0)()
    wire.session.close("untitled:1")
    run_all(waiting)
    assert [(one.version, len(one.diagnostics)) for one in wire.told[6:]] == [(5, 1), (None, 0)]


def typed(line, column):
    """A letter that is typed."""
    at = types.Position(line, column)
    return types.TextDocumentContentChangePartial(range=types.Range(at, at), text="x")


def run_all(waiting):
    """Run what is to be done later, in order, with what that leaves for later."""
    while waiting:
        waiting.pop(0)()


class SlowDisk:
    """Answers when it is told to, in order."""

    def __init__(self):
        self.waiting = []

    def ask(self, work, then):
        self.waiting.append((work, then))

    def turn(self):
        """Answer one question."""
        work, then = self.waiting.pop(0)
        then(work())


def test_a_document_on_a_slow_disk_is_answered_once_its_template_is_known(tmp_path):
    """Until then requests get nothing, edits are taken, and the newest version alone is answered."""
    disk = SlowDisk()
    wire = Wire(
        {"template": "nova", "max-line-length": 9, "select": ["line-too-long"]}, tmp_path, aside=disk.ask
    )
    wire.session.open("untitled:1", 1, "Some text\n")
    wire.session.change("untitled:1", 2, [typed(0, 0)])
    assert (wire.session.view("untitled:1"), wire.told) == (None, [])
    disk.turn()
    while disk.waiting:
        disk.turn()
    assert [(one.version, len(one.diagnostics)) for one in wire.told] == [(2, 1)]
    assert str(wire.session.view("untitled:1").analysis.text) == "xSome text\n"


def test_a_keystroke_does_not_wait_for_a_slow_disk(tmp_path):
    """It is answered beside the template that was known, and again if that has changed meanwhile."""
    make(tmp_path, {"specs/template.rst": TEMPLATE, ".git/HEAD": ""})
    disk, uri = SlowDisk(), uris.from_path(tmp_path / "specs" / "a" / "b.rst")
    wire = Wire({"select": ["missing-section"]}, tmp_path, aside=disk.ask)
    wire.session.open(uri, 1, SPEC)
    disk.turn()
    for version in (2, 3):
        wire.session.change(uri, version, [typed(len(SPEC.splitlines()) - 1, 0)])
    assert [(one.version, len(one.diagnostics)) for one in wire.told] == [(1, 0), (2, 0), (3, 0)]
    assert len(disk.waiting) == 1, "one question is asked, not one a keystroke"
    (tmp_path / "specs" / "template.rst").write_text(TEMPLATE + "\nMore\n====\n\nText.\n", encoding="utf-8")
    while disk.waiting:
        disk.turn()
    assert [(one.version, len(one.diagnostics)) for one in wire.told[3:]] == [(3, 1)]
    wire.session.change(uri, 4, [typed(len(SPEC.splitlines()) - 1, 0)])
    wire.session.close(uri)
    while disk.waiting:
        disk.turn()
    assert [one.version for one in wire.told[4:]] == [4, None]


def test_what_a_slow_disk_says_of_old_settings_is_not_used(tmp_path):
    """Settings that change while the disk is asked count in the end, and nothing older is published."""
    disk = SlowDisk()
    wire = Wire({"template": "nova", "select": ["missing-title"]}, tmp_path, aside=disk.ask)
    wire.session.open("untitled:1", 1, "Some text\n")
    wire.session.configure({"template": "nova", "select": ["missing-section"]})
    while disk.waiting:
        disk.turn()
    assert {one.code for told in wire.told for one in told.diagnostics} == {"missing-section"}


def test_many_documents_are_looked_at_one_by_one(tmp_path):
    """Settings that change touch one open document in each idle moment, so that a keystroke gets its turn."""
    later = []
    wire = Wire({"template": "nova"}, tmp_path, later=later.append)
    for number in range(20):
        wire.session.open(f"untitled:{number}", 1, UNTIDY)
    run_all(later)
    del wire.told[:]
    wire.session.configure({"template": "nova", "select": ["misordered-section"]})
    counts = []
    while later:
        before = len(wire.told)
        later.pop(0)()
        counts.append(len(wire.told) - before)
        if len(counts) == 5:  # who asks for one of them does not wait for all
            assert {one.code for one in wire.session.view("untitled:19").checked.findings} == {
                "misordered-section"
            }
    assert (max(counts), len(wire.told)) == (1, 20)


def test_who_asks_too_early_is_told_when_it_is_known(tmp_path):
    """What serves a document is not known while the disk is asked; it is closed, or known, at the end."""
    disk, told = SlowDisk(), []
    wire = Wire({"template": "nova"}, tmp_path, aside=disk.ask)
    assert not wire.session.when_known("untitled:1", lambda: told.append("never"))
    for number in (1, 2):
        wire.session.open(f"untitled:{number}", 1, UNTIDY)
        assert wire.session.when_known(f"untitled:{number}", lambda number=number: told.append(number))
    wire.session.close("untitled:2")
    assert told == [2]
    while disk.waiting:
        disk.turn()
    assert told == [2, 1]
    assert not wire.session.when_known("untitled:1", lambda: told.append("never"))
