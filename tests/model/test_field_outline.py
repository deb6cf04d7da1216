"""The outline of a header after edits is that of a text that was never edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_ls.config import Config
from spec_ls.field_rules import FieldRule, HeaderKind, HeaderRules
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.spec import compare
from spec_ls.text import Edit, Range, Text

TEMPLATES = {
    HeaderKind.PREAMBLE: "PEP: <number>\nTitle: <title>\nStatus: Draft\n\nAbstract\n========\n\n[Text.]\n",
    HeaderKind.FIELDS: "=====\nTitle\n=====\n\n:Author: <names>\n:Status: Draft\n\nAbstract\n--------\n\nText.\n",
}
PIECES = st.sampled_from(
    ["PEP: 7\n", "Title: A\n", "Status: Draft", "\n", "\n\n", "  more\n", ":Author: Ada\n", ":Status: x\n", "x", "\x0c", "",
     "=====\nTitle\n=====\n", "Abstract\n--------\n", "Notes\n-----\n", "\r", "\u2028"]
)  # fmt: skip
EDITS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), PIECES), max_size=12)


def config(kind: HeaderKind) -> Config:
    pattern = r":([a-zA-Z\-]*): (.*)" if kind is HeaderKind.FIELDS else None
    return Config(header=HeaderRules(kind=kind, fields=(FieldRule("PEP"),), gate_pattern=pattern))


@pytest.mark.parametrize("kind", TEMPLATES)
@given(edits=EDITS)
def test_after_edits_it_is_that_of_a_fresh_look(kind, edits):
    """Whatever is typed, pasted and deleted, and wherever: nothing stays of the header as it was."""
    template, settings = read_template(TEMPLATES[kind], "t"), config(kind)
    spec = compare(parse(Text.of("")), template, settings)
    for line, height, text in edits:
        at = min(line, len(spec.text.lines) - 1)
        spec = spec.after([Edit(Range.of(at, 0, at + height if height else at, 0), text)])
        fresh = compare(parse(spec.text), template, settings)
        assert spec.fields == fresh.fields
