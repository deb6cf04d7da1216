"""Regions of lines, found by walking back from the lines in question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence


def lines_in_regions(
    lines: Sequence[str],
    numbers: Iterable[int],
    opens: Callable[[str], bool],
    goes_on: Callable[[str], bool],
) -> set[int]:
    """Those of the 0-based, ascending ``numbers`` of lines that stand in a region.

    A region starts behind each line that ``opens`` one, and lasts as long as each line ``goes_on``.
    No line is looked at twice.
    """
    inside = set()
    known, is_open = -1, False  # whether a region is open behind the line ``known``
    for number in numbers:
        is_open = _is_open_behind(lines, number - 1, known, is_open, opens, goes_on) and goes_on(
            lines[number]
        )
        if is_open:
            inside.add(number)
        known, is_open = number, is_open or opens(lines[number])
    return inside


def _is_open_behind(
    lines: Sequence[str],
    last: int,
    known: int,
    was_open: bool,
    opens: Callable[[str], bool],
    goes_on: Callable[[str], bool],
) -> bool:
    """True if a region is open behind the line ``last``; ``was_open`` is the same of the line ``known``."""
    for number in range(last, known, -1):
        if opens(lines[number]):
            return True
        if not goes_on(lines[number]):
            return False
    return was_open
