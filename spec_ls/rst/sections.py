"""The sections that docutils makes of a text's titles, and which of them it promotes.

Sources: ``docutils.parsers.rst.states.RSTState.check_subsection`` for levels,
``docutils.transforms.frontmatter.DocTitle`` for promotion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spec_ls.rst.blocks import TABLE_KINDS, Block, Heading, Kind
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.meaning import leaves_visible_nodes

_INVISIBLE = frozenset(
    {Kind.BLANK, Kind.COMMENT, Kind.TARGET, Kind.ANONYMOUS_TARGET, Kind.BAD_TITLE, Kind.TITLE}
)
"""Blocks that leave nothing but nodes which a title may stand behind and be promoted all the same.

A title among them opens no section: docutils drops it for its level.
"""

_UNSURE = TABLE_KINDS | {Kind.DIRECTIVE, Kind.SUBSTITUTION_DEFINITION}


@dataclass(frozen=True, slots=True)
class Section:
    """One section, by its heading.

    ``title`` is the source text (what gates compare) and ``style`` its adornment, as in ``Heading``.
    ``level`` is docutils' level before title promotion, 1 outermost.  ``number`` is the ordinal of its
    heading among all of the document's, ``end`` that of the next heading that ends it.
    """

    title: str
    style: str
    level: int
    number: int
    end: int
    children: tuple[Section, ...]


MOST_BEFORE_TITLE = 1_000
"""Blocks before a title that may be promoted."""


class SkippedLevel(NamedTuple):
    """A heading more than one level below the section that it stands in: docutils refuses it.

    ``number`` is the heading's ordinal, ``current`` the level of the section around it, ``level`` its own.
    """

    number: int
    current: int
    level: int


@dataclass(frozen=True, slots=True)
class SectionTree:
    """The sections of a text before promotion.

    ``styles`` are the adornments of level 1, 2, ... as the text introduces them.
    """

    outermost: tuple[Section, ...]
    styles: tuple[str, ...]
    skipped: tuple[SkippedLevel, ...]


def walk(sections: Sequence[Section]) -> Iterator[Section]:
    """Some sections and all below them, in order."""
    for section in sections:
        yield section
        yield from walk(section.children)


def section_tree(headings: Sequence[Heading]) -> SectionTree:
    """The sections that a text's headings make.

    A level is that of the adornment's first appearance.
    """
    styles: list[str] = []
    levels: list[tuple[int, int]] = []  # (number, level) of the headings that open a section
    skipped: list[SkippedLevel] = []
    current = 0
    for number, heading in enumerate(headings):
        is_known = heading.style in styles
        level = styles.index(heading.style) + 1 if is_known else len(styles) + 1
        if level > current + 1:
            skipped.append(SkippedLevel(number, current, level))
            continue
        if not is_known:
            styles.append(heading.style)
        levels.append((number, level))
        current = level
    return SectionTree(_nested(headings, levels, len(styles)), tuple(styles), tuple(skipped))


def _nested(headings: Sequence[Heading], levels: list[tuple[int, int]], deepest: int) -> tuple[Section, ...]:
    """The outermost sections; each section takes the finished ones of the next level that follow it."""
    waiting: list[list[Section]] = [[] for _ in range(deepest + 2)]  # by level, the last one first
    ends = [len(headings)] * (deepest + 2)  # by level: where a section of that level ends
    for number, level in reversed(levels):
        heading, children = headings[number], tuple(reversed(waiting[level + 1]))
        waiting[level + 1] = []
        waiting[level].append(Section(heading.title, heading.style, level, number, ends[level], children))
        ends[level:] = [number] * (len(ends) - level)
    return tuple(reversed(waiting[1]))


def is_visible(block: Block, leaves_nodes: Callable[[Block], bool] = leaves_visible_nodes) -> bool:
    """True if docutils makes of a block anything that keeps a title behind it from being promoted.

    ``leaves_nodes`` asks docutils, where the kind alone does not tell.
    """
    if block.kind in _INVISIBLE or block.is_lone_colons:
        return False
    return block.kind not in _UNSURE or leaves_nodes(block)


def promoted(
    blocks: Blocks,
    outermost: tuple[Section, ...],
    leaves_nodes: Callable[[Block], bool] = leaves_visible_nodes,
) -> tuple[Section | None, Section | None]:
    """Title and subtitle: a lone outermost section, and a lone one in it; nothing visible precedes them.

    Behind more blocks than anybody writes there none is looked for: docutils may be asked about each.
    """
    found: list[Section] = []
    sections, start = outermost, 0
    if len(sections) == 1 and blocks.headings[sections[0].number] > MOST_BEFORE_TITLE:
        return None, None
    while len(found) < 2 and len(sections) == 1:
        index = blocks.headings[sections[0].number]
        if any(is_visible(block, leaves_nodes) for block in blocks.items[start:index]):
            break
        found.append(sections[0])
        sections, start = sections[0].children, index + 1
    title, subtitle = (*found, None, None)[:2]
    return title, subtitle
