"""Folds: what each kind of text gives, and that they nest on any text."""

from hypothesis import given, settings

from spec_ls.features.folding import Fold, FoldKind, folds
from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import parse
from spec_ls.model.headers.find import header_of_kind
from spec_ls.text import Text

from .specs import TEXTS


def marked(text, **options):
    """The folds of a text with their kinds, by the text of the first and last line."""
    document = parse(Text.of(text))
    lines = [line.strip() for line in document.text.lines]
    return [(lines[fold.start], lines[fold.end], fold.kind) for fold in folds(document, **options)]


SECTIONS = """\
=====
Title
=====

One
===

Text.

Inner
-----

More.

.. _label:

Two
===

End.
"""


def test_a_section_folds_from_its_title_to_its_last_line():
    """The title stays, the label above the next heading belongs to that, and blank lines are left."""
    assert marked(SECTIONS) == [
        ("Title", "End.", None),
        ("One", "More.", None),
        ("Inner", "More.", None),
        ("Two", "End.", None),
    ]


def test_lists_and_long_items():
    """A list folds, and those of its items that have three lines, and nested ones."""
    text = "- one\n  two\n- a\n\n  - b\n  - c\n\n1. x\n\n   y\n2. z\n\nTerm\n  what\n\n:f: 1\n:g: 2\n"
    assert marked("Intro.\n\n" + text) == [
        ("- one", "- c", None),
        ("- a", "- c", None),
        ("- b", "- c", None),
        ("1. x", "2. z", None),
        ("1. x", "y", None),
        ("Term", "what", None),
        (":f: 1", ":g: 2", None),
    ]


def test_one_fold_a_line_is_the_outermost():
    """An editor that folds whole lines gets one fold for each line."""
    assert marked("1. x\n\n   y\n2. z\n", one_a_line=True) == [("1. x", "2. z", None)]


def test_comments_directives_literal_blocks_and_tables():
    """Comments have their kind, a literal block folds below the line that announces it, a table below its first row."""
    text = (
        "..\n  A licence.\n\n  More.\n\n.. code-block:: c\n\n   int a;\n\nSo::\n\n  x\n  y\n\n"
        "+---+\n| a |\n+===+\n| b |\n+---+\n\n.. include:: a\n.. include:: b\n\n| a\n| b\n| c\n\n>>> 1\n1\n>>> 2\n"
    )
    assert marked(text) == [
        ("..", "More.", FoldKind.COMMENT),
        (".. code-block:: c", "int a;", None),
        ("So::", "y", None),
        ("| a |", "+---+", None),
        (".. include:: a", ".. include:: b", FoldKind.IMPORTS),
        ("| a", "| c", None),
        (">>> 1", ">>> 2", None),
    ]


def test_references_behind_each_other_fold_together():
    """Targets, footnotes and citations are one fold, in which a long one has its own."""
    text = "Text.\n\n.. _a: http://a\n.. [1] b\n   c\n.. |d| replace:: e\n"
    assert marked(text) == [(".. _a: http://a", ".. |d| replace:: e", None), (".. [1] b", "c", None)]


def test_the_fields_at_the_top_are_a_region():
    """The field list before all other text is the header."""
    text = "=====\nTitle\n=====\n\n.. comment\n\n:Author: A\n:Date: B\n\nText.\n"
    assert (":Author: A", ":Date: B", FoldKind.REGION) in marked(text)


def test_a_preamble_is_a_region():
    """The header of a process is one fold, and nothing in it is another."""
    document = parse(Text.of("PEP: 1\nTitle: x\n  y\n\nOne\n===\n\nText.\n"))
    header = header_of_kind(document, HeaderKind.PREAMBLE)
    assert folds(document, header) == (Fold(0, 2, FoldKind.REGION), Fold(4, 7))


def test_the_innermost_are_left_out_over_a_limit():
    """Of more folds than an editor takes it gets the outer ones."""
    assert [start for start, *_ in marked(SECTIONS, most=3)] == ["Title", "One", "Two"]
    assert marked(SECTIONS, most=0) == []


def test_nothing_of_a_text_that_nobody_reads():
    """A text with a line too long for docutils has no sections."""
    assert marked("One\n===\n\nText.\n\n" + "x" * 10_001) == []


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_folds_nest(text):
    """Two folds are nested or apart, lie in the text, and each hides a line."""
    document = parse(Text.of(text))
    around: list[Fold] = []
    for fold in folds(document):
        assert 0 <= fold.start < fold.end < len(document.text.lines)
        while around and around[-1].end < fold.start:
            around.pop()
        assert not around or fold.end <= around[-1].end
        around.append(fold)
