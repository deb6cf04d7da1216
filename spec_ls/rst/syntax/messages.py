"""docutils' messages of a text (level 2, warning, and above), at their true ranges.

Messages of units are kept with the units; those about names and structure are a fold over the chunks.  So
an edit costs the reading of new units, and a little for each chunk.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from spec_ls.rst.blocks import Kind
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.docutils_messages import TITLE_TOO_WIDE, kind_of, line_too_long
from spec_ls.rst.sections import SectionTree, walk
from spec_ls.rst.source import LINE_LENGTH_LIMIT, as_docutils_reads
from spec_ls.rst.syntax.reading import ERROR, NamedNode, Problem, Reading, Stepwise, run_to_end
from spec_ls.rst.syntax.reference_messages import reference_messages
from spec_ls.rst.syntax.references import title_name
from spec_ls.rst.syntax.structure import (
    bibliography_messages,
    is_transition,
    last_visible,
    problem_of_line,
    skipped_level_messages,
    transition_messages,
)
from spec_ls.rst.syntax.unit_readings import (
    ChunkReadings,
    is_stopped,
    known_readings,
    must_read_more,
    readings,
)
from spec_ls.rst.units import is_joined

_UNREAD = attrgetter("unread")

AT_ONCE = 40
"""Lines that docutils reads in a few milliseconds."""


class Message(NamedTuple):
    """A message: the index of the block from which the problem's lines are counted, and the problem.

    ``holder`` is the index of the block that holds docutils' own line.
    """

    block: int
    problem: Problem
    holder: int


class Messages(NamedTuple):
    """Messages of a document; ``complete`` is true if these are all that docutils can tell.

    ``unread`` are the indices of the blocks from which on docutils would have too much work (``work.py``).
    """

    found: tuple[Message, ...]
    complete: bool = True
    unread: tuple[int, ...] = ()


def messages(blocks: Blocks, tree: SectionTree) -> Messages:
    """All messages of a document, whose section tree is ``tree``."""
    return run_to_end(stepwise_messages(blocks, tree))


def stepwise_messages(blocks: Blocks, tree: SectionTree) -> Stepwise[Messages]:
    """As ``messages``, in small steps: docutils reads one unit at a time."""
    if (oversized := blocks.first_oversized) is not None:
        return Messages((_oversized_message(blocks, oversized),))
    read = yield from readings(blocks)
    skipped = frozenset(blocks.headings[number] for number, _, _ in tree.skipped)
    found = list(_unit_messages(blocks, read, skipped))
    about_names, names_spent = yield from reference_messages(blocks, read, skipped)
    found += (_reference_message(blocks, *located, skipped) for located in sorted(about_names, key=_order))
    found += (_message(blocks, *located) for located in skipped_level_messages(blocks, tree))
    if is_stopped(read):
        return Messages(tuple(found), unread=tuple(_unread(blocks, read, names_spent)))
    if blocks.where(is_transition):
        with_messages, targets = _with_messages(blocks, tree, read, skipped), _first_targets(blocks, read)
        found += (
            _message(blocks, *located)
            for located in transition_messages(blocks, tree, with_messages, targets)
        )
    found += (_message(blocks, *located) for located in bibliography_messages(blocks, tree))
    return Messages(tuple(found), unread=tuple(_unread(blocks, read, names_spent)))


def prompt_messages(blocks: Blocks, tree: SectionTree) -> Messages:
    """The messages that are known within milliseconds: all of them, where docutils has little to read anew.

    Else those about units that are read already; ``stepwise_messages`` gives the rest.
    """
    if blocks.first_oversized is not None or not must_read_more(blocks, AT_ONCE):
        return messages(blocks, tree)
    skipped = frozenset(blocks.headings[number] for number, _, _ in tree.skipped)
    read = known_readings(blocks)
    found = tuple(_unit_messages(blocks, read, skipped))
    return Messages(found, complete=False, unread=tuple(_unread(blocks, read)))


def _unread(blocks: Blocks, read: Sequence[ChunkReadings], names_spent: int | None = None) -> Iterator[int]:
    """The blocks that begin what docutils does not read; the last one stands for all behind it.

    ``names_spent`` is the block of the first name that docutils was not asked about.
    """
    if any(map(_UNREAD, read)):
        for first, reading in zip(blocks.chunk_starts, read, strict=True):
            yield from (first + start for start in reading.unread)
    if names_spent is not None:
        yield names_spent


def _message(blocks: Blocks, index: int, problem: Problem) -> Message:
    return Message(index, problem, blocks.holding(index, problem.line))


def _reference_message(blocks: Blocks, index: int, problem: Problem, skipped: frozenset[int]) -> Message:
    """A message about a name; for a node without a line docutils gives the line of its section's title."""
    if problem.line >= 0:
        return _message(blocks, index, problem)
    before = bisect_left(blocks.headings, index) - 1
    while before >= 0 and blocks.headings[before] in skipped:
        before -= 1
    return Message(index, problem, blocks.headings[before] if before >= 0 else index)


def _order(located: tuple[int, Problem]) -> tuple[int, int, int, str]:
    index, problem = located
    return index, problem.range.line, problem.range.column, problem.text


def _unit_messages(
    blocks: Blocks, read: Sequence[ChunkReadings], skipped: frozenset[int]
) -> Iterator[Message]:
    """Messages about units alone; docutils reads no inline markup of the titles ``skipped``."""
    for index, problems in _located_problems(blocks, read, skipped):
        for problem in problems:
            in_title = skipped and problem.inline
            if not (in_title and blocks.holding(index, problem.range.line) in skipped):
                yield _message(blocks, index, problem)


def _positioned(blocks: Blocks, read: Sequence[ChunkReadings]) -> Iterator[tuple[int, Reading]]:
    """The readings with messages, each behind the index of its unit's first block."""
    for first, reading in zip(blocks.chunk_starts, read, strict=True):
        for start, unit_reading in reading.with_messages:
            yield first + start, unit_reading


def _located_problems(
    blocks: Blocks, read: Sequence[ChunkReadings], skipped: frozenset[int]
) -> Iterator[tuple[int, tuple[Problem, ...]]]:
    """The problems of the units, also those of units that nothing visible follows in the document."""
    last, stopped = None, is_stopped(read)
    for index, reading in _positioned(blocks, read):
        problems = reading.problems
        if reading.problems_if_last and not stopped:
            last = last_visible(blocks, skipped) if last is None else last
            if _end_of_unit(blocks, index) > last:
                problems += reading.problems_if_last
        yield index, problems


def _end_of_unit(blocks: Blocks, index: int) -> int:
    end = index + 1
    while end < len(blocks) and is_joined(blocks.items, end):
        end += 1
    return end


def _named(blocks: Blocks, read: Sequence[ChunkReadings]) -> Iterator[tuple[int, NamedNode]]:
    """The nodes with names that docutils has noted, each behind the index of the block that holds it."""
    for first, reading in zip(blocks.chunk_starts, read, strict=True):
        for start, unit_reading in reading.with_names:
            for name in unit_reading.names:
                yield blocks.holding(first + start, name.noted_line), name


def _with_messages(
    blocks: Blocks, tree: SectionTree, read: Sequence[ChunkReadings], skipped: frozenset[int]
) -> frozenset[int]:
    """The blocks in whose section, behind the title, docutils leaves a message."""
    with_messages, known, titles = set(skipped), set[str](), _first_titles(blocks, tree)
    for block, named in _named(blocks, read):
        names = named.node["names"]
        if any(name in known or titles.get(name, block) < block for name in names):
            with_messages.add(block)
        known.update(names)
    for index, problems in _located_problems(blocks, read, skipped):
        for problem in problems:
            block = blocks.holding(index, problem.line)
            in_title = problem.inline or kind_of(problem.text) in TITLE_TOO_WIDE
            if blocks.items[block].kind is Kind.TITLE and not in_title:
                block = max(block - 1, 0)  # about what stands before the title, and left there
            with_messages.add(block)
    return frozenset(with_messages)


def _first_titles(blocks: Blocks, tree: SectionTree) -> dict[str, int]:
    """The names of the sections, each with the index of the first title that has it."""
    sections = reversed(list(walk(tree.outermost)))
    return {title_name(section.title): blocks.headings[section.number] for section in sections}


def _first_targets(blocks: Blocks, read: Sequence[ChunkReadings]) -> dict[str, int]:
    """The names of all targets but titles, each with the index of the block of the first such target."""
    found: dict[str, int] = {}
    for block, named in _named(blocks, read):
        if named.node.tagname != "section":
            for name in named.node["names"]:
                found.setdefault(str(name), block)
    return found


def _oversized_message(blocks: Blocks, index: int) -> Message:
    """The only message about a text with a line too long for docutils: it reads nothing of that text."""
    block = blocks.items[index]
    lines = [as_docutils_reads(raw) for raw in block.lines]
    line = next(number for number, content in enumerate(lines) if len(content) > LINE_LENGTH_LIMIT)
    number = sum(len(before.lines) for before in blocks.items[:index]) + line + 1
    return _message(blocks, index, problem_of_line(block, line, ERROR, line_too_long(number)))
