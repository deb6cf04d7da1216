"""docutils' readings of a text's units, kept with their blocks and chunks.

A unit (``rst/units.py``) is read once, and its reading kept with its first block.  A chunk's readings are
kept with the chunk.  They depend on nothing else but the roles that the text defines above.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from spec_ls.rst.blocks import Block
from spec_ls.rst.chunks import Blocks, Chunk
from spec_ls.rst.kept import kept
from spec_ls.rst.plain_text import has_markup, inline_texts
from spec_ls.rst.syntax.reading import EMPTY_READING, Reading, Stepwise, read, read_inline
from spec_ls.rst.units import units

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
    """

    with_messages: tuple[tuple[int, Reading], ...]
    with_names: tuple[tuple[int, Reading], ...]
    mentions: frozenset[str]
    roles: CustomRoles


def readings(blocks: Blocks) -> Stepwise[list[ChunkReadings]]:
    """The readings of all chunks, in steps of a unit each."""
    found, roles = list[ChunkReadings](), NO_ROLES
    for chunk in blocks.chunks:
        if _chunk_readings.known(chunk, roles) is None:
            for _ in _unit_readings(chunk, roles):
                yield
        found.append(_chunk_readings(chunk, roles))
        roles = found[-1].roles
    return found


def known_readings(blocks: Blocks) -> list[ChunkReadings]:
    """As ``readings``, but units that are not read yet have an empty reading."""
    found, roles = list[ChunkReadings](), NO_ROLES
    for chunk in blocks.chunks:
        found.append(
            _chunk_readings.known(chunk, roles) or _gathered(_unit_readings(chunk, roles, only_known=True))
        )
        roles = found[-1].roles
    return found


def must_read_more(blocks: Blocks, lines: int) -> bool:
    """True if docutils has to read more than some lines to know all readings; long lines count as several."""
    roles = NO_ROLES
    for chunk in blocks.chunks:
        if (known := _chunk_readings.known(chunk, roles)) is not None:
            roles = known.roles
            continue
        for start, end in _units(chunk):
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
    with_messages, with_names, roles = [], [], NO_ROLES
    for start, reading, roles_after in found:
        roles = roles_after
        if reading.problems or reading.problems_if_last:
            with_messages.append((start, reading))
        if reading.mentions:
            with_names.append((start, reading))
    mentions = frozenset().union(*(reading.mentions for _, reading in with_names))
    return ChunkReadings(tuple(with_messages), tuple(with_names), mentions, roles)


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
    unit = (first, *rest)
    raw = [line for block in unit for line in block.lines]
    texts = inline_texts(unit)
    if texts is None:
        return read(raw, roles.table)
    with_markup = [text for text in texts if has_markup(text, standard_default_role=not roles.text)]
    reading = read_inline(raw, with_markup, roles.table) if with_markup else EMPTY_READING
    return reading if reading.problems or reading.names else EMPTY_READING


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
