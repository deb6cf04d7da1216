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
_BETWEEN_IN_WORDS = re.compile(r"\s*[,;]\s*|\s+(?:and|&)\s+")
_ZEROS = re.compile(r"(?<![\w.])0+(?=[1-9])")
_ROLE = re.compile(r":[a-z]+:`(\d+)`")
_ADDRESS_BRACKETS = re.compile(r"(?P<name>[^<>()]*?)\s*[<(]\s*(?P<address>[^<>()\s]+@[^<>()\s]+)\s*[>)]?")
_BARE_ADDRESS = re.compile(r"(?P<name>[^<>@]*?)\s+(?P<address>[^<>@\s]+@[^<>@\s]+)")
_DOUBLED_MARK = re.compile(r"([<>@.])\1+")
_VERSION = re.compile(r"(?<![\w.])\d+(?:\.\d+){1,2}(?![\d.])")
_PADDED = re.compile(r"(?<=\.)0+(?=\d)")
_NUMBER = re.compile(r"(?<!\w)\d+(?!\w)")
_ANY_LAST_PART = re.compile(r"(?<![\w.])(\d+\.\d+)\.[xX*](?![\w.])")
_NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER_WORD = re.compile(rf"(?<![^\W_])(?:{'|'.join(_NUMBER_WORDS)})(?![^\W_])", re.IGNORECASE)
_SLOPPY_LINK = re.compile(r"`?(?P<date>[^`<>]+?)\s*<(?P<address>[^<>\s`]+)>?`?_*")
_LINK_WITHOUT_TEXT = re.compile(r"`?<(?P<address>[^<>\s`]+)>`?_*")
_ADDRESS_START = re.compile(r"https?://[^/]+", re.IGNORECASE)
_QUERY = re.compile(r"/?[?#].*$")
_MONTH_FIRST = re.compile(r"/([A-Z][a-z]+)-(\d{4})(?=/)")
_NUMBER_OF_MESSAGE = re.compile(r"(?<=\d)/\d+/?$")
"""The number of a message behind that of its thread."""


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
    for between in (_BETWEEN, _BETWEEN_IN_WORDS):
        found = corrected_entries([entry for entry in between.split(stripped) if entry], slot, fits)
        if found:
            return separator.join(sorted(set(found)) if slot.rule.in_order else found)
    return None


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
    yield from _addresses(bare.strip("<>"))
    yield from _people(_DOUBLED_MARK.sub(r"\1", bare))
    yield from _links(bare, slot)
    yield ", ".join(_ZEROS.sub("", part) for part in re.split(r"[\s,;]+", bare))


def _numbers(text: str) -> Iterator[str]:
    """The one version or number in a text, without zeros before its parts and a last part of zero."""
    text = _NUMBER_WORD.sub(lambda word: str(_NUMBER_WORDS.index(word[0].lower())), text)
    yield text
    yield _ANY_LAST_PART.sub(r"\1", text)
    versions = _VERSION.findall(text)
    if len(versions) == 1 and not _NUMBER.search(text.replace(versions[0], "")):
        version = _PADDED.sub("", versions[0])
        yield version
        yield version.removesuffix(".0")
    numbers = _NUMBER.findall(text)
    if len(numbers) == 1:
        yield _ZEROS.sub("", numbers[0])


def _addresses(text: str) -> Iterator[str]:
    """A web address with the usual start, then without its end if that leads into a page."""
    if (found := _ADDRESS_START.match(text)) is None:
        return
    start = found[0].lower().replace("http://", "https://")
    address = start + text[found.end() :]
    yield address
    yield address.rstrip("/")
    yield _MONTH_FIRST.sub(r"/\2-\1", address)
    page = _QUERY.sub("", address)
    yield page
    yield _NUMBER_OF_MESSAGE.sub("", page)


def _people(text: str) -> Iterator[str]:
    """A name and an address in angle brackets."""
    yield text
    for pattern in (_ADDRESS_BRACKETS, _BARE_ADDRESS):
        if found := pattern.fullmatch(text):
            yield f"{found['name'].strip()} <{found['address']}>"


def _links(text: str, slot: FieldSlot) -> Iterator[str]:
    """A link with its date and all of its marks, or its address alone where it has no date."""
    if found := _LINK_WITHOUT_TEXT.fullmatch(text):
        yield from _addresses(found["address"])
    elif slot.rule.dated_link is not None and (found := _SLOPPY_LINK.fullmatch(text)):
        day = only_reading(found["date"])
        date = written(day, slot.rule.dated_link.date) if day else found["date"]
        yield from (f"`{date} <{address}>`__" for address in _addresses(found["address"]))
