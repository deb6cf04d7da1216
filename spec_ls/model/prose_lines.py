"""Which lines of a paragraph are running text, and which an author meant to stand alone.

docutils reads both as one paragraph; whoever joins the latter with their neighbours destroys a drawing, a
list or a heading that only lacks a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_ADORNMENT = re.compile(
    r"[!-/:-@\[-`{-~\u2010-\u2015\u2500-\u257f](?: ?[!-/:-@\[-`{-~\u2010-\u2015\u2500-\u257f]){2,}"
)
_SHAPE = re.compile(r"(?:[\W_]|\b[vV]\b)+")
"""No word at all; a lone v is an arrow's head."""
_FRAME = re.compile(r"\|.*|\+--.*|.*(?:\+--|--\+|\|.*\|.*\|).*")
_ARROW = re.compile(r"(?<![-=.~])[-=.~]{2,}+>|<[-=.~]{2,}")
_WIDE_GAP = re.compile(r"\S {3,}\S")
_COLUMN = re.compile(r"(?<=[^\s.?!:;,]) {2,}(?=\S)")
"""The gap before a column; behind punctuation two spaces are an author's habit between sentences."""
_LITERAL = re.compile(r"``.+?``")
_URL_ALONE = re.compile(r"<?[a-zA-Z][a-zA-Z+.-]*://\S+")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
_COMMAND = re.compile(r"\$ +\S.*")
_MARKED_AS_HEADING = re.compile(r"#{1,6} .+|\*\*[^*]+\*\*:?")
_ITEM = re.compile(
    r"(?:[-*+\u2022\u2023\u2043]|\(?(?:\d{1,3}|[a-zA-Z]|#)[.)]) +\S"
    r"|:[^:`\s](?:[^:`]*[^:`\s])?: +\S"  # a field
    r"|(?:--?|/)[a-zA-Z0-9][^ ]*(?:,? -[^ ]+)*  +\S"  # an option
)
_OWN_LINE = re.compile(
    r"[-*+\u2022\u2014]{1,3} *\S|\[[^\]]+\]:? +\S"  # an item, emphasis or attribution; a note
    r"|\(?(?:\d+|[a-zA-Z#])[.)] *\S"  # close to an enumerator: 5.2, but "(e.g." as well
    r"|(?:[A-Z][\w/-]*(?: [\w/-]+){0,3}|[\w-]+): +\S"  # a name and its value
)
"""Lines that keep their break before them: a needless break in running text does no harm."""
_LABEL = re.compile(r"[^:]{1,40}:")
"""A short line that ends in a colon announces what is below it."""
_PROSE_WORDS = 5
"""A line beside a drawing with fewer words is taken for a part of the drawing."""


def running_text(lines: Sequence[str], at: int) -> tuple[int, int] | None:
    """The run ``[start, end)`` of lines around the line ``at`` that may be joined; None if it stands alone.

    ``lines`` are those of one paragraph, without their ends; the marker of a list's item before the first
    one is replaced by spaces.
    """
    first_item = list_start(lines)
    stop = len(lines) if first_item is None else first_item
    alone = _lines_alone(tuple(lines))
    if at >= stop or at in alone:
        return None
    start, end = at, at + 1
    while start and not _begins_anew(lines[start]) and start - 1 not in alone:
        start -= 1
    while end < stop and not _begins_anew(lines[end]) and end not in alone:
        end += 1
    return start, end


def list_start(lines: Sequence[str]) -> int | None:
    """The first line of a list that no blank line parts from its lead-in; None if there is no such list.

    A single item counts only behind a colon: a line of running text may begin like one by chance.
    """
    items = [index for index, line in enumerate(lines) if index and _ITEM.match(line.strip())]
    if not items:
        return None
    marks = {lines[index].strip()[0] for index in items}
    if len(items) == 1:
        return items[0] if lines[items[0] - 1].rstrip().endswith(":") else None
    return items[0] if len(marks) == 1 or all(mark.isalnum() for mark in marks) else None


def _begins_anew(line: str) -> bool:
    """True if a line looks like one that an author began on purpose, so that it is not joined to the last."""
    text = line.strip()
    return bool(_ITEM.match(text) or _OWN_LINE.match(text))


@lru_cache(8)
def _lines_alone(lines: tuple[str, ...]) -> frozenset[int]:
    """The indices of the lines that are joined with no other.  It is asked line by line of a paragraph."""
    drawn = {index for index in range(len(lines)) if _is_drawn(lines, index)}
    alone = {index for index in range(len(lines)) if _stands_alone(lines, index)} | drawn
    if len(drawn) > 1:
        alone.update(range(min(drawn), max(drawn)))
        beside = {min(drawn) - 1, max(drawn) + 1} & set(range(len(lines)))
        alone.update(index for index in beside if len(lines[index].split()) < _PROSE_WORDS)
    return frozenset(alone)


def _stands_alone(lines: Sequence[str], index: int) -> bool:
    if index + 1 < len(lines) and _is_adornment(lines[index + 1]):
        return True
    line = lines[index].strip()
    return _is_adornment(line) or any(
        pattern.fullmatch(line) for pattern in (_URL_ALONE, _CONFLICT, _COMMAND, _MARKED_AS_HEADING, _LABEL)
    )


def _is_drawn(lines: Sequence[str], index: int) -> bool:
    """True if a line is a part of a drawing, or of columns."""
    line = _LITERAL.sub(lambda match: "x" * len(match[0]), lines[index])
    text = line.strip()
    if _FRAME.fullmatch(text) or _SHAPE.fullmatch(text) or _WIDE_GAP.search(text):
        return True
    if len(_ARROW.findall(text)) > 1:
        return True
    columns = _columns(lines[index])
    neighbours = (lines[other] for other in (index - 1, index + 1) if 0 <= other < len(lines))
    return bool(columns) and any(columns & _columns(other) for other in neighbours)


def _columns(line: str) -> set[int]:
    """Where columns behind a wide gap start."""
    return {match.end() for match in _COLUMN.finditer(line)}


def _is_adornment(line: str) -> bool:
    text = line.strip()
    return _ADORNMENT.fullmatch(text) is not None and not _FRAME.fullmatch(text)
