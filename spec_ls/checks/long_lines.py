"""The rules on which lines are too long, one for each family of gates."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from functools import cache

from spec_ls.config import Config, LineRule
from spec_ls.doc8 import exempt_lines
from spec_ls.model.document import Document
from spec_ls.model.line_regions import lines_in_regions
from spec_ls.rst.blocks import Block
from spec_ls.rst.chunks import Chunk, chunk_lines
from spec_ls.rst.kept import kept
from spec_ls.rst.nested import literal_lines
from spec_ls.text import line_content

_URL = re.compile(r"[a-zA-Z0-9+.-]://")  # only a scheme's last character: linear time on any line
_ONE_WORD = re.compile(r"\s*\S+$")


def too_long(document: Document, config: Config) -> list[int]:
    """The buffer lines (0-based, ascending) that the rule of the settings finds too long.

    The candidates are kept with the chunks; the lines around a candidate are read anew.
    """
    if config.line_rule is LineRule.OFF:
        return []
    numbers = [
        first + line for chunk, first in document.blocks.with_lines() for line in _candidates(chunk, config)
    ]
    exempt = _EXEMPT[config.line_rule](document, numbers) if numbers else ()
    return [number for number in numbers if number not in exempt]


def limit_of(line: str, config: Config) -> int:
    """How many code points a line may have."""
    if config.max_indented_line_length is not None and line.startswith("    "):
        return config.max_indented_line_length
    return config.max_line_length


def is_exempt(content: str, config: Config) -> bool:
    """True if the settings let a line, without its end, be longer."""
    return any(pattern.search(content) for pattern in _compiled(config.exempt_lines))


def over_limit(lines: Iterable[str], config: Config) -> list[int]:
    """The indices of the lines that are over the limit, whatever the rule says of them."""
    return [number for number, line in enumerate(lines) if _is_over_limit(line, config)]


def _is_over_limit(line: str, config: Config) -> bool:
    limit = limit_of(line, config)
    return len(line) > limit and len(line_content(line)) > limit


@kept
def _candidates(chunk: Chunk, config: Config) -> tuple[int, ...]:
    """The lines of a chunk, from its first, that may be too long."""
    return tuple(number for number, line in enumerate(chunk_lines(chunk)) if _is_candidate(line, config))


def _is_candidate(line: str, config: Config) -> bool:
    """True if a line is over the limit, and nothing in it lets it be."""
    if not _is_over_limit(line, config):
        return False
    content = line_content(line)
    if config.line_rule is LineRule.DEFAULT:  # a line that can be broken, without a URL
        return len(content.split()) > 1 and not _URL.search(content)
    if config.line_rule is LineRule.CODE and _ONE_WORD.match(content):
        return False
    return not is_exempt(content, config)


def _in_verbatim_text(document: Document, numbers: list[int]) -> Container[int]:
    """Lines of text that is not running text."""
    blocks, found = document.blocks, set()
    for number in numbers:
        index = blocks.at(number)
        if number - blocks.starts[index] in _verbatim(blocks.items[index]):
            found.add(number)
    return found


def _in_code(document: Document, numbers: list[int]) -> Container[int]:
    """Lines of code: what is indented behind two colons, or empty."""
    return lines_in_regions(document.text.lines, numbers, lambda line: "::" in line, _goes_on_in_code)


def _goes_on_in_code(line: str) -> bool:
    return line[:1] == " " or not line_content(line)


def _nothing(document: Document, numbers: list[int]) -> Container[int]:
    return ()


_EXEMPT: dict[LineRule, Callable[[Document, list[int]], Container[int]]] = {
    LineRule.DEFAULT: _in_verbatim_text,
    LineRule.LENGTH: _nothing,
    LineRule.CODE: _in_code,
    LineRule.DOC8: exempt_lines,
}
"""The candidates that a rule lets pass for what stands around them."""


@kept
def _verbatim(block: Block) -> frozenset[int]:
    """The buffer lines of a block, from its first, that are verbatim text."""
    return frozenset(block.offset(index).line for index in literal_lines(block))


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, patterns))
