"""How similar two titles are: the same up to case, a number before them, plural, typos, or a remark."""

from __future__ import annotations

import re
from functools import lru_cache

_NOISE = re.compile(r"[^\w\s]+")
_NUMBER_BEFORE = re.compile(r"^\(?\d+(\.\d+)*(?:[.):]\s*(?=[^\W\d])|[.):]?\s+)")
_WORDS = re.compile(r"\w+")
_TYPOS_BY_LENGTH = ((10, 2), (5, 1))
"""Characters, and the typos that a title of at least that length may have."""

WITH_REMARK = 9
"""The distance of a title to which somebody added a remark: further than any typo."""

_AND = re.compile(r"\s*[,;/&+]\s*|\s+(?:and|or|vs\.?)\s+", re.IGNORECASE)
_LEAST_LETTERS = 4
"""Letters of a first word that says what a title is about: fewer have ``How``, ``Use`` and the like."""

_REMARK = re.compile(
    r"(?P<title>\S.*?)(?:\s+\((?P<inside>[^()]+)\)|(?: [-\u2013\u2014]|:) +(?P<behind>\S.*))"
)


@lru_cache(maxsize=4_096)  # the same titles are compared again after each edit of a heading
def title_distance(title: str, other: str) -> int | None:
    """The number of typos between two titles; 0 if only case or plural differ, None if they are too many.

    ``WITH_REMARK`` if ``other`` is the title with a remark added to it.
    """
    remark = remark_in(other, title)
    title, other = folded_title(title), folded_title(other)
    if title == other:
        return 0
    if remark is not None:
        return WITH_REMARK
    length = min(len(title), len(other))
    allowed = next((typos for least, typos in _TYPOS_BY_LENGTH if length >= least), 0)
    if abs(len(title) - len(other)) > allowed:
        return None
    typos = _typos(title, other)
    return typos if typos <= allowed else None


def remark_in(title: str, wanted: str) -> str | None:
    """The remark that was added to the wanted title; None if that does not explain the difference."""
    match = _REMARK.fullmatch(title.strip())
    if match is None or folded_title(match["title"]) != folded_title(wanted):
        return None
    return match["inside"] or match["behind"]


def may_answer(title: str, wanted: str) -> bool:
    """True if a section of a title may be one that is wanted, under a name of its author's.

    Titles may name several things ("Background and Motivation", "References and footnotes").  One of these
    may be the wanted one if it is its last words ("Implementation" for "Reference Implementation"), begins
    with all of them, or is another noun behind the same first word ("Rejected Alternatives" for "Rejected
    Ideas").
    """
    return any(
        words == others[-len(words) :]
        or words[: len(others)] == others
        or (min(len(words), len(others)) > 1 and words[0] == others[0] and len(words[0]) >= _LEAST_LETTERS)
        for words in _things(title)
        for others in _things(wanted)
    )


def names_among_others(title: str, wanted: str) -> bool:
    """True if a title names several things, one of which is the wanted title."""
    things = _things(title)
    return len(things) > 1 and any(words in _things(wanted) for words in things)


@lru_cache(maxsize=4_096)
def _things(title: str) -> tuple[list[str], ...]:
    """The words of each of the things that a title names."""
    return tuple(words for part in _AND.split(title) if (words := folded_title(part).split()))


@lru_cache(maxsize=4096)
def folded_title(title: str) -> str:
    """A title in lower case and singular, without a number before it and without punctuation."""
    title = _NUMBER_BEFORE.sub("", title.casefold().replace("(s)", "s"))
    words = _NOISE.sub(" ", title).split()
    return " ".join(map(_singular, words))


@lru_cache(maxsize=1_000)  # asked of each line of the chunk that is edited, again and again
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
