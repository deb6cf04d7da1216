"""Wrapped running text in a block; whether its meaning stays is for others to prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spec_ls.checks.long_lines import over_limit, too_long
from spec_ls.config import Config, FormatProse, LineRule
from spec_ls.edits.wrap import Run, run_at, wrappings
from spec_ls.features.formatting.unit import MOST_LINES
from spec_ls.model.document import Document
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.scan import scan
from spec_ls.text import Text, line_content

_MOST_ROUNDS = 4
"""Wrapping may bring a line over the limit that was not; after so many rounds the block stays as it is."""
_NEVER = frozenset({Kind.TITLE, Kind.SIMPLE_TABLE, Kind.GRID_TABLE})


@dataclass(frozen=True, slots=True)
class ProseRule:
    """Which running text is wrapped: all, or what is over the limit in lines that are not ``exempt``."""

    config: Config
    exempt: frozenset[str]

    @property
    def wraps_all(self) -> bool:
        """True if all running text is wrapped anew."""
        return self.config.format_prose is FormatProse.ALL

    def wants(self, line: str) -> bool:
        """True if the running text around a line, given without its end, is to be wrapped."""
        return self.wraps_all or (bool(over_limit([line], self.config)) and line not in self.exempt)


def prose_rule(document: Document, config: Config | None) -> ProseRule | None:
    """The rule for a document's running text; None if that stays as it is, as where lines have no limit."""
    if config is None or config.line_rule is LineRule.OFF or config.format_prose is FormatProse.KEEP:
        return None
    lines = document.text.lines
    over = set(over_limit(lines, config)) - set(too_long(document, config))
    return ProseRule(config, frozenset(line_content(lines[number]).rstrip() for number in over))


def wrapped(block: Block, lines: Sequence[str], rule: ProseRule | None) -> Iterator[list[str]]:
    """The ways in which a block with new lines, without line ends, may be wrapped, the likeliest first.

    There are none if it is wrapped already, and at most two.
    """
    if rule is None or block.kind in _NEVER or len(lines) > MOST_LINES or not any(map(rule.wants, lines)):
        return
    if len(lines) == 1 and not over_limit(lines, rule.config):
        return
    now = Block(block.kind, tuple(line + "\n" for line in lines), len(lines))
    found = [list(lines)]
    for choice in (0, 1):
        way = _wrapped_for_good(now, rule, choice)
        if way is not None and way not in found:
            found.append(way)
            yield way


def _wrapped_for_good(block: Block, rule: ProseRule, choice: int) -> list[str] | None:
    """A block's lines, wrapped so that wrapping them again changes nothing; None if that does not come.

    ``choice`` is the number of the way of indentation to choose, where there are several (``wrappings``).
    """
    lines = _wrapped(block, rule, choice)
    for _ in range(_MOST_ROUNDS):
        now = _as_block(lines, block)
        if now is None:
            return None
        following = _wrapped(now, rule, choice)
        if following == lines:
            return lines
        lines = following
    return None


def _wrapped(block: Block, rule: ProseRule, choice: int) -> list[str]:
    lines = [line_content(line) for line in block.content]
    for run in sorted(_runs(block, lines, rule), reverse=True):
        ways = list(wrappings(block, run, rule.config.wrap_length, spill=not rule.wraps_all))
        if ways:
            lines[run.start : run.end] = ways[min(choice, len(ways) - 1)]
    return lines


def _runs(block: Block, lines: Sequence[str], rule: ProseRule) -> list[Run]:
    """The runs of running text in a block that are to be wrapped, in order."""
    runs, end = list[Run](), 0
    for number, line in enumerate(lines):
        if number >= end and line and rule.wants(line) and (run := run_at(block, number)) is not None:
            runs.append(run)
            end = run.end
    return runs


def _as_block(lines: Sequence[str], before: Block) -> Block | None:
    """The block that the lines make; None if that is not one of the same kind."""
    items = scan(Text.of("\n".join(lines) + "\n")).items
    return items[0] if len(items) == 1 and items[0].kind is before.kind else None
