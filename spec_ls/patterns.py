"""Patterns of paths, as settings and profiles write them: ``specs/<release>/{approved,implemented}/*``.

Between slashes ``*`` stands for any characters, ``?`` for one, ``[a-k]`` for one of a set and ``{a,b}``
for one of several words; ``**`` between slashes for any folders, also none, and at the end for all that is
below.  ``<name>`` stands for one name and keeps it, for use in a template's path; ``<name:PATTERN>`` only
if it matches.  Where it comes again, ``<name>`` stands for the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

_TOKEN = re.compile(
    r"(?P<folders>(?:(?<=/)|^)\*\*/)|(?P<rest>(?:(?<=/)|^)\*\*$)|(?P<any>\*+)|(?P<one>\?)|(?P<set>\[[!^]?\]?[^\]/]*\])"
    r"|(?P<words>\{[^{}]*\})|<(?P<name>\w+)(?::(?P<inner>[^<>]*))?>|(?P<other>.)",
    re.DOTALL,
)

_NOBODYS = "\0"  # a character that no file's name has
_MOST_EXAMPLES = 256


class BadPattern(ValueError):
    """A pattern that is none; the argument says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, as it is written, and the names that it keeps."""

    text: str
    names: tuple[str, ...]

    def match(self, path: str) -> Mapping[str, str] | None:
        """The kept names if ``path``, with forward slashes, matches; else None."""
        found = _regex(self.text).fullmatch(path)
        return None if found is None else found.groupdict()

    def covers(self, other: Pattern) -> bool:
        """Whether this pattern matches all that ``other`` matches, as far as one can tell by examples."""
        return all(self.match(path) is not None for path in _examples(other.text))


def pattern(text: str) -> Pattern:
    """The pattern that a text means.  Raises ``BadPattern``."""
    try:
        regex = _regex(text)
    except re.error as error:
        raise BadPattern(f'no pattern: "{text}" ({error.msg})') from None
    if not text or text.startswith("/") or "//" in text:
        raise BadPattern(f'no path below the folder of the settings: "{text}"')
    return Pattern(text, tuple(regex.groupindex))


def filled(text: str, names: Mapping[str, str]) -> str:
    """A path with the kept names in their places."""
    return re.sub(r"<(\w+)>", lambda found: names.get(found[1], found[0]), text)


@lru_cache(maxsize=1024)
def _regex(text: str) -> re.Pattern[str]:
    return re.compile(_source(text))


def _source(text: str) -> str:
    parts: list[str] = []
    kept: set[str] = set()
    for found in _TOKEN.finditer(text):
        name = found["name"]
        parts.append(f"(?P={name})" if name in kept and found["inner"] is None else _part(found))
        if name is not None:
            kept.add(name)
    return "".join(parts)


def _examples(text: str) -> Iterator[str]:
    """Paths that a pattern matches: each of its words once, and names that nobody has."""
    parts = [_choices(found) for found in _TOKEN.finditer(text)]
    return map("".join, islice(product(*parts), _MOST_EXAMPLES))


def _choices(found: re.Match[str]) -> list[str]:
    if found["folders"]:
        return ["", f"{_NOBODYS}/{_NOBODYS}/"]
    if found["rest"]:
        return [_NOBODYS, f"{_NOBODYS}/{_NOBODYS}"]
    if found["words"]:
        return [path for word in found["words"][1:-1].split(",") for path in _examples(word)]
    if found["name"]:
        return list(_examples(found["inner"] or "*"))
    if found["set"]:
        return [found["set"].strip("[]!^")[:1]] if found["set"][1] not in "!^" else [_NOBODYS]
    return [found["other"] or _NOBODYS]


def _part(found: re.Match[str]) -> str:
    if found["folders"]:
        return "(?:[^/]+/)*"
    if found["rest"]:
        return r"[\s\S]+"
    if found["any"]:
        return "[^/]*"
    if found["one"]:
        return "[^/]"
    if found["set"]:
        inside = found["set"][1:-1].replace("\\", r"\\").replace("[", r"\[")
        return f"(?!/)[{'^' + inside[1:] if inside[:1] in '!^' else inside}]"
    if found["words"]:
        return "(?:" + "|".join(map(_source, found["words"][1:-1].split(","))) + ")"
    if found["name"]:
        return f"(?P<{found['name']}>{_source(found['inner']) if found['inner'] else '[^/]+'})"
    return re.escape(found["other"])
