"""The lines that the blocks of a document should have, by all rules; what is not proven yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spec_ls.checks.long_lines import over_limit, too_long
from spec_ls.config import Config, FormatProse, LineRule
from spec_ls.features.formatting.blank_lines import single_blank_lines
from spec_ls.features.formatting.fields import aligned_fields
from spec_ls.features.formatting.habits import Habits
from spec_ls.features.formatting.prose import wrapped_block
from spec_ls.features.formatting.simple_tables import aligned_simple_table
from spec_ls.features.formatting.titles import sized_title
from spec_ls.model.document import Document
from spec_ls.rst.blocks import Block, Kind
from spec_ls.text import line_content

_WHITE_SPACE = " \t"
"""White space that is removed at a line's end: docutils strips it, and it ends no line."""


@dataclass(frozen=True, slots=True)
class ProseRule:
    """Which running text is wrapped: that of the lines over the limit that are not exempt, or all."""

    config: Config
    exempt: frozenset[str]

    def wants(self, line: str) -> bool:
        """True if the running text around a line, given without its end, is to be wrapped."""
        if self.config.format_prose is FormatProse.ALL:
            return True
        return bool(over_limit([line], self.config)) and line not in self.exempt


def prose_rule(document: Document, config: Config | None) -> ProseRule | None:
    """The rule for a document's running text; None if that stays as it is, as where lines have no limit."""
    if config is None or config.line_rule is LineRule.OFF or config.format_prose is FormatProse.KEEP:
        return None
    lines = document.text.lines
    over = set(over_limit(lines, config)) - set(too_long(document, config))
    return ProseRule(config, frozenset(line_content(lines[number]).rstrip() for number in over))


def stripped(block: Block) -> list[str]:
    """A block's lines without line ends and the white space there."""
    return [line_content(line).rstrip(_WHITE_SPACE) for line in block.content]


def structured(blocks: Sequence[Block], index: int, habits: Habits) -> list[str]:
    """The lines of a block among others, without line ends, by the rules that do not divide running text anew."""
    block, lines = blocks[index], stripped(blocks[index])
    if block.kind is Kind.TITLE:
        return sized_title(block, habits)
    if block.kind is Kind.SIMPLE_TABLE:
        return aligned_simple_table(lines)
    lines = single_blank_lines(block, lines)
    if block.kind is Kind.FIELD:
        start, end = _list_around(blocks, index)
        fields = [single_blank_lines(field, stripped(field)) for field in blocks[start:end]]
        return aligned_fields(fields)[index - start]
    return lines


def wrapped(block: Block, lines: Sequence[str], rule: ProseRule | None) -> Iterator[list[str]]:
    """The ways in which a block with new lines may be wrapped, the likeliest first; none if it is not."""
    if rule is None or block.kind in (Kind.TITLE, Kind.SIMPLE_TABLE, Kind.GRID_TABLE):
        return
    wanted = [index for index, line in enumerate(lines) if rule.wants(line)]
    if not wanted:
        return
    now = Block(block.kind, tuple(line + "\n" for line in lines), len(lines))
    found = list[list[str]]()
    for choice in (0, 1):
        way = wrapped_block(now, rule.config.max_line_length, wanted, rule.wants, choice)
        if way is not None and way != list(lines) and way not in found:
            found.append(way)
            yield way


def _list_around(blocks: Sequence[Block], index: int) -> tuple[int, int]:
    """The indices ``[start, end)`` of the fields around one, without blank lines between them."""
    start, end = index, index + 1
    while start and blocks[start - 1].kind is Kind.FIELD and not blocks[start - 1].ends_blank:
        start -= 1
    while end < len(blocks) and blocks[end].kind is Kind.FIELD and not blocks[end - 1].ends_blank:
        end += 1
    return start, end
