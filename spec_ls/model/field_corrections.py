"""What a wrong value of a field was meant to be, where there is one way to read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spec_ls.dates import only_reading, written
from spec_ls.model.field_slots import FieldSlot
from spec_ls.model.title_similarity import title_distance

Fits = Callable[[str], bool]
"""True if an entry of a value is right."""

_BETWEEN = re.compile(r"\s*[,;]\s*")
_ZEROS = re.compile(r"(?<![\w.])0+(?=[1-9])")
_ROLE = re.compile(r":[a-z]+:`(\d+)`")
_ADDRESS_BRACKETS = re.compile(r"(?P<name>[^<>()]*?)\s*[<(]\s*(?P<address>[^<>()\s]+@[^<>()\s]+)\s*[>)]?")
_BARE_ADDRESS = re.compile(r"(?P<name>[^<>@]*?)\s+(?P<address>[^<>@\s]+@[^<>@\s]+)")
_VERSION = re.compile(r"(?<![\w.])\d+(?:\.\d+){1,2}(?![\d.])")
_PADDED = re.compile(r"(?<=\.)0+(?=\d)")
_NUMBER = re.compile(r"(?<!\w)\d+(?!\w)")
_SLOPPY_LINK = re.compile(r"`(?P<date>[^`<>\s]+)\s*<(?P<address>[^<>\s]+)>`_*")


def corrected_entries(entries: list[str], slot: FieldSlot, fits: Fits) -> list[str] | None:
    """The entries of a value, each right; None if that is not certain of one that is wrong."""
    found = []
    for entry in entries:
        right = entry if fits(entry) else corrected_entry(entry, slot, fits)
        if right is None:
            return None
        found.append(right)
    return found


def corrected_value(text: str, slot: FieldSlot, fits: Fits) -> str | None:
    """The whole value, each entry right; None if that is not certain."""
    separator, stripped = slot.rule.separator, text.strip()
    if separator is None:
        return corrected_entry(stripped, slot, fits)
    entries = [entry for entry in _BETWEEN.split(stripped) if entry]
    found = corrected_entries(entries, slot, fits)
    if not found:
        return None
    if slot.rule.in_order:
        found = sorted(set(found))
    return separator.join(found)


def corrected_entry(text: str, slot: FieldSlot, fits: Fits) -> str | None:
    """One entry put right: the first way of mending small slips after which it fits; None if none does."""
    return next((way for way in _ways(text.strip(), slot) if way and fits(way)), None)


def nearest_value(text: str, values: tuple[str, ...]) -> str | None:
    """The one allowed value that a text nearly is; None if there is none, or several."""
    cleaned = " ".join(text.split()).strip(" .,;*`'\"")
    exact = [value for value in values if value.casefold() == cleaned.casefold()]
    near = exact or [value for value in values if title_distance(value, cleaned) in (0, 1, 2)]
    near = near or [value for value in values if _has_first_word(value, cleaned)]
    return near[0] if len(near) == 1 else None


def _has_first_word(value: str, text: str) -> bool:
    """True if a text is the first word of a value, or nearly."""
    first, _, rest = value.partition(" ")
    return bool(rest) and title_distance(first, text) in (0, 1)


def _ways(text: str, slot: FieldSlot) -> Iterator[str]:
    """The ways in which small slips in an entry are mended, the smallest first."""
    yield text
    folded = " ".join(text.split())
    yield folded
    bare = folded.strip(" .,;")
    yield bare
    if slot.values:
        yield nearest_value(bare, slot.values) or ""
    if slot.date and (day := only_reading(bare)):
        yield written(day, slot.date)
    yield _ZEROS.sub("", bare)
    yield _ROLE.sub(r"\1", bare)
    yield from _numbers(bare)
    yield bare.strip("<>")
    yield bare.replace("http://", "https://").rstrip("/")
    yield bare.strip("<>").replace("http://", "https://")
    for pattern in (_ADDRESS_BRACKETS, _BARE_ADDRESS):
        if found := pattern.fullmatch(bare):
            yield f"{found['name'].strip()} <{found['address']}>"
    if (found := _SLOPPY_LINK.fullmatch(bare)) and slot.rule.dated_link is not None:
        day = only_reading(found["date"])
        date = written(day, slot.rule.dated_link.date) if day else found["date"]
        yield f"`{date} <{found['address'].replace('http://', 'https://')}>`__"
    yield ", ".join(_ZEROS.sub("", part) for part in re.split(r"[\s,;]+", bare))


def _numbers(text: str) -> Iterator[str]:
    """The one version or number in a text, without zeros before its parts and a last part of zero."""
    versions = [_PADDED.sub("", found) for found in _VERSION.findall(text)]
    if len(versions) == 1:
        yield versions[0]
        yield versions[0].removesuffix(".0")
    numbers = _NUMBER.findall(text)
    if len(numbers) == 1:
        yield _ZEROS.sub("", numbers[0])
