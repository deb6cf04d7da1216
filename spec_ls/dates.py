"""Dates in the forms in which templates ask for them, such as ``yyyy-mm-dd`` and ``DD-Mmm-YYYY``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_PARTS = re.compile(
    r"(?P<year>yyyy|\d{4})|(?P<name>month|mmmm)|(?P<short>mmm)|(?P<month>mm)|(?P<day>dd?)", re.I
)
_FORM = re.compile(r"(?:(?:yyyy|mmmm|month|mmm|mm|dd?)(?:[-/. ,]+(?=\w)|$)){3}", re.IGNORECASE)
_NUMBERS_ALONE = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
_WITH_NAME = re.compile(r"(\d{1,4})(?:st|nd|rd|th)?[-/., ]+([A-Za-z]{3,9})\.?[-/., ]+(\d{1,4})")
_NAME_FIRST = re.compile(r"([A-Za-z]{3,9})\.?[-/., ]+(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_NEAR = 0.8
"""The similarity of two names of which one is a slip for the other: a letter in eight."""


class DateForm(NamedTuple):
    """A form of dates: its regular expression, and the pattern of ``str.format`` by which it is written."""

    pattern: str
    template: str


@lru_cache(maxsize=64)
def read_form(words: str) -> DateForm | None:
    """The form that words such as ``DD-Mmm-YYYY`` show, without regard to case; None if they show none."""
    if not _FORM.fullmatch(words):
        return None
    pattern, template, end = "", "", 0
    for part in _PARTS.finditer(words):
        between = words[end : part.start()]
        pattern, template, end = pattern + re.escape(between), template + between, part.end()
        kind = part.lastgroup
        pattern += {
            "year": r"(?P<year>[0-9]{4})",
            "name": r"(?P<name>[A-Za-z]+)",
            "short": r"(?P<short>[A-Za-z]{3})",
            "month": r"(?P<month>[0-9]{2})",
        }.get(str(kind), r"(?P<day>[0-9]{2})" if len(part[0]) == 2 else r"(?P<day>[0-9]{1,2})")
        template += {"year": "{0:04}", "name": "{3}", "short": "{4}", "month": "{1:02}"}.get(
            str(kind), "{2:02}" if len(part[0]) == 2 else "{2}"
        )
    return DateForm(pattern, template) if len(set(re.findall(r"<(\w+)>", pattern))) == 3 else None


def form_in(text: str) -> str | None:
    """The first form of a date that a text names, such as ``in yyyy-mm-dd format``; None if it names none."""
    for found in re.finditer(
        r"\b(?:yyyy|dd)[-/. ]+(?:mm|mmm|month)[-/. ]+(?:yyyy|dd)\b", text, re.IGNORECASE
    ):
        if read_form(found[0]) is not None:
            return found[0]
    return None


def parse_date(text: str, form: str) -> date | None:
    """The day that a text says in a form, to the letter but for the case of months; None if it says none."""
    known = read_form(form)
    found = re.fullmatch(known.pattern, text) if known else None
    if found is None:
        return None
    parts = found.groupdict()
    name = parts.get("name") or parts.get("short")
    month = int(parts["month"]) if "month" in parts else _month(str(name), whole="name" in parts)
    return _day(int(parts["year"]), month, int(parts["day"]))


def written(day: date, form: str) -> str:
    """A day in a form."""
    known = read_form(form)
    assert known is not None
    name = MONTHS[day.month - 1]
    return known.template.format(day.year, day.month, day.day, name, name[:3])


def only_reading(text: str) -> date | None:
    """The day that a text says, in whatever form, if it can be read in one way alone."""
    found = set(_readings(" ".join(text.split())))
    return found.pop() if len(found) == 1 else None


def _readings(text: str) -> Iterator[date]:
    for year, month, day in _parts(text):
        if _FIRST_YEAR <= year <= _LAST_YEAR and (known := _day(year, month, day)):
            yield known


def _parts(text: str) -> Iterator[tuple[int, int, int]]:
    """The years, months and days that a text may mean."""
    if found := _NUMBERS_ALONE.fullmatch(text):
        first, second, third = int(found[1]), int(found[3]), int(found[4])
        if len(found[1]) == 4:
            yield first, second, third  # nobody writes the day before the month behind a year
        elif len(found[4]) == 4:
            yield third, second, first
            yield third, first, second
    elif found := _WITH_NAME.fullmatch(text):
        first, month, last = int(found[1]), _meant_month(found[2]), int(found[3])
        yield from ((last, month, first), (first, month, last))
    elif found := _NAME_FIRST.fullmatch(text):
        yield int(found[3]), _meant_month(found[1]), int(found[2])


def _meant_month(name: str) -> int:
    """The number of a month by its name, its first letters, or the one name that it nearly is; else 0."""
    if (number := _month(name)) or len(name) <= len("May"):
        return number
    short = {month[:3]: number for number, month in enumerate(MONTHS, 1)}
    known = short | {month: number for number, month in enumerate(MONTHS, 1)}
    near = {known[month] for month in get_close_matches(name.capitalize(), known, n=3, cutoff=_NEAR)}
    return near.pop() if len(near) == 1 else 0


def _month(name: str, whole: bool = False) -> int:
    """The number of a month by its name, or by its first letters, at least three; 0 if it is none."""
    for number, month in enumerate(MONTHS, 1):
        lower = month.lower()
        if name.lower() == lower or (not whole and len(name) >= 3 and lower.startswith(name.lower())):
            return number
    return 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
