"""Renames, marked in the text: what changes, and why some names cannot be changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from names_judge import resolved_in_order
from rst.texts import example_count, names_and_markup

from spec_ls.features.rename import CannotRename, prepare_rename, rename
from spec_ls.model.document import Document, parse
from spec_ls.model.names import occurrences
from spec_ls.rst.syntax.reading import run_to_end
from spec_ls.text import Position, Text


def renamed(marked: str, name: str) -> str:
    """The text in which the name at the ``$`` is changed."""
    offset = marked.index("$")
    document = parse(Text.of(marked.replace("$", "", 1)))
    before = marked[:offset].replace("\r\n", "\n")
    place = Position(before.count("\n"), offset - (marked[:offset].rfind("\n") + 1))
    return str(document.after(run_to_end(rename(document, place, name))).text)


RENAMES = {
    "a target": ("$foo_ `foo`_\n\n.. _foo: x\n", "bar", "bar_ `bar`_\n\n.. _bar: x\n"),
    "several words": ("foo_ b\n\n.. _$foo: x\n", "A: b", "`A: b`_ b\n\n.. _`A: b`: x\n"),
    "an indirect target": ("a\n\n.. _a b: x\n.. _c: `$a b`_\n", "d", "a\n\n.. _d: x\n.. _c: `d`_\n"),
    "an indirect target without backquotes": ("a_\n\n.. _a: $b_\n.. _b: x\n", "c", "a_\n\n.. _a: c_\n.. _c: x\n"),
    "an indirect target that needs them": ("a_\n\n.. _a: $b_\n.. _b: x\n", "c d", "a_\n\n.. _a: `c d`_\n.. _c d: x\n"),
    "an alias": ("`a <b_>`_ :ref:`$b`\n\n.. _b: x\n", "c d", "`a <c d_>`_ :ref:`c d`\n\n.. _c d: x\n"),
    "a target in the text": ("An _`a`, $a_\n", "b", "An _`b`, b_\n"),
    "a target in a reference": ("`a <http://x>`_, $a_\n", "b c", "`b c <http://x>`_, `b c`_\n"),
    "a footnote": ("[$1]_ a\n\n.. [1] b\n", "22", "[22]_ a\n\n.. [22] b\n"),
    "a footnote's label": ("[#a]_ a_\n\n.. [#$a] b\n", "#c", "[#c]_ c_\n\n.. [#c] b\n"),
    "a citation": ("[a]_\r\n\r\n.. [$A] b\r\n", "C1", "[c1]_\r\n\r\n.. [C1] b\r\n"),
    "a substitution": ("|$a b| |A b|\n\n.. |a b| replace:: c\n", "D e", "|D e| |D e|\n\n.. |D e| replace:: c\n"),
    "over two lines": ("|A\nb| `a\nB`_\n\n.. |$A b| replace:: c\n.. _a b: x\n", "d", "|d| `a\nB`_\n\n.. |d| replace:: c\n.. _a b: x\n"),
    "a title's markup": ("A ``b``\n=======\n\n`$A b`_\n", "c", "c\n====\n\n`c`_\n"),
    "an option": ("a_\n\n.. note:: b\n   :name: $a\n", "c", "c_\n\n.. note:: b\n   :name: c\n"),
    "an option on the directive's line": ("a_\n\n.. note:: :name: $a\n\n   b\n", "c", "c_\n\n.. note:: :name: c\n\n   b\n"),
    "a section": (
        "====\n $Ab\n====\n\nSee `Ab`_ and, in it, ab_.\n",
        "𝄞 漢字",
        "========\n 𝄞 漢字\n========\n\nSee `𝄞 漢字`_ and, in it, `𝄞 漢字`_.\n",
    ),
    "a reference in a title": ("A a_ b\n======\n\n.. _$a: x\n", "c d", "A `c d`_ b\n==========\n\n.. _c d: x\n"),
    "in a cell": (
        "+------+---+\n| $a_   | b |\n+------+---+\n\n.. _a: x\n",
        "cde",
        "+------+---+\n| cde_ | b |\n+------+---+\n\n.. _cde: x\n",
    ),
    "in a cell of the second row": (
        "+---+------+\n| b | c    |\n+---+------+\n| d | $a_   |\n+---+------+\n\n.. _a: x\n",
        "cde",
        "+---+------+\n| b | c    |\n+---+------+\n| d | cde_ |\n+---+------+\n\n.. _cde: x\n",
    ),
    "in a cell before wide characters": (
        "+------+----+\n| $a_   | 漢 |\n+------+----+\n\n.. _a: x\n",
        "cde",
        "+------+----+\n| cde_ | 漢 |\n+------+----+\n\n.. _cde: x\n",
    ),
    "in a cell whose line ends early": (
        "====  ==\n$a_\nb     c\n====  ==\n\n.. _a: x\n",
        "cde",
        "====  ==\ncde_\nb     c\n====  ==\n\n.. _cde: x\n",
    ),
    "a shorter name in a cell": (
        "====  ==\n漢b_  c\n====  ==\n\n.. _$漢b: x\n",
        "b",
        "====  ==\nb_    c\n====  ==\n\n.. _b: x\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RENAMES)
def test_what_a_rename_changes(name: str) -> None:
    """The name changes at all of its places, in the form that each construct asks for."""
    marked, new, expected = RENAMES[name]
    assert renamed(marked, new) == expected


REASONS = {
    "no name": ("a $b", "c", "there is no name here"),
    "a name of nothing": ("$a_", "c", '"a" is defined nowhere in this document'),
    "a name of several": ("$a_\n\n.. _a: x\n.. _a: y\n", "c", '"a" has several definitions'),
    "an anonymous target": ("$a__\n\n__ x\n", "c", "this target has no name"),
    "a numbered footnote": ("[$#]_\n\n.. [#] x\n", "c", "this footnote has no label"),
    "nothing": ("$a_\n\n.. _a: x\n", " ", "a name needs at least one character"),
    "a word for a number": ("[$1]_\n\n.. [1] x\n", "a", "the label of this footnote is a number; #name is a label of one that is numbered"),
    "no label": ("[$a]_\n\n.. [a] x\n", "a b", "a label consists of letters and digits, with single - . _ : + between them"),
    "a number for a word": ("[$a]_\n\n.. [a] x\n", "1", "a number is the label of a footnote, not of a citation"),
    "a bar": ("|$a|\n\n.. |a| replace:: b\n", "c|", 'the name of a substitution has no "|"'),
    "a taken name": ("$a_\n\n.. _a: x\n.. _B c: y\n", "b C", '"b C" is taken in line 4'),
    "a title's name": ("$a_\n\n.. _a: x\n\nB\n=\n", "b", '"b" is taken in line 5'),
    "a name that something refers to": ("$a_ b_\n\n.. _a: x\n", "B", '"B" is referred to already in line 1'),
    "a narrow cell": ("+----+\n| $a_ |\n+----+\n\n.. _a: x\n", "bcd", "the cell of the table in line 2 is too narrow"),
    "a substitution, too": ("|a|_\n\n.. _$a: x\n.. |a| replace:: b\n", "c", "the reference in line 1 names a substitution, too"),
    "markup": ("$A\n=\n\na\n", "- b", '"- b" would change more than the name: other headings or blocks'),
    "an embedded address": ("$a_\n\n.. _a: x\n", "b <c>", '"b <c>" would change more than the name: other references'),
}  # fmt: skip


@pytest.mark.parametrize("name", REASONS)
def test_why_a_name_cannot_be_changed(name: str) -> None:
    """A name that is invalid or taken, or means nothing, is refused with the reason."""
    marked, new, reason = REASONS[name]
    with pytest.raises(CannotRename) as error:
        renamed(marked, new)
    assert str(error.value) == reason


@example_count(1)
@given(names_and_markup(), st.sampled_from(["new", "New name", "漢", "a: b", "*x*", "7"]), st.data())
def test_references_resolve_as_before(text: str, new: str, data: st.DataObject) -> None:
    """Whatever is renamed, docutils resolves the same references to the same places in the same tree."""
    document = parse(Text.of(text))
    names = occurrences(document)
    if not names:
        return
    place = data.draw(st.sampled_from(names)).range.start
    try:
        prepared = prepare_rename(document, place)
        edits = run_to_end(rename(document, place, new))
    except CannotRename:
        return
    assert prepared is not None
    after = document.after(edits)
    assert resolved_in_order(str(after.text)) == resolved_in_order(text)
    assert _names(after).count(" ".join(new.split()).lower()) >= 1


def _names(document: Document) -> list[str]:
    return [name.name.lower() for name in occurrences(document)]
