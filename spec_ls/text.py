"""Positions, ranges, edits and the lines of a buffer.

Everything here is 0-based and counts code points; a range is half-open.  A line ends at ``\\n``,
``\\r\\n`` or ``\\r`` and at nothing else (LSP 3.17, "Text Documents"); ``str.splitlines`` ends lines at
eight further characters and is never used on a buffer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

BYTE_ORDER_MARK = "\ufeff"
"""A byte order mark at the start of a file stays in its text."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)")


class Position(NamedTuple):
    """A place between two characters: ``line`` and ``column``, 0-based, in code points."""

    line: int
    column: int

    def behind(self, start: Position) -> Position:
        """The place in a text that starts at ``start`` of another text, counted from that one's start."""
        return Position(start.line + self.line, self.column if self.line else start.column + self.column)


class Range(NamedTuple):
    """The text from ``start`` up to, but not including, ``end``."""

    start: Position
    end: Position

    @classmethod
    def of(cls, line: int, column: int, end_line: int, end_column: int) -> Range:
        """The range between two (line, column) pairs."""
        return cls(Position(line, column), Position(end_line, end_column))

    @classmethod
    def at(cls, position: Position) -> Range:
        """The empty range at a position."""
        return cls(position, position)

    def behind(self, start: Position) -> Range:
        """The same range, counted from further up: see ``Position.behind``."""
        return Range(self.start.behind(start), self.end.behind(start))

    def touches(self, other: Range) -> bool:
        """True if the two ranges overlap or meet; empty ranges count."""
        return self.start <= other.end and other.start <= self.end


def is_covered(place: Range, ranges: Sequence[Range]) -> bool:
    """True if one of some ranges, which are sorted and apart from each other, holds a place."""
    index = bisect_right(ranges, place.start, key=attrgetter("start")) - 1
    return index >= 0 and place.end <= ranges[index].end


class Edit(NamedTuple):
    """The text that takes the place of a range."""

    range: Range
    text: str


class Splice(NamedTuple):
    """The lines that an edit replaced: ``[start, old_end)`` of the old text, by ``[start, new_end)``."""

    start: int
    old_end: int
    new_end: int


def split_lines(text: str) -> list[str]:
    """The lines of ``text`` with their ends; the last one has no end and may be empty."""
    if "\r" not in text:
        lines = [line + "\n" for line in text.split("\n")]
        lines[-1] = lines[-1][:-1]
        return lines
    lines = _LINE.findall(text)
    lines.append(text[sum(map(len, lines)) :])
    return lines


def line_content(line: str) -> str:
    """``line`` without its line end."""
    return line.rstrip("\r\n")


def line_end(line: str) -> str:
    """The line end of ``line``; empty if it has none."""
    return line[len(line_content(line)) :]


def most_common_line_end(counts: Mapping[str, int]) -> str:
    """The kind of line end that most lines have: of those that are equally common a line feed, if there.

    ``counts`` says how many lines end in each; without any it is a line feed.
    """
    return max(("\n", "\r\n", "\r"), key=lambda end: counts.get(end, 0))


@dataclass(frozen=True, slots=True)
class Text:
    """A buffer's text as lines with their ends; never changed in place.

    ``lines`` is never empty, and its last element alone lacks a line end.
    """

    lines: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Text:
        """The buffer that holds ``text``."""
        return cls(tuple(split_lines(text)))

    def __str__(self) -> str:
        return "".join(self.lines)

    @property
    def is_blank(self) -> bool:
        """True if nothing but white space is written."""
        return not any(line.strip() for line in self.lines)

    @property
    def newline(self) -> str:
        """The line end that new lines should get: that of most lines, ``\\n`` where as many end otherwise."""
        text = str(self)
        pairs = text.count("\r\n")
        counts = {"\r\n": pairs, "\n": text.count("\n") - pairs, "\r": text.count("\r") - pairs}
        return most_common_line_end(counts)

    @property
    def end(self) -> Position:
        """The position behind the last character."""
        return Position(len(self.lines) - 1, len(self.lines[-1]))

    def clamp(self, position: Position) -> Position:
        """The nearest position inside the text; no position lies behind or in a line end."""
        line, column = position
        if line < 0:
            return Position(0, 0)
        if line >= len(self.lines):
            return self.end
        return Position(line, max(0, min(column, len(line_content(self.lines[line])))))

    def slice(self, range_: Range) -> str:
        """The text of a range."""
        (line, column), (end_line, end_column) = map(self.clamp, range_)
        if line == end_line:
            return self.lines[line][column:end_column]
        middle = self.lines[line + 1 : end_line]
        return "".join((self.lines[line][column:], *middle, self.lines[end_line][:end_column]))

    def replace(self, edit: Edit) -> tuple[Text, Splice]:
        """The text after one edit, and the lines that it replaced.

        Positions outside the text are clamped into it.  Lines that the edit does not touch are kept
        as the same objects.
        """
        start, end = map(self.clamp, edit.range)
        if end < start:
            start, end = end, start
        first, last = start.line, end.line
        head = self.lines[first][: start.column]
        tail = self.lines[last][end.column :]
        if not head and first > 0 and self.lines[first - 1].endswith("\r"):
            # The carriage return may become one line end with a line feed that now follows it.
            first -= 1
            head = self.lines[first]
        new = head + edit.text + tail
        lines = split_lines(new)
        if last + 1 < len(self.lines) and not lines[-1]:
            del lines[-1]  # what follows is a line of its own already
        spliced = self.lines[:first] + tuple(lines) + self.lines[last + 1 :]
        return Text(spliced), Splice(first, last + 1, first + len(lines))


def apply_edits(text: Text, edits: tuple[Edit, ...] | list[Edit]) -> Text:
    """``text`` after edits that all refer to ``text`` itself and do not overlap (LSP ``TextEdit[]``)."""
    if not edits:
        return text
    backwards = sorted(edits, key=lambda edit: edit.range, reverse=True)
    return text.replace(joined(text, backwards[::-1]))[0]


def joined(text: Text, edits: list[Edit]) -> Edit:
    """The one edit that does what several, in the order of the text and without overlaps, do together."""
    parts, end = list[str](), edits[0].range.start
    for edit in edits:
        parts += (text.slice(Range(end, edit.range.start)), edit.text)
        end = max(end, edit.range.end)
    return Edit(Range(edits[0].range.start, end), "".join(parts))


def difference(old: Text, new: Text) -> Edit:
    """The edit of whole lines that makes the new text of the old one."""
    before = 0
    while before < min(len(old.lines), len(new.lines)) and old.lines[before] == new.lines[before]:
        before += 1
    behind = 0
    limit = min(len(old.lines), len(new.lines)) - before
    while behind < limit and old.lines[-1 - behind] == new.lines[-1 - behind]:
        behind += 1
    end = Position(len(old.lines) - behind, 0) if behind else old.end
    changed = "".join(new.lines[before : len(new.lines) - behind])
    return Edit(Range(old.clamp(Position(before, 0)), end), changed)
