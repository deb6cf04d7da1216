"""Each message of docutils has its kind, whatever the docutils; no other module knows docutils' English."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docutils
import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Directive, Parser, directives
from docutils.utils import new_document

import spec_ls
from spec_ls.rst import docutils_messages
from spec_ls.rst.docutils_messages import (
    ADJACENT_TRANSITIONS,
    NESTED_TRANSITION,
    TRANSITION_AT_END,
    MessageKind,
    directive_without_element,
    inconsistent_title_style,
    kind_of,
    line_too_long,
    quoted_name,
    transition_at_start,
    without_reference_to_ids,
)
from spec_ls.rst.sphinx import registered

_SETTINGS: dict[str, Any] = {
    "report_level": 5,  # nothing is printed
    "halt_level": 6,  # nothing is raised
    "warning_stream": None,
    "file_insertion_enabled": False,
    "_disable_config": True,
}
K = MessageKind

# Texts, one or more for each kind, with the kinds of all messages of level 2 and above that docutils gives.
SNIPPETS: list[tuple[str, list[MessageKind]]] = [
    # titles
    ("Long title\n====\n", [K.TITLE_UNDERLINE_TOO_SHORT]),
    ("====\nLong title\n====\n", [K.TITLE_OVERLINE_TOO_SHORT]),
    ("=====\nTitle\n-----\n", [K.TITLE_OVERLINE_MISMATCH]),
    ("=====\nTitle\n\ntext\n", [K.TITLE_WITHOUT_UNDERLINE]),
    ("=====\nTitle\n", [K.TITLE_INCOMPLETE]),
    ("=====\n=====\n", [K.TITLE_INVALID]),
    ("- Title\n  =====\n", [K.UNEXPECTED_SECTION_TITLE]),
    (".. note::\n\n   -----\n   Title\n   -----\n", [K.UNEXPECTED_SECTION_TITLE] * 2),
    ("A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n\nE\n~\n", [K.INCONSISTENT_TITLE_STYLE]),
    # transitions
    ("Title\n=====\n\n----\n\na\n\nB\n=\n", [K.TRANSITION_AT_START]),
    ("----\n\na\n", [K.TRANSITION_AT_START]),
    ("a\n\n----\n", [K.TRANSITION_AT_END]),
    ("a\n\n----\n\n----\n\nb\n", [K.ADJACENT_TRANSITIONS]),
    ("- a\n\n  ----\n", [K.UNEXPECTED_SECTION_TITLE]),
    # indentation and blank lines
    ("a\nb\n  c\n", [K.UNEXPECTED_INDENTATION]),
    ("a\nb\n  c\nd\n", [K.UNEXPECTED_INDENTATION, K.BLOCK_QUOTE_UNINDENT]),
    ("  a\nb\n", [K.BLOCK_QUOTE_UNINDENT]),
    ("- a\nb\n", [K.BULLET_LIST_UNINDENT]),
    ("a\n  b\nc\n", [K.DEFINITION_LIST_UNINDENT]),
    ("1. a\n2. b\nc\n", [K.ENUMERATED_LIST_UNINDENT]),
    (".. a\nb\n", [K.EXPLICIT_MARKUP_UNINDENT]),
    (":a: b\nc\n", [K.FIELD_LIST_UNINDENT]),
    ("| a\nb\n", [K.LINE_BLOCK_UNINDENT]),
    ("a::\n\n  b\nc\n", [K.LITERAL_BLOCK_UNINDENT]),
    ("-a  b\nc\n", [K.OPTION_LIST_UNINDENT]),
    ("+---+\n| a |\n+---+\nb\n", [K.TABLE_WITHOUT_BLANK_LINE]),
    # body elements
    ("::\n\nb\n", [K.LITERAL_BLOCK_EXPECTED]),
    ("a::\n", [K.LITERAL_BLOCK_EXPECTED]),
    ("::\n\n> a\nb\n", [K.LITERAL_BLOCK_QUOTING]),
    ("::\n\n> a\n  b\n", [K.UNEXPECTED_INDENTATION]),
    ("+---+---+\n| a | b\n+---+---+\n", [K.MALFORMED_TABLE]),
    ("=====  =====\na      b\n", [K.MALFORMED_TABLE]),
    ("==  ==\nabcde\n==  ==\n", [K.MALFORMED_TABLE]),
    ("-a<b=c d>  e\n", [K.MALFORMED_OPTION_MARKER]),
    ("a\n" + "b" * 10_001 + "\n", [K.LINE_TOO_LONG]),
    # explicit markup
    (".. _a b\n", [K.MALFORMED_TARGET]),
    (".. |a b\n", [K.MALFORMED_SUBSTITUTION_DEFINITION]),
    (".. |a|\n", [K.SUBSTITUTION_WITHOUT_CONTENT]),
    (".. |a| b\n", [K.SUBSTITUTION_EMPTY_OR_INVALID]),
    (".. |a| replace:: `b`__\n\n`c`__\n\n__ d\n", [K.SUBSTITUTION_ILLEGAL_ELEMENT]),
    (".. |a| replace:: [#]_\n\n.. [#] b\n", [K.SUBSTITUTION_ILLEGAL_ELEMENT]),
    (".. |a| replace:: _`b`\n", [K.SUBSTITUTION_ILLEGAL_ELEMENT]),
    (".. |a| replace:: *b\n", [K.INLINE_EMPHASIS_NO_END, K.SUBSTITUTION_ILLEGAL_ELEMENT]),
    # directives
    (".. nope:: a\n", [K.UNKNOWN_DIRECTIVE]),
    (".. note::\n   :a: b\n\n   c\n", [K.INVALID_DIRECTIVE]),
    (".. image::\n", [K.INVALID_DIRECTIVE]),
    (".. image:: a\n   :align: b\n", [K.INVALID_DIRECTIVE]),
    (".. image:: a\n   :width: -b\n", [K.INVALID_DIRECTIVE]),
    (".. image:: a\n\n   b\n", [K.INVALID_DIRECTIVE]),
    (".. |a| image:: b\n   :align: left\n", [K.INVALID_DIRECTIVE, K.SUBSTITUTION_EMPTY_OR_INVALID]),
    (".. |a| replace:: - b\n\n   c\n", [K.INVALID_DIRECTIVE, K.SUBSTITUTION_EMPTY_OR_INVALID]),
    (".. class:: !\n", [K.INVALID_DIRECTIVE_VALUE]),
    (".. container:: !\n\n   a\n", [K.INVALID_DIRECTIVE_VALUE]),
    (".. |a| unicode:: 0x110000\n", [K.INVALID_DIRECTIVE_VALUE, K.SUBSTITUTION_EMPTY_OR_INVALID]),
    (".. meta::\n   a\n", [K.INVALID_DIRECTIVE_VALUE]),
    (".. meta::\n   :a b: c\n", [K.INVALID_DIRECTIVE_VALUE]),
    (".. role::\n", [K.INVALID_DIRECTIVE_VALUE]),
    (".. role:: (a)\n", [K.INVALID_DIRECTIVE_VALUE]),
    (".. raw:: html\n   :file: a\n   :url: b\n", [K.FILE_NOT_READ]),
    (".. note::\n", [K.DIRECTIVE_CONTENT_EXPECTED]),
    (".. list-table::\n", [K.DIRECTIVE_CONTENT_EXPECTED]),
    (".. table::\n", [K.DIRECTIVE_CONTENT_EXPECTED]),
    (".. csv-table::\n", [K.DIRECTIVE_CONTENT_EXPECTED]),
    (".. list-table::\n\n   a\n", [K.INVALID_DIRECTIVE_CONTENT]),
    (".. list-table::\n\n   * a\n", [K.INVALID_DIRECTIVE_CONTENT]),
    (".. list-table::\n\n   * - a\n   * - b\n     - c\n", [K.INVALID_DIRECTIVE_CONTENT]),
    (".. list-table::\n   :widths: 1 2\n\n   * - a\n", [K.INVALID_DIRECTIVE_CONTENT]),
    (".. list-table::\n   :header-rows: 2\n\n   * - a\n", [K.INVALID_DIRECTIVE_CONTENT]),
    (".. list-table::\n   :header-rows: 1\n\n   * - a\n", [K.INVALID_DIRECTIVE_CONTENT]),
    (".. list-table::\n   :stub-columns: 2\n\n   * - a\n", [K.INVALID_DIRECTIVE_CONTENT]),
    (".. list-table::\n   :stub-columns: 1\n\n   * - a\n", [K.INVALID_DIRECTIVE_CONTENT]),
    (".. table::\n\n   a\n", [K.INVALID_DIRECTIVE_CONTENT]),
    ('.. csv-table::\n\n   "a\n', [K.INVALID_DIRECTIVE_CONTENT]),
    (".. figure:: a\n\n   - b\n", [K.INVALID_DIRECTIVE_CONTENT]),
    (".. replace:: a\n", [K.INVALID_DIRECTIVE_CONTEXT]),
    (".. unicode:: a\n", [K.INVALID_DIRECTIVE_CONTEXT]),
    (".. date::\n", [K.INVALID_DIRECTIVE_CONTEXT]),
    ("- .. topic:: a\n\n     b\n", [K.INVALID_DIRECTIVE_CONTEXT]),
    ("- .. contents::\n", [K.INVALID_DIRECTIVE_CONTEXT]),
    (".. sidebar:: a\n\n   .. sidebar:: b\n\n      c\n", [K.INVALID_DIRECTIVE_CONTEXT]),
    (".. sidebar::\n   :subtitle: a\n\n   b\n", [K.INVALID_DIRECTIVE_CONTEXT]),
    (".. class:: a\n", [K.DIRECTIVE_WITHOUT_ELEMENT]),
    (".. include:: a\n", [K.FILE_NOT_READ]),
    (".. csv-table::\n   :file: a\n", [K.FILE_NOT_READ]),
    (".. header::\n", [K.DIRECTIVE_CONTENT_EXPECTED]),
    # inline markup
    ("*a\n", [K.INLINE_EMPHASIS_NO_END]),
    ("**a\n", [K.INLINE_STRONG_NO_END]),
    ("``a\n", [K.INLINE_LITERAL_NO_END]),
    ("`a\n", [K.INLINE_INTERPRETED_TEXT_NO_END]),
    ("|a\n", [K.INLINE_SUBSTITUTION_NO_END]),
    ("_`a\n", [K.INLINE_TARGET_NO_END]),
    (":nope:`a`\n", [K.UNKNOWN_ROLE]),
    (".. role:: a(nope)\n", [K.UNKNOWN_ROLE]),
    (".. default-role:: nope\n", [K.UNKNOWN_ROLE]),
    (":uri-reference:`a`\n", [K.UNIMPLEMENTED_ROLE]),
    (":raw:`a`\n", [K.RAW_ROLE_WITHOUT_FORMAT]),
    (":strong:`a`:emphasis:\n", [K.MULTIPLE_ROLES]),
    (":strong:`a`_\n", [K.ROLE_OF_REFERENCE]),
    (":pep-reference:`a`\n", [K.INVALID_PEP_NUMBER]),
    (":rfc-reference:`a`\n", [K.INVALID_RFC_NUMBER]),
    # names
    ("a_\n", [K.UNKNOWN_TARGET_NAME]),
    ("[1]_\n", [K.UNKNOWN_TARGET_NAME]),
    ("A\n-\n\nA\n-\n\na_\n", [K.DUPLICATE_TARGET_NAME]),
    (".. _a: b\n\n.. _a: c\n", [K.DUPLICATE_EXPLICIT_TARGET]),
    (".. [1] a\n\n.. [1] b\n", [K.DUPLICATE_EXPLICIT_TARGET]),
    (".. |a| replace:: b\n.. |a| replace:: c\n", [K.DUPLICATE_SUBSTITUTION_DEFINITION]),
    (".. _a: b_\n\na_\n", [K.INDIRECT_TARGET]),
    (".. _a: b_\n.. _b: a_\n\na_\n", [K.INDIRECT_TARGET]),
    ("`a`__\n", [K.ANONYMOUS_MISMATCH]),
    ("|a|\n", [K.UNDEFINED_SUBSTITUTION]),
    (".. |a| replace:: |b|\n.. |b| replace:: |a|\n\n|a|\n", [K.CIRCULAR_SUBSTITUTION] * 3),
    ("[#]_\n", [K.TOO_MANY_NUMBERED_FOOTNOTE_REFERENCES]),
    ("[*]_\n", [K.TOO_MANY_SYMBOL_FOOTNOTE_REFERENCES]),
    # bibliographic fields
    (":Date:\n", [K.EMPTY_BIBLIOGRAPHIC_FIELD]),
    (":Date: a\n\n  b\n", [K.COMPOUND_BIBLIOGRAPHIC_FIELD]),
    (":Authors: + - a\n", [K.MALFORMED_AUTHORS_FIELD]),
    (":Abstract: a\n:Abstract: b\n", [K.DUPLICATE_BIBLIOGRAPHIC_FIELD]),
]

# docutils 0.21 says nothing here, or one thing more.
SINCE_0_22: list[tuple[str, list[MessageKind]]] = [
    (".. only:: html\n\n   a\n\n   ----\n\n   b\n", [K.NESTED_TRANSITION]),
    ("+---+\n| a |\n+===+\n\na\n", [K.MALFORMED_TABLE]),
    (".. [1]\n", [K.FOOTNOTE_CONTENT_EXPECTED]),
    (".. [a]\n", [K.CITATION_CONTENT_EXPECTED]),
]


def said(text: str) -> list[str]:
    """All that docutils says of a text at level 2 and above."""
    with registered():
        document = publish_doctree(text, settings_overrides=_SETTINGS)
    found = [*document.findall(nodes.system_message), *document.parse_messages, *document.transform_messages]
    unique = {id(message): message for message in found}.values()
    return [message.children[0].astext() for message in unique if message["level"] >= 2]


@pytest.mark.parametrize(("text", "kinds"), SNIPPETS)
def test_kinds(text: str, kinds: list[MessageKind]) -> None:
    """Each message that docutils gives of a text is of the kind that stands beside it."""
    assert Counter(map(kind_of, said(text))) == Counter(kinds), said(text)


@pytest.mark.skipif(docutils.__version_info__ < (0, 22), reason="docutils 0.21 says something else")
@pytest.mark.parametrize(("text", "kinds"), SINCE_0_22)
def test_kinds_since_0_22(text: str, kinds: list[MessageKind]) -> None:
    """So is each message that docutils gives since 0.22."""
    assert Counter(map(kind_of, said(text))) == Counter(kinds), said(text)


def test_each_kind_has_a_text() -> None:
    """No kind goes untested."""
    tested = {kind for _, kinds in [*SNIPPETS, *SINCE_0_22] for kind in kinds}
    assert set(MessageKind) - tested == {K.OTHER, K.DUPLICATE_ID, K.SECTION_LEVEL_NOT_USABLE}


def test_two_nodes_of_one_id() -> None:
    """No text leads to two nodes with one identifier; what docutils says of such has its kind."""
    settings = get_default_settings(Parser)
    settings.report_level, settings.halt_level = 5, 6
    document = new_document("", settings)
    document.set_id(nodes.target(ids=["a"]))
    document.set_id(nodes.target(ids=["a"]), document)
    assert [kind_of(message.children[0].astext()) for message in document.children] == [K.DUPLICATE_ID]


@pytest.mark.skipif(docutils.__version_info__ < (0, 22), reason="docutils 0.21 drops such a section")
def test_a_section_out_of_reach() -> None:
    """A level that only a directive of a stranger can refuse has its kind."""

    class Detached(Directive):
        has_content = True

        def run(self) -> list[nodes.Node]:
            node = nodes.container()
            self.state.nested_parse(self.content, self.content_offset, node, match_titles=True)
            return [node]

    with registered():
        directives.register_directive("detached", Detached)
        found = said("A\n=\n\nB\n-\n\n.. detached::\n\n   C\n   =\n")
    assert list(map(kind_of, found)) == [K.SECTION_LEVEL_NOT_USABLE]


def test_what_nobody_knows_is_other() -> None:
    """Any other text is of the kind ``OTHER``."""
    for text in ("", "title underline too short", "Title", "A Title underline too short.", "\n", '"', "1"):
        assert kind_of(text) is K.OTHER, text


@pytest.mark.skipif(docutils.__version_info__ < (0, 23), reason="older ones say it in other words")
@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("a\n\n----\n", TRANSITION_AT_END),
        ("a\n\n----\n\n----\n\nb\n", ADJACENT_TRANSITIONS),
        (".. only:: html\n\n   a\n\n   ----\n\n   b\n", NESTED_TRANSITION),
        ("----\n\na\n", transition_at_start("document")),
        ("A\n=\n\n----\n\na\n\nB\n=\n", transition_at_start("section")),
        ("A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n\nE\n~\n", inconsistent_title_style(1, 3)),
        (".. class:: a\n", directive_without_element("class")),
        ("a\n" + "b" * 10_001 + "\n", line_too_long(2)),
    ],
)
def test_own_messages_are_in_the_words_of_docutils(text: str, own: str) -> None:
    """What spec-ls says itself is what the newest docutils says, letter by letter."""
    assert said(text) == [own]


def test_parts_of_a_message() -> None:
    """The name that a message quotes, and its hint at identifiers, are found."""
    (unknown,), (mismatch,) = said(":nope:`a`\n"), said("`a`__\n")
    assert quoted_name(unknown) == "nope"
    assert quoted_name(mismatch.split(":")[0]) == ""
    assert without_reference_to_ids(mismatch) == "Anonymous hyperlink mismatch: 1 references but 0 targets."


def test_no_other_module_knows_the_english_of_docutils() -> None:
    """No string of the package, outside of one module, holds words of a message or tests for its first one."""
    told = {message for text, _ in [*SNIPPETS, *SINCE_0_22] for message in said(text)}
    beginnings = {message.split()[0] for message in told if message[0].isupper()}
    for path in sorted(Path(spec_ls.__file__).parent.rglob("*.py")):
        if path == Path(docutils_messages.__file__):
            continue
        for string, is_test in _strings(ast.parse(path.read_text(encoding="utf-8"))):
            phrases = {phrase.strip() for phrase in re.findall("[A-Za-z][A-Za-z ]+", string)} - _ANYBODYS
            long = [phrase for phrase in phrases if " " in phrase and len(phrase) > 8]
            found = [phrase for phrase in long if any(phrase in message for message in told)]
            assert not found, f"{path}: {string!r}"
            assert not (is_test and string in beginnings), f"{path}: {string!r}"


_TERMS = {
    "footnote reference",
    "interpreted text",
    "substitution definition",
    "substitution reference",
}
"""Constructs by the names that RST's specification gives them."""

_ANYBODYS = {"the document", "should be", *_TERMS}
"""Words that docutils shares with everybody."""


def _strings(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """The strings of a module but its docstrings, each with whether it is an argument of ``startswith``."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    tests = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "startswith"
        for argument in node.args
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value, id(node) in tests
