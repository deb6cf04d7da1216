"""After any edits the blocks are those of a fresh scan, and few of them were scanned."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judge import shown

from rst.long_spec import long_spec
from rst.texts import edits, example_count, texts
from spec_ls.rst.blocks import LITERAL_KINDS, Block, Kind
from spec_ls.rst.chunks import Blocks, is_chunk_boundary
from spec_ls.rst.reach import MOST_LINES, without_rest
from spec_ls.rst.reparse import reparse
from spec_ls.rst.scan import scan
from spec_ls.text import Edit, Position, Range, Splice, Text


def same(now: Blocks, text: Text) -> None:
    """Fail, with the text to read, where the blocks are not those of a fresh scan."""
    fresh = scan(text)
    read = shown(str(text))
    assert [(b.kind, b.lines) for b in now] == [(b.kind, b.lines) for b in fresh], f"\n{read}"
    assert now.items == fresh.items, f"\n{read}"
    assert (now.starts, now.headings) == (fresh.starts, fresh.headings), f"\n{read}"
    assert now.first_oversized == fresh.first_oversized, f"\n{read}"
    for chunk, following in pairwise(without_rest(now).chunks):
        assert is_chunk_boundary(chunk.blocks[-1], following.blocks[0]), f"\n{read}"


def scanned(old: Blocks, new: Blocks) -> tuple[int, int]:
    """The indices ``[start, end)`` of the new blocks that are not the old ones."""
    shorter, start, same = min(len(old), len(new)), 0, 0
    while start < shorter and old.items[start] is new.items[start]:
        start += 1
    while same < shorter - start and old.items[-1 - same] is new.items[-1 - same]:
        same += 1
    return start, len(new) - same


@given(st.data())
@example_count(3)
def test_edits_one_after_the_other(data):
    """A sequence of edits leaves the blocks of a fresh scan, in chunks that docutils can read alone."""
    text = Text.of(data.draw(texts()))
    blocks = scan(text)
    for _ in range(5):
        text, splice = text.replace(data.draw(edits(text)))
        blocks = reparse(blocks, text, splice)
        same(blocks, text)


LONG = Text.of(long_spec(3_000))
BLOCKS = scan(LONG)


@pytest.mark.parametrize("typed", ["x", "\n", "\n\n", " ", "=", "- ", "x\ny\nz\n"])
def test_few_blocks_are_scanned_for_an_edit(typed):
    """An edit rescans its own block and its neighbours, and takes all others as they are."""
    for line in range(5, len(LONG.lines) - 5, 7):
        edit = Edit(Range.at(Position(line, min(2, len(LONG.lines[line]) - 1))), typed)
        text, splice = LONG.replace(edit)
        blocks = reparse(BLOCKS, text, splice)
        start, end = scanned(BLOCKS, blocks)
        opened = [block.kind for block in blocks.items[start:end]]
        if Kind.SIMPLE_TABLE in opened:
            continue  # a border broken by the edit takes all up to the next one, as it does in docutils
        assert len(opened) <= 8, f"{typed!r} at line {line + 1}: {opened}"


def test_a_table_without_an_end_is_scanned_again_where_it_gets_one():
    """What a block looked at far behind itself makes it scan again when that changes."""
    text = Text.of("===  ===\na    b\n\n" + "Text.\n\n" * 50)
    blocks = scan(text)
    assert [block.kind for block in blocks] == [Kind.SIMPLE_TABLE]
    text, splice = text.replace(Edit(Range.at(Position(40, 0)), "===  ===\n\n"))
    blocks = reparse(blocks, text, splice)
    same(blocks, text)
    assert len(blocks) > 1


@given(st.data())
@example_count(2)
def test_rescans_stay_near_the_edit(data):
    """Scanned again are the blocks that the edit changed, those that looked at its lines, and a neighbour."""
    text = Text.of(data.draw(texts(size=30)))
    for _ in range(3):
        blocks = scan(text)
        after, splice = text.replace(data.draw(edits(text)))
        new = reparse(blocks, after, splice)
        first, last = surroundings(blocks, new, splice)
        start, end = scanned(blocks, new)
        read = f"\n{shown(str(text))}\n\n{shown(str(after))}\n{splice}: {(start, end)} of {(first, last)}"
        assert first <= start, read
        assert start >= end or end <= last, read
        text = after


def surroundings(old: Blocks, new: Blocks, splice: Splice) -> tuple[int, int]:
    """Between which indices of the new blocks a scan has to stay.

    It starts no earlier than one block before the first that has, or looked at, a line of the edit; it ends
    where all that follows is as it was.  Either end moves on to a place where a scan may start.
    """
    first = next((i for i, block in enumerate(old) if seen_to(old, i, block) >= splice.start), len(old))
    same = 0
    while same < min(len(old), len(new)) and old.items[-1 - same] == new.items[-1 - same]:
        same += 1
    behind = next((i for i, line in enumerate(new.starts) if line >= splice.new_end), len(new))
    return start_before(old, first - 1), start_at(new, max(behind, len(new) - same))


def seen_to(blocks: Blocks, index: int, block: Block) -> int:
    """The last buffer line that a block's scan looked at; where it ends within a line, that line too."""
    return blocks.starts[index] + block.height + block.lookahead - 1


def start_before(blocks: Blocks, index: int) -> int:
    while index > 0 and not may_start(blocks, index):
        index -= 1
    return max(index, 0)


def start_at(blocks: Blocks, index: int) -> int:
    while index < len(blocks) and not may_start(blocks, index):
        index += 1
    return index


def may_start(blocks: Blocks, index: int) -> bool:
    return blocks.starts_line(index) and blocks.items[index].kind not in LITERAL_KINDS


REACHING = [
    "a\n\n" * 6_000,
    "- a\n" * 14_000,
    "a\nb\n\n" * 4_000,
    "a\u2028\u2028" * 16_000 + "\n",
    "=== ===\na   b\n\n" * 6_000,
]
PIECES = [
    "a\n",
    "\n",
    "- a\n",
    "a::\n\n  b\n\n",
    "====\na\n====\n",
    "=== ===\na  b\n",
    "+---+\n| a |\n",
    "  x\n",
    "\u2028\u2028",
    "\r",
    "| l\n",
]


@pytest.mark.parametrize(
    "base", REACHING, ids=["blocks", "list", "long blocks", "line separators", "open tables"]
)
def test_edits_around_the_end_of_what_is_read(base):
    """A text that is too long to be read is read as far, and no farther, after any edits as at first."""
    random = Random(len(base))
    text = Text.of(base * 2)
    blocks = scan(text)
    assert blocks.rest is not None
    for _ in range(12):
        near = len(text.lines) if random.random() < 0.2 else min(MOST_LINES + 60, len(text.lines))
        line = random.choice([random.randrange(near), max(0, near - random.randrange(120) - 1)])
        end = min(line + random.choice([0, 0, 1, 30, 3_000]), len(text.lines) - 1)
        new = "".join(random.choices(PIECES, k=random.choice([0, 1, 4, 3_000])))
        text, splice = text.replace(Edit(Range(Position(line, 0), text.clamp(Position(end, 1))), new))
        blocks = reparse(blocks, text, splice)
        same(blocks, text)
        assert "".join(block.text for block in blocks) == str(text)


@pytest.mark.parametrize("gone", [300, 6_000, 12_050])
def test_a_text_that_becomes_short_enough_is_read_to_its_end(gone):
    """Lines that go at the start bring those behind the end of what is read into reach."""
    text = Text.of("a\n\n" * (MOST_LINES // 2 + 100))
    blocks = scan(text)
    assert blocks.rest is not None
    text, splice = text.replace(Edit(Range(Position(0, 0), Position(gone, 0)), ""))
    blocks = reparse(blocks, text, splice)
    same(blocks, text)
    assert blocks.rest is None
