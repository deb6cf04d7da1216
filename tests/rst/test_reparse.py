"""After any edits the blocks are those of a fresh scan, and few of them were scanned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judge import shown

from rst.long_spec import long_spec
from rst.texts import edits, example_count, texts
from spec_ls.rst.blocks import Blocks, Kind
from spec_ls.rst.reparse import reparse
from spec_ls.rst.scan import scan
from spec_ls.text import Edit, Position, Range, Text


def same(now: Blocks, text: Text) -> None:
    """Fail, with the text to read, where the blocks are not those of a fresh scan."""
    fresh = scan(text)
    read = shown(str(text))
    assert [(b.kind, b.lines) for b in now] == [(b.kind, b.lines) for b in fresh], f"\n{read}"
    assert now.items == fresh.items, f"\n{read}"
    assert (now.starts, now.headings, now.oversized) == (fresh.starts, fresh.headings, fresh.oversized), (
        f"\n{read}"
    )
    assert set(fresh.far) <= set(now.far), f"\n{read}"


@given(st.data())
@example_count(3)
def test_edits_one_after_the_other(data):
    """A sequence of edits leaves the blocks of a fresh scan, each reused from its old ones."""
    text = Text.of(data.draw(texts()))
    blocks = scan(text)
    for _ in range(5):
        text, splice = text.replace(data.draw(edits(text)))
        result = reparse(blocks, text, splice)
        assert result.blocks.items[: result.start] == blocks.items[: result.start]
        kept = len(blocks) - result.old_end
        assert kept == len(result.blocks) - result.new_end
        assert all(
            new is old for new, old in zip(result.blocks.items[::-1][:kept], blocks.items[::-1], strict=False)
        )
        blocks = result.blocks
        same(blocks, text)


LONG = Text.of(long_spec(3_000))
BLOCKS = scan(LONG)


@pytest.mark.parametrize("typed", ["x", "\n", "\n\n", " ", "=", "- ", "x\ny\nz\n"])
def test_few_blocks_are_scanned_for_an_edit(typed):
    """An edit rescans its own block and its neighbours, and takes all others as they are."""
    for line in range(5, len(LONG.lines) - 5, 7):
        edit = Edit(Range.at(Position(line, min(2, len(LONG.lines[line]) - 1))), typed)
        text, splice = LONG.replace(edit)
        result = reparse(BLOCKS, text, splice)
        opened = [block.kind for block in result.blocks.items[result.start : result.new_end]]
        if Kind.SIMPLE_TABLE in opened:
            continue  # a border broken by the edit takes all up to the next one, as it does in docutils
        assert len(opened) <= 8, f"{typed!r} at line {line + 1}: {opened}"


def test_a_table_without_an_end_is_scanned_again_where_it_gets_one():
    """What a block looked at far behind itself makes it scan again when that changes."""
    text = Text.of("===  ===\na    b\n\n" + "Text.\n\n" * 50)
    blocks = scan(text)
    assert [block.kind for block in blocks] == [Kind.SIMPLE_TABLE]
    text, splice = text.replace(Edit(Range.at(Position(40, 0)), "===  ===\n\n"))
    result = reparse(blocks, text, splice)
    same(result.blocks, text)
    assert len(result.blocks) > 1
