"""Messages are docutils' own, wherever an edit has put the text."""

from __future__ import annotations

from textwrap import dedent

import docutils
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from judge import shown
from messages import difference, docutils_messages, our_messages

from rst.texts import FRAGMENTS, edits, example_count, texts
from spec_ls.analysis import Analysis, analyse, edited
from spec_ls.rst.blocks import Block, Blocks
from spec_ls.rst.scan import scan
from spec_ls.rst.sphinx import PROSE_DIRECTIVES, registered
from spec_ls.rst.syntax.messages import Found, messages, prompt_messages
from spec_ls.rst.syntax.reading import read
from spec_ls.rst.syntax.readings import SILENT
from spec_ls.rst.syntax.units import has_markup, running_text
from spec_ls.text import Edit, Range, Text

INLINE = [
    "*x", "**x", "*x*", "``x", "``x``", "`x", "`x`", "|x|", "|x", "|x|_", "foo_", "`foo bar`_", "`an`__", "an__",
    "_`tgt`", "tgt_", "`a <http://b>`_", "`a <b_>`_", ":unk:`x`", ":ref:`x`", "`x`:ref:", ":r:`x`", ":r:`x`:r:",
    "[1]_", "[#]_", "[*]_", "[#a]_", "[Cit]_", "a_b", "x*", "'*'", "\\*x", "http://a_", "(``x``)", "*x*y", "x::",
]  # fmt: skip

NAMES = [
    ".. _foo: http://a", ".. _foo: http://b", ".. _foo:", ".. _foo bar: foo_", ".. _foo: foo bar_", ".. __: y",
    "__ y", ".. [1] n", ".. [#] n", ".. [#a] n", ".. [*] n", ".. [Cit] c", ".. |x| replace:: *y*",
    ".. |x| replace:: foo_", ".. |x| replace:: |y|", ".. |y| replace:: |x|", ".. |z|", ".. role:: r",
    ".. default-role:: r", ".. default-role:: code", "Foo\n===", "Foo bar\n-------",
]  # fmt: skip

SPHINX = [
    ".. code-block::", ".. code-block:: a b", ".. sourcecode:: x\n   :unknown: y", ".. seqdiag::", ".. todo::",
    ".. versionadded:: 1", ".. versionadded::", ".. py:function:: f()", ".. nope:: x", ".. nope:x:: y", ".. toctree::",
    ".. only:: html", ".. glossary::", ".. seealso:: x", ".. math:: x\n   :label: y", ".. rst-class:: x",
]  # fmt: skip

# Where docutils' own way of going on is not ours, and nobody is helped by the difference: a table of contents
# vanishes, with all in it, from a text without sections; ``meta`` moves to the top of the document;
# ``target-notes`` makes footnotes of its own; bibliographic fields are taken apart before names are looked up;
# an inclusion's end without an inclusion makes docutils raise.
APART = (
    ".. contents::",
    ".. meta::",
    ".. target-notes::",
    "inclusion",
    ":Author",
    ":Date",
    ".. header::",
    ".. footer::",
)
PIECES = [one for one in [*FRAGMENTS, *SPHINX] if not one.startswith(APART) and "inclusion" not in one]


def lines() -> st.SearchStrategy[str]:
    """Texts of few lines with names, markup and directives, some of them nested."""
    words = st.lists(st.sampled_from([*INLINE, "words", "of text"]), min_size=1, max_size=4).map(" ".join)
    line = st.one_of(words, words, st.sampled_from(NAMES), st.sampled_from(PIECES))
    indent = st.sampled_from(["", "", "", "   ", "- "])
    end = st.sampled_from(["\n", "\n\n", "\n\n"])
    return st.lists(st.tuples(indent, line, end).map("".join), max_size=10).map("".join)


@pytest.mark.skipif(docutils.__version_info__ < (0, 22), reason="older ones say it in other words")
@example_count(3)
@given(st.one_of(lines(), texts(PIECES)))
def test_messages_are_those_of_docutils(text: str) -> None:
    """Level, text and block of each message are those of docutils' reading of the whole text."""
    theirs = docutils_messages(text)
    assume(theirs is not None)
    assert theirs is not None
    wrong = difference(theirs, our_messages(text))
    assert not wrong, f"{wrong}\n{shown(text)}"


@example_count(2)
@given(st.data())
def test_messages_after_edits_are_those_of_a_fresh_look(data: st.DataObject) -> None:
    """What is kept from one edit to the next gives what reading everything anew would give."""
    analysis = analyse(Text.of(data.draw(st.one_of(lines(), texts(PIECES)))), None)
    messages(analysis.blocks)
    for _ in range(4):
        edit = data.draw(edits(analysis.text))
        after = edited(analysis, [edit])
        if after is not analysis:
            assert _kept(after) == _sorted(messages(_copied(after.blocks))), shown(str(after.text))
        analysis = after


@example_count(2)
@given(st.data())
def test_after_what_is_known_at_once_comes_the_rest(data: st.DataObject) -> None:
    """What is put off is no message of a changed block, and is there when somebody asks for all."""
    analysis = analyse(Text.of(data.draw(st.one_of(lines(), texts(PIECES)))), None)
    if data.draw(st.booleans()):
        messages(analysis.blocks)
    for _ in range(4):
        after = edited(analysis, [data.draw(edits(analysis.text))])
        if after is analysis:
            continue
        whole = _sorted(messages(_copied(after.blocks)))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("spec_ls.rst.syntax.messages.AT_ONCE", data.draw(st.sampled_from([-1, 0, 1, 40])))
            prompt = prompt_messages(after.blocks, _edit(after))
        assert not prompt.complete or _sorted(prompt.found) == whole, shown(str(after.text))
        if data.draw(st.booleans()):
            assert _kept(after) == whole, shown(str(after.text))
        analysis = after


def test_what_is_long_is_put_off() -> None:
    """Where docutils has much to read that is new, messages of all else are there at once."""
    note = ".. note::\n\n" + "   Some *text\n\n" * 40
    analysis = analyse(Text.of(f"One *a\n\n{note}\nTwo *b\n"), None)
    assert prompt_messages(analysis.blocks) == ((), False)
    assert len(messages(analysis.blocks)) == 42
    analysis = edited(analysis, [Edit(Range.of(4, 3, 4, 3), "x")])
    known = prompt_messages(analysis.blocks, _edit(analysis))
    assert ([one.block for one in known.found], known.complete) == ([0, len(analysis.blocks) - 1], False)
    analysis = edited(analysis, [Edit(Range.of(0, 0, 0, 0), "New *c\n\n")])
    known = prompt_messages(analysis.blocks, _edit(analysis))
    assert ([one.block for one in known.found], known.complete) == ([len(analysis.blocks) - 1], False)
    assert len(messages(analysis.blocks)) == 43
    assert prompt_messages(analysis.blocks) == (messages(analysis.blocks), True)


@example_count(2)
@given(st.one_of(lines(), texts()))
def test_what_docutils_is_not_asked_for_is_silent(text: str) -> None:
    """A unit that docutils need not read has no message and no names, but for a title's."""
    for block in scan(Text.of(text)):
        running = running_text((block,))
        if block.oversized or running is None or any(has_markup(one, True) for one in running):
            continue
        reading = read(block.lines)
        assert not reading.problems, shown(block.text)
        assert all(one.node.tagname == "section" for one in reading.names), shown(block.text)


PLACES = {
    "a title's underline": ("«Long title»\n=====\n", "Title underline too short."),
    "a title's overline": ("====\n«Long title»\n====\n", "Title overline too short."),
    "a title's level": (
        "A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n\n«E»\n~\n",
        "Inconsistent title style: skip from level 1 to 3.",
    ),
    "emphasis": ("Some\n  text.\n\nIt is «*»not ended.\n", "Inline emphasis start-string without end-string."),
    "behind a tab": ("a\tb «*»c\n", "Inline emphasis start-string without end-string."),
    "in a list": ("- a\n\n  1. «``»b\n", "Inline literal start-string without end-string."),
    "in a table": (
        "+---+------+\n| a | «foo_» |\n+---+------+\n",
        'Unknown target name: "foo".',
    ),
    "in a simple table": ("=====  =====\na      b\n=====  =====\nc      «|x|»\n=====  =====\n", 'Undefined substitution referenced: "x".'),
    "a role": ("Some :ref:`x` and «:rel:`y`».\n", 'Unknown interpreted text role "rel".'),
    "a reference over two lines": ("It is «`not\nthere`_».\n", 'Unknown target name: "not there".'),
    "a directive": (".. «nope»:: x\n", 'Unknown directive type "nope".'),
    "an option": (".. «note»::\n   :x: y\n\n   z\n", 'Error in "note" directive:\nunknown option: "x".'),
    "an argument": (".. «code-block»:: x\n   y\n", 'Error in "code-block" directive:\nmaximum 1 argument(s) allowed, 2 supplied.'),
    "an unindent": ("- a\n«b»\n", "Bullet list ends without a blank line; unexpected unindent."),
    "an indentation": ("a\nb\n  «c»\n", "Unexpected indentation."),
    "a literal block": ("«a::»\n\nb\n", "Literal block expected; none found."),
    "a table": ("a\n\n«+---+---+»\n| a | b\n+---+---+\n", None),
    "a footnote": ("A «[1]_».\n", 'Unknown target name: "1".'),
    "a target": (".. _a: http://b\n\n«.. _a: http://c»\n", 'Duplicate explicit target name: "a".'),
    "a transition": ("Title\n=====\n\na\n\n«-----»\n", "Transition at the end of the document."),
    "an anonymous reference": ("«`a`__» b\n", "Anonymous hyperlink mismatch"),
    "a bibliographic field": ("«:Date:»\n", 'Cannot extract empty bibliographic field "Date".'),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_places(name: str) -> None:
    """A message is where the construct stands that it is about."""
    marked, said = PLACES[name]
    text = marked.replace("«", "").replace("»", "")
    blocks = scan(Text.of(text))
    wanted = marked[marked.index("«") + 1 : marked.index("»")], marked.index("«")
    found = messages(blocks)
    shown_there = [_shown(text, blocks, one) for one in found if one.problem.text.startswith(said or "")]
    assert wanted in shown_there, found


SILENT_TEXTS = {
    "roles": "See :ref:`a`, :doc:`b`, :py:class:`C`, :http:get:`/x`, :nova-doc:`d`, :bp:`e` and :rfc:`1 x`.\n",
    "code": ".. code-block:: json\n   :linenos:\n   :caption: x\n\n   *x\n\n.. code:: no-such-lexer\n\n   *x\n",
    "a diagram": ".. seqdiag::\n   :alt: x\n\n   a -> *b;\n",
    "verbatim": ".. productionlist::\n   a: `b\n\n.. toctree::\n   :maxdepth: 1\n   :glob:\n\n   *x\n",
    "admonitions": ".. seealso:: x\n\n.. todo:: y\n\n.. versionadded:: 1.0 z\n\n.. deprecated:: 2\n   w\n",
    "capitals": ".. TODO:: y\n\n.. Code-Block:: json\n\n   *x\n",
    "inclusion": ".. include:: /etc/passwd\n\n.. raw:: html\n   :file: x\n\n.. csv-table:: x\n   :file: y\n",
    "a role of its own": ".. role:: red\n\nSome :red:`text`.\n",
    "a term": ".. glossary::\n\n   a\n   b\n      *x\n",
    "sections": ".. only:: html\n\n   Title\n   =====\n\n   Text.\n",
}


@pytest.mark.parametrize("name", SILENT_TEXTS)
def test_silence(name: str) -> None:
    """What Sphinx knows, what docutils would read from elsewhere and what the text defines is no problem."""
    assert messages(scan(Text.of(SILENT_TEXTS[name]))) == ()


def test_content_that_is_rst_is_read() -> None:
    """Markup in the content of directives is docutils' affair, that in code is not."""
    text = dedent(
        """
        .. seealso::

           foo_

        .. py:function:: f()

           bar_

        .. blockdiag::

           baz_
        """
    )
    said = [found.problem.text for found in messages(scan(Text.of(text)))]
    assert said == ['Unknown target name: "foo".', 'Unknown target name: "bar".']


def test_docutils_is_left_as_it_was() -> None:
    """Roles and directives are registered while a text is read, and what it defines is gone afterwards."""
    from docutils.parsers.rst import directives, roles

    tables = vars(directives)["_directives"], vars(roles)["_roles"]
    before = [dict(table) for table in tables]
    messages(
        scan(Text.of(".. role:: red\n\n:red:`x` :ref:`x` `y`\n\n.. seqdiag::\n\n.. default-role:: code\n"))
    )
    assert vars(directives)["_directives"] is tables[0]
    assert vars(roles)["_roles"] is tables[1]
    assert [dict(table) for table in tables] == before
    with registered(), pytest.raises(ZeroDivisionError):
        1 / 0  # noqa: B018


def test_a_role_reaches_what_follows_it() -> None:
    """A role that the text defines is known below its definition, until that goes."""
    analysis = analyse(Text.of("a\n\n:red:`b`\n\n.. role:: red\n\nc\n\n:red:`d`\n"), None)
    assert [one.block for one in messages(analysis.blocks)] == [1]
    lines_ = Text.of(str(analysis.text).replace(".. role:: red", "x"))
    assert len(messages(scan(lines_))) == 2


def test_an_oversized_line_is_the_only_message() -> None:
    """docutils reads nothing of a text with a line beyond its limit."""
    found = messages(scan(Text.of("*a\n\nb" + "x" * 10_001 + "\n")))
    assert [one.problem.text for one in found] == ["Line 3 exceeds the line-length-limit."]


def test_prose_directives_are_known() -> None:
    """All directives whose content is wrapped as prose are known to docutils or to us."""
    for name in sorted(PROSE_DIRECTIVES):
        reading = read([f".. {name}:: x\n"])
        assert not any("Unknown directive" in problem.text for problem in reading.problems), name


def test_a_unit_without_anything_is_kept_as_silent() -> None:
    """What is silent takes no place: all such units share one reading."""
    blocks = scan(Text.of("Some *text* with ``all`` kinds_of `things`.\n"))
    assert messages(blocks) == ()
    assert blocks.items[0].memo["reading"][2] is SILENT


def _shown(text: str, blocks: Blocks, found: Found) -> tuple[str, int]:
    """The text at a message's place, and where it starts."""
    place = found.problem.place
    pieces = [line for block in blocks.items[found.block :] for line in block.lines]
    before = sum(len(block.text) for block in blocks.items[: found.block])
    start = before + sum(map(len, pieces[: place.line])) + place.column
    end = before + sum(map(len, pieces[: place.end_line])) + place.end_column
    return text[start:end], start


def _kept(analysis: Analysis) -> list[Found]:
    return _sorted(messages(analysis.blocks, _edit(analysis)))


def _edit(analysis: Analysis) -> tuple[Blocks, int, int]:
    change = analysis.change
    assert change is not None
    return change.since, change.start, change.old_end


def _sorted(found: tuple[Found, ...]) -> list[Found]:
    return sorted(found, key=lambda one: (one.block, one.problem))


def _copied(blocks: Blocks) -> Blocks:
    """The blocks without anything kept."""
    return Blocks.of(
        tuple(Block(one.kind, one.lines, one.height, one.reach, one.heading, one.oversized) for one in blocks)
    )


def test_a_block_too_long_to_ask_about_is_silent() -> None:
    """Of a list or table that nobody writes nothing is said, nor of names, which it may hold."""
    short, long = "See a_.\n\n| *b\n", "See a_.\n\n" + "| *b\n" * 2_000
    assert len(messages(scan(Text.of(short)))) == 2
    assert messages(scan(Text.of(long))) == ()
