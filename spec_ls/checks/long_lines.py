"""The rules on which lines are too long, one for each family of gates."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import NamedTuple

from spec_ls.config import Config, LineRule
from spec_ls.doc8 import exempt_lines
from spec_ls.line_patterns import MOST_SECONDS, SearchTime, matches
from spec_ls.model.document import Document
from spec_ls.model.line_regions import lines_in_regions
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Chunk, chunk_lines
from spec_ls.rst.kept import kept
from spec_ls.rst.nested import literal_lines
from spec_ls.text import line_content

_URL = re.compile(r"[a-zA-Z0-9+.-]://")  # only a scheme's last character: linear time on any line
_SEARCHING = frozenset({LineRule.LENGTH, LineRule.CODE})  # the rules that compare lines with ``exempt_lines``
_ONE_WORD = re.compile(r"\s*\S+$")


def too_long(document: Document, config: Config) -> list[int]:
    """The buffer lines (0-based, ascending) that the rule of the settings finds too long.

    The candidates are kept with the chunks; the lines around a candidate are read anew.
    """
    if config.line_rule is LineRule.OFF:
        return []
    numbers = [first + line for found, first in _all_candidates(document, config) for line in found.lines]
    exempt = _EXEMPT[config.line_rule](document, numbers) if numbers else ()
    found = [number for number in numbers if number not in exempt]
    return [number for number in found if not _is_title(document, number)] if config.long_titles else found


def limit_of(line: str, config: Config) -> int:
    """How many code points a line may have."""
    if config.max_indented_line_length is not None and line.startswith("    "):
        return config.max_indented_line_length
    return config.max_line_length


def _least_limit(config: Config) -> int:
    """The length that no line has to be longer than."""
    if config.max_indented_line_length is None:
        return config.max_line_length
    return min(config.max_line_length, config.max_indented_line_length)


def slow_pattern(document: Document, config: Config) -> tuple[int, str] | None:
    """The first buffer line (0-based) that takes a pattern of the settings too long, and that pattern.

    Such a line is not exempt, nor are those with which the pattern is then not compared.
    """
    if config.line_rule not in _SEARCHING:
        return None
    for found, first in _all_candidates(document, config):
        if found.slow is not None:
            return first + found.slow[0], found.slow[1]
    return None


def count_not_exempt(contents: Iterable[str], config: Config) -> int | None:
    """The number of lines, without their ends, that match no pattern; None if that takes too long."""
    time = SearchTime()
    count = sum(not matches(config.exempt_lines, content, time) for content in contents)
    return None if time.slow else count


def over_limit(lines: Iterable[str], config: Config) -> list[int]:
    """The indices of the lines that are over the limit, whatever the rule says of them."""
    return [number for number, line in enumerate(lines) if _is_over_limit(line, config)]


def _is_over_limit(line: str, config: Config) -> bool:
    limit = limit_of(line, config)
    return len(line) > limit and len(line_content(line)) > limit


class _Candidates(NamedTuple):
    """The lines of a chunk, from its first, that may be too long.

    ``seconds`` is the time of the searches; ``slow`` is the first line that took too long, with its pattern.
    """

    lines: tuple[int, ...]
    seconds: float = 0.0
    slow: tuple[int, str] | None = None


def _all_candidates(document: Document, config: Config) -> Iterator[tuple[_Candidates, int]]:
    """The candidates of each chunk, and the chunk's first line.  Once the time is over, no line is exempt."""
    seconds = 0.0
    for chunk, first in document.blocks.with_lines():
        found = _candidates(chunk, config, seconds < MOST_SECONDS)
        seconds += found.seconds
        yield found, first


@kept
def _candidates(chunk: Chunk, config: Config, search: bool) -> _Candidates:
    """The candidates of a chunk.  Each chunk has a time of its own, so that the result stays with it."""
    lines, slow, time = list[int](), None, SearchTime() if search else SearchTime(0.0)
    lines_of_chunk = chunk_lines(chunk)
    if max(map(len, lines_of_chunk), default=0) <= _least_limit(config):
        return _Candidates(())
    for number, line in enumerate(lines_of_chunk):
        if _is_candidate(line, config, time):
            lines.append(number)
        if time.slow is not None and slow is None:
            slow = number, time.slow
    return _Candidates(tuple(lines), MOST_SECONDS - time.left if search else 0.0, slow)


def _is_candidate(line: str, config: Config, time: SearchTime) -> bool:
    """True if a line is over the limit, and nothing in it lets it be."""
    if not _is_over_limit(line, config):
        return False
    content = line_content(line)
    if config.line_rule is LineRule.DEFAULT:  # a line that can be broken, without a URL
        return len(content.split()) > 1 and not _URL.search(content)
    if config.line_rule is LineRule.CODE and _ONE_WORD.match(content):
        return False
    return not matches(config.exempt_lines, content, time)


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


def _is_title(document: Document, number: int) -> bool:
    index = document.blocks.at(number)
    return index >= 0 and document.blocks.items[index].kind is Kind.TITLE


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
