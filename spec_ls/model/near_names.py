"""Whether the name of a field is another one misspelt."""

from __future__ import annotations

import re

from spec_ls.model.title_similarity import title_distance


def is_near(name: str, other: str) -> bool:
    """True if two names differ by case, plural, spaces for hyphens, or by a typo."""
    name, other = (re.sub(r"[-_ ]+", " ", text) for text in (name, other))
    return title_distance(name, other) in (0, 1, 2) or (
        min(len(name), len(other)) >= 4 and is_one_letter_off(name.casefold(), other.casefold())
    )


def is_one_letter_off(name: str, other: str) -> bool:
    """True if one letter is lost, doubled or changed, or two letters beside each other are swapped."""
    if abs(len(name) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, other_rest = name[start:], other[start:]
    return (
        rest[1:] == other_rest
        or rest == other_rest[1:]
        or rest[1:] == other_rest[1:]
        or (rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:])
    )
