"""Reads the settings of doc8, another checker of RST, from the text of one of its files.

The keys and their forms are those of ``from_ini`` and ``from_toml`` in ``main.py`` of doc8 2.0.  Where doc8
ends with an error because of a value, that value is left out here and is a problem.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from spec_ls.quoting import shortened
from spec_ls.setting_reader import SettingProblem
from spec_ls.setting_values import InvalidValue, boolean, positive_number

SECTION = "doc8"
_MOST_PATHS = 1000
"""Paths in one value that count: each is compared with the path of each spec."""

_TRUE, _FALSE = frozenset({"1", "yes", "true", "on"}), frozenset({"0", "no", "false", "off"})
_OTHER_KEYS = ("sphinx", "verbose", "file-encoding", "default-extension")
"""Keys of INI files that say nothing of findings; a file that sets one is still the one that counts."""


@dataclass(frozen=True, slots=True)
class Doc8Values:
    """What one file says to doc8: None and () where it is silent.

    ``ignore`` holds doc8's own codes.  ``ignore_path`` are patterns of paths as ``glob`` has them,
    ``ignore_path_errors`` single files with doc8's codes; both are relative to the folder that doc8 runs in.
    ``is_set`` is true if doc8 looks no further for settings.
    """

    max_line_length: int | None = None
    ignore: frozenset[str] = frozenset()
    ignore_path: tuple[str, ...] = ()
    ignore_path_errors: tuple[tuple[str, frozenset[str]], ...] = ()
    allow_long_titles: bool | None = None
    extensions: tuple[str, ...] = ()
    is_set: bool = False
    problems: tuple[SettingProblem, ...] = ()


def from_ini(text: str) -> Doc8Values:
    """The values of the section ``[doc8]``.  Raises ``ValueError`` where doc8 cannot read the file."""
    import configparser  # few repositories have such a file

    parser = configparser.RawConfigParser()
    try:
        parser.read_file(io.StringIO(text, newline=None))
    except (configparser.DuplicateOptionError, configparser.DuplicateSectionError) as error:
        name = error.option if isinstance(error, configparser.DuplicateOptionError) else error.section
        raise ValueError(f'line {error.lineno}: "{shortened(name)}" for the second time') from None
    except configparser.MissingSectionHeaderError as error:
        raise ValueError(f"line {error.lineno} stands in no section") from None
    except configparser.ParsingError as error:
        raise ValueError(f"line {error.errors[0][0]} is no setting") from None
    if not parser.has_section(SECTION):
        return Doc8Values()
    found = parser[SECTION]
    given = {key: found[key] for key in (*_INI, *_OTHER_KEYS) if key in found}
    found_values = _values(given, _INI)
    return replace(found_values, is_set=bool(given.keys() - {"extensions"} or found_values.extensions))


def from_toml(mapping: Mapping[str, Any]) -> Doc8Values:
    """The values of the table ``[tool.doc8]`` in a file's mapping.  Raises ``ValueError`` for no table."""
    tool = mapping.get("tool", {})
    table = tool.get(SECTION, {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise ValueError("tool.doc8 is no table")
    values = _values({key.replace("_", "-"): value for key, value in table.items()}, _TOML)
    return replace(values, is_set=bool(table))


_Field = tuple[str, Callable[[Any], object]]


def _values(given: Mapping[str, Any], fields: Mapping[str, _Field]) -> Doc8Values:
    """The values given by key; ``fields`` has the field of each key and the function that reads its value."""
    values, problems = dict[str, Any](), list[SettingProblem]()
    for key, value in given.items():
        if key not in fields:
            continue
        name, read = fields[key]
        try:
            values[name] = read(value)
        except InvalidValue as error:
            problems.append(SettingProblem(key, str(error)))
    return replace(Doc8Values(), **values, problems=tuple(problems))


def _number(text: str) -> int:
    """A number as INI files have it."""
    try:
        return positive_number(int(text))
    except ValueError:
        raise InvalidValue(f'expected a whole number above 0, not "{shortened(text)}"') from None


def _boolean(text: str) -> bool:
    """A truth value as INI files have it."""
    known = text.lower()
    if known not in _TRUE | _FALSE:
        raise InvalidValue(f'expected true or false, not "{shortened(text)}"')
    return known in _TRUE


def _words(text: str) -> tuple[str, ...]:
    """The parts of a text between commas."""
    return tuple(word for part in text.split(",") if (word := part.strip()))


def _paths(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(words) > _MOST_PATHS:
        raise InvalidValue(f"more than {_MOST_PATHS} paths")
    return words


def _path_errors(words: tuple[str, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    """Entries such as ``docs/a.rst;D001;D002``."""
    found = list[tuple[str, frozenset[str]]]()
    for entry in _paths(words):
        path, separator, codes = entry.partition(";")
        if not separator:
            raise InvalidValue(f'expected PATH;CODE, not "{shortened(entry)}"')
        found.append((path.strip(), frozenset(filter(None, map(str.strip, codes.split(";"))))))
    return tuple(found)


def _texts(value: Any) -> tuple[str, ...]:
    """A list of texts, as TOML has it; doc8 takes a single text for a list of characters."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InvalidValue("expected a list of texts")
    return tuple(filter(None, value))


_INI: Mapping[str, _Field] = {
    "max-line-length": ("max_line_length", _number),
    "ignore": ("ignore", lambda text: frozenset(_words(text))),
    "ignore-path": ("ignore_path", lambda text: _paths(_words(text))),
    "ignore-path-errors": ("ignore_path_errors", lambda text: _path_errors(_words(text))),
    "allow-long-titles": ("allow_long_titles", _boolean),
    "extensions": ("extensions", _words),
}
_TOML: Mapping[str, _Field] = {
    "max-line-length": ("max_line_length", positive_number),
    "ignore": ("ignore", lambda value: frozenset(_texts(value))),
    "ignore-path": ("ignore_path", lambda value: _paths(_texts(value))),
    "ignore-path-errors": ("ignore_path_errors", lambda value: _path_errors(_texts(value))),
    "allow-long-titles": ("allow_long_titles", boolean),
    "extension": ("extensions", _texts),
}
"""doc8 takes over TOML's keys as its command line names them, hence ``extension``."""
