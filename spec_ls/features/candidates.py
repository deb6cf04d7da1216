"""A candidate of a completion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from spec_ls.model.slot import Slot
from spec_ls.text import Edit


class CandidateKind(Enum):
    """The kind of a candidate that is neither a heading nor a text."""

    FIELD = auto()
    DIRECTIVE = auto()
    OPTION = auto()
    ROLE = auto()
    VALUE = auto()
    REFERENCE = auto()
    FILE = auto()
    FOLDER = auto()
    ADORNMENT = auto()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One text to complete, best first in a list of them.

    ``edit`` replaces text of the cursor's line, up to its end, and is followed by ``also``, which touches
    other lines.  An editor compares what is replaced with ``label``, or with ``chosen_by`` if that is not
    empty: a placeholder, which has no beginning of any value.
    ``body`` is the part of the edit's text, in code points, that the author writes over.
    ``slot`` is the heading's, ``kind`` that of what is neither a heading nor a text: names and values of
    fields, and RST's own markup.
    ``summary`` is one line of plain text, ``guidance`` the template's RST, an example of a directive, or
    nothing.
    """

    label: str
    edit: Edit
    summary: str
    slot: Slot | None = None
    body: tuple[int, int] | None = None
    also: tuple[Edit, ...] = ()
    guidance: str = ""
    chosen_by: str = ""
    kind: CandidateKind | None = None


def matches(title: str, typed: str) -> bool:
    """True if every typed word begins a word of the title, in the title's order; case does not count."""
    words = iter(title.casefold().split())
    return all(any(word.startswith(part) for word in words) for part in typed.casefold().split())
