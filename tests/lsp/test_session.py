"""A session without a wire: settings as clients send them, and what they are told."""

import pytest
from lsprotocol import types

from spec_ls.lsp.client import Client
from spec_ls.lsp.encoding import Encoding
from spec_ls.lsp.handlers import code_action
from spec_ls.lsp.session import Link, Session

from .samples import UNTIDY


class Wire:
    """Keeps what a session sends."""

    def __init__(self, options, folder, client=None):
        self.told = []
        link = Link(lambda method, params: self.told.append(params), None, lambda call: call(), None)
        self.session = Session(link)
        self.session.start(client or Client(), folder, options)

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
        assert bool(code_action.handle(wire.session, params)) is able
