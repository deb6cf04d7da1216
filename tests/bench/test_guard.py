"""What an edit makes the core do, counted and not timed: it must be the edit's own, whatever the document's size."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any, TypeVar

import pytest
import texts

from spec_ls.analysis import analyse, beside, edited
from spec_ls.checks import ALL_CHECKS
from spec_ls.checks.run import Checked, check, completed, prepared
from spec_ls.model.template import read_template
from spec_ls.rst.blocks import Block
from spec_ls.rst.scan import scan
from spec_ls.rst.syntax.reading import read, read_inline
from spec_ls.text import Edit, Position, Range, Text

TEMPLATE = read_template(texts.TEMPLATE.read_text("utf-8"), "builtin:nova")
SMALL, LARGE = 1_000, 4_000

Result = TypeVar("Result")

TYPED = ["x", " ", "\n", "\n\n", "``", "- ", "a\nb\n"]
_MOST_BLOCKS = 8
"""An edit's own block, its neighbours, and the pieces that it falls into."""
_MOST_STEPS = 25
"""Bytecodes for each line of a document that an edit has nothing to do with, and in which nothing is wrong.

They are sums, and lists that are searched: whatever looks at each block again takes hundreds.
"""


PART = """\
Part {0}
---------

The servers of part {0} answer in the order of their numbers, and those that
do not answer are asked again. See `part {0}`_ for what ``{0}`` means.

* One of them is the first, and it is told so.

* The others wait::

    wait(number={0})

.. _part {0}: https://example.org/{0}

"""


def document(lines: int) -> str:
    """The sample, and behind it so many lines in which nothing is wrong."""
    parts = texts.SAMPLE.read_text("utf-8").rstrip("\n") + "\n\n"
    return parts + "".join(PART.format(number) for number in range(1000, 1000 + lines // PART.count("\n")))


def checked(lines: int) -> Checked:
    """A document with its findings, after an edit: what is computed once for all is there."""
    return keystroke(check(analyse(Text.of(document(lines)), TEMPLATE)), 30, "x")


def keystroke(before: Checked, line: int, typed: str) -> Checked:
    """The findings after something is typed near the start of a line."""
    column = min(3, len(before.analysis.text.lines[line]) - 1)
    return check(edited(before.analysis, [Edit(Range.at(Position(line, column)), typed)]), before)


@pytest.fixture(scope="module")
def long() -> Checked:
    """A document of many sections."""
    return checked(LARGE)


def places(document: Checked, every: int = 97) -> Iterator[int]:
    """Lines all over a document; the parts above its title are left out."""
    return iter(range(30, len(document.analysis.text.lines) - 2, every))


def new_blocks(before: Checked, after: Checked) -> list[Block]:
    """The blocks that are no objects of the earlier analysis."""
    known = set(map(id, before.analysis.blocks))
    return [block for block in after.analysis.blocks if id(block) not in known]


@pytest.mark.parametrize("typed", TYPED)
def test_few_blocks_are_new(typed: str, long: Checked) -> None:
    """All blocks but those at the edit are the objects that they were."""
    for line in places(long):
        new = new_blocks(long, keystroke(long, line, typed))
        assert len(new) <= _MOST_BLOCKS, f"{typed!r} at line {line + 1}: {[block.kind for block in new]}"


@pytest.mark.parametrize("typed", TYPED)
def test_checks_of_blocks_run_on_new_blocks_alone(typed: str, long: Checked) -> None:
    """What checks find in one block is found once, and kept with the block."""
    codes = {one.find_in_block.__code__ for one in ALL_CHECKS if one.find_in_block is not None}
    assert codes
    for line in places(long):
        after, seen = first_arguments(lambda line=line: keystroke(long, line, typed), codes)
        new = set(map(id, new_blocks(long, after)))
        looked_at = [getattr(one, "block", one) for one in seen]  # a block, or what holds one
        assert looked_at, "no check looks at a new block"
        # The last block holds one line of the buffer more than the others, so that it may be looked at anew.
        again = [
            block
            for block in looked_at
            if id(block) not in new and block is not after.analysis.blocks.items[-1]
        ]
        assert not again, f"{typed!r} at line {line + 1}: {[block.text for block in again]}"


@pytest.mark.parametrize("typed", ["x", "``"])
def test_nothing_is_computed_again_for_other_blocks(typed: str, long: Checked) -> None:
    """What is kept with blocks that stay on their lines is what it was, for all but a few."""
    for line in places(long, every=297):
        keystroke(long, line + 1, typed)  # other tests have moved these blocks to other lines since
        kept = [(block, dict(block.memo)) for block in long.analysis.blocks]
        keystroke(long, line, typed)
        changed = [block for block, memo in kept if not same(memo, block.memo)]
        assert len(changed) <= _MOST_BLOCKS, (
            f"{typed!r} at line {line + 1}: {[block.text for block in changed]}"
        )


def same(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether two results are the same objects; one that was not asked for before is new."""
    return before.keys() == after.keys() and all(before[key] is after[key] for key in before)


@pytest.mark.parametrize("typed", ["x", "\n"])
def test_the_work_does_not_grow_with_the_document(typed: str) -> None:
    """Each further line of a document costs an edit far above it next to nothing."""
    counts, findings = [], set()
    for lines in (SMALL, LARGE):
        before = checked(lines)
        findings.add(len(before.findings))
        keystroke(before, 14, typed)
        counts.append(bytecodes(lambda before=before: keystroke(before, 14, typed)))
    assert len(findings) == 1, "the longer document has other findings, which cost something"
    each = (counts[1] - counts[0]) / (LARGE - SMALL)
    assert each <= _MOST_STEPS, f"{counts}: {each:.1f} bytecodes a line"


def test_what_takes_long_is_done_a_little_at_a_time() -> None:
    """Between two moments at which a keystroke gets its turn docutils reads one unit, or is asked some names."""
    before = check(analyse(Text.of(document(SMALL)), TEMPLATE), promptly=True)
    assert not before.complete
    work = prepared(before)
    reads = []
    while True:
        going, seen = first_arguments(lambda: next(work, "over"), {read.__code__, read_inline.__code__})
        if going == "over":
            break
        reads.append(len(seen))
    assert max(reads) == 1
    assert sum(reads) > SMALL / PART.count("\n")
    _, seen = first_arguments(lambda: completed(before), {read.__code__, read_inline.__code__})
    assert seen == [], "what is known is read again"


def test_another_template_costs_no_reading() -> None:
    """Beside another template a text is neither scanned again nor read by docutils, nor its blocks checked."""
    before = checked(SMALL)
    other = read_template(texts.TEMPLATE.read_text("utf-8") + "\nMore\n====\n\nText.\n", "builtin:other")
    blocks = {one.find_in_block.__code__ for one in ALL_CHECKS if one.find_in_block is not None}
    work = {scan.__code__, read.__code__, read_inline.__code__, *blocks}
    analysis = before.analysis
    after, seen = first_arguments(lambda: check(beside(analysis, other, analysis.config), before), work)
    assert seen == []
    fresh = check(analyse(analysis.text, other))
    assert (
        sorted(map(str, after.findings))
        == sorted(map(str, fresh.findings))
        != sorted(map(str, before.findings))
    )


def first_arguments(work: Callable[[], Result], codes: set[CodeType]) -> tuple[Result, list[Any]]:
    """What a piece of work returns, and with which first arguments it calls some functions."""
    seen: list[Any] = []

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in codes:
            seen.append(frame.f_locals[frame.f_code.co_varnames[0]])

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        return work(), seen
    finally:
        sys.setprofile(before)


def bytecodes(work: Callable[[], object]) -> int:
    """How many of Python's bytecodes a piece of work takes; unlike its time, the same each time."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
