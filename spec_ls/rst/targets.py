"""Explicit hyperlink targets: their names, and where they lead.

Source: ``docutils.parsers.rst.states.Body.hyperlink_target``, ``anonymous_target`` and ``parse_target``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from spec_ls.rst.blocks import Kind
from spec_ls.rst.explicit import SIMPLE_NAME, TARGET_NAME, escaped
from spec_ls.rst.inline_texts import InlineText, PlacedLines

_START = re.compile(r"\.\. +_|__(?: +|$)")
_INDIRECT = re.compile(
    rf"\s*(?:(?P<simple>{SIMPLE_NAME})_|`(?![ ])(?P<phrase>.+?)(?<![\s\0])`_)\s*\Z", re.DOTALL
)

Place = tuple[int, int]
"""A line of a block, as docutils counts, and a column, tabs expanded."""


class TargetName(NamedTuple):
    """The name of an explicit target, as it is written, and what stands behind its colon.

    ``start`` and ``end`` are those of the name, ``whole_start`` and ``whole_end`` those of the markup up to
    the colon.  An anonymous target's name is the underscore, or two, that stand for it.
    """

    name: str
    start: Place
    end: Place
    whole_start: Place
    whole_end: Place
    rest: InlineText
    is_anonymous: bool


def target_name(kind: Kind, placed: PlacedLines) -> TargetName | None:
    """The name of a target; None where it is none."""
    text = placed.text
    start = _START.match(text.lines[0])
    if not start:
        return None
    first = (text.start, placed.column(0))
    if kind is Kind.ANONYMOUS_TARGET:
        end = (text.start, first[1] + 2)
        return TargetName("__", first, end, first, end, _rest(placed, 0, start.end()), True)
    pieces: list[str] = []
    for index, line in enumerate(text.lines):
        pieces.append(escaped(line if index else line[start.end() :]))
        match = TARGET_NAME.match("".join(pieces))
        if match:
            return _found(match, placed, pieces, start.end())
    return None


def indirect_name(rest: InlineText) -> tuple[int, int] | None:
    """The offsets of the name in an indirect target, such as ``other_``; None where it is no such target."""
    if not rest.text.rstrip().endswith("_"):
        return None
    match = _INDIRECT.match(escaped(rest.text))
    return match and match.span(match.lastgroup or 0)


def leads_to(rest: InlineText) -> str:
    """The URI that a target which is not indirect leads to; empty for an internal one."""
    return "".join(re.sub(r"\\(.?)", r"\1", rest.text).split())


def _found(match: re.Match[str], placed: PlacedLines, pieces: list[str], first_start: int) -> TargetName:
    """The target whose name and colon take several lines, or a part of the first one."""

    def place(offset: int) -> Place:
        index = 0
        while index < len(pieces) - 1 and offset > len(pieces[index]):
            offset -= len(pieces[index])
            index += 1
        column = placed.column(index) + offset + (0 if index else first_start)
        return placed.text.start + index, column

    is_anonymous = match["name"] is None
    span = match.span() if is_anonymous else match.span("name")
    end = len(match[0].rstrip())
    if is_anonymous:
        span = (0, 1)
    last = len(pieces) - 1
    rest_start = match.end() - sum(map(len, pieces[:last])) + (0 if last else first_start)
    return TargetName(
        "".join(pieces)[slice(*span)].replace("\0", "\\"),
        place(span[0]),
        place(span[1]),
        (placed.text.start, placed.column(0)),
        place(end),
        _rest(placed, last, rest_start),
        is_anonymous,
    )


def _rest(placed: PlacedLines, index: int, start: int) -> InlineText:
    """The lines from a column of the line ``index`` on."""
    lines = placed.text.lines[index:]
    columns = [placed.column(index + number) for number in range(len(lines))]
    columns[0] += start
    return InlineText("\n".join([lines[0][start:], *lines[1:]]), placed.text.start + index, tuple(columns))
