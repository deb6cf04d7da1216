"""All that docutils says of a text, block by block, from what is known of its syntax (``state.py``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spec_ls.rst.blocks import Blocks
from spec_ls.rst.source import LINE_LENGTH_LIMIT, as_docutils_reads
from spec_ls.rst.syntax.complaints import About, Readings, holder
from spec_ls.rst.syntax.pausing import Pausing, without_pause
from spec_ls.rst.syntax.places import whole_line
from spec_ls.rst.syntax.readings import Problem, Reading
from spec_ls.rst.syntax.state import (
    Edited,
    Syntax,
    edited_syntax,
    syntax,
    takes_long,
    unit_end,
    without_changed,
)
from spec_ls.rst.syntax.structure import Said, is_seen

_ERROR = 3
AT_ONCE = 40
"""Lines that docutils reads in a few milliseconds."""


class Found(NamedTuple):
    """A message: the index of the block from which the problem's lines are counted, and the problem.

    ``holder`` is the index of the block that holds docutils' own line.
    """

    block: int
    problem: Problem
    holder: int


class Messages(NamedTuple):
    """Messages of a document; ``complete`` tells that these are all."""

    found: tuple[Found, ...]
    complete: bool = True


def messages(blocks: Blocks, edit: tuple[Blocks, int, int] | None = None) -> tuple[Found, ...]:
    """All messages of a document, kept with its blocks.

    ``edit`` is earlier blocks of which some gave way to others, and the indices ``[start, end)`` of those.
    """
    return without_pause(read_on(blocks, edit)).found


def read_on(blocks: Blocks, edit: tuple[Blocks, int, int] | None = None) -> Pausing[Messages]:
    """What ``messages`` takes long for, where the work can be left for something else in between."""
    kept: tuple[Syntax, Messages] | None = blocks.memo.get("syntax")
    if kept is None:
        since = _since(blocks, edit)
        one = yield from (syntax(blocks) if since is None else edited_syntax(blocks, since))
        said = (
            since.blocks.memo["syntax"][1]
            if since is not None and one.says_the_same_as(since.syntax)
            else None
        )
        kept = blocks.memo["syntax"] = (one, said or Messages(tuple(_messages(blocks, one))))
        blocks.memo.pop("unread since", None)
    return kept[1]


def prompt_messages(blocks: Blocks, edit: tuple[Blocks, int, int] | None = None) -> Messages:
    """The messages that are known at once: all, where docutils has little to read that is new.

    Else those of what has not changed since docutils read all, if it ever did; ``messages`` gives the rest.
    """
    if "syntax" in blocks.memo:
        return without_pause(read_on(blocks))
    since = _since(blocks, edit)
    if since is None:
        return Messages((), False) if blocks.height > AT_ONCE else without_pause(read_on(blocks))
    end = since.old_end + len(blocks) - len(since.blocks)
    if not takes_long(blocks, since.start, end, AT_ONCE):
        return without_pause(read_on(blocks, edit))
    if since.blocks.oversized:
        return Messages((), False)
    blocks.memo["unread since"] = since
    return Messages(tuple(_messages(blocks, without_changed(blocks, since))), False)


def _since(blocks: Blocks, edit: tuple[Blocks, int, int] | None) -> Edited | None:
    """What has changed since docutils last read all; ``None`` where that is not known."""
    kept: Edited | None = blocks.memo.get("unread since")
    if kept is not None or edit is None:
        return kept
    old, start, old_end = edit
    if "syntax" in old.memo:
        return Edited(old, old.memo["syntax"][0], start, old_end)
    earlier: Edited | None = old.memo.get("unread since")
    if earlier is None:
        return None
    # What neither edit changed, at the start and at the end, is what it was before both.
    start = min(start, earlier.start)
    behind = min(len(old) - old_end, len(earlier.blocks) - earlier.old_end)
    behind = min(behind, len(earlier.blocks) - start, len(blocks) - start)
    return earlier._replace(start=start, old_end=len(earlier.blocks) - behind)


def _messages(blocks: Blocks, one: Syntax) -> Iterator[Found]:
    if blocks.oversized:
        yield _oversized(blocks)
        return
    wrong = one.sections.wrong(blocks)
    for index, reading in one.loud:
        for problem in _problems(blocks, index, reading):
            if not (wrong and problem.inline and holder(blocks, index, problem.place.line) in wrong):
                yield _found(blocks, index, problem)
    for about in one.names.complaints:
        if (found := _of_name(blocks, one.named, about)) is not None:
            yield found
    for index, text in wrong.items():
        heading = blocks.items[index].heading
        yield _of_line(blocks, Said(index, heading.line if heading else 0, _ERROR, text))
    for said in one.said:
        yield _of_line(blocks, said)


def _problems(blocks: Blocks, index: int, reading: Reading) -> tuple[Problem, ...]:
    """The problems of the unit that starts at a block, also those that wait for nothing to follow."""
    if reading.waiting and not _is_followed(blocks, index):
        return reading.problems + reading.waiting
    return reading.problems


def _is_followed(blocks: Blocks, index: int) -> bool:
    """Whether anything visible stands behind the unit that starts at a block."""
    return any(is_seen(blocks.items[behind]) for behind in range(unit_end(blocks, index), len(blocks)))


def _of_name(blocks: Blocks, named: Readings, about: About) -> Found | None:
    unit, node, complaint, _ = about
    if unit is None:
        unit, node = _anonymous(named)
    part = named.part(unit, unit + 1)
    if not part.readings:
        return None
    name = part.readings[0].names[node]
    line = name.noted if complaint.parsing or name.line < 0 else name.line
    problem = Problem(complaint.level, complaint.text, line, name.place, True)
    return Found(unit, problem, holder(blocks, unit, line))


def _anonymous(named: Readings) -> tuple[int, int]:
    """The first anonymous reference, or else target, by its reading's first block and its number there."""
    for kind in ("reference", "target"):
        for unit, reading in named:
            for node, name in enumerate(reading.names):
                if name.node.tagname == kind and name.node.get("anonymous"):
                    return unit, node
    return (named.units or [0])[0], 0


def _found(blocks: Blocks, index: int, problem: Problem) -> Found:
    return Found(index, problem, holder(blocks, index, problem.line))


def _of_line(blocks: Blocks, said: Said) -> Found:
    """A message about a whole line of a block."""
    if said.problem is not None:
        return _found(blocks, said.block, said.problem)
    block = blocks.items[said.block]
    place = whole_line(said.line, [as_docutils_reads(raw) for raw in block.lines], block.lines)
    return Found(said.block, Problem(said.level, said.text, said.line, place), said.block)


def _oversized(blocks: Blocks) -> Found:
    """The one message about a text with a line that docutils does not read, whatever else is in it."""
    index = blocks.oversized[0]
    lines = [as_docutils_reads(raw) for raw in blocks.items[index].lines]
    line = next(number for number, content in enumerate(lines) if len(content) > LINE_LENGTH_LIMIT)
    number = sum(len(block.lines) for block in blocks.items[:index]) + line + 1
    return _of_line(blocks, Said(index, line, _ERROR, f"Line {number} exceeds the line-length-limit."))
