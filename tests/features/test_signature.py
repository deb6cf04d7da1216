"""Signatures of directives, and hovers on directives and roles."""

import pytest

from spec_ls.features.markup_hover import hover_markup
from spec_ls.features.signature import signature
from spec_ls.model.document import parse
from spec_ls.text import Position, Text


def at(marked):
    """A document without its mark ``$0``, and the mark's position."""
    before, _, after = marked.partition("$0")
    position = Position(before.count("\n"), len(before.rpartition("\n")[2]))
    return parse(Text.of(before + after)), position


@pytest.mark.parametrize(
    ("marked", "active"),
    [
        (".. contents:: $0", "[TITLE]"),
        (".. contents::\n   :dep$0th: 2", ":depth: NUMBER"),
        (".. contents::\n   :$0", None),
        ("* x\n\n  .. contents::\n     :local:$0", ":local:"),
    ],
)
def test_what_is_written_is_active(marked, active):
    """The argument on the first line, else the option of the line."""
    found = signature(*at(marked))
    expected = ".. contents:: [TITLE] :backlinks: entry | top | none :class: CLASSES :depth: NUMBER :local:"
    assert found.label == expected
    assert found.summary == "A table of contents"
    chosen = None if found.active is None else found.label[slice(*found.parameters[found.active])]
    assert chosen == active


@pytest.mark.parametrize("marked", ["Te$0xt", "x::\n\n   .. note:: $0", ".. unknown:: $0", "   :field$0"])
def test_elsewhere_there_is_none(marked):
    """Prose, verbatim text, a directive that nobody knows."""
    assert signature(*at(marked)) is None


@pytest.mark.parametrize(
    ("marked", "title", "text"),
    [
        (".. fig$0ure:: a.png", "figure (directive)", "figure"),
        ("  $0.. note::", "note (directive)", "note"),
        ("😀 See :d$0oc:`x`.", "doc (role)", "doc"),
        (".. image:: 😀.png\n   :wi$0dth: 5", "width (option of image)", ":width:"),
        (".. Code-Block:: c\n   :linenos:$0\n\n   x", "linenos (option of code-block)", ":linenos:"),
    ],
)
def test_names_of_markup_explain_themselves(marked, title, text):
    """A directive's name or dots, an option's name, a role's."""
    document, position = at(marked)
    found = hover_markup(document, position)
    assert found.title == title
    start, end = found.range
    assert document.text.lines[start.line][start.column : end.column] == text


@pytest.mark.parametrize(
    "marked",
    [
        ".. note:: te$0xt",
        ".. note::\n\n   :wi$0dth: 5",
        ".. image:: a\n   :no$0ne: 5",
        "See :doc:`x$0x`",
        "",
        ".. A com$0ment",
    ],
)
def test_what_is_no_name_does_not(marked):
    """A directive's content, a role's text."""
    assert hover_markup(*at(marked)) is None
