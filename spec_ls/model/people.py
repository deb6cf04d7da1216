"""The people whom a document names: in labelled lines such as ``Primary assignee:``, and in its header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
_BELOW = re.compile(r"[ \t]+(?P<mark>[-+*][ \t]+)?(?P<value>\S.*?)[ \t]*$")
_NOBODY = re.compile(r"(?:none|n/?a|tb[acd]|unknown|nobody)\b|\W+$", re.IGNORECASE)
_TO_REPLACE = re.compile(r"<[^@<>]*>|\.\.\.")
_LONGEST, _MOST_WORDS, _MOST_WORDS_OF_SENTENCE = 80, 8, 4
_KINDS = frozenset({Kind.PARAGRAPH, Kind.DEFINITION_ITEM, Kind.FIELD, Kind.BULLET_ITEM})

_PART = re.compile(r"(?:[^,;()<>]|\([^()]*\)|<[^<>]*>)+")
"""What stands between separators; commas in brackets are none."""

_ALIKE = (
    re.compile(r".*\S[ \t]*<[^<>]*>$"),  # names with addresses
    re.compile(r"[a-z\d][a-z\d._+-]*$"),  # identifiers
    re.compile(r"[^\W\d_a-z][\w.'-]*(?:[ \t]+[\w.'-]+)*[ \t]+[^\W\d_a-z][\w.'-]*$"),  # first and last names
)
"""Where all parts of a line are alike in one of these ways, each is a person; else a name has a comma."""


class Person(NamedTuple):
    """Who is named, as it is written, and where, counted from the start of the block."""

    name: str
    range: Range


class _Value(NamedTuple):
    """The text of a line that names people, and where: the line's number in its block, and the column."""

    number: int
    column: int
    text: str


def is_of_people(label: str) -> bool:
    """True if the name of a labelled line, or of a field, asks who does something."""
    return _ROLE.search(label) is not None


def people(block: Block) -> Iterator[Person]:
    """The people in the labelled lines of a block, behind the label and in the lines below it.

    Stubs and placeholders are nobody.
    """
    if block.kind not in _KINDS or not _ROLE.search(block.text):
        return
    lines = [line_content(line) for line in block.content]
    for number, line in enumerate(lines):
        found = _LINE.match(line)
        if found is not None and is_of_people(found["name"]):
            yield from _people(block, _values(lines, number, found))


def names_go_on_below(block: Block) -> bool:
    """True if a block ends with people of whom more stand in an indented block right below it.

    docutils divides a header in the form of a mail in this way, where it has several lines.
    """
    if block.kind is not Kind.PARAGRAPH or block.ends_blank:
        return False
    last = line_content(block.lines[-1])
    found = _LINE.match(last)
    return found is not None and is_of_people(found["name"]) and last.rstrip().endswith(",")


def people_below(block: Block) -> Iterator[Person]:
    """The people in an indented block, where those above go on in it."""
    lines = [line_content(line) for line in block.content]
    return _people(block, _lines_below(lines, 0, goes_on=True))


def _values(lines: list[str], number: int, label: re.Match[str]) -> Iterator[_Value]:
    """The lines with people: behind a label, or the first one below it, and those with which they go on."""
    goes_on = True
    if label["value"] is not None:
        yield _Value(number, label.start("value"), label["value"])
        goes_on = label["value"].endswith((",", ";"))
    yield from _lines_below(lines, number + 1, goes_on)


def _lines_below(lines: list[str], start: int, goes_on: bool) -> Iterator[_Value]:
    """The indented lines from one on that name people.

    Behind a comma, or as the item of a list, a line does; else only a short one.  ``goes_on`` is true if the
    text above ends with a comma.
    """
    for number in range(start, len(lines)):
        found = _BELOW.match(lines[number])
        if found is None or not (goes_on or found["mark"] or _is_short(found["value"])):
            return
        yield _Value(number, found.start("value"), found["value"])
        goes_on = found["value"].endswith((",", ";"))


def _is_short(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS_OF_SENTENCE and not text.endswith((".", ":"))


def _people(block: Block, values: Iterable[_Value]) -> Iterator[Person]:
    for value in values:
        for start, name in _names(value.text):
            words = len(name.split())
            is_text = words > _MOST_WORDS or (words > _MOST_WORDS_OF_SENTENCE and name.endswith("."))
            if is_text or len(name) > _LONGEST or _NOBODY.match(name) or _TO_REPLACE.search(name):
                continue
            row, first = block.offset(value.number)
            first += value.column + start
            yield Person(name, Range.of(row, first, row, first + len(name)))


def _names(text: str) -> Iterator[tuple[int, str]]:
    """The names in a line, each with where it starts."""
    found = [(match.start(), match[0]) for match in _PART.finditer(text) if match[0].strip()]
    parts = [(start + len(part) - len(part.lstrip()), part.strip()) for start, part in found]
    if len(parts) > 1 and any(all(way.match(part) for _, part in parts) for way in _ALIKE):
        yield from parts
    elif name := text.rstrip(",; \t"):
        yield 0, name
