"""The smallest edits that change lines as wanted, so that cursors and marks around them stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spec_ls.text import Edit, Position, Range, Text, line_content


def line_edits(text: Text, first: int, end: int, lines: Sequence[str]) -> Iterator[Edit]:
    """The edits that put other lines, given without line ends, in the place of the buffer's ``[first, end)``.

    As many lines are changed one by one; else what differs between the first and the last equal line is.
    """
    old = [line_content(line) for line in text.lines[first:end]]
    if len(old) == len(lines):
        for number, (before, after) in enumerate(zip(old, lines, strict=True), first):
            if before != after:
                yield _within(number, before, after)
        return
    head = _same(old, lines)
    tail = _same(old[head:][::-1], lines[head:][::-1])
    start, stop = first + head, end - tail
    changed = lines[head : len(lines) - tail]
    if start < stop and changed:
        where = Range(Position(start, 0), Position(stop - 1, len(old[len(old) - tail - 1])))
        yield Edit(where, text.newline.join(changed))
    elif changed:
        yield Edit(Range.at(Position(start, 0)), "".join(line + text.newline for line in changed))
    else:
        yield Edit(Range(Position(start, 0), text.clamp(Position(stop, 0))), "")


def _within(number: int, before: str, after: str) -> Edit:
    """The edit of the part of a line that differs."""
    head = _same(before, after)
    tail = _same(before[head:][::-1], after[head:][::-1])
    where = Range(Position(number, head), Position(number, len(before) - tail))
    return Edit(where, after[head : len(after) - tail])


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many elements are the same at the start of both."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
