"""What is known of a document's syntax, kept up to date edit by edit.

Each unit of blocks (``units.py``) is read once and the reading kept with its first block.  What is a
matter of the whole document is worked out of the readings (``complaints.py``, ``structure.py``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from spec_ls.rst.blocks import Block, Blocks, Kind, renumbered
from spec_ls.rst.syntax.complaints import Names, Part, Readings, edited_names, holder, names
from spec_ls.rst.syntax.pausing import Pausing
from spec_ls.rst.syntax.reading import read, read_inline
from spec_ls.rst.syntax.readings import SILENT, Reading
from spec_ls.rst.syntax.structure import Said, Sections, sections, structure_messages
from spec_ls.rst.syntax.units import Running, ends_blank, has_markup, joined, running_text

_NONE = Readings([], [])
_STRUCTURAL = frozenset(
    {
        *(Kind.TITLE, Kind.BAD_TITLE, Kind.TRANSITION, Kind.FIELD, Kind.DIRECTIVE),
        *(Kind.SUBSTITUTION_DEFINITION, Kind.GRID_TABLE, Kind.SIMPLE_TABLE),
    }
)
"""Blocks whose text has a part in what docutils says of a document's structure."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """What is known of a document's syntax.

    ``loud`` are the readings with messages, ``named`` those with names.  ``roles`` tells that the text
    defines roles.  ``transitions`` are the indices of the document's transitions; ``said`` is what docutils
    says of the structure.
    """

    loud: Readings
    named: Readings
    roles: bool
    sections: Sections
    transitions: list[int]
    names: Names
    said: tuple[Said, ...]

    def says_the_same_as(self, other: Syntax) -> bool:
        """Whether all messages are surely those of an earlier syntax, about the same blocks."""
        return (
            self.loud is other.loud
            and self.names is other.names
            and self.said is other.said
            and self.sections is other.sections
            and not any(reading.waiting for reading in self.loud.readings)
        )


class Edited(NamedTuple):
    """Earlier blocks with their syntax, of which ``[start, old_end)`` gave way to others."""

    blocks: Blocks
    syntax: Syntax
    start: int
    old_end: int


def syntax(blocks: Blocks) -> Pausing[Syntax]:
    """The syntax of a document, with the roles that it defines itself."""
    if blocks.oversized:
        return Syntax(_NONE, _NONE, False, sections(blocks), [], Names(), ())
    found: list[tuple[int, Reading]] = []
    roles: dict[str, Any] = {}
    defined: tuple[str, ...] = ()
    for start, end in _units(blocks, 0, len(blocks)):
        reading = _reading(blocks, start, end, roles, defined)
        yield
        if reading is not SILENT:
            found.append((start, reading))
        if reading.roles:
            roles = roles | reading.roles
            defined = (*defined, *(block.text for block in blocks.items[start:end]))
    tree, loud, named = sections(blocks), _loud(found), _named(found)
    transitions = _transitions(blocks, 0, len(blocks))
    complaints = yield from names(Part(blocks, 0, len(blocks), named, tree.wrong(blocks)))
    said = _said(blocks, loud, named, tree, transitions)
    return Syntax(loud, named, bool(roles), tree, transitions, complaints, said)


def edited_syntax(blocks: Blocks, edit: Edited) -> Pausing[Syntax]:
    """The syntax after an edit."""
    old, delta = edit.syntax, len(blocks) - len(edit.blocks)
    if blocks.oversized or edit.blocks.oversized or old.roles:
        return (yield from syntax(blocks))
    units, found = list(_units(blocks, edit.start, edit.old_end + delta)), list[tuple[int, Reading]]()
    for unit in units:
        found.append((unit[0], _reading(blocks, *unit)))
        yield
    if any(reading.roles for _, reading in found):
        return (yield from syntax(blocks))
    first, last = _span(blocks, units)
    fresh = [pair for pair in found if pair[1] is not SILENT]
    wrong_before = old.sections.wrong(edit.blocks)
    before = Part(edit.blocks, first, last - delta, old.named.part(first, last - delta), wrong_before)
    now = Part(blocks, first, last, _named(fresh), {})
    loud = old.loud.spliced(first, before.end, _loud(fresh), delta)
    named = old.named.spliced(first, before.end, now.named, delta)
    tree = old.sections if _styles(before) == _styles(now) else sections(blocks)
    whole = Part(blocks, 0, len(blocks), named, tree.wrong(blocks))
    if _outside(before, before.wrong, delta) == _outside(now, whole.wrong, 0):
        now = replace(now, wrong=whole.wrong)
        complaints = yield from edited_names(whole, old.names, before, now)
    else:
        complaints = yield from names(whole)
    transitions = renumbered(old.transitions, first, before.end, _transitions(blocks, first, last), delta)
    quiet = not (fresh or before.named.units) and not old.loud.part(first, before.end).units
    said = old.said
    if not (transitions and quiet and tree is old.sections and _is_structure_same(before, now)):
        said = _said(blocks, loud, named, tree, transitions)
    return Syntax(loud, named, False, tree, transitions, complaints, said)


def without_changed(blocks: Blocks, edit: Edited) -> Syntax:
    """What is still known after an edit while nothing new is read: all but what is in the changed units."""
    old, delta = edit.syntax, len(blocks) - len(edit.blocks)
    first, last, known = _unread(blocks, edit.start, edit.old_end + delta)
    end = last - delta
    complaints = tuple(
        one._replace(unit=one.unit + delta) if one.unit >= end else one
        for one in old.names.complaints
        if one.unit is not None and not first <= one.unit < end
    )
    said = tuple(
        one._replace(block=one.block + delta) if one.block >= end else one
        for one in old.said
        if not first <= one.block < end
    )
    loud = old.loud.spliced(first, end, _loud(known), delta)
    named = old.named.spliced(first, end, _NONE, delta)
    return Syntax(loud, named, old.roles, sections(blocks), [], Names(complaints), said)


def takes_long(blocks: Blocks, start: int, end: int, lines: int) -> bool:
    """Whether docutils has to read more than some lines for a change of the blocks ``[start, end)``."""
    if blocks.oversized:
        return False
    for number, unit in enumerate(_units(blocks, start, end)):
        lines -= _lines_to_read(blocks.items[slice(*unit)])
        if lines < 0 or number > _MANY:
            return True
    return False


def _unread(blocks: Blocks, start: int, end: int) -> tuple[int, int, list[tuple[int, Reading]]]:
    """Where what a change of ``[start, end)`` left to read starts and ends, and what is known within."""
    units = list(_units(blocks, start, end))
    first, last = _span(blocks, units)
    found = [(unit, _kept(blocks.items[slice(*unit)])) for unit in units]
    while found and found[0][1] is not None and found[0][0][1] <= start:
        first = found.pop(0)[0][1]
    while found and found[-1][1] is not None and found[-1][0][0] >= end:
        last = found.pop()[0][0]
    return first, last, [(unit[0], reading) for unit, reading in found if reading is not None]


def unit_end(blocks: Blocks, index: int) -> int:
    """Where the unit ends that starts at a block."""
    items, end = blocks.items, index + 1
    while end < len(items) and joined(items, end):
        end += 1
    return end


def _kept(unit: tuple[Block, ...]) -> Reading | None:
    """The reading of a unit, if it is known."""
    kept: tuple[tuple[Block, ...], tuple[str, ...], Reading] | None = unit[0].memo.get("reading")
    return kept[2] if kept is not None and kept[0] == unit[1:] else None


def _lines_to_read(unit: tuple[Block, ...]) -> int:
    """How many lines of a unit docutils has to read, long ones counted as several."""
    if _kept(unit) is not None:
        return 0
    texts = running_text(unit)
    unit[0].memo["running"] = (unit[1:], texts)
    if texts is None:
        lines = [line for block in unit for line in block.lines]
    else:
        lines = [line for text in texts if has_markup(text, True) for line in text.lines]
    return max(len(lines), sum(map(len, lines)) // _WIDTH)


_WIDTH = 100
"""Characters of a line that is not long."""

_MANY = 400
"""Units; to look whether they are read takes a millisecond."""


def _units(blocks: Blocks, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the units start and end that the blocks ``[start, end)`` may have changed."""
    items, first = blocks.items, max(0, start - 1)
    while first and joined(items, first):
        first -= 1
    index = first
    while index < len(items) and (index <= end or not ends_blank(items[index - 1])):
        after = unit_end(blocks, index)
        yield index, after
        index = after


def _span(blocks: Blocks, units: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the first unit starts and the last one ends."""
    return (units[0][0], units[-1][1]) if units else (len(blocks), len(blocks))


def _outside(part: Part, wrong: dict[int, str], delta: int) -> dict[int, str]:
    """What docutils says of misplaced titles outside of a part; those behind it ``delta`` blocks later."""
    return {
        index + delta if index >= part.end else index: text
        for index, text in wrong.items()
        if not part.start <= index < part.end
    }


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
    running: tuple[tuple[Block, ...], list[Running] | None] | None = unit[0].memo.pop("running", None)
    texts = running[1] if running is not None and running[0] == unit[1:] else running_text(unit)
    if texts is None:
        reading = read(raw, roles)
    else:
        marked = [text for text in texts if has_markup(text, not defined)]
        reading = read_inline(raw, marked, roles) if marked else SILENT
        if not (reading.problems or reading.signature):
            reading = SILENT
    unit[0].memo["reading"] = (unit[1:], defined, reading)
    return reading


def _loud(found: list[tuple[int, Reading]]) -> Readings:
    loud = [pair for pair in found if pair[1].problems or pair[1].waiting]
    return Readings([unit for unit, _ in loud], [reading for _, reading in loud])


def _named(found: list[tuple[int, Reading]]) -> Readings:
    named = [pair for pair in found if pair[1].signature]
    return Readings([unit for unit, _ in named], [reading for _, reading in named])


def _transitions(blocks: Blocks, start: int, end: int) -> list[int]:
    return [index for index in range(start, end) if blocks.items[index].kind is Kind.TRANSITION]


def _styles(part: Part) -> list[str | None]:
    """The adornments of the titles in some blocks."""
    titles = part.blocks.headings
    numbers = titles[bisect_left(titles, part.start) : bisect_left(titles, part.end)]
    headings = [part.blocks.items[index].heading for index in numbers]
    return [heading.style if heading else None for heading in headings]


def _is_structure_same(before: Part, now: Part) -> bool:
    """Whether blocks that gave way to others are, to the document's structure, what those are."""
    ours, theirs = (
        [block.kind for block in part.blocks.items[part.start : part.end]] for part in (before, now)
    )
    return ours == theirs and _STRUCTURAL.isdisjoint(ours)


def _said(
    blocks: Blocks, loud: Readings, named: Readings, tree: Sections, transitions: list[int]
) -> tuple[Said, ...]:
    noisy, explicit = set[int](), set[str]()
    if transitions:
        noisy = _noisy(blocks, loud, named) | set(tree.wrong(blocks))
        nodes = [each.node for reading in named.readings for each in reading.names]
        explicit = {str(name) for node in nodes if node.tagname != "section" for name in node["names"]}
    return tuple(structure_messages(blocks, tree, transitions, noisy, explicit))


def _noisy(blocks: Blocks, loud: Readings, named: Readings) -> set[int]:
    """The blocks in whose section, behind the title, docutils leaves a message for them."""
    noisy, known = set[int](), set[str]()
    for index, reading in named:
        for one in reading.names:
            if not known.isdisjoint(one.node["names"]):
                noisy.add(holder(blocks, index, one.noted))
            known.update(one.node["names"])
    for index, reading in loud:
        for problem in reading.problems:
            block = holder(blocks, index, problem.line)
            if blocks.items[block].kind is not Kind.TITLE or problem.inline or "too short" in problem.text:
                noisy.add(block)
    return noisy
