"""Edits and ranges in the lines that a result holds, with their ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spec_ls.text import Edit, Position, Range, line_content, line_end

Lines = Mapping[int, str]
"""Lines of a text with their ends by their 0-based numbers, as ``SpecResult.lines`` has them."""


def merged(edits: Sequence[Edit], lines: Lines) -> Edit | None:
    """One edit that does what several do; None if a line between them is not among ``lines``."""
    first, *others = sorted(edits)
    for edit in others:
        between = _text(first.range.end, edit.range.start, lines)
        if between is None:
            return None
        first = Edit(Range(first.range.start, edit.range.end), first.text + between + edit.text)
    return first


def within_lines(edit: Edit, lines: Lines) -> Edit:
    """The same edit, ending behind the last character of a line, where it would end at the start of the next.

    So it touches no line that it leaves alone, and none that is not there: behind the last line end of a text
    nothing follows.
    """
    (start, end), text = edit
    behind = end_of_line(end.line - 1, lines)
    if end.column or behind is None:
        return edit
    newline = line_end(lines[end.line - 1])
    if start <= behind and text.endswith(newline):
        return Edit(Range(start, behind), text.removesuffix(newline))
    if not _is_end_of_text(end, lines):
        return edit
    if start == end and text.endswith(newline):
        return Edit(Range.at(behind), newline + text.removesuffix(newline))
    before = end_of_line(start.line - 1, lines)
    if not text and not start.column and before and line_end(lines[start.line - 1]) == newline:
        return Edit(Range(before, behind), "")
    return edit


def shown_range(range_: Range, lines: Lines) -> Range:
    """A range, without the line end behind it: it ends in the last line of which it covers something."""
    (start, end) = range_
    behind = None if end.column else end_of_line(end.line - 1, lines)
    if behind is None or (start == end and not _is_end_of_text(end, lines)):
        return range_
    return Range(min(start, behind), behind)


def last_line(range_: Range) -> int:
    """The number of the last line of which a range covers something; that of its start if it is empty."""
    (line, _), (end_line, end_column) = range_
    return end_line if end_column else max(line, end_line - 1)


def end_of_line(number: int, lines: Lines) -> Position | None:
    """The place behind the last character of a line; None if the line is not known."""
    return Position(number, len(line_content(lines[number]))) if number in lines else None


def hunks(edits: Sequence[Edit], lines: Lines) -> Iterator[tuple[int, list[str], list[str]]]:
    """The whole lines that edits change: the number of the first, the lines before and those after.

    Edits that touch the same line, or lines side by side, come together.  The lines have no ends.
    """
    together: list[Edit] = []
    for edit in sorted(edits):
        if together and edit.range.start.line > together[-1].range.end.line + 1:
            yield from _hunk(together, lines)
            together = []
        together.append(edit)
    if together:
        yield from _hunk(together, lines)


def _hunk(edits: list[Edit], lines: Lines) -> Iterator[tuple[int, list[str], list[str]]]:
    edit = merged(edits, lines)
    if edit is None:
        return
    (first, column), (last, end_column) = edit.range
    before = [line_content(lines.get(number, "")) for number in range(first, last + 1)]
    text = f"{before[0][:column]}{edit.text}{before[-1][end_column:]}"
    after = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if last in lines and not line_end(lines[last]) and not after[-1]:
        del after[-1]  # no line is behind the last line end
        if not before[-1]:
            del before[-1]
    yield first, before, after


def _is_end_of_text(position: Position, lines: Lines) -> bool:
    """True behind the last line end of a text: of all lines, only one there is empty without a line end."""
    return lines.get(position.line) == ""


def _text(start: Position, end: Position, lines: Lines) -> str | None:
    """The text between two places."""
    if any(number not in lines for number in range(start.line, end.line + 1)):
        return None
    if start.line == end.line:
        return lines[start.line][start.column : end.column]
    between = [lines[number] for number in range(start.line + 1, end.line)]
    return "".join([lines[start.line][start.column :], *between, lines[end.line][: end.column]])
