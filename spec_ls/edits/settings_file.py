"""Adds a code to ``ignore`` in a settings file; all else in the file stays where and as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from spec_ls.text import Edit, Position, Range, Text, apply_edits, line_content

_TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\\n]|\\.)*"|'[^'\n]*')|(?P<comment>#[^\r\n]*)|(?P<mark>[\],])|(?P<other>\S)"""
)
_IGNORE = re.compile(r"""\s*["']?ignore["']?\s*=\s*\[""")
_HEADER = re.compile(r"\s*\[")


def with_ignored(text: str, table: Sequence[str], code: str) -> tuple[Edit, ...] | None:
    """The edits of a file's text that add a code to ``ignore`` in a table; None where they are not certain.

    ``table`` is the path of the table, as ``("tool", "spec-ls")``; empty for the file's top.  Python's own
    parser must read the file as before, but for the new code.
    """
    expected = _parsed(text)
    own: Any = expected
    for key in table:
        own = own.get(key) if isinstance(own, dict) else None
    if not isinstance(own, dict):
        return None
    is_new, codes = "ignore" not in own, own.setdefault("ignore", [])
    if not isinstance(codes, list) or code in codes:
        return None
    codes.append(code)
    buffer = Text.of(text)
    for edits in _new_lines(buffer, table, code) if is_new else _longer_arrays(buffer, code):
        if _parsed(str(apply_edits(buffer, edits))) == expected:
            return edits
    return None


def _parsed(text: str) -> Any:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _longer_arrays(text: Text, code: str) -> Iterator[tuple[Edit, ...]]:
    """For each array of the name ``ignore`` the edits that make it longer by a string."""
    for number, line in enumerate(text.lines):
        if match := _IGNORE.match(line):
            found = _end_of_array(text, Position(number, match.end()))
            if found is not None:
                yield _longer(text, *found, code)


def _end_of_array(text: Text, start: Position) -> tuple[Position | None, bool, Position] | None:
    """The end of an array's last string, whether a comma is behind it, and the place of its bracket."""
    last, has_comma = None, False
    for number in range(start.line, len(text.lines)):
        column = start.column if number == start.line else 0
        for token in _TOKEN.finditer(line_content(text.lines[number]), column):
            if token["string"]:
                last, has_comma = Position(number, token.end()), False
            elif token["mark"] == ",":
                last, has_comma = Position(number, token.end()), True
            elif token["mark"]:
                return last, has_comma, Position(number, token.start())
            elif token["other"]:
                return None
    return None


def _longer(
    text: Text, last: Position | None, has_comma: bool, bracket: Position, code: str
) -> tuple[Edit, ...]:
    if last is None:
        return (Edit(Range.at(bracket), f'"{code}"'),)
    if last.line == bracket.line:
        return (Edit(Range.at(last), f'{"" if has_comma else ","} "{code}"'),)
    line = line_content(text.lines[last.line])
    indent = line[: len(line) - len(line.lstrip())]
    written = Edit(
        Range.at(Position(last.line, len(line))), f'{text.newline}{indent}"{code}"{"," * has_comma}'
    )
    if has_comma:
        return (written,)
    if last.column == len(line):
        return (written._replace(text="," + written.text),)
    return (Edit(Range.at(last), ","), written)


def _new_lines(text: Text, table: Sequence[str], code: str) -> Iterator[tuple[Edit, ...]]:
    """The edits that write ``ignore`` into a table that has none: below its header, or behind other keys."""
    line = f'ignore = ["{code}"]'
    headers = [number for number, content in enumerate(text.lines) if _HEADER.match(content)]
    if table:
        parts = r"\s*\.\s*".join(rf"""["']?{re.escape(key)}["']?""" for key in table)
        header = re.compile(rf"\s*\[\s*{parts}\s*\]")
        for number in headers:
            if header.match(text.lines[number]):
                end = Position(number, len(line_content(text.lines[number])))
                yield (Edit(Range.at(end), text.newline + line),)
        return
    first = headers[0] if headers else len(text.lines)
    keys = [number for number in range(first) if text.lines[number].split("#")[0].strip()]
    if keys:
        end = Position(keys[-1], len(line_content(text.lines[keys[-1]])))
        yield (Edit(Range.at(end), text.newline + line),)
    yield (Edit(Range.at(Position(0, 0)), line + text.newline),)
