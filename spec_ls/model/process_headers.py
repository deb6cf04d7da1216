"""The headers of all documents of a process, by number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class ProcessHeaders:
    """The values by field name of the documents that have a number; the document itself is among them."""

    values: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


def numbers_in(value: str) -> tuple[int, ...]:
    """The numbers of documents that a field's value names."""
    return tuple(dict.fromkeys(int(found) for found in _NUMBER.findall(value) if len(found) < 8))
