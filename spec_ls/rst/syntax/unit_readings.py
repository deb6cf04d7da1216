"""docutils' readings of a text's units, kept with their blocks and chunks.

A unit (``rst/units.py``) is read once, and its reading kept with its first block.  A chunk's readings are
kept with the chunk.  They depend on nothing else but the roles that the text defines above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks, Chunk
from spec_ls.rst.kept import kept
from spec_ls.rst.plain_text import has_markup, inline_texts
from spec_ls.rst.syntax.reading import EMPTY_READING, UNREAD, Reading, Stepwise, read, read_inline
from spec_ls.rst.syntax.work import MOST_FOR_DOCUMENT
from spec_ls.rst.units import units

_WORK = attrgetter("work")

_GRAIN = 50
"""Work of readings without messages is rounded up to a multiple of this, so that they can be shared."""

_WIDTH = 100
"""Characters of a line that is not long."""


@dataclass(frozen=True, slots=True)
class CustomRoles:
    """The roles that a text has defined so far: docutils' table of these, and the text that defined them."""

    text: tuple[str, ...] = ()
    table: dict[str, Any] = field(default_factory=dict, compare=False)

    def after(self, unit: tuple[Block, ...], reading: Reading) -> CustomRoles:
        """The roles behind a unit."""
        if not reading.roles:
            return self
        text = (*self.text, *(block.text for block in unit))
        return CustomRoles(text, self.table | reading.roles)


NO_ROLES = CustomRoles()


@dataclass(frozen=True, slots=True)
class ChunkReadings:
    """The readings of a chunk that matter, each with the index of its unit's first block in the chunk.

    ``mentions`` are the keys of all names in these (``references.py``), ``roles`` the roles behind the chunk.
    ``work`` is what docutils did for all units (``work.py``), ``unread`` are the indices of the first blocks
    of those that were too much.
    """

    with_messages: tuple[tuple[int, Reading], ...]
    with_names: tuple[tuple[int, Reading], ...]
    mentions: frozenset[str]
    roles: CustomRoles
    work: int = 0
    unread: tuple[int, ...] = ()


_BEYOND = ChunkReadings((), (), UNREAD.mentions, NO_ROLES)
"""The readings of a chunk behind the place where all work for a document is spent."""

_REST = replace(UNREAD, work=MOST_FOR_DOCUMENT, is_unread=False)
"""The reading of the rest of a text, which a check of its own tells of."""

_FIRST_BEYOND = replace(_BEYOND, unread=(0,))


def readings(blocks: Blocks) -> Stepwise[list[ChunkReadings]]:
    """The readings of all chunks, in steps of a unit each."""
    found, roles, left, is_said = list[ChunkReadings](), NO_ROLES, MOST_FOR_DOCUMENT, False
    for chunk in blocks.chunks:
        if left <= 0:
            found.append(_BEYOND if is_said else _FIRST_BEYOND)
            is_said = True
            continue
        known = _chunk_readings.known(chunk, roles)
        if known is None or known.work > left:
            known = yield from _readings_within(chunk, roles, left)
        found.append(known)
        roles, left = known.roles, left - known.work
        is_said = left <= 0 and bool(known.unread)
    return found


def _readings_within(chunk: Chunk, roles: CustomRoles, left: int) -> Stepwise[ChunkReadings]:
    """The readings of a chunk; the unit before which ``left`` is spent, and those behind it, are not read.

    So it is the same for each way in which a text is divided into chunks.
    """
    read = list[tuple[int, Reading, CustomRoles]]()
    for start, reading, roles_after in _unit_readings(chunk, roles):
        yield
        read.append((start, reading, roles_after))
        left -= reading.work
        if left <= 0:
            break
    else:
        _chunk_readings.keep(found := _gathered(iter(read)), chunk, roles)
        return found
    end = next((end for start, end in _units(chunk) if start == read[-1][0]), len(chunk.blocks))
    if end < len(chunk.blocks):
        read.append((end, UNREAD, read[-1][2]))
    return _gathered(iter(read))


def known_readings(blocks: Blocks) -> list[ChunkReadings]:
    """As ``readings``, but units that are not read yet have an empty reading."""
    found, roles = list[ChunkReadings](), NO_ROLES
    for chunk in blocks.chunks:
        found.append(
            _chunk_readings.known(chunk, roles) or _gathered(_unit_readings(chunk, roles, only_known=True))
        )
        roles = found[-1].roles
    return found


def known_reading(block: Block) -> Reading | None:
    """The reading of a block that is a unit alone, if it is known and says all that docutils made of it."""
    if inline_texts((block,)) is not None:
        return None
    return _read_unit.known(block, (), NO_ROLES)


def is_stopped(readings_: Sequence[ChunkReadings]) -> bool:
    """True if all work for the document was spent, so that what stands at its end was not read."""
    work: int = sum(map(_WORK, readings_))
    return work >= MOST_FOR_DOCUMENT


def must_read_more(blocks: Blocks, lines: int) -> bool:
    """True if docutils has to read more than some lines to know all readings; long lines count as several."""
    roles = NO_ROLES
    for chunk in blocks.chunks:
        if (known := _chunk_readings.known(chunk, roles)) is not None:
            roles = known.roles
            continue
        for start, end in _units(chunk):
            if chunk.blocks[start].kind is Kind.REST:
                continue
            unit = chunk.blocks[start:end]
            reading = _read_unit.known(unit[0], unit[1:], roles)
            if reading is None:
                lines -= _lines_to_read(unit)
            else:
                roles = roles.after(unit, reading)
            if lines < 0:
                return True
    return False


@kept
def _units(chunk: Chunk) -> tuple[tuple[int, int], ...]:
    return tuple(units(chunk.blocks))


@kept
def _chunk_readings(chunk: Chunk, roles: CustomRoles) -> ChunkReadings:
    return _gathered(_unit_readings(chunk, roles))


def _gathered(found: Iterator[tuple[int, Reading, CustomRoles]]) -> ChunkReadings:
    with_messages, with_names, unread, roles, work = [], [], list[int](), NO_ROLES, 0
    for start, reading, roles_after in found:
        roles, work = roles_after, work + reading.work
        if reading.is_unread:
            unread.append(start)
        if reading.problems or reading.problems_if_last:
            with_messages.append((start, reading))
        if reading.mentions:
            with_names.append((start, reading))
    mentions = frozenset().union(*(reading.mentions for _, reading in with_names))
    return ChunkReadings(tuple(with_messages), tuple(with_names), mentions, roles, work, tuple(unread))


def _unit_readings(
    chunk: Chunk, roles: CustomRoles, only_known: bool = False
) -> Iterator[tuple[int, Reading, CustomRoles]]:
    """The start of each unit of a chunk, its reading, and the roles behind it.

    With ``only_known`` docutils reads nothing: units that it has not read yet have an empty reading.
    """
    for start, end in _units(chunk):
        unit = chunk.blocks[start:end]
        if only_known:
            reading = _read_unit.known(unit[0], unit[1:], roles) or EMPTY_READING
        else:
            reading = _read_unit(unit[0], unit[1:], roles)
        roles = roles.after(unit, reading)
        yield start, reading, roles


@kept
def _read_unit(first: Block, rest: tuple[Block, ...], roles: CustomRoles) -> Reading:
    """The reading of the unit that a block begins; where it is certain, only its inline text is read."""
    if first.kind is Kind.REST:
        return _REST
    unit = (first, *rest)
    raw = [line for block in unit for line in block.lines]
    texts = inline_texts(unit)
    if texts is None:
        return read(raw, roles.table)
    with_markup = [text for text in texts if has_markup(text, standard_default_role=not roles.text)]
    if not with_markup:
        return EMPTY_READING
    reading = read_inline(raw, with_markup, roles.table)
    kept_whole = reading.problems or reading.names or reading.is_unread
    return reading if kept_whole else _empty_after(-(-reading.work // _GRAIN) * _GRAIN)


@lru_cache(1_000)
def _empty_after(work: int) -> Reading:
    """The reading of a text without messages and names that took some work."""
    return replace(EMPTY_READING, work=work)


def _lines_to_read(unit: tuple[Block, ...]) -> int:
    """The number of lines of a unit that docutils has to read; a long line counts as several."""
    texts = inline_texts(unit)
    if texts is None:
        lines = [line for block in unit for line in block.lines]
    else:
        lines = [
            line for text in texts if has_markup(text, standard_default_role=True) for line in text.lines
        ]
    return max(len(lines), sum(map(len, lines)) // _WIDTH)
