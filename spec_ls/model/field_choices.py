"""The values of a field among which a template lets its authors choose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spec_ls.model.header import HeaderField, folded_field_name

REQUIRED = re.compile(r"<?\s*REQUIRED:?\s*")
_REQUIRED_WITH = re.compile(r"\(required for ([^()]+)\)")
_CHOICE = re.compile(r"[^|<>()]+(?:\|[^|<>()]+)+")
_ONE_OF = re.compile(r"one of (?:these|the\s+following)?[^:,]*: *([^<>()]+)")
_MARKED_WORDS = re.compile(r"\*{1,2}([^*]+)\*{1,2}(?:,? *(?:or|and)? *\*{1,2}([^*]+)\*{1,2})+")
_MARKED_WORD = re.compile(r"\*{1,2}([^*]+)\*{1,2}")
_EMPTY = re.compile(r"<[\s|]*>|<[\s|]*|[\s|]*>")


def said_of_value(text: str) -> str:
    """What a template's value says of a value, without who asks for it."""
    return REQUIRED.sub("", _REQUIRED_WITH.sub("", text)).strip()


def required_with(text: str) -> tuple[str, ...]:
    """The values of the status with which a template's value calls its field required."""
    found = _REQUIRED_WITH.search(text)
    return () if found is None else _divided(found[1], "|")


def listed_values(said: str) -> tuple[str, ...]:
    """The values of which one is to be chosen, as a template lists them, each once."""
    if (found := _CHOICE.search(said)) is not None:
        return _divided(found[0], "|")
    if (found := _ONE_OF.search(said)) is not None:
        return _divided(re.sub(r"\b(?:or|and)\b", ",", found[1]), ",")
    if (found := _MARKED_WORDS.search(said)) is not None:
        return tuple(dict.fromkeys(_MARKED_WORD.findall(found[0])))
    return ()


def problems_of_choices(fields: Iterable[HeaderField]) -> Iterator[tuple[int, str]]:
    """Where a template's fields allow no value, or contradict each other: 0-based lines and messages."""
    first: dict[str, tuple[set[str], int]] = {}
    for field in fields:
        said = said_of_value(field.folded_value)
        if _EMPTY.fullmatch(said):
            yield field.start, f'the allowed values of field "{field.name}" are empty'
        if values := {*listed_values(said)}:
            before, line = first.setdefault(folded_field_name(field.name), (values, field.start + 1))
            if values != before:
                yield field.start, f'field "{field.name}" has other allowed values here than on line {line}'


def _divided(text: str, separator: str) -> tuple[str, ...]:
    parts = (piece.strip(" .") for piece in text.split(separator))
    return tuple(dict.fromkeys(part for part in parts if part))
