"""The keys of settings about headers: ``header``, its fields, and ``role-links``."""

from __future__ import annotations

from typing import Any

from spec_ls import setting_values
from spec_ls.config import RoleLink
from spec_ls.field_rules import DatedLink, FieldDemand, FieldRule, HeaderKind, HeaderRules, OnlyWith
from spec_ls.setting_reader import Field, Reader, WithContext, table_shape, tables_shape
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


REGEX_SHAPE = {"type": "string", "minLength": 1}
HEADER_FIELDS: dict[str, Field] = {
    "kind": Field(
        "kind", setting_values.OneOf(HeaderKind), "The markup of the header; by default the template's."
    ),
    "fields": Field(
        "fields", WithContext(_field_rules, tables_shape("fields")), "The fields in their order."
    ),
    "to-the-letter": Field(
        "to_the_letter", setting_values.boolean, "Whether names in another case are other fields."
    ),
    "first": Field("first", setting_values.text, "The field of the first line."),
    "status": Field("status", setting_values.text, "The field that says how far a document has come."),
    "open": Field("open", setting_values.texts, "The values of that field while sections are asked for."),
    "gate-pattern": Field(
        "gate_pattern",
        WithContext(_regex, REGEX_SHAPE),
        "By which a gate finds fields in any line. Read from profiles and editors alone.",
    ),
    "title": Field(
        "title",
        WithContext(_regex, REGEX_SHAPE),
        "The regular expression of the title, with {number}. Read from profiles and editors alone.",
    ),
    "title-behind": Field(
        "title_behind", setting_values.text, "The characters of the rule before the title."
    ),
}
FIELD_RULE_FIELDS: dict[str, Field] = {
    "name": Field("name", setting_values.text, "The field's name."),
    "aliases": Field("aliases", setting_values.texts, "Other names of the field."),
    "required": Field(
        "required", setting_values.OneOf(FieldDemand), "Who asks for the field: the gate, or most documents."
    ),
    "required-with": Field(
        "required_with", setting_values.texts, "Values of the status with which the field is asked for."
    ),
    "many": Field("many", setting_values.boolean, "Whether the field may stand there several times."),
    "may-be-empty": Field("may_be_empty", setting_values.boolean, "Whether the value may be empty."),
    "values": Field("values", setting_values.texts, "The values that are accepted."),
    "pattern": Field(
        "pattern",
        WithContext(_regex, REGEX_SHAPE),
        "A regular expression of the value. Read from profiles and editors alone.",
    ),
    "date": Field("date", setting_values.date_form, "The form of the date, as yyyy-mm-dd or DD-Mmm-YYYY."),
    "dated-link": Field(
        "dated_link",
        WithContext(_dated_link, table_shape("dated-link")),
        "The form of links whose text is a date.",
    ),
    "separator": Field("separator", setting_values.text, "The text between two entries."),
    "in-lines": Field("in_lines", setting_values.boolean, "Whether entries stand in several lines."),
    "line-end": Field("line_end", setting_values.text, "The text with which a line of entries ends."),
    "most-indent": Field("most_indent", setting_values.positive_number, "The most spaces before a line."),
    "in-order": Field(
        "in_order", setting_values.boolean, "Whether entries stand in the order of the alphabet."
    ),
    "earliest": Field("earliest", setting_values.positive_number, "The first year that is accepted."),
    "days-ahead": Field("days_ahead", setting_values.positive_number, "How many days a date may be ahead."),
    "expected": Field("expected", setting_values.text, "What the value should be, in words."),
    "number": Field("number", setting_values.boolean, "Whether the value is the number in the file's name."),
    "only-with": Field(
        "only_with",
        WithContext(_only_with, tables_shape("only-with")),
        "Values that go only with certain values of another field.",
    ),
    "answered-by": Field(
        "answered_by", setting_values.text, "The field in which a document that is named here names this one."
    ),
    "answer-status": Field("answer_status", setting_values.text, "The status that such a document has."),
}
ONLY_WITH_FIELDS: dict[str, Field] = {
    "value": Field("value", setting_values.text, "The value."),
    "field": Field("field", setting_values.text, "The other field."),
    "any-of": Field("any_of", setting_values.texts, "The values of the other field that go with it."),
}
DATED_LINK_FIELDS: dict[str, Field] = {
    "date": Field("date", setting_values.date_form, "The form of the date."),
    "address": Field(
        "address",
        WithContext(_regex, REGEX_SHAPE),
        "The regular expression of the address. Read from profiles and editors alone.",
    ),
}
ROLE_LINK_FIELDS: dict[str, Field] = {
    "role": Field("role", setting_values.text, "The role."),
    "any-of": Field("any_of", setting_values.texts, "Texts of which an address has one."),
}
