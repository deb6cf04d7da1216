"""The keys of settings, as a profile, a project's own file and an editor write them.

One table of fields says which keys exist.  Settings are read by it, shown by it, and their pages are tested
against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from spec_ls import setting_values
from spec_ls.config import Config, GateSection, LineRule, LinkRule, RoleLink, WhiteSpace, did_you_mean
from spec_ls.field_rules import DatedLink, FieldDemand, FieldRule, HeaderKind, HeaderRules
from spec_ls.layer import Layer, PathRule
from spec_ls.setting_values import PATH_SEPARATOR, InvalidValue


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """A setting that was not read: its ``key`` as written, and the reason."""

    key: str
    message: str


def parse(
    mapping: Mapping[str, Any], codes: frozenset[str], trusted: bool = True
) -> tuple[Layer, tuple[SettingProblem, ...]]:
    """Read a mapping as a layer of settings; ``codes`` are all codes that exist.

    A key that is wrong is left out and reported as a problem.  So are regular expressions about headers, but
    for settings that are ``trusted``: a profile's and the user's own.
    """
    reader = _Reader(codes, trusted)
    others = {key: value for key, value in mapping.items() if key not in (_PATHS, RECOGNISED_BY)}
    values = reader.values(others, "", _FIELDS)
    rules = reader.path_rules(mapping.get(_PATHS, []))
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


_MOST_PROBLEMS = 20
"""Problems that are reported; more take long to find a place and a guess for, and help nobody."""

_MOST_RULES = 100
"""Tables of ``paths``; each is compared with all before it."""


_Table = TypeVar("_Table")


class _Field(NamedTuple):
    """The field that a key sets, a dotted name below ``Config``, and the function that reads the value."""

    name: str
    read: Callable[[Any], object] | _WithContext


class _WithContext(NamedTuple):
    """A function that reads a value and needs the reader and the value's key for that."""

    read: Callable[[_Reader, Any, str], object]


class _Reader:
    """Reads values and collects the problems with them."""

    def __init__(self, codes: frozenset[str], trusted: bool) -> None:
        self.codes = codes
        self.trusted = trusted
        self.problems: list[SettingProblem] = []

    def values(self, mapping: Mapping[str, Any], prefix: str, fields: Mapping[str, _Field]) -> dict[str, Any]:
        """The values of a table by field; ``prefix`` is the table's own key, with a dot."""
        values: dict[str, Any] = {}
        for key, value in mapping.items():
            if key not in fields:
                if len(self.problems) <= _MOST_PROBLEMS:
                    self._report(prefix + key, f"unknown key{did_you_mean(key, fields)}")
                continue
            name, read = fields[key]
            try:
                if isinstance(read, _WithContext):
                    values[name] = read.read(self, value, prefix + key)
                else:
                    values[name] = read(value)
            except InvalidValue as error:
                self._report(prefix + key, str(error))
        return values

    def path_rules(self, value: Any) -> list[PathRule]:
        """The tables of ``paths``.  A table after one that matches all its paths is reported."""
        if not isinstance(value, list):
            self._report(_PATHS, "expected a list of tables")
            return []
        if len(value) > _MOST_RULES:
            self._report(_PATHS, f"expected at most {_MOST_RULES} tables")
        rules: dict[int, PathRule] = {}
        for number, table in enumerate(value[:_MOST_RULES], 1):
            key = f"{_PATHS}[{number}]"
            if not isinstance(table, dict):
                self._report(key, "expected a table")
                continue
            rule = self._path_rule(table, f"{key}.")
            if rule is None:
                continue
            first = next((n for n, other in rules.items() if other.pattern.covers(rule.pattern)), None)
            if first:
                self._report(
                    f"{key}.path", f'{_PATHS}[{first}] claims all that "{rule.pattern.text}" matches'
                )
            else:
                rules[number] = rule
        return list(rules.values())

    def code_set(self, value: Any, key: str) -> frozenset[str]:
        """A list of codes."""
        return setting_values.code_set(value, self.codes)

    def sections(self, value: Any, key: str) -> tuple[GateSection, ...]:
        """A list of sections: each is a title, a list of titles of which any will do, or a table."""
        if not isinstance(value, list):
            raise InvalidValue("expected a list of sections")
        sections = []
        for number, item in enumerate(value, 1):
            if isinstance(item, dict):
                sections.append(self._section(item, f"{key}[{number}]."))
            else:
                sections.append(GateSection(setting_values.texts(item)))
        return tuple(section for section in sections if section is not None)

    def link(self, value: Any, key: str) -> LinkRule:
        """The table ``link``."""
        if not isinstance(value, dict):
            raise InvalidValue("expected a table")
        return LinkRule(**self.values(value, f"{key}.", _LINK_FIELDS))

    def header(self, value: Any, key: str) -> HeaderRules:
        """The table ``header``."""
        if not isinstance(value, dict):
            raise InvalidValue("expected a table")
        return HeaderRules(**self.values(value, f"{key}.", _HEADER_FIELDS))

    def field_rules(self, value: Any, key: str) -> tuple[FieldRule, ...]:
        """The tables ``header.fields``."""
        return tuple(self._tables(value, key, FieldRule, _FIELD_RULE_FIELDS, ("name",)))

    def role_links(self, value: Any, key: str) -> tuple[RoleLink, ...]:
        """The tables ``role-links``."""
        return tuple(self._tables(value, key, RoleLink, _ROLE_LINK_FIELDS, ("role", "any-of")))

    def regex(self, value: Any, key: str) -> str:
        """A regular expression that is matched with whole values, without a bound on its time."""
        if not self.trusted:
            raise InvalidValue("regular expressions about headers are read from profiles and editors alone")
        return setting_values.regex(value)

    def dated_link(self, value: Any, key: str) -> DatedLink:
        """The table ``dated-link``."""
        if not isinstance(value, dict) or not {"date", "address"} <= value.keys():
            raise InvalidValue('expected a table of "date" and "address"')
        values = self.values(value, f"{key}.", _DATED_LINK_FIELDS)
        if len(values) < 2:
            raise InvalidValue("not read, since one of its keys is wrong")
        return DatedLink(**values)

    def _tables(
        self,
        value: Any,
        key: str,
        made: Callable[..., _Table],
        fields: Mapping[str, _Field],
        needed: tuple[str, ...],
    ) -> Iterator[_Table]:
        """The values of a list of tables; a table without one of the keys that it needs is reported."""
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise InvalidValue("expected a list of tables")
        for number, table in enumerate(value[:_MOST_RULES], 1):
            values = self.values(table, f"{key}[{number}].", fields)
            lacking = [name for name in needed if fields[name].name not in values]
            if not lacking:
                yield made(**values)
            for name in lacking:
                if name not in table:
                    self._report(f"{key}[{number}].{name}", f"no {name}, so this table says nothing")

    def _path_rule(self, table: Mapping[str, Any], prefix: str) -> PathRule | None:
        values = self.values(table, prefix, _PATH_FIELDS)
        if "pattern" not in values:
            if "path" not in table:
                self._report(prefix + "path", "no path, so this table serves no file")
            return None
        own = {name: values.pop(name) for name in _PATH_RULE_NAMES if name in values}
        return PathRule(values=values, **own)

    def _section(self, table: Mapping[str, Any], prefix: str) -> GateSection | None:
        values = self.values(table, prefix, _SECTION_FIELDS)
        if "titles" not in values:
            if "title" not in table:
                self._report(prefix + "title", "no title, so this table asks for nothing")
            return None
        return GateSection(**values)

    def _report(self, key: str, message: str) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(SettingProblem(key, message))
        elif len(self.problems) == _MOST_PROBLEMS:
            self.problems.append(SettingProblem(key, "this is not all: further problems are not listed"))


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


def _table(value: object, fields: Mapping[str, _Field]) -> dict[str, Any]:
    """A table of the keys that are set."""
    found = {key: getattr(value, field.name) for key, field in fields.items()}
    return {key: _as_written(item) for key, item in found.items() if item}


_PATHS = "paths"
RECOGNISED_BY = "recognised-by"
"""The key of a profile with the marks of its repositories; other settings ignore it."""

_MARKS: dict[str, _Field] = {RECOGNISED_BY: _Field("recognised_by", setting_values.marks)}
_RULES: dict[str, _Field] = {
    "gate": _Field("gate", _WithContext(_Reader.code_set)),
    "covered": _Field("covered", setting_values.boolean),
    "sections": _Field("sections.listed", _WithContext(_Reader.sections)),
    "optional": _Field("sections.optional", setting_values.optional_sections),
    "extra": _Field("sections.extra", setting_values.extra_sections),
    "extra-of-template": _Field("sections.extra_of_template", setting_values.boolean),
    "asked": _Field("sections.asked", setting_values.titles),
    "count": _Field("sections.count", setting_values.positive_number),
    "line-rule": _Field("line_rule", setting_values.one_of(LineRule)),
    "max-line-length": _Field("max_line_length", setting_values.positive_number),
    "max-indented-line-length": _Field("max_indented_line_length", setting_values.positive_number),
    "exempt-lines": _Field("exempt_lines", setting_values.regexes),
    "white-space": _Field("white_space", setting_values.one_of(WhiteSpace)),
    "stubs": _Field("stubs", setting_values.stub_bodies),
    "core": _Field("core", setting_values.titles),
    "link": _Field("link", _WithContext(_Reader.link)),
    "header": _Field("header", _WithContext(_Reader.header)),
    "role-links": _Field("role_links", _WithContext(_Reader.role_links)),
    "extensions": _Field("extensions", setting_values.suffixes),
    "belongs-in": _Field("belongs_in", setting_values.texts),
    "known-roles": _Field("known_roles", setting_values.names),
    "known-directives": _Field("known_directives", setting_values.names),
    "known-substitutions": _Field("known_substitutions", setting_values.names),
    "known-options": _Field("known_options", setting_values.names),
    "select": _Field("select", _WithContext(_Reader.code_set)),
    "ignore": _Field("ignore", _WithContext(_Reader.code_set)),
}
_FIELDS: dict[str, _Field] = {
    **_RULES,
    "template": _Field("template", setting_values.text),
    "profile": _Field("profile", setting_values.text),
}
_PATH_OWN_FIELDS: dict[str, _Field] = {
    "path": _Field("pattern", setting_values.path_pattern),
    "spec": _Field("is_spec", setting_values.boolean),
    "newest": _Field("newest", setting_values.boolean),
    "template": _Field("templates", setting_values.texts),
}
_PATH_FIELDS: dict[str, _Field] = {**_RULES, **_PATH_OWN_FIELDS}
_PATH_RULE_NAMES = tuple(field.name for field in _PATH_OWN_FIELDS.values())
_SECTION_FIELDS: dict[str, _Field] = {
    "title": _Field("titles", setting_values.texts),
    "subsections": _Field("subsections", _WithContext(_Reader.sections)),
    "exactly": _Field("exactly", setting_values.boolean),
    "ordered": _Field("ordered", setting_values.boolean),
    "with": _Field("only_with", setting_values.text),
}
_LINK_FIELDS: dict[str, _Field] = {
    "any-of": _Field("any_of", setting_values.texts),
    "named": _Field("named", setting_values.texts),
    "unless": _Field("unless", setting_values.texts),
    "before": _Field("before", setting_values.text),
}
_HEADER_FIELDS: dict[str, _Field] = {
    "kind": _Field("kind", setting_values.one_of(HeaderKind)),
    "fields": _Field("fields", _WithContext(_Reader.field_rules)),
    "to-the-letter": _Field("to_the_letter", setting_values.boolean),
    "first": _Field("first", setting_values.text),
    "status": _Field("status", setting_values.text),
    "open": _Field("open", setting_values.texts),
    "gate-pattern": _Field("gate_pattern", _WithContext(_Reader.regex)),
    "title": _Field("title", _WithContext(_Reader.regex)),
    "title-behind": _Field("title_behind", setting_values.text),
}
_FIELD_RULE_FIELDS: dict[str, _Field] = {
    "name": _Field("name", setting_values.text),
    "aliases": _Field("aliases", setting_values.texts),
    "required": _Field("required", setting_values.one_of(FieldDemand)),
    "required-with": _Field("required_with", setting_values.texts),
    "many": _Field("many", setting_values.boolean),
    "may-be-empty": _Field("may_be_empty", setting_values.boolean),
    "values": _Field("values", setting_values.texts),
    "pattern": _Field("pattern", _WithContext(_Reader.regex)),
    "date": _Field("date", setting_values.date_form),
    "dated-link": _Field("dated_link", _WithContext(_Reader.dated_link)),
    "separator": _Field("separator", setting_values.text),
    "in-lines": _Field("in_lines", setting_values.boolean),
    "line-end": _Field("line_end", setting_values.text),
    "most-indent": _Field("most_indent", setting_values.positive_number),
    "in-order": _Field("in_order", setting_values.boolean),
    "earliest": _Field("earliest", setting_values.positive_number),
    "days-ahead": _Field("days_ahead", setting_values.positive_number),
    "expected": _Field("expected", setting_values.text),
    "number": _Field("number", setting_values.boolean),
    "answered-by": _Field("answered_by", setting_values.text),
    "answer-status": _Field("answer_status", setting_values.text),
}
_DATED_LINK_FIELDS: dict[str, _Field] = {
    "date": _Field("date", setting_values.date_form),
    "address": _Field("address", _WithContext(_Reader.regex)),
}
_ROLE_LINK_FIELDS: dict[str, _Field] = {
    "role": _Field("role", setting_values.text),
    "any-of": _Field("any_of", setting_values.texts),
}
_TABLES: Mapping[type, Mapping[str, _Field]] = {
    LinkRule: _LINK_FIELDS,
    HeaderRules: _HEADER_FIELDS,
    FieldRule: _FIELD_RULE_FIELDS,
    DatedLink: _DATED_LINK_FIELDS,
    RoleLink: _ROLE_LINK_FIELDS,
}

KEYS = frozenset({*_FIELDS, _PATHS})
"""All keys on the first level, but for the one of profiles alone."""

TABLE_KEYS: Mapping[str, frozenset[str]] = {
    _PATHS: frozenset(_PATH_OWN_FIELDS),
    "sections": frozenset(_SECTION_FIELDS),
    "link": frozenset(_LINK_FIELDS),
    "header": frozenset(_HEADER_FIELDS),
    "fields": frozenset(_FIELD_RULE_FIELDS),
    "dated-link": frozenset(_DATED_LINK_FIELDS),
    "role-links": frozenset(_ROLE_LINK_FIELDS),
}
"""The keys of the tables below a key; those of ``paths`` besides the keys of the first level."""
