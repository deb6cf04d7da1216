"""A block beside what its findings depend on besides its own text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spec_ls.config import Config, LineRule
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.noted import Span, noted
from spec_ls.text import line_content

_OPENS_DIRECTIVE = re.compile(r"\s*..\s.*?::|::\s*$")  # two characters of any kind, as doc8 has it


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a block, as far as findings in it depend on that.

    ``newline`` is the line end that the text should have, or its first one, empty if there is none yet;
    ``odd`` tells that another one came.  ``region`` tells that the line before is in a region in which
    lines may be longer.  ``reaching`` are the literal blocks before whose lines, as docutils notes them,
    go on in the block or behind it; they are counted from its first line.
    """

    newline: str = ""
    odd: bool = False
    region: bool = False
    reaching: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as checks of one block see it.

    ``lines`` are the buffer lines that end in it, with their ends; ``below`` is the one behind them.
    ``spared`` are those of ``lines`` that doc8 takes for verbatim text.
    """

    block: Block
    lines: tuple[str, ...]
    below: str
    config: Config
    before: Before
    spared: frozenset[int] = frozenset()


def at_start(config: Config) -> Before:
    """What stands before the first block."""
    return Before("\n" if config.is_gated("carriage-return") else "")


def behind(before: Before, block: Block, lines: tuple[str, ...], config: Config) -> Before:
    """What stands before the next block; the same object if nothing is new."""
    newline, odd = before.newline, before.odd
    if not odd and lines:
        newline = newline or ending(lines[0])
        if newline == "\n":
            odd = any("\r" in line for line in lines)
        else:
            odd = any(ending(line) not in (newline, "") for line in lines)
    region = config.line_rule in _OPENERS and region_behind(before.region, lines, config.line_rule)
    reaching = before.reaching
    if config.line_rule is LineRule.DOC8 and (reaching or block.kind is Kind.DIRECTIVE):
        reaching = _reaching(reaching, block)
    now = Before(newline, odd, region, reaching)
    return before if now == before else now


def ending(line: str) -> str:
    """The line end of a line; empty if it has none."""
    return line[len(line_content(line)) :]


def region_behind(region: bool, lines: Iterable[str], rule: LineRule) -> bool:
    """Whether the region goes on behind lines, the last of which decides if it has text; see ``opens``."""
    for line in reversed(tuple(lines)):
        if opens(line, rule):
            return True
        if not goes_on(line, rule):
            return False
    return region


def opens(line: str, rule: LineRule) -> bool:
    """Whether a region starts at a line: with two colons anywhere, or what doc8 takes for a directive."""
    return "::" in line and _OPENERS[rule](line_content(line))


def goes_on(line: str, rule: LineRule) -> bool:
    """Whether a line leaves a region open: a line without text, or one that is indented, does."""
    if rule is LineRule.CODE:
        return line[:1] == " " or not line_content(line)
    return not line or line[0].isspace()


def _has_colons(content: str) -> bool:
    return True


def _opens_directive(content: str) -> bool:
    return _OPENS_DIRECTIVE.match(content) is not None


_OPENERS = {LineRule.CODE: _has_colons, LineRule.DOC8: _opens_directive}


def _reaching(known: tuple[Span, ...], block: Block) -> tuple[Span, ...]:
    """Literal blocks that reach behind a block, counted from there."""
    own = tuple(span for span in noted(block).spans if span.verbatim) if block.kind is Kind.DIRECTIVE else ()
    height = block.height
    return tuple(
        Span(span.first - height, span.last - height, True) for span in known + own if span.last >= height
    )
