"""docutils' messages about a document's names, at the nodes that they are about.

A fold over the chunks' readings: the names are put into groups, and docutils is asked about each group that
is not surely sound (``references.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks, Chunk
from spec_ls.rst.docutils_messages import MessageKind, kind_of
from spec_ls.rst.kept import kept
from spec_ls.rst.plain_text import inline_texts
from spec_ls.rst.syntax.reading import UNREAD, NamedNode, Problem, Stepwise
from spec_ls.rst.syntax.references import (
    NameMessage,
    grouped,
    is_sound,
    keys_of_name,
    resolve,
    title_name,
)
from spec_ls.rst.syntax.unit_readings import ChunkReadings
from spec_ls.rst.syntax.work import MOST_NAMES
from spec_ls.rst.units import is_joined


class Member(NamedTuple):
    """A part of a group of names: a node, or the name of a title without markup.

    ``block`` is the index of its unit's first block in its chunk.
    """

    block: int
    name: NamedNode | str
    keys: frozenset[str]


_Located = tuple[int, Member]
"""A member behind the index of its chunk's first block."""


def reference_messages(
    blocks: Blocks, readings: Sequence[ChunkReadings], skipped: frozenset[int]
) -> Stepwise[tuple[list[tuple[int, Problem]], int | None]]:
    """The messages, each with the index of the block from which its lines count; one group a step.

    The second value is the index of the first block with a name that docutils is not asked about, because
    that would be too much work; ``None`` if it is asked about all.
    ``skipped`` are the titles that open no section, by the indices of their blocks: docutils leaves them out.
    """
    mentioned = frozenset().union(*(reading.mentions for reading in readings))
    if not mentioned or not UNREAD.mentions.isdisjoint(mentioned):
        return [], None
    members = list(_members(blocks, readings, skipped, mentioned))
    found, left = list[tuple[int, Problem]](), MOST_NAMES
    for numbers in grouped([member.keys for _, member in members]):
        group = [members[number] for number in numbers]
        if is_sound([member.name for _, member in group]):
            continue
        yield
        left -= len(group)
        if left < 0:
            return found, group[0][0] + group[0][1].block
        messages = resolve(tuple([member.name for _, member in group])) or ()
        if any(kind_of(message.text) is MessageKind.INDIRECT_TARGET for message in messages):
            # Their text holds identifiers, which depend on all names of the document.
            everything = list(_members(blocks, readings, skipped, None))
            if len(everything) > MOST_NAMES:
                return found, group[0][0] + group[0][1].block
            messages = resolve(tuple([member.name for _, member in everything])) or ()
            return [located for message in messages for located in _at_member(message, everything)], None
        found += (located for message in messages for located in _at_member(message, group))
    return found, None


def all_members(
    blocks: Blocks, readings: Sequence[ChunkReadings], skipped: frozenset[int]
) -> list[NamedNode | str]:
    """All nodes and titles with names of a document, in order; a title without markup is a string."""
    return [member.name for _, member in _members(blocks, readings, skipped, None)]


def _at_member(message: NameMessage, members: list[_Located]) -> Iterator[tuple[int, Problem]]:
    """The message at the member that it is about, or at the first anonymous one; none about a plain title."""
    first, member = members[message.number] if message.number is not None else _first_anonymous(members)
    name = member.name
    if isinstance(name, NamedNode):
        line = name.noted_line if message.parsing else name.line
        yield first + member.block, Problem(message.level, message.text, line, name.range, True)


def _first_anonymous(members: list[_Located]) -> _Located:
    """The first anonymous reference, or else target, or else the first member."""
    for tag in ("reference", "target"):
        for located in members:
            name = located[1].name
            if isinstance(name, NamedNode) and name.node.tagname == tag and name.node.get("anonymous"):
                return located
    return members[0]


def _members(
    blocks: Blocks,
    readings: Sequence[ChunkReadings],
    skipped: frozenset[int],
    mentioned: frozenset[str] | None,
) -> Iterator[_Located]:
    """The members of a document, in order, of the titles those ``mentioned`` (None: all)."""
    for chunk, first, reading in zip(blocks.chunks, blocks.chunk_starts, readings, strict=True):
        for member in _chunk_members(chunk, reading):
            is_title = isinstance(member.name, str)
            if is_title and mentioned is not None and mentioned.isdisjoint(member.keys):
                continue
            if not skipped or _block_of(member, first, blocks) not in skipped:
                yield first, member


def _block_of(member: Member, first: int, blocks: Blocks) -> int:
    line = member.name.range.line if isinstance(member.name, NamedNode) else 0
    return blocks.holding(first + member.block, line)


@kept
def _chunk_members(chunk: Chunk, readings: ChunkReadings) -> tuple[Member, ...]:
    nodes = [
        Member(start, name, name.keys) for start, reading in readings.with_names for name in reading.names
    ]
    titles = [
        Member(index, name, frozenset(keys_of_name(name)))
        for index in chunk.headings
        if (name := _plain_title_name(chunk.blocks, index)) is not None
    ]
    return tuple(sorted((*nodes, *titles), key=lambda member: member.block))


def _plain_title_name(items: Sequence[Block], index: int) -> str | None:
    """The name of a title without markup, which docutils need not read; ``None`` if it is read."""
    if is_joined(items, index) or (index + 1 < len(items) and is_joined(items, index + 1)):
        return None
    return _title_name(items[index])


@kept
def _title_name(block: Block) -> str | None:
    if block.kind is not Kind.TITLE or block.heading is None or inline_texts((block,)) is None:
        return None
    return title_name(block.heading.title)
