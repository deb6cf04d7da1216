"""Reads single values of settings, such as a number or a list of regular expressions.

Each function takes a value as TOML or JSON has it, returns what ``Config`` holds of it, and raises
``InvalidValue``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from spec_ls.config import did_you_mean
from spec_ls.dates import read_form
from spec_ls.layer import Mark
from spec_ls.line_patterns import MOST_PATTERNS, BadLinePattern, check_line_pattern
from spec_ls.patterns import BadPattern, Pattern, parse_pattern
from spec_ls.quoting import shortened

PATH_SEPARATOR = " > "
"""Separates the titles in a section's path, as in ``Proposed change > Alternatives``."""

LARGEST_NUMBER = 2**31 - 1
"""A number with more than 4,300 digits, as 0x and zeros make it, cannot even be written out in a message."""


class InvalidValue(Exception):
    """A key does not take this value; the argument is the message."""


def text(value: Any) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value:
        raise InvalidValue("expected a text")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts that are not empty, or one such text."""
    if isinstance(value, str) and value:
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise InvalidValue("expected a list of texts")
    return tuple(value)


def boolean(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise InvalidValue("expected true or false")
    return value


def positive_number(value: Any) -> int:
    """A whole number above 0."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise InvalidValue("expected a whole number above 0")
    if value > LARGEST_NUMBER:
        raise InvalidValue(f"expected a number of at most {LARGEST_NUMBER}")
    return value


def code_set(value: Any, codes: frozenset[str]) -> frozenset[str]:
    """A list of codes, each one of ``codes``."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InvalidValue("expected a list of codes")
    for item in value:
        if item not in codes:
            raise InvalidValue(f'unknown code "{shortened(item)}"{did_you_mean(item, codes)}')
    return frozenset(value)


@dataclass(frozen=True, slots=True)
class OneOf:
    """A function that reads one word of an enumeration."""

    words: type[StrEnum]

    def __call__(self, value: Any) -> StrEnum:
        """The word.  Raises ``InvalidValue``."""
        known = frozenset(word.value for word in self.words)
        if not isinstance(value, str) or value not in known:
            near = did_you_mean(value, known) if isinstance(value, str) else ""
            listed = ", ".join(f'"{word}"' for word in self.words)
            raise InvalidValue(f"expected one of {listed}{near}")
        return self.words(value)


def regexes(value: Any) -> tuple[str, ...]:
    """A list of regular expressions."""
    sources = texts(value)
    if len(sources) > MOST_PATTERNS:
        raise InvalidValue(f"expected at most {MOST_PATTERNS} regular expressions")
    for source in sources:
        try:
            check_line_pattern(source)
        except BadLinePattern as error:
            raise InvalidValue(f'no regular expression: "{shortened(source)}" ({error})') from None
    return sources


def regex(value: Any) -> str:
    """One regular expression."""
    return regexes(text(value))[0]


def date_form(value: Any) -> str:
    """The form of a date, such as ``yyyy-mm-dd``."""
    if read_form(text(value)) is None:
        raise InvalidValue('expected the form of a date such as "yyyy-mm-dd" or "DD-Mmm-YYYY"')
    return str(value)


def path_pattern(value: Any) -> Pattern:
    """A pattern of paths."""
    try:
        return parse_pattern(text(value))
    except BadPattern as error:
        raise InvalidValue(str(error)) from None


def marks(value: Any) -> tuple[tuple[Mark, ...], ...]:
    """Marks in groups: a list of them, or of lists.  A mark is a path, or a table of path and text."""
    if not isinstance(value, list):
        raise InvalidValue("expected a list of marks")
    groups = value if value and all(isinstance(item, list) for item in value) else [value]
    return tuple(tuple(map(_mark, group)) for group in groups)


def stub_bodies(value: Any) -> frozenset[str]:
    """Bodies in the form in which they are compared: one space between words, no final stop, case folded."""
    return frozenset(" ".join(body.split()).rstrip(".!").casefold() for body in texts(value))


def titles(value: Any) -> frozenset[str]:
    """Titles of sections."""
    return frozenset(texts(value))


def suffixes(value: Any) -> tuple[str, ...]:
    """Suffixes of file names, each with its dot."""
    found = texts(value)
    if any(not suffix.startswith(".") for suffix in found):
        raise InvalidValue('expected a list of suffixes such as ".rst"')
    return found


def names(value: Any) -> frozenset[str]:
    """Names of markup in the form in which they are compared; colons and bars around them are left out."""
    return frozenset(" ".join(name.strip(":| ").split()).lower() for name in texts(value))


def optional_sections(value: Any) -> frozenset[tuple[str, ...]] | bool:
    """True, or the paths of titles that may be left out."""
    if value is True:
        return True
    return frozenset(tuple(path.split(PATH_SEPARATOR)) for path in texts(value))


def extra_sections(value: Any) -> frozenset[str] | bool:
    """True, false, or titles."""
    return value if isinstance(value, bool) else frozenset(texts(value))


def _mark(value: Any) -> Mark:
    if isinstance(value, dict) and value.keys() == {"path", "text"}:
        return Mark(text(value["path"]), regex(value["text"]))
    return Mark(text(value))
