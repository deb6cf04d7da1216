"""The argument and the options of the directive that is being written."""

from __future__ import annotations

from dataclasses import dataclass

from spec_ls.features.markup_context import directive_of_line
from spec_ls.model.document import Document
from spec_ls.rst.directive_words import DIRECTIVE_WORDS
from spec_ls.text import Position


@dataclass(frozen=True, slots=True)
class Signature:
    """A directive with what it takes.

    ``parameters`` are ranges ``[start, end)`` of the label, in code points; ``active`` is the number of the
    one that is written, None if it is none of them.
    """

    label: str
    summary: str
    parameters: tuple[tuple[int, int], ...]
    active: int | None


def signature(document: Document, position: Position) -> Signature | None:
    """The signature of the directive on whose first line, or among whose options, a position is."""
    found = directive_of_line(document, position.line)
    words = DIRECTIVE_WORDS.get(found[0]) if found else None
    if found is None or words is None:
        return None
    name, option = found
    label, places, active = f".. {name}::", list[tuple[int, int]](), None
    written = [("", words.argument)] if words.argument else []
    for key, value in (*written, *sorted(words.options.items())):
        text = f":{key}: {value}".rstrip() if key else value
        if key == (option or "") and (key or option is None):
            active = len(places)
        places.append((len(label) + 1, len(label) + 1 + len(text)))
        label += f" {text}"
    return Signature(label, words.summary, tuple(places), active)
