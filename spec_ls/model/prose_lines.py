"""Which lines of a paragraph are running text, and which an author meant to stand alone.

docutils reads both as one paragraph; whoever joins the latter with their neighbours destroys a drawing, a
list or a heading that only lacks a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ADORNMENT = re.compile(r"[!-/:-@\[-`{-~\u2010-\u2015\u2500-\u257f]{3,}")
_DRAWING = re.compile(r"\|.*|\+--.*|.*(?:\+--|--\+|\|.*\|.*\|).*")
_COLUMNS = re.compile(r"\S {3,}\S")
_LITERAL = re.compile(r"``.+?``")
_URL_ALONE = re.compile(r"<?[a-z][a-z+.-]*://\S+")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
_MARKED_AS_HEADING = re.compile(r"#{1,6} .+|\*\*[^*]+\*\*:?")
_ITEM = re.compile(r"(?:[-*+\u2022]|\(?(?:\d{1,3}|[a-zA-Z]|#)[.)]) +\S")

_BEGINS_LIKE_ITEM = re.compile(r"[-*+\u2022](?=\s|[-*+]*$)|\(?(?:\d{1,3}|[a-zA-Z]|#)[.)]")
"""A line that an author may have meant for an item starts a run of its own."""

_LABEL = re.compile(r"[^:]{1,40}:")
"""A short line that ends in a colon announces what is below it."""


def running_text(lines: Sequence[str], at: int) -> tuple[int, int] | None:
    """The run ``[start, end)`` of lines around the line ``at`` that may be joined; None if it stands alone.

    ``lines`` are those of one paragraph, without their ends and the marker of a list's item.
    """
    first_item = list_start(lines)
    stop = len(lines) if first_item is None else first_item
    alone = [_stands_alone(lines, index) for index in range(stop)]
    if at >= stop or alone[at]:
        return None
    start = end = at
    while start and not alone[start - 1] and not _BEGINS_LIKE_ITEM.match(lines[start].strip()):
        start -= 1
    while end < stop and not alone[end] and (end == at or not _BEGINS_LIKE_ITEM.match(lines[end].strip())):
        end += 1
    return start, end


def list_start(lines: Sequence[str]) -> int | None:
    """The first line of a list that no blank line parts from its lead-in; None if there is no such list."""
    items = [index for index, line in enumerate(lines) if index and _ITEM.match(line.strip())]
    marks = {lines[index].strip()[0] for index in items}
    return items[0] if len(items) > 1 and (len(marks) == 1 or all(mark.isalnum() for mark in marks)) else None


def _stands_alone(lines: Sequence[str], index: int) -> bool:
    line = lines[index].strip()
    if index + 1 < len(lines) and _is_adornment(lines[index + 1]):
        return True
    patterns = (_DRAWING, _URL_ALONE, _CONFLICT, _MARKED_AS_HEADING, _LABEL)
    return (
        _is_adornment(line)
        or any(pattern.fullmatch(line) for pattern in patterns)
        or _COLUMNS.search(_LITERAL.sub("", line)) is not None
    )


def _is_adornment(line: str) -> bool:
    return _ADORNMENT.fullmatch(line.strip()) is not None
