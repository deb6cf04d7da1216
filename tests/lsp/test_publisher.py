"""Diagnostics are sent as plain dictionaries: the client gets what lsprotocol's types would become."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from spec_ls.checks.in_the_making import as_an_editor_shows
from spec_ls.checks.run import check
from spec_ls.findings import Finding, Severity, TemplatePlace
from spec_ls.lsp.client import Client
from spec_ls.lsp.convert import Converter
from spec_ls.lsp.diagnostics import Publisher
from spec_ls.lsp.encoding import Encoding
from spec_ls.lsp.protocol import Protocol, converter
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.spec import compare
from spec_ls.text import Range, Text

from .samples import TEMPLATE

PIECES = ("a", " ", "é", "😀", "e\u0301", "\ud800", '"', "\\", "\t", "\x00", "\x7f", "\u2028", "{0}", "%s")
BREAKS = ("\n", "\n", "\n", "\r\n", "\r")
TEMPLATES = (
    read_template(TEMPLATE, Path("/a b/é.rst")),
    read_template(TEMPLATE, "builtin:nova"),
)
PLACES = (None, TemplatePlace(Path("/a b/é.rst"), 3), TemplatePlace("builtin:nova", 999))

PROTOCOL = Protocol(None, converter())

words = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
texts = st.lists(st.sampled_from(PIECES + BREAKS), max_size=30).map("".join)


class Sent:
    """Takes what a server writes."""

    def __init__(self):
        self.data = b""

    def write(self, data):
        self.data += data

    @property
    def message(self):
        header, _, body = self.data.partition(b"\r\n\r\n")
        assert f"Content-Length: {len(body)}\r\n".encode() in header
        return json.loads(body)


@st.composite
def findings(draw, text):
    """A finding somewhere in a text, or a little outside of it."""
    height = len(text.lines)
    line, end = sorted(draw(st.integers(0, height)) for _ in range(2))
    range_ = Range.of(line, draw(st.integers(0, 9)), end, draw(st.integers(0, 9)))
    code, severity = draw(st.sampled_from(["a", "b"])), draw(st.sampled_from(Severity))
    return Finding(code, severity, draw(words), range_, None, draw(st.sampled_from(PLACES)), subject=None)


@pytest.mark.parametrize(("related", "links"), [(True, True), (True, False), (False, False)])
@pytest.mark.parametrize("encoding", list(Encoding))
@given(st.data())
@settings(deadline=None, max_examples=60)
def test_published_findings_are_those_of_lsprotocol(encoding, related, links, data):
    """Whatever the findings, their JSON is that of the types to which code actions convert them."""
    client, text = Client(encoding, related_information=related, links_codes=links), Text.of(data.draw(texts))
    template, uri = data.draw(st.sampled_from(TEMPLATES)), data.draw(words)
    found = data.draw(st.lists(findings(text), max_size=4))
    PROTOCOL.set_writer(ours := Sent())
    Publisher(PROTOCOL, client).publish(uri, 3, checked := _checked(text, template, found))
    shown = as_an_editor_shows(checked).findings
    diagnostics = [Converter(text, client).to_diagnostic(finding, template) for finding in shown]
    PROTOCOL.set_writer(theirs := Sent())
    PROTOCOL.notify(
        types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, types.PublishDiagnosticsParams(uri, diagnostics, 3)
    )
    assert ours.message == theirs.message


def _checked(text, template, found):
    return replace(check(compare(parse(text), template)), findings=tuple(found))


def test_withdrawn_diagnostics_have_no_version():
    """A document that is closed has no diagnostics any more, and no version."""
    PROTOCOL.set_writer(sent := Sent())
    Publisher(PROTOCOL, Client()).withdraw("file:///a")
    assert sent.message["params"] == {"uri": "file:///a", "diagnostics": []}
