"""The end of a text that may be unfinished: its last heading, and what docutils reads with its last block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from spec_ls.checks import empty_section, leftover_guidance, rst_syntax
from spec_ls.findings import Finding
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.docutils_messages import (
    ABOUT_INLINE_END,
    ABOUT_OTHER_PLACES,
    ABOUT_TEXT_TO_COME,
    MessageKind,
    kind_of,
    quoted_name,
)
from spec_ls.rst.units import is_joined
from spec_ls.spec import Spec
from spec_ls.text import Position, Range, Text, line_content

_DEFINITIONS = {
    Kind.FOOTNOTE,
    Kind.CITATION,
    Kind.TARGET,
    Kind.ANONYMOUS_TARGET,
    Kind.SUBSTITUTION_DEFINITION,
}
_SILENT = {Kind.COMMENT, Kind.BLANK}
_OF_FOOTNOTES = {
    MessageKind.TOO_MANY_NUMBERED_FOOTNOTE_REFERENCES,
    MessageKind.TOO_MANY_SYMBOL_FOOTNOTE_REFERENCES,
}
_NESTED_DEFINITION = re.compile(r"(?:^|(?<=\r))[ \t\v\f*+-]+\.\. (?:\[[^\]]+\]|_)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class UnfinishedEnd:
    """The end of a text.

    ``range`` is its last line with text and the blank ones behind that, where the author writes on;
    ``first_line`` is that of the blocks that docutils reads together with the last one, whose last paragraph
    may go on if it ``is_open``.  ``last_heading`` is the ordinal of the last heading, -1 without any, and
    ``section_line`` its line: names in that section may be defined below.
    ``lists_definitions`` is true if footnotes or targets may follow: the text ends with one, or with an empty
    section.
    """

    range: Range
    first_line: int
    is_open: bool
    last_heading: int
    section_line: int
    lists_definitions: bool
    ends_with_colon: bool

    @classmethod
    def of(cls, spec: Spec) -> UnfinishedEnd:
        """The end of a spec's text."""
        blocks = spec.blocks
        ends_with = next((block for block in reversed(blocks.items) if block.kind not in _SILENT), None)
        lists = ends_with is not None and (ends_with.kind is Kind.TITLE or is_definition(ends_with))
        is_open = not blocks.items or not blocks.items[-1].ends_blank
        range_ = _range(spec.text)
        section = blocks.starts[blocks.headings[-1]] if blocks.headings else 0
        colon = line_content(spec.text.lines[range_.start.line]).rstrip().endswith(":")
        return cls(range_, _first_line(blocks), is_open, len(blocks.headings) - 1, section, lists, colon)

    def is_its_heading(self, finding: Finding[Any]) -> bool:
        """True if a finding says that the last section has no text."""
        return finding.code == empty_section.CHECK.code and finding.subject[0].number == self.last_heading

    def is_about_names(self, finding: Finding[Any]) -> bool:
        """True if a finding is gone when something is defined, wherever that is."""
        return finding.code == rst_syntax.CHECK.code and kind_of(finding.subject) in ABOUT_OTHER_PLACES

    def lacks(self, finding: Finding[Any]) -> bool:
        """True if a finding says that something is missing at the very end."""
        if self.is_about_names(finding):
            is_near = finding.range.start.line >= self.section_line
            return self.lists_definitions or is_near or _is_about_footnote(finding.subject)
        return self.is_its_heading(finding) or self.is_cut_off(finding) or self._is_label(finding)

    def _is_label(self, finding: Finding[Any]) -> bool:
        """True if the last line is the template's own and ends with a colon: the author's words follow it."""
        if finding.code != leftover_guidance.CHECK.code or not self.is_open:
            return False
        return finding.range.start.line >= self.first_line and self.ends_with_colon

    def is_cut_off(self, finding: Finding[Any]) -> bool:
        """True if docutils expects more in the last block."""
        if finding.code != rst_syntax.CHECK.code:
            return False
        kind, line = kind_of(finding.subject), finding.range.start.line
        if kind is MessageKind.DEFINITION_LIST_UNINDENT:
            return line >= self.range.start.line
        return line >= self.first_line and (
            kind in ABOUT_TEXT_TO_COME or (kind in ABOUT_INLINE_END and self.is_open)
        )

    def lacking(self, finding: Finding[Any]) -> str:
        """The words for what is missing at the very end."""
        if finding.code == empty_section.CHECK.code:
            return f'the text of "{finding.subject[0].title}"'
        is_message = finding.code == rst_syntax.CHECK.code
        if is_message and kind_of(finding.subject) is MessageKind.UNKNOWN_TARGET_NAME:
            name = quoted_name(finding.subject)
            line = finding.range.start.line + 1
            return f"footnote [{name}]" if name.isdecimal() else f'the target "{name}" of line {line}'
        return f"the rest ({finding.message})"


def is_definition(block: Block) -> bool:
    """True if a block is, or has in it, a footnote, a citation, a substitution or a target."""
    return block.kind in _DEFINITIONS or bool(_NESTED_DEFINITION.search(block.text))


def _is_about_footnote(text: str) -> bool:
    """True for a message about a reference that a footnote has to follow: nobody writes such by accident."""
    if kind_of(text) is MessageKind.UNKNOWN_TARGET_NAME:
        return quoted_name(text).isdecimal()
    return kind_of(text) in _OF_FOOTNOTES


def _range(text: Text) -> Range:
    line = len(text.lines) - 1
    while line and not text.lines[line].strip():
        line -= 1
    content = line_content(text.lines[line])
    return Range(Position(line, len(content) - len(content.lstrip())), text.end)


def _first_line(blocks: Blocks) -> int:
    index = len(blocks) - 1
    while index > 0 and is_joined(blocks.items, index):
        index -= 1
    return blocks.starts[index] if index >= 0 else 0
