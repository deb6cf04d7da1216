"""Inserts rows into a header that is a table, in the table's own column widths."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator

from spec_ls.model.header import Header, HeaderField
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content

_GRID_RULE = re.compile(r"\+[-=]+\+[-=]+\+[ \t]*$")
_SIMPLE_RULE = re.compile(r"(=+)( +)=+[ \t]*$")


def inserted_row(
    spec: Spec, header: Header, before: HeaderField | None, name: str, value: str
) -> Edit | None:
    """The edit that inserts a row behind that of a field, or as the first; None if it does not fit.

    It looks as the rows around it do: names are marked up as theirs are.
    """
    like = before or header.fields[0]
    line = like.end if before is not None else like.start
    if before is None and _has_head(spec, header):
        return None
    name = spec.text.slice(like.name_range).replace(like.name, name, 1)
    if _wide(name + value):
        return None
    rule = _line(spec, like.end)
    if _GRID_RULE.match(rule):
        rows = list(_grid_row(rule, name, value))
        line += before is not None  # behind the rule below the row
    else:
        rows = list(_simple_row(spec, header, name, value))
        line += before is not None and before is not header.fields[-1] and bool(_SIMPLE_RULE.match(rule))
    if not rows:
        return None
    newline, position = spec.text.newline, Position(line, 0)
    text = newline.join(rows) + newline
    if line >= len(spec.text.lines):
        position, text = spec.text.end, newline + text.removesuffix(newline)
    return Edit(Range.at(position), text)


def _grid_row(rule: str, name: str, value: str) -> Iterator[str]:
    """The lines of a row of a grid, and the rule below it; none if a word is too long for its cell."""
    widths = [len(dashes) for dashes in rule.strip().strip("+").split("+")]
    names, values = ([*_wrapped(text, width - 2)] for text, width in zip((name, value), widths, strict=True))
    if len(names) != 1 or any(len(text) > widths[1] - 2 for text in values):
        return
    for number, text in enumerate(values or [""]):
        cells = ((names[0] if number == 0 else ""), text)
        inner = (f" {cell}".ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield f"|{'|'.join(inner)}|"
    yield "+" + "+".join("-" * width for width in widths) + "+"


def _simple_row(spec: Spec, header: Header, name: str, value: str) -> Iterator[str]:
    """The line of a row of a simple table: the last cell may be of any length."""
    first = header.fields[0].start - 1
    rule = _SIMPLE_RULE.match(_line(spec, first)) if first >= 0 else None
    if rule is not None and len(name) <= len(rule[1]):
        yield (name.ljust(rule.end(2)) + value).rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines of a width; a word that is too long stands alone, and longer."""
    return textwrap.wrap(text, max(width, 1), break_long_words=False, break_on_hyphens=False)


def _has_head(spec: Spec, header: Header) -> bool:
    """True if the first row is the table's head."""
    rule = _line(spec, header.fields[0].end)
    return rule.startswith(("+=", "="))


def _wide(text: str) -> bool:
    """True for characters that do not take one column each."""
    return any(unicodedata.combining(c) or unicodedata.east_asian_width(c) in "WF" for c in text)


def _line(spec: Spec, number: int) -> str:
    return line_content(spec.text.lines[number]) if number < len(spec.text.lines) else ""
