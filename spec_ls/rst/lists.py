"""Bullet, enumerated, field and option lists, line blocks and doctest blocks."""

from __future__ import annotations

import re
from typing import NamedTuple

from spec_ls.rst.blocks import Kind
from spec_ls.rst.recognize import BlockSpan, indented_end, indented_until_blank, item_end, single
from spec_ls.rst.source import Lines

_BULLET = re.compile("[-+*\u2022\u2023\u2043](?: +|$)")
FIELD = re.compile(r":(?![: ])(?:[^:\\]|\\.|:(?!(?:[ `]|$)))*(?<! ):(?: +|$)")
LINE_BLOCK = re.compile(r"\|(?: +|$)")
_DOCTEST = re.compile(">>>(?: +|$)")

_ARGUMENT = "(?:[a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>)"
_OPTION = rf"(?:[-+][a-zA-Z0-9](?: ?{_ARGUMENT})?|(?:--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*(?:[ =]{_ARGUMENT})?)"
_OPTIONS = re.compile(rf"{_OPTION}(?:, {_OPTION})*(?:  +| ?$)")

_ENUMERATOR_TEXT = "[0-9]+|[a-z]|[A-Z]|[ivxlcdm]+|[IVXLCDM]+|#"
_ENUMERATOR = re.compile(
    rf"(?:(?P<prefix>\()(?P<parens>{_ENUMERATOR_TEXT})\)|(?P<rparen>{_ENUMERATOR_TEXT})\)"
    rf"|(?P<period>{_ENUMERATOR_TEXT})\.)(?: +|$)"
)
_SEQUENCES = {
    "arabic": re.compile("[0-9]+"),
    "loweralpha": re.compile("[a-z]"),
    "upperalpha": re.compile("[A-Z]"),
    "lowerroman": re.compile("[ivxlcdm]+"),
    "upperroman": re.compile("[IVXLCDM]+"),
}
_ROMAN = re.compile("(M{0,4})(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_DIGITS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_MAX = 4999
_FORMS = {"parens": "({})", "rparen": "{})", "period": "{}."}


def bullet_item(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """A bullet and its text; the items of one list are blocks of their own."""
    match = _BULLET.match(lines[index] or "")
    return single(Kind.BULLET_ITEM, item_end(lines, index, match.end())) if match else None


def field(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """A field name between colons, and its body."""
    if not FIELD.match(lines[index] or ""):
        return None
    return single(Kind.FIELD, indented_end(lines, index + 1))


def option_item(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """Options and their description; without a description they are text."""
    line = lines[index] or ""
    match = _OPTIONS.match(line)
    if not match:
        return None
    end = indented_end(lines, index + 1)
    described = match.end() < len(line) or any(lines[i] for i in range(index + 1, end))
    return single(Kind.OPTION_ITEM, end) if described else None


def line_block(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """Lines that begin with a bar, and their continuation lines."""
    end = index
    while (line := lines[end]) and LINE_BLOCK.match(line):
        end = indented_until_blank(lines, end + 1)
    return single(Kind.LINE_BLOCK, end) if end > index else None


def doctest_block(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """An interactive Python session, up to a blank line."""
    if not _DOCTEST.match(lines[index] or ""):
        return None
    end = index + 1
    while lines[end]:
        end += 1
    return single(Kind.DOCTEST_BLOCK, end)


class _Enumerator(NamedTuple):
    """An item's marker: its form, its sequence (``#`` for auto), its value, and the columns it takes."""

    form: str
    sequence: str
    ordinal: int | None
    width: int


class Item(NamedTuple):
    """An item of an enumerated list: its lines ``[start, end)``, and the columns that its marker takes."""

    start: int
    end: int
    width: int


def enumerated_list(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """All items of an enumerated list: what a marker means depends on the ones before it."""
    if not _ENUMERATOR.match(lines[index] or ""):  # as most text
        return None
    items = enumerated_items(lines, index)
    if not items:
        return None
    end = items[-1].end
    lookahead_end = (
        end + 2 if _ENUMERATOR.match(lines[end] or "") else 0
    )  # the line behind a marker decides too
    return (BlockSpan(Kind.ENUMERATED_LIST, end, lookahead_end=lookahead_end),)


def enumerated_items(lines: Lines, index: int) -> list[Item]:
    """The items of the enumerated list that starts at a line; none where the line starts no list."""
    marker = _enumerator(lines[index] or "", None)
    if marker is None or not _is_item(marker, lines[index + 1]):
        return []
    sequence = "arabic" if marker.sequence == "#" else marker.sequence
    auto = marker.sequence == "#"
    items: list[Item] = []
    while True:
        end = item_end(lines, index, marker.width)
        items.append(Item(index, end, marker.width))
        following = _enumerator(lines[end] or "", sequence)
        if following is None or following.form != marker.form or not _is_item(following, lines[end + 1]):
            return items
        if following.sequence == "#":
            auto = True
        elif auto or following.sequence != sequence or following.ordinal != (marker.ordinal or 0) + 1:
            return items
        index, marker = end, following


def next_enumerator(first: str, marker: str) -> str | None:
    """The marker of the item behind one with a marker, in a list that begins with the marker ``first``.

    Markers are without the space behind them.  None where there is no such marker, as behind ``z.``.
    """
    start = _enumerator(first, None)
    sequence = None if start is None else "arabic" if start.sequence == "#" else start.sequence
    now = _enumerator(marker, sequence)
    if now is None or now.ordinal is None:
        return None
    numeral = _numeral(now.sequence, now.ordinal + 1)
    return None if numeral is None else _FORMS[now.form].format(numeral)


def _enumerator(line: str, expected: str | None) -> _Enumerator | None:
    """The marker at the start of a line; ``expected`` is the sequence of the list that it may go on with."""
    match = _ENUMERATOR.match(line)
    if not match:
        return None
    form = match.lastgroup or ""
    text = match[form]
    if text == "#":
        return _Enumerator(form, "#", 1, match.end())
    if expected and _SEQUENCES[expected].fullmatch(text):
        sequence = expected
    elif not expected and text in "iI":
        sequence = "lowerroman" if text == "i" else "upperroman"
    else:
        sequence = next(name for name, pattern in _SEQUENCES.items() if pattern.fullmatch(text))
    return _Enumerator(form, sequence, _ordinal(sequence, text), match.end())


def _is_item(item: _Enumerator, next_line: str | None) -> bool:
    """True if docutils takes the marker's line for a list item; the line that follows it decides."""
    if item.ordinal is None:
        return False
    if next_line is None or not next_line[:1].strip():
        return True
    following = _numeral(item.sequence, item.ordinal + 1)
    if following is None:
        return False
    form = _FORMS[item.form] + " "
    return next_line.startswith((form.format(following), form.format("#")))


def _ordinal(sequence: str, text: str) -> int | None:
    if sequence == "arabic":
        try:
            return int(text)
        except ValueError:  # Python refuses to read a number of thousands of digits
            return None
    if sequence.endswith("alpha"):
        return ord(text.lower()) - ord("a") + 1
    match = _ROMAN.fullmatch(text.upper())
    if not match:
        return None
    value, rest = 0, text.upper()
    for number, digit in _ROMAN_DIGITS:
        while rest.startswith(digit):
            value, rest = value + number, rest[len(digit) :]
    return value


def _numeral(sequence: str, ordinal: int) -> str | None:
    if sequence == "#":
        return "#"
    if sequence == "arabic":
        return str(ordinal)
    if sequence.endswith("alpha"):
        text = chr(ord("A") + ordinal - 1) if ordinal <= 26 else None
    else:
        text = _roman(ordinal) if ordinal <= _ROMAN_MAX else None
    return text.lower() if text and sequence.startswith("lower") else text


def _roman(ordinal: int) -> str:
    text = ""
    for number, digit in _ROMAN_DIGITS:
        while ordinal >= number:
            text, ordinal = text + digit, ordinal - number
    return text
