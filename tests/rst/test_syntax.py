"""Messages are docutils' own, wherever an edit has put the text."""

from __future__ import annotations

from collections import Counter
from textwrap import dedent

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from judge import shown
from messages import differences, docutils_messages, our_messages

from rst.known_differences import all_known
from rst.texts import PIECES, edits, example_count, lines, texts
from spec_ls.model.document import Document, parse
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.plain_text import has_markup, inline_texts
from spec_ls.rst.sphinx import PROSE_DIRECTIVES, registered
from spec_ls.rst.syntax.messages import Message, Messages, messages, prompt_messages
from spec_ls.rst.syntax.reading import EMPTY_READING, read
from spec_ls.rst.syntax.unit_readings import NO_ROLES, _read_unit
from spec_ls.text import Edit, Range, Text


@example_count(3)
@given(st.one_of(lines(), texts(PIECES)))
def test_messages_are_those_of_docutils(text: str) -> None:
    """Level, text and block of each message are those of docutils' reading of the whole text.

    With an older docutils its kind and block are, but for differences that are known.
    """
    theirs = docutils_messages(text)
    assume(theirs is not None)
    assert theirs is not None
    wrong = differences(theirs, our_messages(text))
    assert all_known(wrong), "\n".join([*map(str, wrong), shown(text)])


@example_count(2)
@given(st.data())
def test_messages_after_edits_are_those_of_a_fresh_look(data: st.DataObject) -> None:
    """Messages after edits are those of a text that was never edited."""
    document = parse(Text.of(data.draw(st.one_of(lines(), texts(PIECES)))))
    _all(document)
    for _ in range(4):
        document = document.after([data.draw(edits(document.text))])
        assert _sorted(_all(document)) == _sorted(_all(parse(document.text))), shown(str(document.text))


@example_count(2)
@given(st.data())
def test_after_what_is_known_at_once_comes_the_rest(data: st.DataObject) -> None:
    """Prompt messages are among all messages, which are there when somebody asks for them."""
    document = parse(Text.of(data.draw(st.one_of(lines(), texts(PIECES)))))
    if data.draw(st.booleans()):
        _all(document)
    for _ in range(4):
        document = document.after([data.draw(edits(document.text))])
        fresh = _sorted(_all(parse(document.text)))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("spec_ls.rst.syntax.messages.AT_ONCE", data.draw(st.sampled_from([-1, 0, 1, 40])))
            prompt = _prompt(document)
        assert not prompt.complete or _sorted(prompt) == fresh, shown(str(document.text))
        assert Counter(prompt.found) <= Counter(fresh), shown(str(document.text))
        if data.draw(st.booleans()):
            assert _sorted(_all(document)) == fresh, shown(str(document.text))


@pytest.mark.parametrize("before", range(15, 25))
def test_a_message_about_the_line_behind_a_chunk(before: int) -> None:
    """docutils misses a literal block on the line behind a quote, which may be the next chunk's first."""
    text = "Text.\n\n" * before + "  Quote::\n\n" + "Text.\n\n" * 25
    assert len(parse(Text.of(text)).blocks.chunks) > 1
    theirs = docutils_messages(text)
    assert theirs is not None
    assert all_known(differences(theirs, our_messages(text)))


def test_what_is_long_is_put_off() -> None:
    """Where docutils has much to read that is new, messages of all else are there at once."""
    note = ".. note::\n\n" + "   Some *text\n\n" * 40
    document = parse(Text.of(f"One *a\n\n{note}\nTwo *b\n"))
    assert _prompt(document) == ((), False, ())
    assert len(_all(document).found) == 42
    document = document.after([Edit(Range.of(4, 3, 4, 3), "x")])
    known = _prompt(document)
    assert ([found.block for found in known.found], known.complete) == ([0, len(document.blocks) - 1], False)
    document = document.after([Edit(Range.of(0, 0, 0, 0), "New *c\n\n")])
    known = _prompt(document)
    assert ([found.block for found in known.found], known.complete) == ([len(document.blocks) - 1], False)
    assert len(_all(document).found) == 43
    assert _prompt(document) == _all(document)


@example_count(2)
@given(st.one_of(lines(), texts()))
def test_what_docutils_is_not_asked_for_is_silent(text: str) -> None:
    """A unit that docutils need not read has no message and no names, but for a title's."""
    for block in parse(Text.of(text)).blocks:
        inline = inline_texts((block,))
        if block.oversized or inline is None or any(has_markup(part, True) for part in inline):
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
    "in the header of a table": (
        ".. csv-table::\n   :header: a, «*»b\n\n   a,b\n",
        "Inline emphasis start-string without end-string.",
    ),
    "in a cell that is written in another way": (
        '«.. csv-table::»\n\n   a,b\n   "a ""x"" *b",c\n',
        "Inline emphasis start-string without end-string.",
    ),
    "in the second line of such a cell": (
        '.. csv-table::\n\n   a,b\n   "see «`x»\n   ""y""`_",c\n',
        'Unknown target name: "x "y"".',
    ),
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
    document = parse(Text.of(text))
    blocks = document.blocks
    wanted = marked[marked.index("«") + 1 : marked.index("»")], marked.index("«")
    found = _all(document).found
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
    assert _all(parse(Text.of(SILENT_TEXTS[name]))).found == ()


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
    said = [found.problem.text for found in _all(parse(Text.of(text))).found]
    assert said == ['Unknown target name: "foo".', 'Unknown target name: "bar".']


def test_docutils_is_left_as_it_was() -> None:
    """Roles and directives are registered while a text is read, and what it defines is gone afterwards."""
    from docutils.parsers.rst import directives, roles

    tables = vars(directives)["_directives"], vars(roles)["_roles"]
    before = [dict(table) for table in tables]
    _all(parse(Text.of(".. role:: red\n\n:red:`x` :ref:`x` `y`\n\n.. seqdiag::\n\n.. default-role:: code\n")))
    assert vars(directives)["_directives"] is tables[0]
    assert vars(roles)["_roles"] is tables[1]
    assert [dict(table) for table in tables] == before
    with registered(), pytest.raises(ZeroDivisionError):
        1 / 0  # noqa: B018


def test_a_default_role_reaches_to_where_it_is_taken_back() -> None:
    """``default-role`` without a name brings docutils' own one back."""
    document = parse(Text.of(".. default-role:: pep-reference\n\n`a`\n\n.. default-role::\n\n`b`\n"))
    assert [found.block for found in _all(document).found] == [1]
    assert differences(docutils_messages(str(document.text)) or [], our_messages(str(document.text))) == []


def test_a_role_reaches_what_follows_it() -> None:
    """A role that the text defines is known below its definition, until that goes."""
    document = parse(Text.of("a\n\n:red:`b`\n\n.. role:: red\n\nc\n\n:red:`d`\n"))
    assert [found.block for found in _all(document).found] == [1]
    lines_ = Text.of(str(document.text).replace(".. role:: red", "x"))
    assert len(_all(parse(lines_)).found) == 2


def test_an_oversized_line_is_the_only_message() -> None:
    """docutils reads nothing of a text with a line beyond its limit."""
    found = _all(parse(Text.of("*a\n\nb" + "x" * 10_001 + "\n"))).found
    assert [one.problem.text for one in found] == ["Line 3 exceeds the line-length-limit."]


def test_prose_directives_are_known() -> None:
    """All directives whose content is wrapped as prose are known to docutils or to us."""
    for name in sorted(PROSE_DIRECTIVES):
        reading = read([f".. {name}:: x\n"])
        assert not any("Unknown directive" in problem.text for problem in reading.problems), name


def test_a_unit_without_anything_is_kept_as_silent() -> None:
    """What is silent takes no place: all such units share one reading."""
    document = parse(Text.of("Some *text* with ``all`` kinds_of `things`.\n"))
    assert _all(document).found == ()
    assert _read_unit.known(document.blocks.items[0], (), NO_ROLES) is EMPTY_READING


def _shown(text: str, blocks: Blocks, found: Message) -> tuple[str, int]:
    """The text at a message's place, and where it starts."""
    place = found.problem.range
    pieces = [line for block in blocks.items[found.block :] for line in block.lines]
    before = sum(len(block.text) for block in blocks.items[: found.block])
    start = before + sum(map(len, pieces[: place.line])) + place.column
    end = before + sum(map(len, pieces[: place.end_line])) + place.end_column
    return text[start:end], start


def _all(document: Document) -> Messages:
    return messages(document.blocks, document.tree)


def _prompt(document: Document) -> Messages:
    return prompt_messages(document.blocks, document.tree)


def _sorted(known: Messages) -> list[Message]:
    return sorted(known.found, key=lambda found: (found.block, found.problem))


def test_a_block_too_long_to_ask_about_is_silent() -> None:
    """Of a list or table that nobody writes nothing is said, nor of names, which it may hold."""
    short, long = "See a_.\n\n| *b\n", "See a_.\n\n" + "| *b\n" * 2_000
    assert len(_all(parse(Text.of(short))).found) == 2
    assert _all(parse(Text.of(long))).found == ()
