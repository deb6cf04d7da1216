"""The fewest members of a sequence that have to move to bring it into order, and where they go."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence


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


def neighbour_in_order(index: int, numbers: Sequence[int], moving: Container[int]) -> tuple[str, int]:
    """Where a member that has to move belongs: "after" or "before", and the index of a member that stays.

    ``moving`` are the indices that ``fewest_to_move`` gives.  The neighbour is one on whose other side the
    member stands now.
    """
    before = next((other for other in reversed(range(index)) if other not in moving), None)
    if before is not None and numbers[index] < numbers[before]:
        return "after", before
    return "before", next(other for other in range(index + 1, len(numbers)) if other not in moving)
