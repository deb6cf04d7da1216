"""The keys of settings about sections and links, and tables by codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spec_ls import setting_values
from spec_ls.config import GateSection, LinkRule, SeverityTable, did_you_mean
from spec_ls.findings import Severity
from spec_ls.setting_reader import Field, Reader, WithContext
from spec_ls.setting_values import InvalidValue

CODE_SHAPE = {"$ref": "#/definitions/code"}
"""The shape of a check's code."""

CODES_SHAPE = {"type": "array", "items": CODE_SHAPE}
SEVERITY_SHAPE = {"enum": [str(severity) for severity in Severity]}
SEVERITIES_SHAPE = {
    "type": "object",
    "propertyNames": CODE_SHAPE,
    "additionalProperties": SEVERITY_SHAPE,
}
SECTIONS_SHAPE = {
    "type": "array",
    "items": {
        "anyOf": [
            {"type": "string", "minLength": 1},
            {"type": "array", "items": {"type": "string", "minLength": 1}},
            {"$ref": "#/definitions/sections"},
        ]
    },
}


def read_codes(reader: Reader, value: Any, key: str) -> frozenset[str]:
    """A list of codes."""
    return setting_values.code_set(value, reader.codes)


def read_severities(reader: Reader, value: Any, key: str) -> SeverityTable:
    """A table of severities by code."""
    if not isinstance(value, dict):
        raise InvalidValue("expected a table of severities by code")
    found, words = dict[str, Severity](), {str(severity): severity for severity in Severity}
    for code, word in value.items():
        if reader.is_full:
            break
        if code not in reader.codes:
            reader.report(f"{key}.{code}", f"unknown code{did_you_mean(code, reader.codes)}")
        elif not isinstance(word, str) or word not in words:
            near = did_you_mean(word, words) if isinstance(word, str) else ""
            listed = ", ".join(f'"{word}"' for word in words)
            reader.report(f"{key}.{code}", f"expected one of {listed}{near}")
        else:
            found[code] = words[word]
    return SeverityTable.of_mapping(found)


def read_sections(reader: Reader, value: Any, key: str) -> tuple[GateSection, ...]:
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


def read_link(reader: Reader, value: Any, key: str) -> LinkRule:
    """The table ``link``."""
    return LinkRule(**reader.table(value, key, LINK_FIELDS))


def _section(reader: Reader, table: Mapping[str, Any], prefix: str) -> GateSection | None:
    values = reader.values(table, prefix, SECTION_FIELDS)
    if "titles" not in values:
        if "title" not in table:
            reader.report(prefix + "title", "no title, so this table asks for nothing")
        return None
    return GateSection(**values)


SECTION_FIELDS: dict[str, Field] = {
    "title": Field("titles", setting_values.texts, "The section's title, or several of which any will do."),
    "subsections": Field(
        "subsections", WithContext(read_sections, SECTIONS_SHAPE), "The subsections that it has to have."
    ),
    "exactly": Field("exactly", setting_values.boolean, "Whether no other subsections are allowed."),
    "ordered": Field("ordered", setting_values.boolean, "Whether they must stand in this order."),
    "with": Field(
        "only_with", setting_values.text, "The top section without which this one is not asked for."
    ),
}
LINK_FIELDS: dict[str, Field] = {
    "any-of": Field("any_of", setting_values.texts, "A line that contains one of these is enough."),
    "named": Field(
        "named", setting_values.texts, "A line that contains one of these must end with the file's name."
    ),
    "unless": Field("unless", setting_values.texts, "A line that starts with one of these is enough, too."),
    "before": Field("before", setting_values.text, "A line that starts with this ends the search."),
}
