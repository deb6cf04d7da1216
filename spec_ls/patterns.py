"""Patterns of paths, as in settings and profiles: ``specs/<release>/{approved,implemented}/*``.

Between slashes ``*`` stands for any characters, ``?`` for one, ``[a-k]`` for one of a set and ``{a,b}``
for one of several words.  ``**`` stands for any number of folders between slashes, and for everything below
at the end.  ``<name>`` stands for one name and keeps it for use in a template's path; ``<name:PATTERN>`` only
if it matches.  A second ``<name>`` stands for the same text as the first.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from spec_ls.quoting import shortened

_TOKEN = re.compile(
    r"(?P<folders>(?:(?<=/)|^)\*\*/)|(?P<rest>(?:(?<=/)|^)\*\*$)|(?P<any>\*+)|(?P<single>\?)|(?P<set>\[[!^]?\]?[^\]/]*\])"
    r"|(?P<words>\{[^{}]*\})|<(?P<name>\w+)(?::(?P<inner>[^<>]*))?>|(?P<other>.)",
    re.DOTALL,
)

_STAR = re.compile(r"\*+|<")
_MOST_STARS = 3
_LONGEST = 1_000
"""Characters of a pattern."""

_MOST_WAYS = 4_096
"""Ways in which a path may match a pattern, at most; ``re`` may have to try all of them."""

_WAYS_OF_STAR, _WAYS_OF_FOLDERS = 256, 64
"""Characters in a name, and folders in a path: what a second ``*`` beside another may stand for."""

_DEEPEST = 100
"""Folders in a path; a deeper one matches nothing."""
_ANY = "[^/]*"
_UNUSED_NAME = "\0"  # no file's name has this character
_MAX_EXAMPLES = 256


class BadPattern(ValueError):
    """A text is no pattern; the argument is the message."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as it is written, and the names that it keeps."""

    text: str
    names: tuple[str, ...]

    def match(self, path: str) -> Mapping[str, str] | None:
        """The kept names if ``path``, with forward slashes, matches; else None."""
        found = _regex(self.text).fullmatch(path) if path.count("/") <= _DEEPEST else None
        return None if found is None else found.groupdict()

    def covers(self, other: Pattern) -> bool:
        """True if this pattern matches all examples of paths that ``other`` matches."""
        return all(self.match(path) is not None for path in _examples(other.text))


@lru_cache(maxsize=1024)
def parse_pattern(text: str) -> Pattern:
    """Parse a pattern.  Raises ``BadPattern``."""
    if len(text) > _LONGEST:
        raise BadPattern(f'longer than {_LONGEST:,} characters: "{shortened(text)}"')
    if _is_costly(text):
        raise BadPattern(f'more than {_MOST_STARS} "*" between two slashes, or "**": "{shortened(text)}"')
    if _ways(text) > _MOST_WAYS:
        raise BadPattern(f'too many ways to match: "{shortened(text)}"')
    try:
        regex = _regex(text)
    except re.error as error:
        raise BadPattern(f'no pattern: "{shortened(text)}" ({error.msg})') from None
    if not text or text.startswith("/") or "//" in text:
        raise BadPattern(f'no path below the folder of the settings: "{shortened(text)}"')
    return Pattern(text, tuple(regex.groupindex))


def _is_costly(text: str) -> bool:
    """True if matching could take a time that grows with a high power of a path's length."""
    stars = (len(_STAR.findall(part)) for part in text.split("/"))
    return max(stars) > _MOST_STARS or text.count("**") > _MOST_STARS


def ways_of_glob(text: str) -> int:
    """The number of ways in which a path may match a pattern of stars alone, as git's, at most."""
    ways: int = _WAYS_OF_FOLDERS ** max(0, text.count("**") - 1)
    for part in text.split("/"):
        stars = len(_STAR.findall(part.rstrip("*"))) if part != "**" else 0
        ways *= _WAYS_OF_STAR ** max(0, stars - 1)
    return ways


def fill_names(text: str, names: Mapping[str, str]) -> str:
    """Replace each ``<name>`` in a path by the name that was kept; unknown ones stay."""
    return re.sub(r"<(\w+)>", lambda found: names.get(found[1], found[0]), text)


@lru_cache(maxsize=1024)
def _regex(text: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a later Python may read otherwise
        return re.compile(_regex_source(text))


def _ways(text: str) -> int:
    """The number of ways in which a path may match, roughly and at most.

    Between two slashes a single star or name has one way, and so have stars alone (``_atomic``).
    """
    ways, stars, is_plain, folders = 1, 0, True, 0
    for found in (*_TOKEN.finditer(text), None):
        if found is None or found["other"] == "/":
            ways *= 1 if is_plain else _WAYS_OF_STAR ** max(0, stars - 1)
            stars, is_plain = 0, True
        elif found["words"]:
            words = found["words"][1:-1].split(",")
            ways, is_plain = ways * sum(map(_ways, words)), False
            stars += bool(_STAR.search(found["words"]))
        elif found["name"]:
            inner = found["inner"] or "*"
            ways, is_plain = ways * _ways(inner), False
            stars += bool(_STAR.search(inner))
        elif found["any"]:
            stars += 1
        elif found["folders"] or found["rest"]:
            folders += 1
    behind_folders: int = _WAYS_OF_FOLDERS ** max(0, folders - 1)
    return ways * behind_folders


def _regex_source(text: str) -> str:
    parts: list[str] = []
    kept: set[str] = set()
    start = 0
    for found in _TOKEN.finditer(text):
        name = found["name"]
        if found["other"] == "/":
            parts[start:] = [_atomic("".join(parts[start:])), "/"]
            start = len(parts)
            continue
        parts.append(f"(?P={name})" if name in kept and found["inner"] is None else _regex_part(found))
        if found["folders"]:
            start = len(parts)
        if name is not None:
            kept.add(name)
    return "".join(parts)


def _atomic(part: str) -> str:
    """The same between two slashes; where stars alone are in it, each takes as little as it can, once.

    What a later star takes makes up for what an earlier one leaves, so nothing is missed.
    """
    literals = part.split(_ANY)
    if len(literals) < 2 or "(" in part.replace("(?!/)", ""):
        return part
    first, *middle, last = literals
    return first + "".join(f"(?>{_ANY}?{literal})" for literal in middle) + f"(?>{_ANY}{last}(?=/))"


def _examples(text: str) -> Iterator[str]:
    """Paths that a pattern matches: each of its words once, and names that no file has."""
    parts = [_choices(found) for found in _TOKEN.finditer(text)]
    return map("".join, islice(product(*parts), _MAX_EXAMPLES))


def _choices(found: re.Match[str]) -> list[str]:
    if found["folders"]:
        return ["", f"{_UNUSED_NAME}/{_UNUSED_NAME}/"]
    if found["rest"]:
        return [_UNUSED_NAME, f"{_UNUSED_NAME}/{_UNUSED_NAME}"]
    if found["words"]:
        return [path for word in found["words"][1:-1].split(",") for path in _examples(word)]
    if found["name"]:
        return list(_examples(found["inner"] or "*"))
    if found["set"]:
        return [found["set"].strip("[]!^")[:1]] if found["set"][1] not in "!^" else [_UNUSED_NAME]
    return [found["other"] or _UNUSED_NAME]


def _regex_part(found: re.Match[str]) -> str:
    if found["folders"]:
        return "(?:[^/]+/)*"
    if found["rest"]:
        return r"[\s\S]+"
    if found["any"]:
        return _ANY
    if found["single"]:
        return "[^/]"
    if found["set"]:
        inside = found["set"][1:-1].replace("\\", r"\\").replace("[", r"\[")
        return f"(?!/)[{'^' + inside[1:] if inside[:1] in '!^' else inside}]"
    if found["words"]:
        return "(?:" + "|".join(map(_regex_source, found["words"][1:-1].split(","))) + ")"
    if found["name"]:
        return f"(?P<{found['name']}>{_regex_source(found['inner']) if found['inner'] else '[^/]+'})"
    return re.escape(found["other"])
