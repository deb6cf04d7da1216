"""How similar two titles are: the same up to case, singular and plural, and typos."""

from __future__ import annotations

import re
from functools import lru_cache

_NOISE = re.compile(r"[^\w\s]+")
_TYPOS_BY_LENGTH = ((10, 2), (5, 1))
"""Characters, and the typos that a title of at least that length may have."""


@lru_cache(maxsize=16_384)  # the same titles are compared again after each edit of a heading
def title_distance(title: str, other: str) -> int | None:
    """The number of typos between two titles; 0 if only case or plural differ, None if they are too many."""
    title, other = _folded(title), _folded(other)
    if title == other:
        return 0
    length = min(len(title), len(other))
    allowed = next((typos for least, typos in _TYPOS_BY_LENGTH if length >= least), 0)
    if abs(len(title) - len(other)) > allowed:
        return None
    typos = _typos(title, other)
    return typos if typos <= allowed else None


@lru_cache(maxsize=4096)
def _folded(title: str) -> str:
    words = _NOISE.sub(" ", title.replace("(s)", "s")).casefold().split()
    return " ".join(map(_singular, words))


_NUMBER_BEFORE = re.compile(r"^\(?\d+(\.\d+)*[.)]?\s+")
_WORDS = re.compile(r"\w+")


@lru_cache(maxsize=16_384)
def bare_title(title: str) -> str:
    """A title without case, a number before it, markup and punctuation."""
    return " ".join(_WORDS.findall(_NUMBER_BEFORE.sub("", title.strip(" #*`:=")).casefold()))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _typos(text: str, other: str) -> int:
    """Letters added, left out, changed or swapped with the next (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(text, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == text[i - 2]:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
