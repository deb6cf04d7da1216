"""docutils' messages about a document's structure: levels of titles, transitions, bibliographic fields.

Sources: ``docutils.parsers.rst.states.RSTState.check_subsection``, ``docutils.nodes.transition`` and
``docutils.transforms.misc.Transitions``, ``docutils.transforms.frontmatter``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.docutils_messages import (
    ADJACENT_TRANSITIONS,
    TRANSITION_AT_END,
    inconsistent_title_style,
    transition_at_start,
)
from spec_ls.rst.kept import kept
from spec_ls.rst.prose import ADORNMENT
from spec_ls.rst.sections import SectionTree, is_visible, promoted, walk
from spec_ls.rst.source import as_docutils_reads
from spec_ls.rst.syntax.message_ranges import whole_line
from spec_ls.rst.syntax.reading import ERROR, WARNING, Problem, Reading, read, read_bibliography
from spec_ls.rst.syntax.references import title_name
from spec_ls.rst.syntax.unit_readings import known_reading

_IGNORED_SIBLINGS = frozenset({Kind.BLANK, Kind.TITLE, Kind.TARGET, Kind.ANONYMOUS_TARGET})
"""Blocks that do not count beside a transition (``docutils.nodes.transition.ignored_siblings``)."""


def skipped_level_messages(blocks: Blocks, tree: SectionTree) -> Iterator[tuple[int, Problem]]:
    """The index of the block of each title more than one level too deep, with the message about it."""
    for number, current, level in tree.skipped:
        index = blocks.headings[number]
        heading = blocks.items[index].heading
        text = inconsistent_title_style(current, level)
        yield index, problem_of_line(blocks.items[index], heading.line if heading else 0, ERROR, text)


def transition_messages(
    blocks: Blocks, tree: SectionTree, with_messages: frozenset[int], targets: dict[str, int]
) -> Iterator[tuple[int, Problem]]:
    """The index of the block of each transition with nothing before or behind it, with the message.

    ``with_messages`` are the blocks that docutils leaves a message at, ``targets`` the names of targets, each
    with the index of the block that holds the first one.
    """
    sections = list(walk(tree.outermost))
    starts = [blocks.headings[section.number] for section in sections]
    levels = [section.level for section in sections]
    titles = {_name_at(blocks, start): start for start in reversed(starts)}
    ascending, number = tuple(sorted(with_messages)), _promoted(blocks, tree)
    structure = _Structure(blocks, starts, levels, number, ascending, targets, titles)
    moved: set[int] = set()  # transitions with a message, which docutils puts beside them
    for index in blocks.where(is_transition):
        texts = list(_transition(structure, index, moved))
        if texts:
            moved.add(index)
        for text in texts:
            yield index, problem_of_line(blocks.items[index], 0, WARNING, text)


def bibliography_messages(blocks: Blocks, tree: SectionTree) -> Iterator[tuple[int, Problem]]:
    """Messages about the field list that stands first in a document, or first behind its title.

    It may be the content of a ``class`` directive, which leaves its content in its place.
    """
    index = next((index for index, block in enumerate(blocks) if _is_visible(block)), None)
    if index is None or blocks.items[index].kind not in (Kind.FIELD, Kind.DIRECTIVE):
        return
    titles = bisect_left(blocks.headings, index)
    if titles - sum(number < titles for number, _, _ in tree.skipped) > _promoted(blocks, tree):
        return
    end = index + 1
    if blocks.items[index].kind is Kind.FIELD:
        while end < len(blocks) and blocks.items[end].kind is Kind.FIELD:
            end += 1
    for problem in _bibliography(blocks.items[index], blocks.items[index + 1 : end]):
        yield index, problem


def problem_of_line(block: Block, line: int, level: int, text: str) -> Problem:
    """A message about a whole line of a block."""
    range_ = whole_line(line, [as_docutils_reads(raw) for raw in block.lines], block.lines)
    return Problem(level, text, line, range_)


def is_transition(block: Block) -> bool:
    """True for a transition."""
    return block.kind is Kind.TRANSITION


def last_visible(blocks: Blocks, skipped: frozenset[int]) -> int:
    """The index of the last visible block, -1 if there is none; a title is, but for those of ``skipped``."""
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks.items[index]
        if index not in skipped if block.kind is Kind.TITLE else _is_visible(block):
            return index
    return -1


@dataclass(frozen=True, slots=True)
class _Structure:
    """The values that docutils' rules on transitions depend on.

    ``starts`` are the indices of the blocks that open a section, ``levels`` the sections' levels,
    ``promoted`` is the number of promoted titles, ``titles`` holds the first block of each title's name.  The
    rest is as in ``transition_messages``, ``with_messages`` ascending.
    """

    blocks: Blocks
    starts: list[int]
    levels: list[int]
    promoted: int
    with_messages: tuple[int, ...]
    targets: dict[str, int]
    titles: dict[str, int]


def _transition(structure: _Structure, index: int, moved: set[int]) -> Iterator[str]:
    """The texts of the messages about the transition at a block."""
    blocks, starts, levels = structure.blocks, structure.starts, structure.levels
    number = bisect_right(starts, index)  # how many sections start before it
    level = levels[number - 1] if number else 0
    if _is_last(structure, index, number):
        if number == len(starts):
            yield TRANSITION_AT_END
        elif levels[number] <= level:
            level = levels[number] - 1  # docutils moves it up, between sections
    if _is_first(structure, index, number):
        yield transition_at_start("document" if level <= structure.promoted else "section")
        return
    previous = _previous(structure, index)
    if previous >= 0 and blocks.items[previous].kind is Kind.TRANSITION and previous not in moved:
        yield ADJACENT_TRANSITIONS


def _previous(structure: _Structure, index: int) -> int:
    """The index of the block before another one, without directives that leave nothing; -1 if none."""
    items, previous = structure.blocks.items, index - 1
    while previous >= 0 and _leaves_nothing(items[previous]):
        if _any_between(
            structure.with_messages, previous + 1, previous + 2
        ):  # docutils leaves a message between the two
            break
        previous -= 1
    return previous


def _leaves_nothing(block: Block) -> bool:
    return block.kind is Kind.DIRECTIVE and _reading_alone(block).leaves_nothing


def _is_last(structure: _Structure, index: int, number: int) -> bool:
    """True if nothing stands behind a transition in its section, which is the ``number``-th."""
    starts, blocks = structure.starts, structure.blocks
    end = starts[number] if number < len(starts) else len(blocks)
    if _any_between(structure.with_messages, index + 1, end):
        return False
    if end < len(blocks) and _looks_like_adornment(blocks.items[end]):
        return False
    return not any(_is_sibling(blocks.items[behind]) for behind in range(index + 1, end))


def _is_first(structure: _Structure, index: int, number: int) -> bool:
    """True if nothing stands before a transition in its section, which is the ``number``-th."""
    starts, blocks = structure.starts, structure.blocks
    before = starts[number - 1] if number else -1
    is_promoted = number > 0 and structure.levels[number - 1] <= structure.promoted
    if is_promoted:
        before = 0  # docutils puts what stands before a promoted title behind it
    if any(_is_sibling(blocks.items[ahead]) for ahead in range(index - 1, max(before, 0) - 1, -1)):
        return False
    if _any_between(structure.with_messages, before, index + 1):
        return False
    if is_promoted and any(_looks_like_adornment(blocks.items[start]) for start in starts[:number]):
        return False
    return not (number and _is_name_taken(structure, starts[number - 1]))


def _any_between(indices: tuple[int, ...], start: int, end: int) -> bool:
    """True if one of ascending indices is in ``[start, end)``."""
    return bisect_left(indices, start) < bisect_left(indices, end)


def _looks_like_adornment(title: Block) -> bool:
    """True if a title's line looks like adornment: docutils then leaves a message (of level 1) before it."""
    heading = title.heading
    return heading is not None and bool(ADORNMENT.match(as_docutils_reads(title.lines[heading.line])))


def _is_name_taken(structure: _Structure, start: int) -> bool:
    """True if a title's name is taken: docutils then leaves a message (of level 1) behind it."""
    own = _name_at(structure.blocks, start)
    return structure.titles[own] < start or structure.targets.get(own, len(structure.blocks)) <= start


def _name_at(blocks: Blocks, index: int) -> str:
    heading = blocks.items[index].heading
    return title_name(heading.title) if heading else ""


def _promoted(blocks: Blocks, tree: SectionTree) -> int:
    """The number of titles that docutils promotes where it knows Sphinx's directives."""
    return sum(title is not None for title in promoted(blocks, tree.outermost, _leaves_visible_nodes))


def _is_visible(block: Block) -> bool:
    return is_visible(block, _leaves_visible_nodes)


def _leaves_visible_nodes(block: Block) -> bool:
    return _reading_alone(block).leaves_visible


def _is_sibling(block: Block) -> bool:
    """True if a block counts beside a transition."""
    if block.kind in _IGNORED_SIBLINGS:
        return False
    is_unsure = block.kind in (Kind.DIRECTIVE, Kind.SUBSTITUTION_DEFINITION)
    return not is_unsure or _reading_alone(block).leaves_siblings


def _reading_alone(block: Block) -> Reading:
    return known_reading(block) or _read_alone(block)


@kept
def _read_alone(block: Block) -> Reading:
    return read(block.lines)


@kept
def _bibliography(first: Block, rest: tuple[Block, ...]) -> tuple[Problem, ...]:
    return read_bibliography([line for block in (first, *rest) for line in block.lines])
