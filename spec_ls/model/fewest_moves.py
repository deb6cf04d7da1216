"""The fewest members of a sequence that have to move to bring it into order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def fewest_to_move(numbers: Sequence[int]) -> list[int]:
    """The indices of the fewest numbers, all different, without which the others ascend.

    Of several choices the last numbers stay.
    """
    tails: list[int] = []  # tails[k]: the lowest number that ends an ascending run of k + 1
    run: list[int] = []  # the length of the longest ascending run that ends with each
    for number in numbers:
        length = bisect_left(tails, number)
        tails[length : length + 1] = [number]
        run.append(length + 1)
    kept: set[int] = set()
    wanted, below = len(tails), float("inf")
    for index in reversed(range(len(numbers))):
        if run[index] == wanted and numbers[index] < below:
            kept.add(index)
            wanted, below = wanted - 1, numbers[index]
    return [index for index in range(len(numbers)) if index not in kept]
