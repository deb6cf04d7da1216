"""The documents of a process that a field may name, by number: ``Requires``, ``Superseded-By``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from spec_ls.model.field_slots import FieldSlot
from spec_ls.model.process_headers import numbers_in
from spec_ls.model.process_number import number_in
from spec_ls.spec import Spec

_NUMBERS = re.compile(r"\d+(?:\s*,\s*\d+)*\s*,?")
_FEWEST = 3
"""Documents whose fields hold numbers of others: that is no chance."""


class NamedDocument(NamedTuple):
    """A document of the process, by its number; ``title`` is empty where its header has none."""

    number: int
    title: str


def named_documents(spec: Spec, slot: FieldSlot) -> list[NamedDocument]:
    """The documents that a field may name, the newest first; none where a field names no documents.

    It does where another field has to answer it, or where all values that other documents have there are
    numbers of documents.
    """
    headers = spec.headers.values if spec.headers is not None else {}
    if slot.rule.number or not (slot.rule.answered_by or _holds_numbers(headers, slot.name)):
        return []
    own = number_in(spec.path)
    return [
        NamedDocument(number, _title(values))
        for number, values in sorted(headers.items(), reverse=True)
        if number != own
    ]


def _holds_numbers(headers: Mapping[int, Mapping[str, str]], name: str) -> bool:
    written = (header.get(name, "").strip() for header in headers.values())
    values = [value for value in written if value]
    return len(values) >= _FEWEST and all(
        _NUMBERS.fullmatch(value) and headers.keys() >= set(numbers_in(value)) for value in values
    )


def _title(values: Mapping[str, str]) -> str:
    return next((value for name, value in values.items() if name.casefold() == "title"), "")
