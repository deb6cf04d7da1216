"""The rules on which lines are too long, one for each family of gates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from spec_ls.config import Config, LineRule
from spec_ls.model.passage import Passage, goes_on, opens
from spec_ls.rst.blocks import Block
from spec_ls.rst.nested import literal_lines
from spec_ls.text import line_content

_URL = re.compile(r"[a-zA-Z0-9+.-]://")  # only a scheme's last character: linear time on any line
_ONE_WORD = re.compile(r"\s*\S+$")
_LIST_ITEM = re.compile(r"\s*(\* |- |#\. |\d+\. )")


def limit_of(line: str, config: Config) -> int:
    """How long a line may be."""
    if config.max_indented_line_length is not None and line.startswith("    "):
        return config.max_indented_line_length
    return config.max_line_length


def is_exempt(content: str, config: Config) -> bool:
    """Whether the settings let a line, without its end, be longer."""
    return any(pattern.search(content) for pattern in _compiled(config.exempt_lines))


def over_limit(lines: tuple[str, ...], config: Config) -> list[int]:
    """The indices of the lines that are over the limit, whatever the rule says of them."""
    least = min(config.max_line_length, config.max_indented_line_length or config.max_line_length)
    return [
        number
        for number, line in enumerate(lines)
        if len(line) > least and len(line_content(line)) > limit_of(line, config)
    ]


def too_long(passage: Passage) -> Iterator[int]:
    """The lines of a block that its rule finds too long, counted from its first."""
    long, rule = over_limit(passage.lines, passage.config), passage.config.line_rule
    if long and rule is not LineRule.OFF:
        yield from _RULES[rule](passage, long)


def _default(passage: Passage, long: list[int]) -> Iterator[int]:
    """Lines that can be broken, without a URL, of running text."""
    for number in long:
        content = line_content(passage.lines[number])
        if len(content.split()) > 1 and not _URL.search(content) and number not in _verbatim(passage.block):
            yield number


def _length(passage: Passage, long: list[int]) -> Iterator[int]:
    """All lines that are not exempt."""
    for number in long:
        if not is_exempt(line_content(passage.lines[number]), passage.config):
            yield number


def _code(passage: Passage, long: list[int]) -> Iterator[int]:
    """Lines outside of code, that are not exempt and have white space inside."""
    config, skipped = passage.config, _in_region(passage, LineRule.CODE, itself=False)
    for number in long:
        content = line_content(passage.lines[number])
        if number not in skipped and not is_exempt(content, config) and not _ONE_WORD.match(content):
            yield number


def _doc8(passage: Passage, long: list[int]) -> Iterator[int]:
    """Lines that doc8 (2.x, check D001) finds too long."""
    skipped = _in_region(passage, LineRule.DOC8, itself=True)
    for number in long:
        content = line_content(passage.lines[number])
        below = passage.lines[number + 1] if number + 1 < len(passage.lines) else passage.below
        if (
            number in skipped
            or number in passage.spared
            or " " not in content.lstrip()
            or "http://" in content
            or "https://" in content
            or (_indent(content) < _indent(line_content(below)) and not _LIST_ITEM.match(content))
        ):
            continue
        if not is_exempt(content, passage.config):
            yield number


_RULES: dict[LineRule, Callable[[Passage, list[int]], Iterator[int]]] = {
    LineRule.DEFAULT: _default,
    LineRule.LENGTH: _length,
    LineRule.CODE: _code,
    LineRule.DOC8: _doc8,
}


def _in_region(passage: Passage, rule: LineRule, itself: bool) -> set[int]:
    """The lines in a region where they may be longer; ``itself``: so may the one that opens it."""
    inside, region = set(), passage.before.region
    for number, line in enumerate(passage.lines):
        region = region and goes_on(line, rule)
        if region:
            inside.add(number)
        if opens(line, rule):
            region = True
            if itself:
                inside.add(number)
    return inside


def _indent(content: str) -> int:
    return len(content) - len(content.lstrip())


def _verbatim(block: Block) -> frozenset[int]:
    """The buffer lines of a block, from its first, that are verbatim text."""
    known = block.memo.get("verbatim")
    if known is None:
        known = frozenset(block.offset(index).line for index in literal_lines(block))
        block.memo["verbatim"] = known
    return frozenset(known)


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, patterns))
