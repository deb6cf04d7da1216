"""Parameters of any method of LSP, made up from lsprotocol's types: right ones, which others may then damage."""

from __future__ import annotations

import enum
import types as python_types
import typing
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

import attrs
from lsprotocol import types

_NAMES_OF_URIS = frozenset({"uri", "old_uri", "new_uri", "scope_uri", "target", "base_uri"})
_WORDS = ["", "x", "quickfix", "refactor", "source.fixAll", ":", "`", "*", "\n", "specs", "None", "a.rst"]
_NUMBERS = [0, 1, 2, 3, 7, 100, 2**31 - 1]
_DEEPEST = 6
"""Types in types; some hold themselves, and are left out beyond."""


def params(method: str, random: Random, uri: Callable[[], str]) -> Any:
    """Right parameters of a method; ``uri`` makes the addresses in them.  None where it has none."""
    found = types.METHOD_TO_TYPES.get(method)
    type_ = None if found is None else _fields(found[0]).get("params")
    return None if type_ is None else _Maker(random, uri).value(type_)


class _Maker:
    def __init__(self, random: Random, uri: Callable[[], str]) -> None:
        self._random, self._uri = random, uri

    def value(self, type_: Any, depth: int = 0) -> Any:
        """A value of a type, as JSON."""
        origin, inner = typing.get_origin(type_), typing.get_args(type_)
        if origin in (typing.Union, python_types.UnionType):
            return self._one_of(inner, depth)
        if origin is typing.Literal:
            return self._random.choice(inner)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {self._uri(): self.value(inner[1], depth + 1) for _ in range(self._random.randrange(3))}
        if isinstance(origin, type) and issubclass(origin, Sequence):
            item = next(part for part in inner if part is not Ellipsis)
            return [self.value(item, depth + 1) for _ in range(self._random.randrange(3))]
        return self._plain(type_, depth)

    def _one_of(self, choices: Sequence[Any], depth: int) -> Any:
        if type(None) in choices and (depth > _DEEPEST or self._random.random() < 0.4):
            return None
        return self.value(
            self._random.choice([kind for kind in choices if kind is not type(None)]), depth + 1
        )

    def _plain(self, type_: Any, depth: int) -> Any:
        if isinstance(type_, type) and attrs.has(type_):
            return self._object(type_, depth)
        if isinstance(type_, type) and issubclass(type_, enum.Enum):
            return self._random.choice(list(type_)).value
        made = {str: _WORDS, int: _NUMBERS, float: [0.0, 1.5], bool: [True, False]}
        return self._random.choice(made.get(type_, [None, 5, "x", [], {}]))

    def _object(self, type_: type[Any], depth: int) -> dict[str, Any]:
        needed = {field.name for field in attrs.fields(type_) if field.default is attrs.NOTHING}
        made = {}
        for name, kind in _fields(type_).items():
            if name in needed or (depth < _DEEPEST and self._random.random() < 0.5):
                is_uri = name in _NAMES_OF_URIS
                made[_in_json(name)] = self._uri() if is_uri else self.value(kind, depth + 1)
        return made


@cache
def _fields(type_: type[Any]) -> dict[str, Any]:
    """The types of a class's fields."""
    hints = typing.get_type_hints(type_)
    return {field.name: hints[field.name] for field in attrs.fields(type_)}


def _in_json(name: str) -> str:
    first, *others = name.rstrip("_").split("_")
    return first + "".join(part.capitalize() for part in others)
