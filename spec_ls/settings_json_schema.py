"""The JSON schema of settings, made from the one table of their keys.

It follows JSON Schema's draft 7, which editors' extensions for TOML understand.  It says the forms of values;
rules across keys, such as a pattern of paths that an earlier one covers, are beyond it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from spec_ls import setting_values
from spec_ls.config import Config
from spec_ls.schema import config_as_written
from spec_ls.setting_fields import ABOUT_PATHS, FIELDS, MARKS, NEEDED, OF_FILES, PATHS, TABLES
from spec_ls.setting_reader import Field, WithContext, tables_shape
from spec_ls.setting_values import OneOf

_TEXT = {"type": "string", "minLength": 1}
_LIST = {"type": "array", "items": _TEXT}
_TEXTS = {"anyOf": [_TEXT, _LIST]}
_BOOLEAN = {"type": "boolean"}
_MARK = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "properties": {"path": _TEXT, "text": _TEXT},
            "required": ["path", "text"],
            "additionalProperties": False,
        },
    ]
}
_SUFFIX = {"type": "string", "pattern": r"^\."}
_SHAPES: Mapping[Callable[[Any], object], Mapping[str, Any]] = {
    setting_values.text: _TEXT,
    setting_values.regex: _TEXT,
    setting_values.date_form: _TEXT,
    setting_values.path_pattern: _TEXT,
    setting_values.boolean: _BOOLEAN,
    setting_values.positive_number: {
        "type": "integer",
        "minimum": 1,
        "maximum": setting_values.LARGEST_NUMBER,
    },
    setting_values.suffixes: {"anyOf": [_SUFFIX, {"type": "array", "items": _SUFFIX}]},
    setting_values.optional_sections: {"anyOf": [{"const": True}, _TEXT, _LIST]},
    setting_values.extra_sections: {"anyOf": [_BOOLEAN, _TEXT, _LIST]},
    setting_values.marks: {"type": "array", "items": {"anyOf": [_MARK, {"type": "array", "items": _MARK}]}},
    **dict.fromkeys(
        (
            setting_values.texts,
            setting_values.regexes,
            setting_values.stub_bodies,
            setting_values.titles,
            setting_values.names,
        ),
        _TEXTS,
    ),
}
"""The form that each function which reads a value accepts."""


def settings_json_schema(codes: frozenset[str]) -> dict[str, Any]:
    """The schema of a settings file; ``codes`` are all codes that exist."""
    defaults = {key: value for key, value in config_as_written(Config()).items() if value is not None}
    fields = _properties({**OF_FILES, **FIELDS, **MARKS})
    for key, value in defaults.items():
        fields[key]["default"] = value
    fields[PATHS] = {"description": ABOUT_PATHS, **tables_shape(PATHS)}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of spec-ls",
        "description": "The settings in .spec-ls.toml, spec-ls.toml, or [tool.spec-ls] of pyproject.toml.",
        "type": "object",
        "properties": fields,
        "additionalProperties": False,
        "definitions": {
            "code": {"enum": sorted(codes)},
            **{name: _table(table, NEEDED.get(name, ())) for name, table in TABLES.items()},
        },
    }


def _table(fields: Mapping[str, Field], needed: tuple[str, ...]) -> dict[str, Any]:
    required = {"required": list(needed)} if needed else {}
    return {"type": "object", "properties": _properties(fields), **required, "additionalProperties": False}


def _properties(fields: Mapping[str, Field]) -> dict[str, dict[str, Any]]:
    return {key: _property(field) for key, field in fields.items()}


def _property(field: Field) -> dict[str, Any]:
    shape = _shape(field)
    if "$ref" in shape:  # what stands beside a reference is ignored in draft 7
        shape = {"allOf": [shape]}
    return {"description": field.about, **shape}


def _shape(field: Field) -> Mapping[str, Any]:
    if isinstance(field.read, WithContext):
        return field.read.shape
    if isinstance(field.read, OneOf):
        return {"enum": [word.value for word in field.read.words]}
    return _SHAPES[field.read]
