"""What is too long, too deep or too dear is left alone, in each reading of a text."""

from __future__ import annotations

import pytest

from spec_ls.model.document import parse
from spec_ls.rst.block_tree import parts
from spec_ls.rst.inline_recognition import recognised
from spec_ls.rst.inline_texts import placed_blocks
from spec_ls.rst.meaning import meaning_of, tables_of
from spec_ls.rst.syntax.messages import Messages, messages
from spec_ls.rst.syntax.name_resolution import resolution
from spec_ls.rst.syntax.reading import run_to_end
from spec_ls.text import Text

OVERSIZED = "a_ " + "x" * 10_001 + "\n"
TABLE = "+---+\n| a |\n+---+\n"


def _messages(text: str) -> Messages:
    document = parse(Text.of(text))
    return messages(document.blocks, document.tree)


def resolved(text: str) -> int | None:
    """How many names with what they resolve to there are in a text; None if docutils is not asked."""
    document = parse(Text.of(text))
    found = run_to_end(resolution(document.blocks, document.tree))
    return None if found is None else len(found)


def test_names_are_resolved_in_texts_that_docutils_reads():
    """Not in one with a line beyond its limit, nor in one with more names than it gets through in time."""
    assert resolved("a_\n\n.. _a: b\n") == 2
    assert resolved(f"a_\n\n{OVERSIZED}") is None
    assert resolved("a_ " * 2_001 + "\n") is None


def test_messages_about_targets_that_depend_on_all_names_have_an_end():
    """docutils' words about an indirect target hold names of the whole document: not among too many of them."""
    indirect = ".. _a: b_\n\na_\n"
    said = _messages(indirect)
    assert any("Indirect" in one.problem.text for one in said.found)
    assert said.unread == ()
    said = _messages(indirect + "\n" + "c_ " * 2_001 + "\n")
    assert not any("Indirect" in one.problem.text for one in said.found)
    assert said.unread


def test_blocks_are_nested_to_an_end():
    """Blocks in blocks are told down to some depth, and none of a line beyond docutils' limit."""
    [block] = parse(Text.of("- " * 100 + "a\n")).blocks
    assert 40 < len(parts(block)) < 100
    assert 40 < len(list(placed_blocks(block))) < 100
    [block] = parse(Text.of(OVERSIZED)).blocks
    assert (parts(block), list(placed_blocks(block))) == ((), [])


@pytest.mark.parametrize("block", ["a\n" * 1_501, ("b" * 1_000 + "\n") * 151])
def test_no_markup_is_looked_for_in_a_block_that_nobody_writes(block):
    """A paragraph of more lines or characters than any real one has no inline texts."""
    [found] = parse(Text.of(block)).blocks
    assert list(placed_blocks(found)) == []


def test_the_meaning_of_a_text_that_takes_too_long_is_not_known():
    """Many starts of markup, through which docutils would look again and again."""
    assert meaning_of("*a* b\n") is not None
    assert meaning_of("*a " * 2_000) is None
    assert tables_of("*a " * 2_000) is None


def test_tables_in_other_blocks_belong_to_these():
    """They are part of the meaning of what they stand in."""
    found = tables_of(TABLE + "\n- b\n\n" + "".join(f"  {line}\n" for line in TABLE.splitlines()))
    assert found is not None
    rest, tables = found
    assert [table.rows for table in tables] == [tables[0].rows]
    assert sum("table" in node for node in rest) == 2


LONG_WORD = "A-" * 4_400


@pytest.mark.parametrize("before", ["", ".. note::\n\n   ", "* "])
def test_long_words_beside_markup_are_not_searched(before: str) -> None:
    """In 8,800 characters with a joint at every second docutils would try the rest of the word from each."""
    assert _messages(f"{before}{LONG_WORD} *b\n").unread
    assert not _messages(f"{before}{LONG_WORD} b\n").unread  # there is nothing to be found
    assert recognised(f"{LONG_WORD} *b*") == []
    assert recognised(f"{'A' * 8_800} *b*")


def test_words_that_authors_write_are_searched() -> None:
    """An address of 400 characters costs nothing to speak of."""
    address = "https://example.org/" + "a-b_c." * 60
    assert not _messages(f"{address} *b*\n").unread
    assert recognised(f"{address} *b*")


def test_copies_of_deeply_nested_text_are_bounded() -> None:
    """docutils keeps a copy of what is nested for each level above it: 400 MB of these 640 KB."""
    deep = "".join("  " * level + "- a\n\n" for level in range(800))
    assert meaning_of(deep) is None
    assert _messages(f".. note::\n\n  {deep}").unread
    real = "".join("  " * level + "- a\n\n" for level in range(9))
    assert meaning_of(real) is not None
    assert not _messages(real).unread
