"""All that docutils says of a text, block by block, from what is known of its syntax (``state.py``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spec_ls.rst.blocks import Blocks, Kind
from spec_ls.rst.source import LINE_LENGTH_LIMIT, as_docutils_reads
from spec_ls.rst.syntax.places import whole_line
from spec_ls.rst.syntax.reading import Problem, Reading
from spec_ls.rst.syntax.state import (
    Syntax,
    edited_syntax,
    holder,
    in_wrong_title,
    named_readings,
    syntax,
    unit_end,
)
from spec_ls.rst.syntax.structure import Said, bibliographic_messages, is_seen, transition_messages

_ERROR = 3


class Found(NamedTuple):
    """A message: the index of the block from which the problem's lines are counted, and the problem.

    ``holder`` is the index of the block that holds docutils' own line.
    """

    block: int
    problem: Problem
    holder: int


def messages(blocks: Blocks, edit: tuple[Blocks, int, int] | None = None) -> tuple[Found, ...]:
    """All messages of a document, kept with its blocks.

    ``edit`` is earlier blocks of which some gave way to others, and the indices ``[start, end)`` of those.
    """
    kept: tuple[Syntax, tuple[Found, ...]] | None = blocks.memo.get("syntax")
    if kept is None:
        known: tuple[Syntax, object] | None = edit[0].memo.get("syntax") if edit else None
        if edit is None or known is None:
            one = syntax(blocks)
        else:
            one = edited_syntax(blocks, known[0], *edit)
        kept = blocks.memo["syntax"] = (one, tuple(_messages(blocks, one)))
    return kept[1]


def _messages(blocks: Blocks, one: Syntax) -> Iterator[Found]:
    if blocks.oversized:
        yield _oversized(blocks)
        return
    wrong = one.sections.wrong(blocks)
    for index, reading in zip(one.units, one.readings, strict=True):
        for problem in reading.problems:
            if not (wrong and problem.inline and in_wrong_title(blocks, index, problem.place.line, wrong)):
                yield _found(blocks, index, problem)
        if reading.waiting and not any(map(is_seen, blocks.items[unit_end(blocks, index) :])):
            for problem in reading.waiting:
                yield _found(blocks, index, problem)
    yield from _name_messages(blocks, one)
    for said in _structure_messages(blocks, one):
        yield _of_line(blocks, said)


def _structure_messages(blocks: Blocks, one: Syntax) -> Iterator[Said]:
    tree = one.sections
    for index, text in tree.wrong(blocks).items():
        heading = blocks.items[index].heading
        yield Said(index, heading.line if heading else 0, _ERROR, text)
    if one.transitions:
        yield from transition_messages(
            blocks, tree, one.transitions, _noisy(blocks, one), _explicit_names(one)
        )
    yield from bibliographic_messages(blocks, tree)


def _explicit_names(one: Syntax) -> set[str]:
    """The names of all that is no title."""
    named = [each.node for reading in one.readings for each in reading.names]
    return {str(name) for node in named if node.tagname != "section" for name in node["names"]}


def _noisy(blocks: Blocks, one: Syntax) -> set[int]:
    """The blocks in whose section, behind the title, docutils leaves a message for them."""
    noisy, names = set(one.sections.wrong(blocks)), set[str]()
    for index, reading in zip(one.units, one.readings, strict=True):
        for named in reading.names:
            if not names.isdisjoint(named.node["names"]):
                noisy.add(holder(blocks, index, named.noted))
            names.update(named.node["names"])
        for problem in reading.problems:
            block = holder(blocks, index, problem.line)
            if blocks.items[block].kind is not Kind.TITLE or problem.inline or "too short" in problem.text:
                noisy.add(block)
    return noisy


def _name_messages(blocks: Blocks, one: Syntax) -> Iterator[Found]:
    named = named_readings(one) if one.complaints else []
    for number, node, complaint in one.complaints:
        if number is None:
            number, node = _anonymous(named)
        index, reading = named[number]
        name = reading.names[node]
        line = name.noted if complaint.parsing or name.line < 0 else name.line
        problem = Problem(complaint.level, complaint.text, line, name.place, True)
        yield Found(index, problem, holder(blocks, index, line))


def _anonymous(named: list[tuple[int, Reading]]) -> tuple[int, int]:
    """The first anonymous reference, or else target, by the numbers of its reading and of the node in it."""
    for kind in ("reference", "target"):
        for number, (_, reading) in enumerate(named):
            for node, name in enumerate(reading.names):
                if name.node.tagname == kind and name.node.get("anonymous"):
                    return number, node
    return 0, 0


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
