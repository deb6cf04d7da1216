"""Regular expressions of settings, searched for in lines within bounded time.

A project's settings are not trusted, and ``re`` may go back and forth in a line for hours.  So it searches
only for patterns whose form bounds the time.  ``regex`` does the rest, whose time can be bounded; it is a
compiled package, so it may be absent where spec-ls is bundled for all machines.
"""

from __future__ import annotations

import re
import sys
import warnings
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regex import Pattern

MOST_PATTERNS = 100
"""Patterns of one setting; nobody writes more."""

_LONGEST = 1_000
"""Characters of a pattern."""

_MOST_REPEATED = 500_000
"""A pattern's length times its counts of repetition: ``regex`` needs memory for their product."""

MOST_SECONDS = 0.25
"""Time for all searches in a document; a document of 16 MB takes the patterns of any profile less."""

_SECONDS_FOR_LINE = 0.05
_FREE_SECONDS = 20e-6
"""Time that a search in a line may take without being counted: long documents have many long lines."""

_LONGEST_LINE = 1_000
"""Characters of a line in which ``re`` looks for a pattern with a loop: time may grow with their square."""

_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_COUNT = re.compile(r"\{(\d*),?(\d*)\}")
_READ_OTHERWISE = re.compile(r"(?P<same>\\N\{[^}]*\}|\\.)|\[:|\{(?!\d+(?:,\d*)?\}|,\d*\})", re.DOTALL)
"""Characters that are text to ``re``, and markup to ``regex``: ``[[:alpha:]]`` and ``(?:a){e<=1}``."""


class BadLinePattern(ValueError):
    """A text is no regular expression, or one that takes too much; the argument is the reason."""


class SearchTime:
    """The time left for searches, in seconds; ``slow`` is the first pattern for which it was not enough."""

    def __init__(self, left: float = MOST_SECONDS) -> None:
        self.left = left
        self.slow: str | None = None


def check_line_pattern(source: str) -> None:
    """Raise ``BadLinePattern`` unless the text is a regular expression of ``re``, and of usual size."""
    if len(source) > _LONGEST:
        raise BadLinePattern(f"longer than {_LONGEST:,} characters")
    repeated = len(source)
    for least, most in _COUNT.findall(source):
        repeated *= max(1, int(most[:9] or 0), int(least[:9] or 0))
    if repeated > _MOST_REPEATED:
        raise BadLinePattern("too many repetitions")
    try:
        _by_re(source)
    except (re.error, OverflowError, RecursionError) as error:
        raise BadLinePattern(error.msg if isinstance(error, re.error) else "nested too deeply") from None


def matches(sources: tuple[str, ...], line: str, time: SearchTime) -> bool:
    """True if one of the regular expressions, as ``re`` reads them, is found in a line in time."""
    for source in sources:
        if time.left <= 0:
            time.slow = time.slow or source
            break
        start = perf_counter()
        found = _search(source, line, min(_SECONDS_FOR_LINE, time.left))
        time.left -= max(0.0, perf_counter() - start - _FREE_SECONDS)
        if found:
            return True
        if found is None:
            time.slow = time.slow or source
    return False


def _search(source: str, line: str, seconds: float) -> bool | None:
    """True if a pattern is found in a line; None if that takes too long."""
    plain, longest = _plain(source)
    if plain is not None and len(line) <= longest:
        return plain.search(line) is not None
    pattern = _bounded(source)
    try:
        return None if pattern is None else pattern.search(line, timeout=seconds) is not None
    except (TimeoutError, MemoryError):
        return None


def _by_re(source: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a later Python may read otherwise
        return re.compile(source)


@lru_cache(maxsize=MOST_PATTERNS)
def _plain(source: str) -> tuple[re.Pattern[str] | None, int]:
    """A pattern without groups and with one loop at most, for ``re``, and its longest line; else None."""
    form = _ATOM.sub("x", source)
    loops = sum(map(form.count, "*+{"))
    if "(" in form or form.count("?") > 1 or loops > 1:
        return None, 0
    return _by_re(source), _LONGEST_LINE if loops else sys.maxsize


@lru_cache(maxsize=MOST_PATTERNS)
def _bounded(source: str) -> Pattern[str] | None:
    """A pattern for ``regex``; None if it cannot read what ``re`` can, or is not there."""
    try:
        import regex  # takes 20 ms, and hardly a project needs it
    except ImportError:
        return None
    try:
        return regex.compile(_READ_OTHERWISE.sub(_escaped, source), regex.VERSION0)
    except (regex.error, MemoryError, RecursionError):
        return None


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found["same"] else found[0].replace("{", r"\{").replace(":", r"\:")
