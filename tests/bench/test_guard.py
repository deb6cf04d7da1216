"""What an edit makes the core do, counted and not timed: it must be the edit's own, whatever the document's size."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any, TypeVar

import pytest
import texts
from counted_work import bytecodes

from spec_ls.checks import ALL_CHECKS
from spec_ls.checks.in_the_making import as_an_editor_shows
from spec_ls.checks.run import Checked, check
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.rst.blocks import Block
from spec_ls.rst.chunks import chunk_lines
from spec_ls.rst.kept import Memo
from spec_ls.rst.scan import scan
from spec_ls.rst.syntax.messages import messages, prompt_messages, stepwise_messages
from spec_ls.rst.syntax.reading import read, read_inline
from spec_ls.spec import compare
from spec_ls.text import Edit, Position, Range, Text

TEMPLATE = read_template(texts.TEMPLATE.read_text("utf-8"), "builtin:nova")
SMALL, LARGE = 1_000, 4_000

Result = TypeVar("Result")

TYPED = ["x", " ", "\n", "\n\n", "``", "- ", "a\nb\n"]
_MOST_BLOCKS = 8
"""An edit's own block, its neighbours, and the pieces that it falls into."""
_MOST_CHUNKS = 3
"""The edit's own chunk, and a neighbour that it is joined with, divided anew."""
_MOST_STEPS = 100
"""Bytecodes for each line of a document that an edit has nothing to do with, and in which nothing is wrong.

They are folds over chunks, titles and names: here a name stands in each seventh line, and two thirds of the
bytecodes go to it.  Whatever looks at each block or line again takes hundreds.
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
    return keystroke(check(compare(parse(Text.of(document(lines))), TEMPLATE)), 30, "x")


def keystroke(before: Checked, line: int, typed: str) -> Checked:
    """The findings after something is typed near the start of a line."""
    column = min(3, len(before.spec.text.lines[line]) - 1)
    after = check(before.spec.after([Edit(Range.at(Position(line, column)), typed)]))
    as_an_editor_shows(after)
    return after


@pytest.fixture(scope="module")
def long() -> Checked:
    """A document of many sections."""
    return checked(LARGE)


def places(document: Checked, every: int = 97) -> Iterator[int]:
    """Lines all over a document; the parts above its title are left out."""
    return iter(range(30, len(document.spec.text.lines) - 2, every))


def new_blocks(before: Checked, after: Checked) -> list[Block]:
    """The blocks that are no objects of the earlier spec."""
    known = set(map(id, before.spec.blocks))
    return [block for block in after.spec.blocks if id(block) not in known]


@pytest.mark.parametrize("typed", TYPED)
def test_few_blocks_are_new(typed: str, long: Checked) -> None:
    """All blocks but those at the edit are the objects that they were."""
    for line in places(long):
        new = new_blocks(long, keystroke(long, line, typed))
        assert len(new) <= _MOST_BLOCKS, f"{typed!r} at line {line + 1}: {[block.kind for block in new]}"


@pytest.mark.parametrize("typed", TYPED)
def test_checks_of_lines_run_on_new_chunks_alone(typed: str, long: Checked) -> None:
    """What checks find in the lines of a chunk is found once, and kept with the chunk."""
    codes = {check.find_in_lines.__code__ for check in ALL_CHECKS if check.find_in_lines is not None}
    assert codes
    for line in places(long):
        after, looked_at = first_arguments(lambda line=line: keystroke(long, line, typed), codes)
        known = set(map(id, long.spec.blocks.chunks))
        new = [chunk_lines(chunk) for chunk in after.spec.blocks.chunks if id(chunk) not in known]
        assert 0 < len(new) <= _MOST_CHUNKS
        assert set(looked_at) == set(new), f"{typed!r} at line {line + 1}"


@pytest.mark.parametrize("typed", ["x", "``"])
def test_nothing_is_computed_again_for_other_blocks(typed: str, long: Checked) -> None:
    """What is kept with blocks and chunks that stay is what it was."""
    for line in places(long, every=297):
        after = keystroke(long, line, typed)
        chunks = set(map(id, after.spec.blocks.chunks))
        holders = [chunk for chunk in long.spec.blocks.chunks if id(chunk) in chunks]
        holders += [block for chunk in holders for block in chunk.blocks]
        kept = [(holder, dict(holder.memo)) for holder in holders]
        check(after.spec)
        changed = [holder for holder, memo in kept if not same(memo, holder.memo)]
        assert not changed, f"{typed!r} at line {line + 1}: {changed}"


def same(before: Memo, after: Memo) -> bool:
    """Whether all results are the same objects."""
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
    document_ = parse(Text.of(document(SMALL)))
    assert not prompt_messages(document_.blocks, document_.tree).complete
    work = stepwise_messages(document_.blocks, document_.tree)
    reads = []
    while True:
        going, seen = first_arguments(lambda: next(work, "over"), {read.__code__, read_inline.__code__})
        if going == "over":
            break
        reads.append(len(seen))
    assert max(reads) == 1
    assert sum(reads) > SMALL / PART.count("\n")
    _, seen = first_arguments(
        lambda: messages(document_.blocks, document_.tree), {read.__code__, read_inline.__code__}
    )
    assert seen == [], "what is known is read again"


def test_another_template_costs_no_reading() -> None:
    """Beside another template a text is neither scanned again nor read by docutils, nor its lines checked."""
    before = checked(SMALL)
    other = read_template(texts.TEMPLATE.read_text("utf-8") + "\nMore\n====\n\nText.\n", "builtin:other")
    lines = {check.find_in_lines.__code__ for check in ALL_CHECKS if check.find_in_lines is not None}
    work = {scan.__code__, read.__code__, read_inline.__code__, *lines}
    spec = before.spec
    after, seen = first_arguments(lambda: check(compare(spec.document, other, spec.config)), work)
    assert seen == []
    fresh = check(compare(parse(spec.text), other))
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
