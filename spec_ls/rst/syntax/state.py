"""What is known of a document's syntax, kept up to date edit by edit.

Each unit of blocks (``units.py``) is read once and the reading kept with its first block.  What is a
matter of the whole document is worked out of the readings (``names.py``, ``structure.py``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spec_ls.rst.blocks import Block, Blocks, Heading, Kind, renumbered
from spec_ls.rst.syntax.names import Complaint, is_indirect, referred, resolve, title_name
from spec_ls.rst.syntax.reading import SILENT, UNREAD, Named, Reading, read, read_inline
from spec_ls.rst.syntax.structure import Sections, sections
from spec_ls.rst.syntax.units import ends_blank, has_markup, joined, running_text


@dataclass(frozen=True, slots=True)
class Syntax:
    """What is known of a document's syntax.

    ``units`` are the indices of the blocks that begin a unit of which docutils says anything, ``readings``
    what it says.  ``complaints`` are about names, each with the number of its reading among those with
    names, and the number of the node there; ``None`` where it is about the whole document.  ``transitions``
    are the indices of the document's transitions.
    """

    units: list[int]
    readings: list[Reading]
    sections: Sections
    transitions: list[int]
    complaints: tuple[tuple[int | None, int, Complaint], ...]


def syntax(blocks: Blocks) -> Syntax:
    """The syntax of a document, with the roles that it defines itself."""
    if blocks.oversized:
        return Syntax([], [], sections(blocks), [], ())
    units, readings = [], []
    roles: dict[str, Any] = {}
    defined: tuple[str, ...] = ()
    for start, end in _units(blocks, 0, len(blocks))[2]:
        reading = _reading(blocks, start, end, roles, defined)
        if reading is not SILENT:
            units.append(start)
            readings.append(reading)
        if reading.roles:
            roles = roles | reading.roles
            defined = (*defined, *(block.text for block in blocks.items[start:end]))
    tree = sections(blocks)
    transitions = _transitions(blocks, 0, len(blocks))
    return Syntax(units, readings, tree, transitions, _complaints(blocks, units, readings, tree))


def edited_syntax(blocks: Blocks, old: Syntax, old_blocks: Blocks, start: int, old_end: int) -> Syntax:
    """The syntax after an edit: ``[start, old_end)`` of the old blocks gave way to others."""
    delta = len(blocks) - len(old_blocks)
    if blocks.oversized or old_blocks.oversized or any(reading.roles for reading in old.readings):
        return syntax(blocks)
    first, last, changed = _units(blocks, start, old_end + delta)
    units, readings = [], []
    for unit in changed:
        reading = _reading(blocks, *unit)
        if reading.roles:
            return syntax(blocks)
        if reading is not SILENT:
            units.append(unit[0])
            readings.append(reading)
    before = last - delta
    low, high = bisect_left(old.units, first), bisect_left(old.units, before)
    all_units = renumbered(old.units, first, before, units, delta)
    all_readings = old.readings[:low] + readings + old.readings[high:]
    tree, complaints = old.sections, old.complaints
    same = _headings(old_blocks, first, before) == _headings(blocks, first, last)
    if not same:
        tree = sections(blocks)
    if not same or _signatures(old.readings[low:high]) != _signatures(readings):
        complaints = _complaints(blocks, all_units, all_readings, tree)
    transitions = renumbered(old.transitions, first, before, _transitions(blocks, first, last), delta)
    return Syntax(all_units, all_readings, tree, transitions, complaints)


def named_readings(one: Syntax) -> list[tuple[int, Reading]]:
    """The readings with names, and the blocks that they start at."""
    return [pair for pair in zip(one.units, one.readings, strict=True) if pair[1].names]


def in_wrong_title(blocks: Blocks, index: int, line: int, wrong: dict[int, str]) -> bool:
    """Whether a line of a unit is in a title of a wrong level, of which docutils reads no more."""
    return holder(blocks, index, line) in wrong


def holder(blocks: Blocks, index: int, line: int) -> int:
    """The index of the block that holds docutils' line ``line`` from the start of a block."""
    while line >= len(blocks.items[index].lines) and index + 1 < len(blocks):
        line -= len(blocks.items[index].lines)
        index += 1
    return index


def unit_end(blocks: Blocks, index: int) -> int:
    """Where the unit ends that starts at a block."""
    items, end = blocks.items, index + 1
    while end < len(items) and joined(items, end):
        end += 1
    return end


def _units(blocks: Blocks, start: int, end: int) -> tuple[int, int, list[tuple[int, int]]]:
    """Where the units start and end that the blocks ``[start, end)`` may have changed, and each of them."""
    items, first = blocks.items, max(0, start - 1)
    while first and joined(items, first):
        first -= 1
    units = []
    index = first
    while index < len(items) and (index <= end or not ends_blank(items[index - 1])):
        after = unit_end(blocks, index)
        units.append((index, after))
        index = after
    return first, index, units


def _reading(
    blocks: Blocks, start: int, end: int, roles: dict[str, Any] | None = None, defined: tuple[str, ...] = ()
) -> Reading:
    """The reading of a unit, kept with its first block for as long as the others are the same.

    ``defined`` is the text that defined ``roles``.
    """
    unit = blocks.items[start:end]
    kept: tuple[tuple[Block, ...], tuple[str, ...], Reading] | None = unit[0].memo.get("reading")
    if kept is not None and kept[1] == defined and kept[0] == unit[1:]:
        return kept[2]
    raw = [line for block in unit for line in block.lines]
    texts = running_text(unit)
    if texts is None:
        reading = read(raw, roles)
    else:
        marked = [text for text in texts if has_markup(text, not defined)]
        reading = read_inline(raw, marked, roles) if marked else SILENT
        if not (reading.problems or reading.signature):
            reading = SILENT
    unit[0].memo["reading"] = (unit[1:], defined, reading)
    return reading


def _transitions(blocks: Blocks, start: int, end: int) -> list[int]:
    return [index for index in range(start, end) if blocks.items[index].kind is Kind.TRANSITION]


def _headings(blocks: Blocks, start: int, end: int) -> list[Heading | None]:
    numbers = blocks.headings[bisect_left(blocks.headings, start) : bisect_left(blocks.headings, end)]
    return [blocks.items[index].heading for index in numbers]


def _signatures(readings: list[Reading]) -> list[tuple[Any, ...]]:
    return [reading.signature for reading in readings if reading.signature]


def _complaints(
    blocks: Blocks, units: list[int], readings: list[Reading], tree: Sections
) -> tuple[tuple[int | None, int, Complaint], ...]:
    """What docutils says of all names.  Plain titles only count where something refers to them."""
    if any(reading is UNREAD for reading in readings):
        return ()
    named = [pair for pair in zip(units, readings, strict=True) if pair[1].names]
    wrong = tree.wrong(blocks)
    wanted: set[str] | None = {name for _, reading in named for name in referred(reading.names)}
    if any(is_indirect(one) for _, reading in named for one in reading.names):
        wanted = (
            None  # what docutils says of such a target holds its identifier, which all names have a part in
        )
    entries: list[tuple[int, int, int, Named | str]] = []
    if wanted or wanted is None:
        entries += [(index, -1, 0, name) for index, name in _plain_titles(blocks, wrong, wanted)]
    for number, (index, reading) in enumerate(named):
        for node, one in enumerate(reading.names):
            if not (wrong and in_wrong_title(blocks, index, one.place.line, wrong)):
                entries.append((index, number, node, one))
    entries.sort(key=lambda entry: entry[0])
    found: list[tuple[int | None, int, Complaint]] = []
    for complaint in resolve([entry[3] for entry in entries]):
        if complaint.number is None:
            found.append((None, 0, complaint))
        else:
            _, number, node, _ = entries[complaint.number]
            found.append((number, node, complaint))
    return tuple(found)


def _plain_titles(
    blocks: Blocks, wrong: dict[int, str], wanted: set[str] | None
) -> Iterator[tuple[int, str]]:
    """Titles without markup whose names are wanted (``None``: all): their blocks, and the names."""
    for index in blocks.headings:
        block = blocks.items[index]
        if block.heading is None or index in wrong:
            continue
        name = title_name(block.heading.title)
        if (
            (wanted is None or name in wanted)
            and running_text((block,)) is not None
            and not joined(blocks.items, index)
        ):
            yield index, name
