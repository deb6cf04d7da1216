"""Semantic tokens: what is marked, and that they are in order and apart on any text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_ls.checks.run import check
from spec_ls.features.semantic_tokens import chunk_tokens, marked_chunks
from spec_ls.features.token_types import MODIFIERS, TYPES, TokenModifier
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.spec import compare
from spec_ls.text import Edit, Range, Text

from .specs import TEXTS, checked


def tokens(document, checked_spec=None):
    """All tokens of a document, in lines of the buffer."""
    return [
        token._replace(line=marked.line + token.line)
        for marked in marked_chunks(document, checked_spec)
        for token in chunk_tokens(marked.chunk, marked.marks, marked.from_line)
    ]


def marked(document, checked_spec=None):
    """The texts of all tokens with their types and modifiers."""
    found = []
    for line, column, length, type_, modifiers in tokens(document, checked_spec):
        names = [name for bit, name in enumerate(MODIFIERS) if modifiers & (1 << bit)]
        text = document.text.lines[line][column : column + length]
        assert text.strip() == text
        found.append((text, " ".join([type_.value, *names])))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "=====\nA ``b``\n=====\n\nIn\n==\n\nDeep\n----\n",
            [
                ("A", "heading level1"),
                ("``b``", "string"),
                ("In", "heading level2"),
                ("Deep", "heading level3"),
            ],
        ),
        (
            ":ref:`x <y>` `a <http://b>`_ c_ [1]_ |s| *e* http://d\n",
            [
                ("ref", "function"),
                ("x <y>", "parameter"),
                ("`a <", "variable"),
                ("http://b", "string"),
                (">`_", "variable"),
                ("c_", "variable"),
                ("[1]_", "variable"),
                ("|s|", "variable"),
            ],
        ),
        (
            ".. Code-Block:: c\n   :linenos:\n   :name: 𝄞\n\n   :not: an option ``a``\n",
            [("Code-Block", "macro"), ("linenos", "property"), ("name", "property")],
        ),
        (
            "- .. note:: ``a\n     b``\n\n     - :f: |x|\n",
            [("note", "macro"), ("``a", "string"), ("b``", "string"), ("f", "property"), ("|x|", "variable")],
        ),
        (
            ".. _`a b`: c\n.. [#d] e\n.. [f] g\n.. |h| image:: i\n",
            [
                ("`a b`", "variable definition"),
                ("#d", "variable definition"),
                ("f", "variable definition"),
                ("h", "variable definition"),
                ("image", "macro"),
            ],
        ),
        ("..\n   a\n\n     b\n", [("..", "comment"), ("a", "comment"), ("b", "comment")]),
        ("\t``a``\r\n\r\n𝄞 ``b``\u2028\u2028 ``c``", [("``a``", "string"), ("``b``", "string"), ("``c``", "string")]),
        ("::\n\n  ``a``\n\n>>> ``b``\n", []),
        ("``a``\n\n" + "x" * 10_001, []),
    ],
)  # fmt: skip
def test_what_is_marked(text, expected):
    """Titles by level, directives, roles, references, targets, literals and comments, nested ones, too."""
    assert marked(parse(Text.of(text))) == expected


def test_the_template_s_text_and_stubs():
    """Guidance that is left, placeholders in it or elsewhere, and stubs are told from the author's own text."""
    template = read_template(
        "=====\nTitle\n=====\n\nProblem\n=======\n\nWhat is ``wrong`` here,\nfor whom?\n\nBy <your name>.\n\nTesting\n=======\n\nHow?\n",
        "builtin:example",
    )
    text = "=====\n𝄞 Own\n=====\n\nProblem\n=======\n\nWhat is ``wrong`` here,\nfor whom?\n\nBy 𝄞 <your name>, me.\n\nTesting\n=======\n\n- None\n\nOwn\n===\n\nMine.\n"
    spec = check(compare(parse(Text.of(text)), template))
    found = marked(spec.spec.document, spec)
    assert [pair for pair in found if not pair[1].startswith("heading")] == [
        ("What is ``wrong`` here,", "guidance"),
        ("for whom?", "guidance"),
        ("<your name>", "placeholder"),
        ("- None", "stub"),
    ]


def test_fields_of_a_preamble_alone_are_marked_in_it():
    """A preamble is no RST: only the names of its fields are tokens."""
    template = read_template("PEP: 1\nTitle: x\n\nAbstract\n========\n\nWhat?\n", "builtin:example")
    text = "PEP: 1\nTitle: ``x``\n\nAbstract\n========\n\nA ``b``.\n"
    spec = check(compare(parse(Text.of(text)), template))
    assert marked(spec.spec.document, spec) == [
        ("PEP", "property"),
        ("Title", "property"),
        ("Abstract", "heading level1"),
        ("``b``", "string"),
    ]


def test_guidance_over_chunks_is_marked_in_each():
    """A mark that goes on in the next chunk is in both."""
    lines = "".join(f"What would you say of line {number}?\n\n" for number in range(60))
    template = read_template(f"=====\nTitle\n=====\n\nProblem\n=======\n\n{lines}", "builtin:example")
    spec = check(compare(parse(Text.of(f"=====\nOwn\n=====\n\nProblem\n=======\n\n{lines}")), template))
    found = marked(spec.spec.document, spec)
    assert [text for text, type_ in found if type_ == "guidance"] == lines.split("\n\n")[:60]


def test_each_bit_has_a_name():
    """The legend's order is that of the bits."""
    assert [1 << bit for bit in range(len(MODIFIERS))] == [modifier.value for modifier in TokenModifier]
    assert len(set(TYPES)) == len(TYPES)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_tokens_are_in_order_and_apart(text):
    """Each token has text in one line, and they follow each other without overlaps, with a template or not."""
    spec = checked(text)
    document = spec.spec.document
    for found in (tokens(document), tokens(document, spec)):
        for before, after in pairwise(found):
            assert (before.line, before.column + before.length) <= (after.line, after.column)
        for token in found:
            line = document.text.lines[token.line].rstrip("\r\n")
            assert 0 <= token.column < token.column + token.length <= len(line)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.integers(0, 30), st.integers(0, 30), st.integers(0, 9))
def test_tokens_after_an_edit_are_those_of_a_fresh_text(text, new, start, end, column):
    """What is kept with chunks gives the tokens of a text that was never edited."""
    document = parse(Text.of(text))
    tokens(document)
    edited = document.after([Edit(Range.of(min(start, end), column, max(start, end), 0), new)])
    assert tokens(edited) == tokens(parse(Text.of(str(edited.text))))
