"""The sentences of a paragraph, found without guessing: in doubt, two sentences are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Span = tuple[int, int]

_END = re.compile(
    r"(?:[.!?]+|\u2026)[\"'\u201d\u2019)\]*`_]*(?=\s)|[\u3002\uff01\uff1f]+[\u300d\u300f\uff09]*"
)
"""The end of a sentence, with what closes behind it; the full stops of Chinese and Japanese need no space."""

_BEFORE = re.compile(r"[(\[\"'\u201c\u2018]*(\S*)$")

_NEVER_LAST = frozenset(
    {
        *("e.g", "i.e", "eg", "ie", "cf", "vs", "viz", "approx", "resp", "incl", "excl", "ca", "est"),
        *("fig", "figs", "eq", "eqs", "sec", "sect", "ch", "vol", "pp", "p", "ed", "eds", "dept", "inc"),
        *(
            "mr",
            "mrs",
            "ms",
            "dr",
            "prof",
            "st",
            "jr",
            "sr",
            "max",
            "min",
            "w.r.t",
            "a.k.a",
            "aka",
            "n.b",
            "nb",
        ),
    }
)
"""Abbreviations that stand before something else, in lower case and without their last full stop."""

_BEFORE_NUMBERS = frozenset({"no", "nos", "nr", "art", "par"})
"""Abbreviations before a number; before anything else they are words."""

_SPACE = re.compile(r"\s*")

_NAME = re.compile(r"\w+(?:[-_./]\w+)+|\w*\d\w*")
"""A name that may begin a sentence in lower case, such as ``ssh-agent``."""


def sentences(text: str, protected: Sequence[Span] = ()) -> Iterator[Span]:
    """The spans ``[start, end)`` of the sentences, in order, without the white space between them.

    Offsets are code points.  No sentence ends within a ``protected`` span, such as one of inline markup;
    these are in order and do not overlap.
    """
    start, inside = _behind_space(text, 0), 0
    for match in _END.finditer(text):
        end = match.end()
        while inside < len(protected) and protected[inside][1] <= end:
            inside += 1
        following = _behind_space(text, end)
        if end <= start or following >= len(text):
            continue
        if inside < len(protected) and protected[inside][0] < end:
            continue
        if match[0][0] in ".!?\u2026" and not _ends(text, start, match, following):
            continue
        yield start, end
        start = following
    if start < len(text):
        yield start, len(text.rstrip())


def _behind_space(text: str, index: int) -> int:
    found = _SPACE.match(text, index)
    return found.end() if found else index


def _ends(text: str, start: int, match: re.Match[str], following: int) -> bool:
    """True if the text from ``following`` on begins another sentence."""
    after = text[following : following + 80]
    if match[0].startswith(".") and not match[0].startswith(".."):
        word = _word_before(text[max(start, match.start() - 80) : match.start()])
        if word in _NEVER_LAST or (word in _BEFORE_NUMBERS and after[0].isdigit()):
            return False
        if len(word) == 1 and text[match.start() - 1].isupper():
            return False  # an initial
    opening = after.lstrip("\"'(\u201c\u2018[*")
    if opening[:1].islower():
        return _NAME.match(opening) is not None
    return bool(opening)


def _word_before(text: str) -> str:
    found = _BEFORE.search(text)
    return found[1].lower() if found else ""
