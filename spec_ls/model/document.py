"""A text as docutils divides it: its blocks and its section tree.  No template is needed for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from spec_ls.model.body import is_stub, says_something
from spec_ls.rst.blocks import Heading
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.reparse import reparse
from spec_ls.rst.scan import scan
from spec_ls.rst.sections import Section, SectionTree, promoted, section_tree, walk
from spec_ls.rst.shared_blocks import share_document
from spec_ls.text import Edit, Position, Range, Splice, Text, joined, line_content

_MOST_EDITS = 8
"""Edits that are made one after the other; more are made as one, from the first to the last."""


class Status(Enum):
    """The state of a section."""

    WRITTEN = "written"
    STUB = "stub"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its blocks and sections.  Lines and columns are 0-based, columns in code points.

    ``title`` and ``subtitle`` are the sections that docutils promotes, ``sections`` the top ones after
    that.
    """

    text: Text
    blocks: Blocks
    headings: tuple[Heading, ...]
    tree: SectionTree
    title: Section | None
    subtitle: Section | None
    sections: tuple[Section, ...]

    @property
    def outermost(self) -> tuple[Section, ...]:
        """The top sections before promotion."""
        return self.tree.outermost

    @property
    def styles(self) -> tuple[str, ...]:
        """The adornments of level 1, 2, ... as the document introduces them."""
        return self.tree.styles

    @property
    def first_line(self) -> Range:
        """The first line of the text, where findings about the whole file are shown."""
        return Range(Position(0, 0), Position(0, len(line_content(self.text.lines[0]))))

    def edited(self, splices: Iterable[tuple[Text, Splice]]) -> Document:
        """The document after edits made one after the other: each text, and the lines it replaced."""
        text, blocks = self.text, self.blocks
        for text, splice in splices:
            blocks = reparse(blocks, text, splice)
        return self if text is self.text else _document(text, blocks, self)

    def after(self, edits: Iterable[Edit]) -> Document:
        """The document after edits that all refer to its own text and do not overlap, as a fix's do."""
        text, splices = self.text, []
        backwards = sorted(edits, key=lambda edit: edit.range, reverse=True)
        if len(backwards) > _MOST_EDITS:  # each costs a look at all chunks
            backwards = [joined(text, backwards[::-1])]
        for edit in backwards:
            text, splice = text.replace(edit)
            splices.append((text, splice))
        return self.edited(splices)

    def walk(self, sections: tuple[Section, ...] | None = None) -> Iterator[Section]:
        """All sections below ``sections`` (all that are not promoted, if none is given), in order."""
        return walk(self.sections if sections is None else sections)

    def title_range(self, section: Section) -> Range:
        """The range of the title's text."""
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
        """True if a section has neither text nor subsections."""
        start, end = self.body(section)
        return not section.children and not any(map(says_something, self.blocks.items[start:end]))

    def status(self, section: Section, stubs: frozenset[str] = frozenset()) -> Status:
        """The state of a section; a section with subsections alone is written.

        ``stubs`` are bodies that say nothing, besides the usual ones.
        """
        start, end = self.body(section)
        written = [block for block in self.blocks.items[start:end] if says_something(block)]
        if not written:
            return Status.WRITTEN if section.children else Status.EMPTY
        return Status.STUB if len(written) == 1 and is_stub(written[0], stubs) else Status.WRITTEN

    def section_at(self, line: int) -> Section | None:
        """The innermost section that holds a buffer line; a promoted title is one."""
        found, sections = None, self.outermost
        while True:
            inside = [s for s in sections if self.lines(s)[0] <= line < self.lines(s)[1]]
            if not inside:
                return found
            found, sections = inside[0], inside[0].children

    def with_promotion(self, title: Section | None, subtitle: Section | None) -> Document:
        """The document with other sections for its title and subtitle."""
        sections = self.outermost if title is None else (subtitle or title).children
        return replace(self, title=title, subtitle=subtitle, sections=sections)

    def _start_of(self, number: int) -> int:
        headings = self.blocks.headings
        return self.blocks.starts[headings[number]] if number < len(headings) else self.blocks.height


def parse(text: Text) -> Document:
    """The document that a text makes."""
    return share_document(text, lambda text: _document(text, scan(text), None))


def _document(text: Text, blocks: Blocks, before: Document | None) -> Document:
    """The document of some blocks; the section tree of ``before`` serves if the headings are the same."""
    # docutils reads nothing of a text with an oversized line.
    headings = blocks.heading_values if blocks.first_oversized is None else ()
    tree = before.tree if before is not None and before.headings == headings else section_tree(headings)
    title, subtitle = promoted(blocks, tree.outermost)
    sections = tree.outermost if title is None else (subtitle or title).children
    return Document(text, blocks, headings, tree, title, subtitle, sections)
