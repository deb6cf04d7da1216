"""How settings are written, in a profile, a project's own file or an editor: keys, values, what is wrong.

All three take the same keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from spec_ls.config import LineRule, LinkRule, Listed, WhiteSpace, did_you_mean
from spec_ls.layer import Layer, PathRule
from spec_ls.patterns import BadPattern, Pattern, pattern

PATH_SEPARATOR = " > "
"""Between the titles of a section's path, as in ``Proposed change > Alternatives``."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A setting that was not taken: its ``key`` as written, and what is wrong."""

    key: str
    message: str


def parse(mapping: Mapping[str, Any], codes: frozenset[str]) -> tuple[Layer, tuple[Problem, ...]]:
    """The layer that a mapping makes; ``codes`` are those that exist.

    A key that is wrong is left out and told of.
    """
    reader = _Reader(codes)
    values = reader.values({key: value for key, value in mapping.items() if key != _PATHS}, "", _FIELDS)
    rules = reader.path_rules(mapping.get(_PATHS, []))
    return Layer(values, tuple(rules)), tuple(reader.problems)


class _Invalid(Exception):
    """A value that a key does not take; the argument says why."""


class _Reader:
    """Reads values and collects what is wrong with them."""

    def __init__(self, codes: frozenset[str]) -> None:
        self.codes = codes
        self.problems: list[Problem] = []

    def values(self, mapping: Mapping[str, Any], where: str, fields: Mapping[str, _Field]) -> dict[str, Any]:
        """The values of a table's keys, by the fields that they fill."""
        taken: dict[str, Any] = {}
        for key, value in mapping.items():
            if key not in fields:
                self.problems.append(Problem(where + key, f"unknown key{did_you_mean(key, fields)}"))
                continue
            name, read = fields[key]
            try:
                taken[name] = read(self, value, where + key)
            except _Invalid as error:
                self.problems.append(Problem(where + key, str(error)))
        return taken

    def path_rules(self, value: Any) -> list[PathRule]:
        """The tables of ``paths``.  One that stands behind a wider one would never count."""
        if not isinstance(value, list):
            self.problems.append(Problem(_PATHS, "expected a list of tables"))
            return []
        rules: dict[int, PathRule] = {}
        for number, table in enumerate(value, 1):
            where = f"{_PATHS}[{number}]"
            if not isinstance(table, dict):
                self.problems.append(Problem(where, "expected a table"))
                continue
            rule = self.path_rule(table, f"{where}.")
            first = rule and next((n for n, one in rules.items() if one.pattern.covers(rule.pattern)), None)
            if rule and first:
                message = f'{_PATHS}[{first}] claims all that "{rule.pattern.text}" matches'
                self.problems.append(Problem(f"{where}.path", message))
            elif rule:
                rules[number] = rule
        return list(rules.values())

    def path_rule(self, table: Mapping[str, Any], where: str) -> PathRule | None:
        """One table of ``paths``."""
        taken = self.values(table, where, _PATH_FIELDS)
        if "pattern" not in taken:
            if "path" not in table:
                self.problems.append(Problem(where + "path", "no path, so this table serves no file"))
            return None
        own = {
            name: taken.pop(name) for name in ("pattern", "is_spec", "newest", "templates") if name in taken
        }
        return PathRule(values=taken, **own)

    def listed(self, table: Mapping[str, Any], where: str) -> Listed | None:
        """One table of ``sections``, or of its ``subsections``."""
        taken = self.values(table, where, _LISTED_FIELDS)
        if "titles" not in taken:
            if "title" not in table:
                self.problems.append(Problem(where + "title", "no title, so this table asks for nothing"))
            return None
        return Listed(**taken)


_Field = tuple[str, Callable[[_Reader, Any, str], object]]


def _text(reader: _Reader, value: Any, key: str) -> str:
    if not isinstance(value, str) or not value:
        raise _Invalid("expected a text")
    return value


def _texts(reader: _Reader, value: Any, key: str) -> tuple[str, ...]:
    if isinstance(value, str) and value:
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise _Invalid("expected a list of texts")
    return tuple(value)


def _truth(reader: _Reader, value: Any, key: str) -> bool:
    if not isinstance(value, bool):
        raise _Invalid("expected true or false")
    return value


def _code_set(reader: _Reader, value: Any, key: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _Invalid("expected a list of codes")
    for item in value:
        if item not in reader.codes:
            raise _Invalid(f'unknown code "{item}"{did_you_mean(item, reader.codes)}')
    return frozenset(value)


def _number(reader: _Reader, value: Any, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _Invalid("expected a whole number above 0")
    return value


def _one_of(words: type[StrEnum]) -> Callable[[_Reader, Any, str], StrEnum]:
    known = frozenset(word.value for word in words)

    def read(reader: _Reader, value: Any, key: str) -> StrEnum:
        if not isinstance(value, str) or value not in known:
            near = did_you_mean(value, known) if isinstance(value, str) else ""
            listed = ", ".join(f'"{word}"' for word in words)
            raise _Invalid(f"expected one of {listed}{near}")
        return words(value)

    return read


def _regexes(reader: _Reader, value: Any, key: str) -> tuple[str, ...]:
    texts = _texts(reader, value, key)
    for text in texts:
        try:
            re.compile(text)
        except re.error as error:
            raise _Invalid(f'no regular expression: "{text}" ({error.msg})') from None
    return texts


def _pattern(reader: _Reader, value: Any, key: str) -> Pattern:
    try:
        return pattern(_text(reader, value, key))
    except BadPattern as error:
        raise _Invalid(str(error)) from None


def _stubs(reader: _Reader, value: Any, key: str) -> frozenset[str]:
    return frozenset(" ".join(text.split()).rstrip(".!").casefold() for text in _texts(reader, value, key))


def _suffixes(reader: _Reader, value: Any, key: str) -> tuple[str, ...]:
    texts = _texts(reader, value, key)
    if any(not text.startswith(".") for text in texts):
        raise _Invalid('expected a list of suffixes such as ".rst"')
    return texts


def _optional(reader: _Reader, value: Any, key: str) -> frozenset[tuple[str, ...]] | bool:
    if value is True:
        return True
    return frozenset(tuple(text.split(PATH_SEPARATOR)) for text in _texts(reader, value, key))


def _extra(reader: _Reader, value: Any, key: str) -> frozenset[str] | bool:
    return value if isinstance(value, bool) else frozenset(_texts(reader, value, key))


def _sections(reader: _Reader, value: Any, key: str) -> tuple[Listed, ...]:
    """A section is written as its title, as a list of titles of which one will do, or as a table."""
    if not isinstance(value, list):
        raise _Invalid("expected a list of sections")
    listed = []
    for number, item in enumerate(value, 1):
        if isinstance(item, dict):
            listed.append(reader.listed(item, f"{key}[{number}]."))
        else:
            listed.append(Listed(_texts(reader, item, key)))
    return tuple(one for one in listed if one is not None)


def _link(reader: _Reader, value: Any, key: str) -> LinkRule:
    if not isinstance(value, dict):
        raise _Invalid("expected a table")
    return LinkRule(**reader.values(value, f"{key}.", _LINK_FIELDS))


_PATHS = "paths"
_RULES: dict[str, _Field] = {
    "gate": ("gate", _code_set),
    "covered": ("covered", _truth),
    "sections": ("sections.listed", _sections),
    "optional": ("sections.optional", _optional),
    "extra": ("sections.extra", _extra),
    "extra-of-template": ("sections.extra_of_template", _truth),
    "count": ("sections.count", _number),
    "line-rule": ("line_rule", _one_of(LineRule)),
    "max-line-length": ("max_line_length", _number),
    "max-indented-line-length": ("max_indented_line_length", _number),
    "exempt-lines": ("exempt_lines", _regexes),
    "white-space": ("white_space", _one_of(WhiteSpace)),
    "stubs": ("stubs", _stubs),
    "link": ("link", _link),
    "extensions": ("extensions", _suffixes),
    "belongs-in": ("belongs_in", _texts),
    "select": ("select", _code_set),
    "ignore": ("ignore", _code_set),
}
_FIELDS: dict[str, _Field] = {**_RULES, "template": ("template", _text), "profile": ("profile", _text)}
_PATH_FIELDS: dict[str, _Field] = {
    **_RULES,
    "path": ("pattern", _pattern),
    "spec": ("is_spec", _truth),
    "newest": ("newest", _truth),
    "template": ("templates", _texts),
}
_LISTED_FIELDS: dict[str, _Field] = {
    "title": ("titles", _texts),
    "subsections": ("subsections", _sections),
    "exactly": ("exactly", _truth),
    "ordered": ("ordered", _truth),
    "with": ("only_with", _text),
}
_LINK_FIELDS: dict[str, _Field] = {
    "any-of": ("any_of", _texts),
    "named": ("named", _texts),
    "unless": ("unless", _texts),
    "before": ("before", _text),
}

KEYS = frozenset({*_FIELDS, _PATHS})
"""All keys on the first level."""

KEY_OF: Mapping[str, str] = {name: key for key, (name, _) in _FIELDS.items()}
"""The key of each field of ``Config``, by the field's name as in ``Layer.values``."""
