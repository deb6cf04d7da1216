"""How alike two titles are: the same but for case, number or a slip of the pen."""

from __future__ import annotations

import re
from functools import lru_cache

_NOISE = re.compile(r"[^\w\s]+")
_SLIPS_BY_LENGTH = ((10, 2), (5, 1))  # from this many letters on, so many slips are still the same word


@lru_cache(maxsize=16_384)  # the same titles are compared again after each edit of a heading
def difference(one: str, other: str) -> int | None:
    """How far apart two titles are (0 differs in case, punctuation or number alone); ``None``: too far."""
    one, other = _folded(one), _folded(other)
    if one == other:
        return 0
    length = min(len(one), len(other))
    allowed = next((slips for least, slips in _SLIPS_BY_LENGTH if length >= least), 0)
    if abs(len(one) - len(other)) > allowed:
        return None
    slips = _slips(one, other)
    return slips if slips <= allowed else None


@lru_cache(maxsize=4096)
def _folded(title: str) -> str:
    words = _NOISE.sub(" ", title.replace("(s)", "s")).casefold().split()
    return " ".join(map(_singular, words))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _slips(one: str, other: str) -> int:
    """Letters added, left out, changed or swapped with the next (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
