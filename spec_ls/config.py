"""The settings of a project or an editor, read from a plain mapping.  No file is read here."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

DEFAULT_MAX_LINE_LENGTH = 79


@dataclass(frozen=True, slots=True)
class Config:
    """Settings that checks read.

    ``template`` is a built-in template's name or a file (a value with a ``/`` or a suffix);
    ``select`` and ``ignore`` hold check codes, an empty ``select`` means all;
    ``max_line_length`` is in code points.
    """

    template: str | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    max_line_length: int = DEFAULT_MAX_LINE_LENGTH

    def wants(self, code: str) -> bool:
        """Whether findings of this code are asked for."""
        return (not self.select or code in self.select) and code not in self.ignore


@dataclass(frozen=True, slots=True)
class Problem:
    """A setting that was not taken: its ``key`` as written, and what is wrong."""

    key: str
    message: str


class _Invalid(Exception):
    """A value that a key does not take; the argument says why."""


def parse(
    mapping: Mapping[str, Any], codes: frozenset[str], base: Config = Config()
) -> tuple[Config, tuple[Problem, ...]]:
    """Settings of ``mapping`` on top of ``base``; a key that is wrong keeps its value in ``base``.

    ``codes`` are the codes that exist.  Keys are written as in TOML: ``max-line-length``.
    """
    taken: dict[str, Any] = {}
    problems = []
    for key, value in mapping.items():
        reader = _READERS.get(key)
        if reader is None:
            problems.append(Problem(key, f"unknown key{did_you_mean(key, _READERS)}"))
            continue
        try:
            taken[key.replace("-", "_")] = reader(value, codes)
        except _Invalid as error:
            problems.append(Problem(key, str(error)))
    return replace(base, **taken), tuple(problems)


def did_you_mean(word: str, known: Mapping[str, object] | frozenset[str]) -> str:
    """A clause that names the nearest known word, or nothing."""
    near = difflib.get_close_matches(word, sorted(known), 1)
    return f', did you mean "{near[0]}"?' if near else ""


def _text(value: Any, codes: frozenset[str]) -> str:
    if not isinstance(value, str) or not value:
        raise _Invalid("expected a text")
    return value


def _code_set(value: Any, codes: frozenset[str]) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _Invalid("expected a list of codes")
    for item in value:
        if item not in codes:
            raise _Invalid(f'unknown code "{item}"{did_you_mean(item, codes)}')
    return frozenset(value)


def _length(value: Any, codes: frozenset[str]) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _Invalid("expected a whole number above 0")
    return value


_READERS: dict[str, Callable[[Any, frozenset[str]], object]] = {
    "template": _text,
    "select": _code_set,
    "ignore": _code_set,
    "max-line-length": _length,
}
