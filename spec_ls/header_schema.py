"""The keys of settings about headers: ``header``, its fields, and ``role-links``."""

from __future__ import annotations

from typing import Any

from spec_ls import setting_values
from spec_ls.config import RoleLink
from spec_ls.field_rules import DatedLink, FieldDemand, FieldRule, HeaderKind, HeaderRules, OnlyWith
from spec_ls.setting_reader import Field, Reader, WithContext
from spec_ls.setting_values import InvalidValue


def read_header(reader: Reader, value: Any, key: str) -> HeaderRules:
    """The table ``header``."""
    return HeaderRules(**reader.table(value, key, HEADER_FIELDS))


def read_role_links(reader: Reader, value: Any, key: str) -> tuple[RoleLink, ...]:
    """The tables ``role-links``."""
    return tuple(reader.tables(value, key, RoleLink, ROLE_LINK_FIELDS, ("role", "any-of")))


def _field_rules(reader: Reader, value: Any, key: str) -> tuple[FieldRule, ...]:
    """The tables ``header.fields``."""
    return tuple(reader.tables(value, key, FieldRule, FIELD_RULE_FIELDS, ("name",)))


def _only_with(reader: Reader, value: Any, key: str) -> tuple[OnlyWith, ...]:
    """The tables ``only-with``."""
    return tuple(reader.tables(value, key, OnlyWith, ONLY_WITH_FIELDS, ("value", "field", "any-of")))


def _dated_link(reader: Reader, value: Any, key: str) -> DatedLink:
    """The table ``dated-link``."""
    if not isinstance(value, dict) or not {"date", "address"} <= value.keys():
        raise InvalidValue('expected a table of "date" and "address"')
    values = reader.values(value, f"{key}.", DATED_LINK_FIELDS)
    if len(values) < 2:
        raise InvalidValue("not read, since one of its keys is wrong")
    return DatedLink(**values)


def _regex(reader: Reader, value: Any, key: str) -> str:
    """A regular expression that is matched with whole values, without a bound on its time."""
    if not reader.trusted:
        raise InvalidValue("regular expressions about headers are read from profiles and editors alone")
    return setting_values.regex(value)


HEADER_FIELDS: dict[str, Field] = {
    "kind": Field("kind", setting_values.one_of(HeaderKind)),
    "fields": Field("fields", WithContext(_field_rules)),
    "to-the-letter": Field("to_the_letter", setting_values.boolean),
    "first": Field("first", setting_values.text),
    "status": Field("status", setting_values.text),
    "open": Field("open", setting_values.texts),
    "gate-pattern": Field("gate_pattern", WithContext(_regex)),
    "title": Field("title", WithContext(_regex)),
    "title-behind": Field("title_behind", setting_values.text),
}
FIELD_RULE_FIELDS: dict[str, Field] = {
    "name": Field("name", setting_values.text),
    "aliases": Field("aliases", setting_values.texts),
    "required": Field("required", setting_values.one_of(FieldDemand)),
    "required-with": Field("required_with", setting_values.texts),
    "many": Field("many", setting_values.boolean),
    "may-be-empty": Field("may_be_empty", setting_values.boolean),
    "values": Field("values", setting_values.texts),
    "pattern": Field("pattern", WithContext(_regex)),
    "date": Field("date", setting_values.date_form),
    "dated-link": Field("dated_link", WithContext(_dated_link)),
    "separator": Field("separator", setting_values.text),
    "in-lines": Field("in_lines", setting_values.boolean),
    "line-end": Field("line_end", setting_values.text),
    "most-indent": Field("most_indent", setting_values.positive_number),
    "in-order": Field("in_order", setting_values.boolean),
    "earliest": Field("earliest", setting_values.positive_number),
    "days-ahead": Field("days_ahead", setting_values.positive_number),
    "expected": Field("expected", setting_values.text),
    "number": Field("number", setting_values.boolean),
    "only-with": Field("only_with", WithContext(_only_with)),
    "answered-by": Field("answered_by", setting_values.text),
    "answer-status": Field("answer_status", setting_values.text),
}
ONLY_WITH_FIELDS: dict[str, Field] = {
    "value": Field("value", setting_values.text),
    "field": Field("field", setting_values.text),
    "any-of": Field("any_of", setting_values.texts),
}
DATED_LINK_FIELDS: dict[str, Field] = {
    "date": Field("date", setting_values.date_form),
    "address": Field("address", WithContext(_regex)),
}
ROLE_LINK_FIELDS: dict[str, Field] = {
    "role": Field("role", setting_values.text),
    "any-of": Field("any_of", setting_values.texts),
}
