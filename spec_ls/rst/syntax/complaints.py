"""What docutils says of a document's names, kept up to date edit by edit.

An edit touches the groups (``groups.py``) whose nodes it changed; docutils is asked about those alone, and
only where it is not sure that it has nothing to say (``names.py``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from spec_ls.rst.blocks import Blocks, renumbered
from spec_ls.rst.syntax.groups import ANONYMOUS, SUBSTITUTIONS, closed, grouped, keys_of_name
from spec_ls.rst.syntax.names import Complaint, is_sound, resolve, title_name
from spec_ls.rst.syntax.pausing import Pausing
from spec_ls.rst.syntax.readings import UNREAD, Named, Reading
from spec_ls.rst.syntax.units import joined, running_text

_AT_ONCE = 50
"""So many names docutils is asked about in a few milliseconds."""

_TITLE = -1
"""What stands for the number of a node where a title without markup is meant."""


@dataclass(frozen=True, slots=True)
class Readings:
    """Some readings of a document: ``units`` are the indices of the blocks at which they start."""

    units: list[int]
    readings: list[Reading]

    def part(self, start: int, end: int) -> Readings:
        """Those that start in the blocks ``[start, end)``."""
        low, high = bisect_left(self.units, start), bisect_left(self.units, end)
        return Readings(self.units[low:high], self.readings[low:high])

    def spliced(self, start: int, end: int, new: Readings, delta: int) -> Readings:
        """The readings after others took the place of those that start in the blocks ``[start, end)``."""
        low, high = bisect_left(self.units, start), bisect_left(self.units, end)
        if low == high and not delta and not new.units:
            return self
        units = renumbered(self.units, start, end, new.units, delta)
        return Readings(units, self.readings[:low] + new.readings + self.readings[high:])

    def __iter__(self) -> Iterator[tuple[int, Reading]]:
        return zip(self.units, self.readings, strict=True)


class About(NamedTuple):
    """A complaint about a node: its reading's first block, and its number there.

    ``unit`` is ``None`` where the complaint is about the whole document.  ``key`` is one of the group's.
    """

    unit: int | None
    node: int
    complaint: Complaint
    key: str


@dataclass(frozen=True, slots=True)
class Names:
    """What docutils says of a document's names.

    ``tangled`` tells that some of it holds identifiers, in which all names have a part.
    """

    complaints: tuple[About, ...] = ()
    tangled: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The blocks ``[start, end)`` of a document, with the readings with names among them.

    ``wrong`` are the document's misplaced titles, of which docutils reads no more, by their blocks.
    """

    blocks: Blocks
    start: int
    end: int
    named: Readings
    wrong: dict[int, str]


class _Entry(NamedTuple):
    """One node with a name, or a title without markup, by its name; with what it is told apart by."""

    unit: int
    node: int
    keys: frozenset[str]
    name: Named | str
    signature: Any


def names(whole: Part) -> Pausing[Names]:
    """What docutils says of all names of a document."""
    if UNREAD in whole.named.readings:
        return Names()
    mentioned = set[str]().union(*(reading.mentions for reading in whole.named.readings))
    found = yield from _asked(list(_entries(whole, mentioned)))
    if found.tangled:
        everything = _resolved(list(_entries(whole, None)))
        return found if everything is None else Names(everything, True)
    return found


def edited_names(whole: Part, old: Names, before: Part, now: Part) -> Pausing[Names]:
    """What docutils says of all names after ``before`` gave way to ``now``.

    What titles are misplaced outside of these is the same as before.
    """
    unread = UNREAD in before.named.readings or UNREAD in now.named.readings
    if unread or (old.tangled and _differ(before, now)):
        return (yield from names(whole))
    earlier, later = _by_key(before), _by_key(now)
    touched = {key for key in earlier.keys() | later.keys() if _changed(earlier.get(key), later.get(key))}
    if touched and UNREAD in whole.named.readings:
        return Names()
    if touched:
        links = [link for part in (whole, before) for one in part.named.readings for link in one.links]
        touched = closed(touched, links)
    delta = now.end - before.end
    if not touched and not delta and not any(_is_in(one, before) for one in old.complaints):
        return old
    kept = tuple(
        _moved(one, before, earlier, later, delta) for one in old.complaints if one.key not in touched
    )
    found = Names()
    if touched and any(
        not reading.mentions.isdisjoint(touched) for reading in whole.named.readings
    ):  # not titles alone
        found = yield from _asked(list(_entries(whole, touched)))
    if found.tangled:
        return (yield from names(whole))
    return Names(tuple(sorted((*kept, *found.complaints), key=_order)), old.tangled)


def holder(blocks: Blocks, index: int, line: int) -> int:
    """The index of the block that holds docutils' line ``line`` from the start of a block."""
    while line >= len(blocks.items[index].lines) and index + 1 < len(blocks):
        line -= len(blocks.items[index].lines)
        index += 1
    return index


def _asked(entries: list[_Entry]) -> Pausing[Names]:
    """What docutils says of some groups; it is not asked about those that are surely sound."""
    unsound: list[list[_Entry]] = []
    for numbers in grouped([one.keys for one in entries]):
        group = [entries[number] for number in numbers]
        if not is_sound([entry.name for entry in group]):
            unsound.append(group)
        yield
    found: list[About] = []
    while unsound:
        some = [unsound.pop()]
        while unsound and sum(map(len, some)) < _AT_ONCE:
            some.append(unsound.pop())
        found += _said_of(some)
        yield
    return Names(
        tuple(sorted(found, key=_order)), any(one.complaint.text.startswith("Indirect") for one in found)
    )


def _said_of(groups: list[list[_Entry]]) -> tuple[About, ...]:
    """What docutils says of groups, asked about all of them at once unless it gives up on one."""
    found = _resolved(sorted((one for group in groups for one in group), key=_place))
    return tuple(one for group in groups for one in _resolved(group) or ()) if found is None else found


def _resolved(entries: Sequence[_Entry]) -> tuple[About, ...] | None:
    """What docutils says of some nodes; ``None`` where it gives up."""
    complaints = resolve([entry.name for entry in entries])
    if complaints is None:
        return None
    found = []
    for complaint in complaints:
        if complaint.number is None:
            key = ANONYMOUS if complaint.text.startswith("Anonymous") else SUBSTITUTIONS
            found.append(About(None, 0, complaint, key))
        elif (entry := entries[complaint.number]).node != _TITLE:
            found.append(About(entry.unit, entry.node, complaint, next(iter(entry.keys), "")))
    return tuple(sorted(found, key=_order))


def _place(entry: _Entry) -> tuple[int, int]:
    return entry[:2]


def _order(one: About) -> tuple[int, int, str]:
    return (-1 if one.unit is None else one.unit, one.node, one.complaint.text)


def _entries(part: Part, keys: set[str] | None) -> Iterator[_Entry]:
    """The nodes with one of some keys (``None``: all), in order."""
    titles, wrong = _plain_titles(part, keys), part.wrong
    title = next(titles, None)
    for unit, reading in part.named:
        if keys is not None and reading.mentions.isdisjoint(keys):
            continue
        while title is not None and title.unit < unit:
            yield title
            title = next(titles, None)
        for node, one in enumerate(reading.names):
            if (keys is None or not reading.keys[node].isdisjoint(keys)) and not (
                wrong and holder(part.blocks, unit, one.place.line) in wrong
            ):
                yield _Entry(unit, node, reading.keys[node], one, reading.signature[node])
    while title is not None:
        yield title
        title = next(titles, None)


def _plain_titles(part: Part, keys: set[str] | None) -> Iterator[_Entry]:
    """The titles without markup, which have no reading."""
    blocks, all_titles = part.blocks, part.blocks.headings
    if keys is not None and not keys:
        return
    for index in all_titles[bisect_left(all_titles, part.start) : bisect_left(all_titles, part.end)]:
        block = blocks.items[index]
        kept: tuple[str, frozenset[str]] | None = block.memo.get("name")
        if kept is None:
            name = title_name(block.heading.title) if block.heading else ""
            kept = block.memo["name"] = (name, frozenset(keys_of_name(name)))
        if (keys is not None and keys.isdisjoint(kept[1])) or index in part.wrong:
            continue
        if running_text((block,)) is not None and not joined(blocks.items, index):
            yield _Entry(index, _TITLE, kept[1], kept[0], kept[0])


def _by_key(part: Part) -> dict[str, list[_Entry]]:
    found: dict[str, list[_Entry]] = {}
    for entry in _entries(part, None):
        for key in entry.keys:
            found.setdefault(key, []).append(entry)
    return found


def _changed(one: list[_Entry] | None, other: list[_Entry] | None) -> bool:
    if one is None or other is None or len(one) != len(other):
        return True
    return any(left.signature != right.signature for left, right in zip(one, other, strict=True))


def _differ(before: Part, now: Part) -> bool:
    """Whether two parts have other names."""
    ours, theirs = ([entry.signature for entry in _entries(part, None)] for part in (before, now))
    return ours != theirs


def _is_in(one: About, part: Part) -> bool:
    return one.unit is not None and part.start <= one.unit < part.end


def _moved(
    one: About, before: Part, earlier: dict[str, list[_Entry]], later: dict[str, list[_Entry]], delta: int
) -> About:
    """A complaint that stays, about the same node where that is now."""
    if one.unit is None or one.unit < before.start:
        return one
    if one.unit >= before.end:
        return one._replace(unit=one.unit + delta) if delta else one
    number = [entry[:2] for entry in earlier[one.key]].index((one.unit, one.node))
    entry = later[one.key][number]
    return one._replace(unit=entry.unit, node=entry.node)
