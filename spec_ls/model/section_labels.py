"""Labelled lines in a section: ``Name:`` with a value behind it, or indented below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spec_ls.model.document import Document
from spec_ls.model.placeholders import placeholders
from spec_ls.model.title_similarity import WITH_REMARK, title_distance
from spec_ls.rst.blocks import LITERAL_KINDS, Block, Kind
from spec_ls.rst.sections import Section
from spec_ls.text import line_content, split_lines

_LABEL = re.compile(r"([^\W\d_][\w()\-/, ]{0,70}?)[ \t]*:(?:[ \t]+|$)")
_WRITTEN = re.compile(
    r"(?:[-+*\u2022][ \t]+)?[*_]{0,2}([^\W\d_][\w()\-/, ]{0,70}?)(?:[ \t]*:[*_]{0,2}|[*_]{1,2}:)(?:[ \t]+|$)"
)
_MOST_LINES = 2
"""Lines of a value in a template; a longer text below a label explains something."""


@dataclass(frozen=True, slots=True)
class SectionLabel:
    """A labelled line of a template's section: its name without the colon, and its lines as they stand.

    ``placeholders`` are those in its value.
    """

    name: str
    lines: tuple[str, ...]
    placeholders: tuple[str, ...]

    @property
    def is_inline(self) -> bool:
        """True if the value stands behind the name, not below it."""
        return not self.lines[0].endswith(":")

    @property
    def indent(self) -> str:
        """The white space before the lines of a value below the name."""
        last = self.lines[-1]
        return last[: len(last) - len(last.lstrip())]


@dataclass(frozen=True, slots=True)
class WrittenLabel:
    """A labelled line of a document: its name, and its buffer lines ``[start, end)`` with the value."""

    name: str
    start: int
    end: int

    def fills(self, label: SectionLabel) -> bool:
        """True if this is the template's line; names may differ by case, plural and typos."""
        distance = title_distance(label.name, self.name)
        return distance is not None and distance < WITH_REMARK


def section_labels(body: Iterable[Block]) -> tuple[SectionLabel, ...]:
    """The labelled lines in a template's section, in order; of several with one name the first.

    These are names with a short value below them, and names with a placeholder behind them; a colon alone
    may end any sentence.
    """
    found: dict[str, SectionLabel] = {}
    for block in body:
        for label in _labels(block):
            found.setdefault(label.name, label)
    return tuple(found.values())


def written_labels(document: Document, section: Section) -> Iterator[WrittenLabel]:
    """The lines of a section, up to its first subsection, that may be labelled ones.

    List marks and emphasis around the name do not count.
    """
    blocks = document.blocks
    for index in range(*document.body(section)):
        block, start = blocks.items[index], blocks.starts[index]
        if block.kind in LITERAL_KINDS or block.kind is Kind.COMMENT:
            continue
        lines = [line_content(line) for line in split_lines("".join(block.content))]
        for number, line in enumerate(lines):
            found = _WRITTEN.match(line)
            if found is not None:
                end = number + 1
                while end < len(lines) and lines[end][:1].isspace():
                    end += 1
                yield WrittenLabel(found[1], start + number, start + end)


def _labels(block: Block) -> Iterator[SectionLabel]:
    lines = tuple(line.rstrip() for line in block.content)
    if block.kind is Kind.DEFINITION_ITEM:
        found = _LABEL.fullmatch(lines[0])
        if found is not None and 1 < len(lines) <= 1 + _MOST_LINES:
            yield SectionLabel(found[1], lines, placeholders([block]))
    elif block.kind is Kind.PARAGRAPH:
        marked = placeholders([block])
        matches = [_LABEL.match(line) for line in lines]
        for line, found in zip(lines, matches, strict=True) if marked and all(matches) else ():
            own = tuple(text for text in marked if text in line)
            if found is not None and own:
                yield SectionLabel(found[1], (line,), own)
