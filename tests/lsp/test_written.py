"""Diagnostics that are written as JSON without lsprotocol: the bytes are those that pygls would send."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from spec_ls.findings import Finding, Severity, TemplatePlace
from spec_ls.lsp.client import Client
from spec_ls.lsp.convert import Converter
from spec_ls.lsp.encoding import Encoding
from spec_ls.lsp.protocol import Protocol, converter
from spec_ls.lsp.written import Written, write
from spec_ls.model.template import read_template
from spec_ls.text import Edit, Range, Text

from .samples import TEMPLATE

PIECES = (
    "a",
    " ",
    "é",
    "😀",
    "e\u0301",
    "\ud800",
    '"',
    "\\",
    "\t",
    "\x00",
    "\x7f",
    "\u2028",
    "\x0b",
    "{0}",
    "%s",
)
BREAKS = ("\n", "\n", "\n", "\r\n", "\r")
TEMPLATES = (
    None,
    read_template(TEMPLATE, Path("/a b/é.rst")),
    read_template(TEMPLATE, "builtin:nova"),
)
PLACES = (None, TemplatePlace(Path("/a b/é.rst"), 3), TemplatePlace("builtin:nova", 5), TemplatePlace("builtin:nova", 999))  # fmt: skip

PROTOCOL = Protocol(None, converter())

words = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
texts = st.lists(st.sampled_from(PIECES + BREAKS), max_size=30).map("".join)


class Answers:
    """Takes what a server writes."""

    def __init__(self):
        self.data = b""

    def write(self, data):
        self.data += data


def sent(method, *arguments):
    """The bytes that a protocol writes for a notification of diagnostics; ``method`` is one of its methods."""
    answers = Answers()
    PROTOCOL.set_writer(answers)
    getattr(PROTOCOL, method)(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, *arguments)
    return answers.data


@st.composite
def findings(draw, text):
    """A finding somewhere in a text, or a little outside of it."""
    height = len(text.lines)
    line, end = sorted(draw(st.integers(0, height)) for _ in range(2))
    range_ = Range.of(line, draw(st.integers(0, 9)), end, draw(st.integers(0, 9)))
    code, message = draw(st.sampled_from(["a", "b"])), draw(words)
    return Finding(
        code, draw(st.sampled_from(Severity)), message, range_, None, draw(st.sampled_from(PLACES))
    )


@st.composite
def states(draw):
    """Texts and what is wrong with them, each made from the one before: some findings stay, some move."""
    text, found, made = Text.of(draw(texts)), [], []
    for _ in range(draw(st.integers(1, 4))):
        stay = [one for one in found if draw(st.booleans())]
        moved = [one.moved(draw(st.integers(0, 1))) for one in found if draw(st.booleans())]
        found = stay + moved + draw(st.lists(findings(text), max_size=3))
        found += [replace(one, code="c", template=None) for one in found if draw(st.booleans())]
        made.append((text, found, draw(st.sampled_from(TEMPLATES))))
        range_ = Range.of(0, draw(st.integers(0, 3)), draw(st.integers(0, 2)), 0)
        text, _ = text.replace(Edit(range_, draw(texts)))
    return made


@pytest.mark.parametrize("related", [True, False])
@pytest.mark.parametrize("encoding", list(Encoding))
@given(states(), words)
@settings(deadline=None, max_examples=60)
def test_the_bytes_are_those_of_pygls(encoding, related, made, uri):
    """Whatever was written before, a state's diagnostics are the ones that lsprotocol's types would become."""
    client, written = Client(encoding, related_information=related), Written()
    for version, (text, found, template) in enumerate(made):
        converts = Converter(text, client)
        written = write(found, converts, template, written)
        diagnostics = [converts.to_diagnostic(one, template) for one in found]
        params = types.PublishDiagnosticsParams(uri, diagnostics, version)
        assert sent("notify_json", written.params(uri, version)) == sent("notify", params)


def test_what_stays_is_not_written_again():
    """Of a finding that stays, and of one that only moves, all that costs something is taken over."""
    text = Text.of("é😀a\n" * 4)
    found = [Finding("a", Severity.ERROR, "x", Range.of(line, 1, line, 3)) for line in (0, 2)]
    before = write(found, Converter(text, client := Client()), None, Written())
    longer, _ = text.replace(Edit(Range.of(1, 0, 1, 0), "new\n"))
    after = write([found[0], found[1].moved(1)], Converter(longer, client), None, before)
    assert after.diagnostics[0] is before.diagnostics[0]
    assert after.diagnostics[1].rest is before.diagnostics[1].rest


def test_another_client_or_template_starts_anew():
    """What was written for a client that counts otherwise, or beside another template, is not taken over."""
    text, place = Text.of("😀a\n"), TemplatePlace("builtin:nova", 5)
    found = [Finding("a", Severity.ERROR, "x", Range.of(0, 1, 0, 2), None, place)]
    clients = [Client(encoding, related_information=True) for encoding in Encoding]
    written, seen = Written(), set()
    for client, template in itertools.product(clients, TEMPLATES[1:]):
        written = write(found, Converter(text, client), template, written)
        fresh = write(found, Converter(text, client), template, Written())
        assert written == fresh
        seen.add(written.params("a", 1))
    assert len(seen) == len(clients)


@pytest.mark.parametrize("line", [0, 1])
def test_characters_are_counted_again_where_a_line_is_another(line):
    """A finding may stay while its first or last line changes before it: its columns are other characters then."""
    text = Text.of("ab\nab\n")
    found = [Finding("a", Severity.ERROR, "x", Range.of(0, 1, 1, 1))]
    written = write(found, Converter(text, client := Client(Encoding.UTF_8)), None, Written())
    changed, _ = text.replace(Edit(Range.of(line, 0, line, 1), "😀"))
    converter = Converter(changed, client)
    assert write(found, converter, None, written) == write(found, converter, None, Written())
