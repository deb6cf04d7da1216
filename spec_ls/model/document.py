"""The section tree of a text, as docutils builds it, on blocks that know no absolute position."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from spec_ls.model.body import is_stub, is_visible, says_something
from spec_ls.rst.blocks import Block, Blocks, Heading
from spec_ls.text import Position, Range


class Status(Enum):
    """What an author has made of a section."""

    WRITTEN = "written"
    STUB = "stub"
    EMPTY = "empty"


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


@dataclass(frozen=True, slots=True)
class Document:
    """A text's sections.  Lines and columns are 0-based, columns in code points.

    ``title`` and ``subtitle`` are the sections that docutils promotes, ``sections`` the top ones after
    that.  ``outermost`` are the top sections before promotion.  ``styles`` are the adornments of level 1,
    2, ... as the document introduces them.
    """

    blocks: Blocks
    headings: tuple[Heading, ...]
    outermost: tuple[Section, ...]
    title: Section | None
    subtitle: Section | None
    sections: tuple[Section, ...]
    styles: tuple[str, ...]

    def walk(self, sections: tuple[Section, ...] | None = None) -> Iterator[Section]:
        """All sections below ``sections`` (all that are not promoted, if none is given), in order."""
        for section in self.sections if sections is None else sections:
            yield section
            yield from self.walk(section.children)

    def heading_block(self, section: Section) -> Block:
        """The block of a section's title."""
        return self.blocks.items[self.blocks.headings[section.number]]

    def title_range(self, section: Section) -> Range:
        """Where the title's text stands."""
        index = self.blocks.headings[section.number]
        block = self.blocks.items[index]
        line = block.heading.line if block.heading else 0
        start = self.blocks.position(index, line)
        raw = block.lines[line]
        first, last = len(raw) - len(raw.lstrip()), len(raw.rstrip())
        return Range(Position(start.line, start.column + first), Position(start.line, start.column + last))

    def heading_lines(self, section: Section) -> tuple[int, int]:
        """The buffer lines ``[start, end)`` of a title and its adornment."""
        index = self.blocks.headings[section.number]
        block, start = self.blocks.items[index], self.blocks.starts[index]
        return start, start + block.offset(len(block.content) - 1).line + 1

    def lines(self, section: Section) -> tuple[int, int]:
        """The buffer lines ``[start, end)`` of a section with all that is in it."""
        return self.blocks.starts[self.blocks.headings[section.number]], self._start_of(section.end)

    def body(self, section: Section) -> tuple[int, int]:
        """The indices ``[start, end)`` of the blocks between a title and the first subsection."""
        end = section.children[0].number if section.children else section.end
        headings = self.blocks.headings
        return headings[section.number] + 1, headings[end] if end < len(headings) else len(self.blocks)

    def is_empty(self, section: Section) -> bool:
        """Whether a section has neither text nor subsections."""
        start, end = self.body(section)
        return not section.children and not any(map(says_something, self.blocks.items[start:end]))

    def status(self, section: Section, stubs: frozenset[str] = frozenset()) -> Status:
        """What the author has made of the section: subsections alone make it written.

        ``stubs`` are bodies that say nothing, besides the usual ones.
        """
        start, end = self.body(section)
        said = [block for block in self.blocks.items[start:end] if says_something(block)]
        if not said:
            return Status.WRITTEN if section.children else Status.EMPTY
        return Status.STUB if len(said) == 1 and is_stub(said[0], stubs) else Status.WRITTEN

    def section_at(self, line: int) -> Section | None:
        """The innermost section that holds a buffer line; a promoted title is one."""
        found, sections = None, self.outermost
        while True:
            inside = [s for s in sections if self.lines(s)[0] <= line < self.lines(s)[1]]
            if not inside:
                return found
            found, sections = inside[0], inside[0].children

    def _start_of(self, number: int) -> int:
        headings = self.blocks.headings
        return self.blocks.starts[headings[number]] if number < len(headings) else self.blocks.height


def build(blocks: Blocks) -> Document:
    """The document that the blocks make."""
    headings = tuple(blocks.items[index].heading or _NO_HEADING for index in blocks.headings)
    if blocks.oversized:
        headings = ()  # docutils reads nothing of such a text
    outermost, styles = _sections(headings)
    return Document(blocks, headings, outermost, *_promoted(blocks, outermost), styles)


def rebuilt(blocks: Blocks, old: Document, start: int, old_end: int, new_end: int) -> Document:
    """The document after the blocks ``[start, old_end)`` gave way to ``[start, new_end)``.

    Its sections are the same objects where no heading has changed.
    """
    if blocks.oversized or old.blocks.oversized:
        return build(blocks)
    if _headings(old.blocks, start, old_end) != _headings(blocks, start, new_end):
        return build(blocks)
    title, subtitle, sections = _promoted(blocks, old.outermost)
    return Document(blocks, old.headings, old.outermost, title, subtitle, sections, old.styles)


def _headings(blocks: Blocks, start: int, end: int) -> list[Heading | None]:
    """The headings among the blocks ``[start, end)``."""
    indices = blocks.headings
    return [
        blocks.items[index].heading
        for index in indices[bisect_left(indices, start) : bisect_left(indices, end)]
    ]


_NO_HEADING = Heading("", "", 0)


def _sections(headings: tuple[Heading, ...]) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """The tree of sections, and the adornments by level.

    A level is that of the adornment's first appearance.  A title more than one level below the section
    that it stands in opens no section (docutils: "Inconsistent title style", an error).
    """
    styles: list[str] = []
    levels: list[tuple[int, int]] = []  # (number, level) of the headings that open a section
    current = 0
    for number, heading in enumerate(headings):
        known = heading.style in styles
        level = styles.index(heading.style) + 1 if known else len(styles) + 1
        if level > current + 1:
            continue
        if not known:
            styles.append(heading.style)
        levels.append((number, level))
        current = level
    open_: list[list[Section]] = [[] for _ in range(len(styles) + 2)]
    ends = [len(headings)] * (len(styles) + 2)  # by level: where a section of that level ends
    for number, level in reversed(levels):
        heading, children = headings[number], tuple(reversed(open_[level + 1]))
        open_[level + 1] = []
        open_[level].append(Section(heading.title, heading.style, level, number, ends[level], children))
        ends[level:] = [number] * (len(ends) - level)
    return tuple(reversed(open_[1])), tuple(styles)


def _promoted(
    blocks: Blocks, outermost: tuple[Section, ...]
) -> tuple[Section | None, Section | None, tuple[Section, ...]]:
    """Title, subtitle and top sections after docutils' promotion of a lone outermost section."""
    title = _lone(blocks, outermost, 0)
    if title is None:
        return None, None, outermost
    subtitle = _lone(blocks, title.children, blocks.headings[title.number] + 1)
    return title, subtitle, (subtitle or title).children


def _lone(blocks: Blocks, sections: tuple[Section, ...], start: int) -> Section | None:
    """The only one of ``sections``, if nothing visible stands from block ``start`` up to it."""
    if len(sections) != 1:
        return None
    before = blocks.items[start : blocks.headings[sections[0].number]]
    return None if any(map(is_visible, before)) else sections[0]
