"""Edits applied to the lines that a result holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spec_ls.text import Edit, Position, Range


def merged(edits: Sequence[Edit], lines: Mapping[int, str]) -> Edit | None:
    """One edit that does what several do; None if a line between them is not among ``lines``."""
    first, *others = sorted(edits)
    for edit in others:
        between = _text(first.range.end, edit.range.start, lines)
        if between is None:
            return None
        first = Edit(Range(first.range.start, edit.range.end), first.text + between + edit.text)
    return first


def hunks(edits: Sequence[Edit], lines: Mapping[int, str]) -> Iterator[tuple[int, list[str], list[str]]]:
    """The whole lines that edits change: the number of the first, the lines before and those after.

    Edits that touch the same line, or lines side by side, come together.
    """
    together: list[Edit] = []
    for edit in sorted(edits):
        if together and edit.range.start.line > together[-1].range.end.line + 1:
            yield from _hunk(together, lines)
            together = []
        together.append(edit)
    if together:
        yield from _hunk(together, lines)


def _hunk(edits: list[Edit], lines: Mapping[int, str]) -> Iterator[tuple[int, list[str], list[str]]]:
    edit = merged(edits, lines)
    if edit is None:
        return
    (first, column), (last, end_column) = edit.range
    before = [lines.get(number, "") for number in range(first, last + 1)]
    text = f"{before[0][:column]}{edit.text}{before[-1][end_column:]}"
    yield first, before, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _text(start: Position, end: Position, lines: Mapping[int, str]) -> str | None:
    """The text between two places, with line feeds."""
    if any(number not in lines for number in range(start.line, end.line + 1)):
        return None
    if start.line == end.line:
        return lines[start.line][start.column : end.column]
    between = [lines[number] for number in range(start.line + 1, end.line)]
    return "\n".join([lines[start.line][start.column :], *between, lines[end.line][: end.column]])
