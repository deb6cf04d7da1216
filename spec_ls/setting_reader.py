"""Reads tables of settings by tables of fields, and collects the problems with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from spec_ls.config import did_you_mean
from spec_ls.setting_values import InvalidValue

_MOST_PROBLEMS = 20
"""Problems that are reported; more take long to find a place and a guess for, and help nobody."""

MOST_TABLES = 100
"""Tables in a list of them; those of ``paths`` are compared with all before them."""

_Table = TypeVar("_Table")


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """A setting that was not read: its ``key`` as written, and the reason."""

    key: str
    message: str


class Field(NamedTuple):
    """The field that a key sets, a dotted name below ``Config``, and the function that reads the value.

    ``about`` says in a sentence what the key is for.
    """

    name: str
    read: Callable[[Any], object] | WithContext
    about: str


class WithContext(NamedTuple):
    """A function that reads a value and needs the reader and the value's key for that.

    ``shape`` is the form of the value, as a JSON schema.
    """

    read: Callable[[Reader, Any, str], object]
    shape: Mapping[str, Any]


def table_shape(table: str) -> dict[str, Any]:
    """The shape of a table whose keys are those of a name in ``TABLES``."""
    return {"$ref": f"#/definitions/{table}"}


def tables_shape(table: str) -> dict[str, Any]:
    """The shape of a list of such tables."""
    return {"type": "array", "items": table_shape(table), "maxItems": MOST_TABLES}


class Reader:
    """Reads values and collects the problems with them.

    ``codes`` are all codes that exist; settings that are not ``trusted`` are a project's own.
    """

    def __init__(self, codes: frozenset[str], trusted: bool) -> None:
        self.codes = codes
        self.trusted = trusted
        self.problems: list[SettingProblem] = []

    def values(self, mapping: Mapping[str, Any], prefix: str, fields: Mapping[str, Field]) -> dict[str, Any]:
        """The values of a table by field; ``prefix`` is the table's own key, with a dot."""
        values: dict[str, Any] = {}
        for key, value in mapping.items():
            if key not in fields:
                if not self.is_full:
                    hint = did_you_mean(key, fields) or "; spec-ls explain settings lists all"
                    self.report(prefix + key, f"unknown key{hint}")
                continue
            name, read, _ = fields[key]
            try:
                if isinstance(read, WithContext):
                    values[name] = read.read(self, value, prefix + key)
                else:
                    values[name] = read(value)
            except InvalidValue as error:
                self.report(prefix + key, str(error))
        return values

    def table(self, value: Any, key: str, fields: Mapping[str, Field]) -> dict[str, Any]:
        """The values of a table by field."""
        if not isinstance(value, dict):
            raise InvalidValue("expected a table")
        return self.values(value, f"{key}.", fields)

    def tables(
        self,
        value: Any,
        key: str,
        made: Callable[..., _Table],
        fields: Mapping[str, Field],
        needed: tuple[str, ...],
    ) -> Iterator[_Table]:
        """The values of a list of tables; a table without one of the keys that it needs is reported."""
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise InvalidValue("expected a list of tables")
        for number, table in enumerate(value[:MOST_TABLES], 1):
            values = self.values(table, f"{key}[{number}].", fields)
            lacking = [name for name in needed if fields[name].name not in values]
            if not lacking:
                yield made(**values)
            for name in lacking:
                if name not in table:
                    self.report(f"{key}[{number}].{name}", f"no {name}, so this table says nothing")

    @property
    def is_full(self) -> bool:
        """True if further problems are not collected, so that no message need be made."""
        return len(self.problems) > _MOST_PROBLEMS

    def report(self, key: str, message: str) -> None:
        """Collect a problem, unless there are very many."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(SettingProblem(key, message))
        elif len(self.problems) == _MOST_PROBLEMS:
            self.problems.append(SettingProblem(key, "this is not all: further problems are not listed"))
