"""The people whom a document names: in labelled lines such as ``Primary assignee:``, and in its header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from spec_ls.rst.blocks import Block, Kind
from spec_ls.text import Range, line_content

_ROLE = re.compile(
    r"\b(?:assignees?|authors?|contributors?|shepherds?|sponsors?|delegates?|contacts?|maintainers?|editors?"
    r"|owners?|liaisons?)\b",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"(?:[-+*][ \t]+|:)?[*_]{0,2}(?P<name>[^\W\d_][\w()\-/, ]{0,40}?)[*_]{0,2}:[*_]{0,2}"
    r"(?:[ \t]+(?P<value>\S.*?))?[ \t]*$"
)
_BELOW = re.compile(r"[ \t]+(?:[-+*][ \t]+)?(?P<value>\S.*?)[ \t]*$")
_NOBODY = re.compile(r"(?:none|n/?a|tb[acd]|unknown|nobody)\b|\W+$", re.IGNORECASE)
_TO_REPLACE = re.compile(r"<[^@<>]*>|\.\.\.")
_LONGEST = 80
_KINDS = frozenset({Kind.PARAGRAPH, Kind.DEFINITION_ITEM, Kind.FIELD, Kind.BULLET_ITEM})


class Person(NamedTuple):
    """Who is named, as it is written, and where, counted from the start of the block."""

    name: str
    range: Range


def is_of_people(label: str) -> bool:
    """True if the name of a labelled line, or of a field, asks who does something."""
    return _ROLE.search(label) is not None


def people(block: Block) -> Iterator[Person]:
    """The people in the labelled lines of a block, behind the label or in the line below it.

    Stubs and placeholders are nobody.
    """
    if block.kind not in _KINDS or not _ROLE.search(block.text):
        return
    lines = [line_content(line) for line in block.content]
    for number, line in enumerate(lines):
        found = _LINE.match(line)
        if found is None or not is_of_people(found["name"]):
            continue
        if found["value"] is not None:
            yield from _person(block, number, found.start("value"), found["value"])
        elif number + 1 < len(lines) and (below := _BELOW.match(lines[number + 1])):
            yield from _person(block, number + 1, below.start("value"), below["value"])


def _person(block: Block, number: int, column: int, value: str) -> Iterator[Person]:
    name = value.rstrip(",; \t")
    if name and len(name) <= _LONGEST and not _NOBODY.match(name) and not _TO_REPLACE.search(name):
        row, first = block.offset(number)
        yield Person(name, Range.of(row, first + column, row, first + column + len(name)))
