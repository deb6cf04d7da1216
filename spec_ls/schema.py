"""The keys of settings, as a profile, a project's own file and an editor write them.

One table of fields says which keys exist.  Settings are read by it, shown by it, and their pages are tested
against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from spec_ls import setting_values
from spec_ls.config import Config, FormatProse, GateSection, LineRule, LinkRule, RoleLink, WhiteSpace
from spec_ls.field_rules import DatedLink, FieldRule, HeaderRules
from spec_ls.header_schema import (
    DATED_LINK_FIELDS,
    FIELD_RULE_FIELDS,
    HEADER_FIELDS,
    ROLE_LINK_FIELDS,
    read_header,
    read_role_links,
)
from spec_ls.layer import Layer, PathRule
from spec_ls.quoting import shortened
from spec_ls.setting_reader import MOST_TABLES, Field, Reader, SettingProblem, WithContext
from spec_ls.setting_values import PATH_SEPARATOR, InvalidValue


def parse(
    mapping: Mapping[str, Any], codes: frozenset[str], trusted: bool = True
) -> tuple[Layer, tuple[SettingProblem, ...]]:
    """Read a mapping as a layer of settings; ``codes`` are all codes that exist.

    A key that is wrong is left out and reported as a problem.  So are regular expressions about headers, but
    for settings that are ``trusted``: a profile's and the user's own.
    """
    reader = Reader(codes, trusted)
    others = {key: value for key, value in mapping.items() if key not in (_PATHS, RECOGNISED_BY)}
    values = reader.values(others, "", _FIELDS)
    rules = _path_rules(reader, mapping.get(_PATHS, []))
    own = {key: value for key, value in mapping.items() if key == RECOGNISED_BY}
    marks = reader.values(own, "", _MARKS)
    return Layer(values, tuple(rules), **marks), tuple(reader.problems)


def config_as_written(config: Config) -> dict[str, Any]:
    """All settings of a file by key, in JSON's types, as they would be written in a settings file."""
    return {key: _as_written(attrgetter(field.name)(config)) for key, field in _FIELDS.items()}


def layer_as_written(layer: Layer) -> dict[str, Any]:
    """The settings of one layer by key, in JSON's types; of its rules for paths only the patterns."""
    values = layer.values
    written = {key: _as_written(values[field.name]) for key, field in _FIELDS.items() if field.name in values}
    patterns = [rule.pattern.text for rule in layer.paths]
    return {**written, **({_PATHS: patterns} if patterns else {})}


def _path_rules(reader: Reader, value: Any) -> list[PathRule]:
    """The tables of ``paths``.  A table after one that matches all its paths is reported."""
    if not isinstance(value, list):
        reader.report(_PATHS, "expected a list of tables")
        return []
    if len(value) > MOST_TABLES:
        reader.report(_PATHS, f"expected at most {MOST_TABLES} tables")
    rules: dict[int, PathRule] = {}
    for number, table in enumerate(value[:MOST_TABLES], 1):
        key = f"{_PATHS}[{number}]"
        if not isinstance(table, dict):
            reader.report(key, "expected a table")
            continue
        rule = _path_rule(reader, table, f"{key}.")
        if rule is None:
            continue
        first = next((n for n, other in rules.items() if other.pattern.covers(rule.pattern)), None)
        if first:
            reader.report(
                f"{key}.path", f'{_PATHS}[{first}] claims all that "{shortened(rule.pattern.text)}" matches'
            )
        else:
            rules[number] = rule
    return list(rules.values())


def _path_rule(reader: Reader, table: Mapping[str, Any], prefix: str) -> PathRule | None:
    values = reader.values(table, prefix, _PATH_FIELDS)
    if "pattern" not in values:
        if "path" not in table:
            reader.report(prefix + "path", "no path, so this table serves no file")
        return None
    own = {name: values.pop(name) for name in _PATH_RULE_NAMES if name in values}
    return PathRule(values=values, **own)


def _code_set(reader: Reader, value: Any, key: str) -> frozenset[str]:
    """A list of codes."""
    return setting_values.code_set(value, reader.codes)


def _sections(reader: Reader, value: Any, key: str) -> tuple[GateSection, ...]:
    """A list of sections: each is a title, a list of titles of which any will do, or a table."""
    if not isinstance(value, list):
        raise InvalidValue("expected a list of sections")
    sections = []
    for number, item in enumerate(value, 1):
        if isinstance(item, dict):
            sections.append(_section(reader, item, f"{key}[{number}]."))
        else:
            sections.append(GateSection(setting_values.texts(item)))
    return tuple(section for section in sections if section is not None)


def _section(reader: Reader, table: Mapping[str, Any], prefix: str) -> GateSection | None:
    values = reader.values(table, prefix, _SECTION_FIELDS)
    if "titles" not in values:
        if "title" not in table:
            reader.report(prefix + "title", "no title, so this table asks for nothing")
        return None
    return GateSection(**values)


def _link(reader: Reader, value: Any, key: str) -> LinkRule:
    """The table ``link``."""
    return LinkRule(**reader.table(value, key, _LINK_FIELDS))


def _as_written(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(PATH_SEPARATOR.join(item) if isinstance(item, tuple) else item for item in value)
    if isinstance(value, tuple):
        return [_as_written(item) for item in value]
    if isinstance(value, GateSection):
        table = _table(value, _SECTION_FIELDS)
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


_PATHS = "paths"
RECOGNISED_BY = "recognised-by"
"""The key of a profile with the marks of its repositories; other settings ignore it."""

_MARKS: dict[str, Field] = {RECOGNISED_BY: Field("recognised_by", setting_values.marks)}
_RULES: dict[str, Field] = {
    "gate": Field("gate", WithContext(_code_set)),
    "covered": Field("covered", setting_values.boolean),
    "sections": Field("sections.listed", WithContext(_sections)),
    "optional": Field("sections.optional", setting_values.optional_sections),
    "extra": Field("sections.extra", setting_values.extra_sections),
    "extra-of-template": Field("sections.extra_of_template", setting_values.boolean),
    "asked": Field("sections.asked", setting_values.titles),
    "anywhere": Field("sections.anywhere", setting_values.titles),
    "count": Field("sections.count", setting_values.positive_number),
    "line-rule": Field("line_rule", setting_values.one_of(LineRule)),
    "max-line-length": Field("max_line_length", setting_values.positive_number),
    "max-indented-line-length": Field("max_indented_line_length", setting_values.positive_number),
    "exempt-lines": Field("exempt_lines", setting_values.regexes),
    "white-space": Field("white_space", setting_values.one_of(WhiteSpace)),
    "format-prose": Field("format_prose", setting_values.one_of(FormatProse)),
    "stubs": Field("stubs", setting_values.stub_bodies),
    "core": Field("core", setting_values.titles),
    "link": Field("link", WithContext(_link)),
    "header": Field("header", WithContext(read_header)),
    "role-links": Field("role_links", WithContext(read_role_links)),
    "extensions": Field("extensions", setting_values.suffixes),
    "belongs-in": Field("belongs_in", setting_values.texts),
    "known-roles": Field("known_roles", setting_values.names),
    "known-directives": Field("known_directives", setting_values.names),
    "known-substitutions": Field("known_substitutions", setting_values.names),
    "known-options": Field("known_options", setting_values.names),
    "select": Field("select", WithContext(_code_set)),
    "ignore": Field("ignore", WithContext(_code_set)),
}
_FIELDS: dict[str, Field] = {
    **_RULES,
    "template": Field("template", setting_values.text),
    "profile": Field("profile", setting_values.text),
}
_PATH_OWN_FIELDS: dict[str, Field] = {
    "path": Field("pattern", setting_values.path_pattern),
    "spec": Field("is_spec", setting_values.boolean),
    "newest": Field("newest", setting_values.boolean),
    "template": Field("templates", setting_values.texts),
}
_PATH_FIELDS: dict[str, Field] = {**_RULES, **_PATH_OWN_FIELDS}
_PATH_RULE_NAMES = tuple(field.name for field in _PATH_OWN_FIELDS.values())
_SECTION_FIELDS: dict[str, Field] = {
    "title": Field("titles", setting_values.texts),
    "subsections": Field("subsections", WithContext(_sections)),
    "exactly": Field("exactly", setting_values.boolean),
    "ordered": Field("ordered", setting_values.boolean),
    "with": Field("only_with", setting_values.text),
}
_LINK_FIELDS: dict[str, Field] = {
    "any-of": Field("any_of", setting_values.texts),
    "named": Field("named", setting_values.texts),
    "unless": Field("unless", setting_values.texts),
    "before": Field("before", setting_values.text),
}
_TABLES: Mapping[type, Mapping[str, Field]] = {
    LinkRule: _LINK_FIELDS,
    HeaderRules: HEADER_FIELDS,
    FieldRule: FIELD_RULE_FIELDS,
    DatedLink: DATED_LINK_FIELDS,
    RoleLink: ROLE_LINK_FIELDS,
}

KEYS = frozenset({*_FIELDS, _PATHS})
"""All keys on the first level, but for the one of profiles alone."""

TABLE_KEYS: Mapping[str, frozenset[str]] = {
    _PATHS: frozenset(_PATH_OWN_FIELDS),
    "sections": frozenset(_SECTION_FIELDS),
    "link": frozenset(_LINK_FIELDS),
    "header": frozenset(HEADER_FIELDS),
    "fields": frozenset(FIELD_RULE_FIELDS),
    "dated-link": frozenset(DATED_LINK_FIELDS),
    "role-links": frozenset(ROLE_LINK_FIELDS),
}
"""The keys of the tables below a key; those of ``paths`` besides the keys of the first level."""
