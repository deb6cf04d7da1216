"""The keys of settings, as a profile, a project's own file and an editor write them.

They are read and shown by the table of fields in ``setting_fields.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from spec_ls.config import Config, GateSection, LinkRule, RoleLink, SeverityTable
from spec_ls.field_rules import DatedLink, FieldRule, HeaderRules, OnlyWith
from spec_ls.layer import Layer, PathRule
from spec_ls.quoting import shortened
from spec_ls.setting_fields import (
    EXTEND,
    FIELDS,
    MARKS,
    OF_FILES,
    PATH_FIELDS,
    PATH_OWN_FIELDS,
    PATHS,
    RECOGNISED_BY,
    TABLES,
)
from spec_ls.setting_reader import MOST_TABLES, Field, Reader, SettingProblem
from spec_ls.setting_values import PATH_SEPARATOR

__all__ = [
    "EXTEND",
    "KEYS",
    "RECOGNISED_BY",
    "TABLE_KEYS",
    "config_as_written",
    "field_name",
    "layer_as_written",
    "parse",
]


def parse(
    mapping: Mapping[str, Any], codes: frozenset[str], trusted: bool = True, in_file: bool = False
) -> tuple[Layer, tuple[SettingProblem, ...]]:
    """Read a mapping as a layer of settings; ``codes`` are all codes that exist.

    A key that is wrong is left out and reported as a problem.  So are regular expressions about headers, but
    for settings that are ``trusted``: a profile's and the user's own; and the file that settings extend, but
    ``in_file``: in a project's settings file.
    """
    reader = Reader(codes, trusted)
    others = {key: value for key, value in mapping.items() if key not in (PATHS, RECOGNISED_BY)}
    if not in_file and others.pop(EXTEND, None) is not None:
        reader.report(EXTEND, "only a settings file extends another one")
    values = reader.values(others, "", {**FIELDS, **OF_FILES} if in_file else FIELDS)
    extend = values.pop(OF_FILES[EXTEND].name, None)
    rules = _path_rules(reader, mapping.get(PATHS, []))
    own = {key: value for key, value in mapping.items() if key == RECOGNISED_BY}
    marks = reader.values(own, "", MARKS)
    return Layer(values, tuple(rules), extend=extend, **marks), tuple(reader.problems)


def field_name(key: str) -> str:
    """The field that a key of the first level sets, as in ``Layer.values``."""
    return FIELDS[key].name


def config_as_written(config: Config) -> dict[str, Any]:
    """All settings of a file by key, in JSON's types, as they would be written in a settings file."""
    return {key: _as_written(attrgetter(field.name)(config)) for key, field in FIELDS.items()}


def layer_as_written(layer: Layer) -> dict[str, Any]:
    """The settings of one layer by key, in JSON's types; of its rules for paths only the patterns."""
    values = layer.values
    written = {key: _as_written(values[field.name]) for key, field in FIELDS.items() if field.name in values}
    patterns = [rule.pattern.text for rule in layer.paths]
    extend = {} if layer.extend is None else {EXTEND: layer.extend}
    return {**extend, **written, **({PATHS: patterns} if patterns else {})}


def _path_rules(reader: Reader, value: Any) -> list[PathRule]:
    """The tables of ``paths``.  A table after one that matches all its paths is reported."""
    if not isinstance(value, list):
        reader.report(PATHS, "expected a list of tables")
        return []
    if len(value) > MOST_TABLES:
        reader.report(PATHS, f"expected at most {MOST_TABLES} tables")
    rules: dict[int, PathRule] = {}
    for number, table in enumerate(value[:MOST_TABLES], 1):
        key = f"{PATHS}[{number}]"
        if not isinstance(table, dict):
            reader.report(key, "expected a table")
            continue
        rule = _path_rule(reader, table, f"{key}.")
        if rule is None:
            continue
        first = next((n for n, other in rules.items() if other.pattern.covers(rule.pattern)), None)
        if first:
            reader.report(
                f"{key}.path", f'{PATHS}[{first}] claims all that "{shortened(rule.pattern.text)}" matches'
            )
        else:
            rules[number] = rule
    return list(rules.values())


def _path_rule(reader: Reader, table: Mapping[str, Any], prefix: str) -> PathRule | None:
    values = reader.values(table, prefix, PATH_FIELDS)
    if "pattern" not in values:
        if "path" not in table:
            reader.report(prefix + "path", "no path, so this table serves no file")
        return None
    own = {name: values.pop(name) for name in _PATH_RULE_NAMES if name in values}
    return PathRule(values=values, **own)


def _as_written(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(PATH_SEPARATOR.join(item) if isinstance(item, tuple) else item for item in value)
    if isinstance(value, tuple):
        return [_as_written(item) for item in value]
    if isinstance(value, SeverityTable):
        return {code: str(severity) for code, severity in value.entries}
    if isinstance(value, GateSection):
        table = _table(value, TABLES["sections"])
        title = table["title"][0] if len(value.titles) == 1 else table["title"]
        return {**table, "title": title} if len(table) > 1 else title
    for type_, fields in _TABLES.items():
        if isinstance(value, type_):
            return _table(value, fields)
    return str(value) if isinstance(value, str) else value


def _table(value: object, fields: Mapping[str, Field]) -> dict[str, Any]:
    """A table of the keys that are set."""
    found = {key: getattr(value, field.name) for key, field in fields.items()}
    return {key: _as_written(item) for key, item in found.items() if item}


_PATH_RULE_NAMES = tuple(field.name for field in PATH_OWN_FIELDS.values())
_TABLES: Mapping[type, Mapping[str, Field]] = {
    LinkRule: TABLES["link"],
    HeaderRules: TABLES["header"],
    FieldRule: TABLES["fields"],
    OnlyWith: TABLES["only-with"],
    DatedLink: TABLES["dated-link"],
    RoleLink: TABLES["role-links"],
}

KEYS = frozenset({*FIELDS, PATHS})
"""All keys on the first level, but for those of profiles and of settings files alone."""

TABLE_KEYS: Mapping[str, frozenset[str]] = {
    **{key: frozenset(fields) for key, fields in TABLES.items() if key != "only-with"},
    PATHS: frozenset(PATH_OWN_FIELDS),
}
"""The keys of the tables below a key; those of ``paths`` besides the keys of the first level."""
