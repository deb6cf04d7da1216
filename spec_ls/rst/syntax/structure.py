"""What docutils says of a document's structure: levels of titles, transitions, bibliographic fields.

Sources: ``docutils.parsers.rst.states.RSTState.check_subsection``, ``docutils.nodes.transition`` and
``docutils.transforms.misc.Transitions``, ``docutils.transforms.frontmatter``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from spec_ls.rst.blocks import Block, Blocks, Kind
from spec_ls.rst.prose import ADORNMENT
from spec_ls.rst.source import as_docutils_reads
from spec_ls.rst.syntax.names import title_name
from spec_ls.rst.syntax.reading import bibliographic, read
from spec_ls.rst.syntax.readings import Problem, Reading

_WARNING = 2
_PASSED = frozenset({Kind.BLANK, Kind.TITLE, Kind.TARGET, Kind.ANONYMOUS_TARGET})
"""Blocks that do not count as what a transition stands behind or before."""

_UNSEEN = frozenset({Kind.BLANK, Kind.COMMENT, Kind.TARGET, Kind.ANONYMOUS_TARGET, Kind.BAD_TITLE})
_UNSURE = frozenset({Kind.DIRECTIVE, Kind.SUBSTITUTION_DEFINITION, Kind.GRID_TABLE, Kind.SIMPLE_TABLE})


class Said(NamedTuple):
    """A message about line ``line`` of a block; or ``problem``, with lines from the block's first."""

    block: int
    line: int
    level: int
    text: str
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections that docutils makes of a document's titles.

    ``numbers`` are the ordinals of the titles that open one, ``levels`` their levels, 1 outermost.
    ``misplaced`` are those of titles more than one level below the section that they stand in, with what
    docutils says.
    """

    numbers: list[int]
    levels: list[int]
    misplaced: dict[int, str]

    def starts(self, blocks: Blocks) -> list[int]:
        """The indices of the blocks that open a section."""
        return [blocks.headings[number] for number in self.numbers]

    def wrong(self, blocks: Blocks) -> dict[int, str]:
        """What docutils says of misplaced titles, by the indices of their blocks."""
        return {blocks.headings[number]: text for number, text in self.misplaced.items()}


def sections(blocks: Blocks) -> Sections:
    """The sections of a document."""
    found = Sections([], [], {})
    styles: list[str] = []
    current = 0
    for number, index in enumerate(blocks.headings):
        heading = blocks.items[index].heading
        style = heading.style if heading else ""
        level = styles.index(style) + 1 if style in styles else len(styles) + 1
        if level > current + 1:
            found.misplaced[number] = f"Inconsistent title style: skip from level {current} to {level}."
            continue
        if level > len(styles):
            styles.append(style)
        current = level
        found.numbers.append(number)
        found.levels.append(level)
    return found


def structure_messages(
    blocks: Blocks, tree: Sections, transitions: list[int], noisy: set[int], names: set[str]
) -> Iterator[Said]:
    """Messages about transitions and bibliographic fields.

    ``noisy`` are the blocks that docutils has left a message at, ``names`` the names that targets have.
    """
    if transitions:
        yield from _transition_messages(blocks, tree, transitions, noisy, names)
    yield from _bibliographic_messages(blocks, tree)


def _transition_messages(
    blocks: Blocks, tree: Sections, transitions: list[int], noisy: set[int], names: set[str]
) -> Iterator[Said]:
    """Messages about transitions where nothing stands before or behind them."""
    promoted, starts = _promoted(blocks, tree), tree.starts(blocks)
    told: set[int] = set()
    for index in transitions:
        texts = list(_transition(blocks, (tree, starts), index, promoted, (noisy, told), names))
        if texts:
            told.add(index)
        for text in texts:
            yield Said(index, 0, _WARNING, text)


def _transition(
    blocks: Blocks,
    where: tuple[Sections, list[int]],
    index: int,
    promoted: int,
    left: tuple[set[int], set[int]],
    names: set[str],
) -> Iterator[str]:
    (tree, starts), (noisy, told) = where, left
    number = bisect_right(starts, index)  # how many sections start before it
    before = starts[number - 1] if number else -1
    level = tree.levels[number - 1] if number else 0
    next_start = starts[number] if number < len(starts) else len(blocks)
    told_behind = any(index < one < next_start for one in noisy)
    last = not told_behind and not any(map(_stands, blocks.items[index + 1 : next_start]))
    if last and number == len(starts):
        yield "Transition at the end of the document."
    elif last and tree.levels[number] <= level:
        level = tree.levels[number] - 1  # docutils moves it up, between sections
    if number and tree.levels[number - 1] <= promoted:
        before = 0  # docutils puts what stands before a promoted title behind it
        noisy = noisy | {index for index in starts[:number] if _is_doubtful(blocks.items[index])}
    if not any(map(_stands, blocks.items[max(before, 0) : index])) and not (
        any(before <= one <= index for one in noisy)
        or (number and _is_double(blocks, starts[:number], names))
    ):
        yield f"Transition at the start of the {'document' if level <= promoted else 'section'}."
    elif index and blocks.items[index - 1].kind is Kind.TRANSITION and index - 1 not in told:
        yield "At least one body element should separate transitions."


def _is_doubtful(title: Block) -> bool:
    """Whether a title's line looks like adornment: docutils then leaves a message (of level 1) before it."""
    heading = title.heading
    return heading is not None and bool(ADORNMENT.match(as_docutils_reads(title.lines[heading.line])))


def _is_double(blocks: Blocks, starts: list[int], names: set[str]) -> bool:
    """Whether the last title's name is taken: docutils then leaves a message (of level 1) behind it."""
    titles = [blocks.items[index].heading for index in starts]
    *others, own = [title_name(heading.title) if heading else "" for heading in titles]
    return own in others or own in names


def _bibliographic_messages(blocks: Blocks, tree: Sections) -> Iterator[Said]:
    """Messages about the field list that stands first in a document, or first behind its title."""
    index = 0
    for block in blocks:
        if block.kind is Kind.FIELD:
            break
        if block.kind is not Kind.TITLE and is_seen(block):
            return
        index += 1
    if index == len(blocks):
        return
    if bisect_right(tree.starts(blocks), index) > _promoted(blocks, tree):
        return
    yield from _bibliographic(blocks, index)


def _bibliographic(blocks: Blocks, index: int) -> Iterator[Said]:
    end = index
    while end < len(blocks) and blocks.items[end].kind is Kind.FIELD:
        end += 1
    first, rest = blocks.items[index], blocks.items[index + 1 : end]
    kept: tuple[tuple[Block, ...], tuple[Problem, ...]] | None = first.memo.get("bibliographic")
    if kept is None or kept[0] != rest:
        lines = [line for block in (first, *rest) for line in block.lines]
        kept = first.memo["bibliographic"] = (rest, bibliographic(lines))
    for problem in kept[1]:
        yield Said(index, problem.line, problem.level, problem.text, problem)


def is_seen(block: Block) -> bool:
    """Whether docutils makes of a block anything visible; a title is."""
    if block.kind in _UNSEEN:
        return False
    return block.kind not in _UNSURE or _alone(block).seen


def _stands(block: Block) -> bool:
    """Whether a block counts as what a transition stands behind or before."""
    if block.kind in _PASSED:
        return False
    return block.kind not in (Kind.DIRECTIVE, Kind.SUBSTITUTION_DEFINITION) or _alone(block).stands


def _alone(block: Block) -> Reading:
    """What docutils makes of a block alone."""
    kept: Reading | None = block.memo.get("alone")
    if kept is None:
        kept = block.memo["alone"] = read(block.lines)
    return kept


def _promoted(blocks: Blocks, tree: Sections) -> int:
    """How many titles docutils promotes: a lone outermost title, and a lone one below it."""
    count, start = 0, 0
    while count < 2 and tree.levels.count(count + 1) == 1 and tree.levels[count] == count + 1:
        title = blocks.headings[tree.numbers[count]]
        if any(map(is_seen, blocks.items[start:title])):
            break
        start = title + 1
        count += 1
    return count
