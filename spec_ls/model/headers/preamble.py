"""Reads preambles: fields from the first line on up to the first blank line, as in a mail (RFC 2822).

Names are ASCII letters and hyphens at a line's start, with a colon and a space behind them; all other lines
go on with the value above.  Programs that read preambles end lines as ``str.splitlines`` does, where an
editor goes on with the line; a line of one character of white space ends the header, too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from spec_ls.field_rules import HeaderKind
from spec_ls.model.header import Header, HeaderField, ValueLine
from spec_ls.rst.reach import lines_within_reach
from spec_ls.text import Range, Text, line_content

_FIELD = re.compile(r"([A-Za-z\-]+):(?: |$)")

_MOST_BLANK_LINES = 5
_MOST_LINES = 100
"""Lines of the rest of a broken preamble."""


def looks_like_preamble(text: Text) -> bool:
    """True if a text starts with two fields or more up to a blank line, with only indented lines between."""
    count = 0
    for number, line in enumerate(text.lines):
        content = line_content(line)
        if not content.strip():
            break
        if _FIELD.match(content):
            count += 1
        elif number == 0 or not content[:1].isspace():
            return False
    return count >= 2


def looks_like_field(text: Text) -> bool:
    """True if the first line of a text is a field."""
    return _FIELD.match(text.lines[0]) is not None


def end_of_lines_with_text(lines: Sequence[str], start: int, most: int | None = None) -> int:
    """The first blank line from ``start`` on, or the end of the text; ``most`` lines are looked at."""
    end = len(lines) if most is None else min(len(lines), start + most)
    return next((number for number in range(start, end) if not lines[number].strip()), end)


def first_blank_line(text: Text) -> int | None:
    """The first line that is blank, or a part of which is; None if there is none."""
    for number, line in enumerate(text.lines):
        if _is_ended_within(line):
            return number
    return None


def rest_of_preamble(text: Text, header: Header, names: Collection[str]) -> range:
    """The lines behind blank ones with which a preamble goes on, as it was meant; else none behind its end.

    Those are fields and their further lines: several fields, or one of some names, which the preamble lacks.
    """
    lines, start = text.lines, header.end
    while start < min(len(lines), header.end + _MOST_BLANK_LINES) and not lines[start].strip():
        start += 1
    end, none = end_of_lines_with_text(lines, start, _MOST_LINES), range(header.end, header.end)
    rest = [line_content(line) for line in lines[start:end]]
    if not header.fields:
        return range(start, end) if looks_like_preamble(Text((*lines[start:end], ""))) else none
    is_apart = start > header.end or _is_ended_within(lines[header.end - 1])
    fields = list(filter(None, map(_FIELD.match, rest)))
    if not is_apart or any(not _FIELD.match(line) and not line[:1].isspace() for line in rest):
        return none
    is_rest = len(fields) > 1 or any(field[1] in names for field in fields)
    return range(start, end) if is_rest else none


def _is_ended_within(line: str) -> bool:
    """True if a line ends a preamble in its middle, where an editor goes on with it."""
    return any(not piece.strip() for piece in line.splitlines())


def read_preamble(text: Text) -> Header:
    """The preamble of a text that is known to have one; it may be empty."""
    fields: list[HeaderField] = []
    pieces = list(_pieces_up_to_blank(text))
    starts = [index for index, piece in enumerate(pieces) if _FIELD.match(piece.text)]
    for start, end in pairwise([*starts, len(pieces)]):
        fields.append(_field(pieces[start:end]))
    end_line = pieces[-1].line + 1 if pieces else 0
    return Header(HeaderKind.PREAMBLE, tuple(fields), 0, end_line)


def _pieces_up_to_blank(text: Text) -> Iterator[ValueLine]:
    """The lines before the first blank one, as ``str.splitlines`` has them.

    Of a text without a blank line the last is left out, as by programs that read preambles.  So are lines
    behind those that are read of any text.
    """
    held: ValueLine | None = None
    for number, line in enumerate(lines_within_reach(text)[0]):
        column = 0
        for piece in line.splitlines() if line else ():
            if not piece.strip():
                if held is not None:
                    yield held
                return
            if held is not None:
                yield held
            held = ValueLine(number, column, piece)
            column += len(piece) + 1


def _field(pieces: list[ValueLine]) -> HeaderField:
    first = pieces[0]
    found = _FIELD.match(first.text)
    assert found is not None
    name_end = first.column + found.end(1)
    colon = found.end(1) + 1
    value = [ValueLine(first.line, name_end + 1, first.text[colon:]), *pieces[1:]]
    name_range = Range.of(first.line, first.column, first.line, name_end)
    return HeaderField(found[1], name_range, tuple(value), first.line, pieces[-1].line + 1)
